"""Salts and esters of the drugs in these tables, which documents write and which make no other product."""

from __future__ import annotations

# Salt -> the drugs that are dispensed as it.
SALTS_OF: dict[str, str] = {
    "acetate": (
        "abiraterone, bazedoxifene, bremelanotide, buserelin, cetrorelix, cortisone, cyproterone, eslicarbazepine, flecainide, fludrocortisone, "
        "gonadorelin, guanabenz, icatibant, nafarelin, norethindrone, pramlintide, segesterone, setmelanotide, teriparatide, triptorelin, ulipristal"
    ),
    "alafenamide": "tenofovir",
    "arginine": "perindopril",
    "axetil": "cefuroxime",
    "besylate": "amlodipine, atracurium, bepotastine, cisatracurium, levamlodipine, mesoridazine, remimazolam",
    "bitartrate": "cysteamine, dihydrocodeine, hydrocodone, norepinephrine, rivastigmine",
    "bromide": (
        "aclidinium, clidinium, methscopolamine, methylnaltrexone, neostigmine, pancuronium, pinaverium, propantheline, pyridostigmine, rocuronium, "
        "tiotropium, umeclidinium, vecuronium"
    ),
    "butyrate": "hydrocortisone",
    "calcium": "acamprosate, atorvastatin, fenoprofen, fosamprenavir, pitavastatin, rosuvastatin",
    "camsylate": "rucaparib",
    "chloride": "doxacurium, edrophonium, mivacurium, trospium",
    "cilexetil": "candesartan",
    "citrate": "clomiphene, ixazomib, sufentanil, tofacitinib, toremifene",
    "dihydrochloride": "betahistine, levocetirizine, pramipexole, quinine, trientine",
    "dimaleate": "afatinib",
    "dimesylate": "lisdexamfetamine",
    "dipropionate": "beclomethasone, betamethasone",
    "disoproxil": "tenofovir",
    "ditosylate": "lapatinib",
    "embonate": "pyrantel",
    "enanthate": "fluphenazine",
    "erbumine": "perindopril",
    "estolate": "erythromycin",
    "esylate": "nintedanib",
    "etabonate": "loteprednol",
    "etexilate": "dabigatran",
    "ethylsuccinate": "erythromycin",
    "fumarate": "aliskiren, bedaquiline, bisoprolol, clemastine, emedastine, fesoterodine, ketotifen, quetiapine, vonoprazan",
    "furoate": "fluticasone",
    "gluceptate": "erythromycin",
    "gluconate": "chlorhexidine, quinidine",
    "hippurate": "methenamine",
    "hydrobromide": "citalopram, darifenacin, dextromethorphan, eletriptan, fenoterol, galantamine, homatropine, scopolamine, vortioxetine",
    "hydrochloride": (
        "acebutolol, alectinib, alfuzosin, alosetron, amantadine, amiloride, apraclonidine, atomoxetine, azelastine, benazepril, benzphetamine, "
        "betaxolol, bupropion, buspirone, carteolol, chlorhexidine, cinacalcet, clindamycin, clomipramine, colesevelam, colestipol, cyclobenzaprine, "
        "cyproheptadine, dapoxetine, demeclocycline, desipramine, dexmedetomidine, dexmethylphenidate, diethylpropion, diphenoxylate, donepezil, "
        "dorzolamide, doxepin, doxycycline, dronedarone, duloxetine, erlotinib, esketamine, etelcalcetide, ethambutol, fexofenadine, fingolimod, "
        "flavoxate, fluoxetine, flurazepam, gepirone, guanfacine, itopride, ivabradine, ketamine, landiolol, levobunolol, levocetirizine, lofexidine, "
        "loperamide, lurasidone, meclizine, memantine, metformin, methylphenidate, metoclopramide, mexiletine, midodrine, milnacipran, moexipril, "
        "nalmefene, naltrexone, nefazodone, nilotinib, nortriptyline, olopatadine, oxybutynin, oxycodone, oxymetazoline, paroxetine, pazopanib, "
        "penbutolol, phendimetrazine, phentermine, pilocarpine, pioglitazone, pitolisant, ponatinib, pramipexole, propafenone, propiverine, "
        "protriptyline, pseudoephedrine, quinapril, raloxifene, ranolazine, rasagiline, remifentanil, ropinirole, sapropterin, selegiline, "
        "sertraline, solriamfetol, tamsulosin, tapentadol, terazosin, terbinafine, tetracaine, tetracycline, thioridazine, tiagabine, ticlopidine, "
        "tigecycline, tizanidine, tolterodine, tramadol, trazodone, trientine, trihexyphenidyl, valacyclovir, valganciclovir, vardenafil, "
        "venlafaxine, verapamil, vilazodone, viloxazine"
    ),
    "magnesium": "esomeprazole, omeprazole",
    "malate": "almotriptan, cabozantinib, sunitinib",
    "maleate": (
        "acalabrutinib, afatinib, amlodipine, asenapine, avatrombopag, carbinoxamine, chlorpheniramine, dexchlorpheniramine, domperidone, enalapril, "
        "fluvoxamine, indacaterol, midazolam, neratinib, rosiglitazone, timolol, trimipramine"
    ),
    "mandelate": "methenamine",
    "medoxomil": "azilsartan, olmesartan",
    "meglumine": "tafamidis",
    "mesilate": "imatinib",
    "mesylate": (
        "bromocriptine, dabrafenib, delavirdine, doxazosin, gemifloxacin, imatinib, lenvatinib, nelfinavir, osimertinib, rasagiline, safinamide, "
        "saquinavir"
    ),
    "monohydrate": "nitrofurantoin",
    "mucate": "isometheptene",
    "napsylate": "propoxyphene",
    "nitrate": "butoconazole, econazole, miconazole, oxiconazole, pilocarpine, sertaconazole, sulconazole",
    "olamine": "ciclopirox, eltrombopag",
    "oxalate": "escitalopram",
    "pamoate": "imipramine, octreotide, pyrantel",
    "phosphate": "chloroquine, disopyramide, estramustine, oseltamivir, primaquine, ruxolitinib, sitagliptin",
    "pivoxil": "adefovir, cefditoren",
    "polistirex": "dextromethorphan, hydrocodone",
    "potassium": "clavulanate, diclofenac, losartan, penicillin v, raltegravir",
    "propanediol": "dapagliflozin",
    "propionate": "clobetasol, fluticasone, halobetasol",
    "proxetil": "cefpodoxime",
    "saccharate": "amphetamine, dextroamphetamine",
    "salicylate": "physostigmine",
    "sodium": (
        "alendronate, bictegravir, cabotegravir, cloxacillin, dantrolene, dicloxacillin, dolutegravir, fluvastatin, fosamprenavir, fosinopril, "
        "liothyronine, methohexital, montelukast, naproxen, nedocromil, omeprazole, penicillin v, pravastatin, rabeprazole, risedronate, "
        "secobarbital, sulfacetamide, sulindac, tazobactam, thiopental, tolmetin, treprostinil, warfarin"
    ),
    "stearate": "erythromycin",
    "succinate": "desvenlafaxine, doxylamine, frovatriptan, lasmiditan, loxapine, metoprolol, ribociclib, solifenacin",
    "sulfate": (
        "abacavir, amphetamine, atazanavir, capreomycin, clopidogrel, ephedrine, guanadrel, hydroxychloroquine, indinavir, larotrectinib, "
        "levalbuterol, neomycin, paromomycin, penbutolol, polymyxin b, quinidine, quinine, selumetinib, tranylcypromine, trimethoprim"
    ),
    "tannate": "chlorpheniramine",
    "tartrate": "brimonidine, ergotamine, levalbuterol, pimavanserin, rivastigmine, tolterodine, trimeprazine, varenicline, zolpidem",
    "tosylate": "edoxaban, lumateperone, niraparib, sorafenib, valbenazine",
    "trifenatate": "vilanterol",
    "trihydrate": "amoxicillin, ampicillin",
    "tromethamine": "fosfomycin, fostemsavir, lodoxamide",
    "valerate": "betamethasone, hydrocortisone",
    "xinafoate": "salmeterol",
}  # fmt: skip
