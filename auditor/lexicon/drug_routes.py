"""How drugs are given, as their labels have it. To read by, not to judge by.

"All enzymes of this section are infused" is said of every enzyme of the section; "Denosumab goes under the skin. J0897 is its
code" of J0897. Whoever knows how the drugs are given understands it so, and does not take the tablet that a patient took before
for the way of the injection. The table only says which ways are possible: what a document says of a way that is none of its
drug's is read by the grammar or not at all.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from types import MappingProxyType
from typing import Final

from auditor.lexicon.known import known_codes
from auditor.lexicon.names import split_suffix

# Of each group the ways in which its drugs are given, and the drugs by their names without a biologic suffix, from section 2
# (dosage and administration) of their FDA labels; a way that no code of theirs is for is left out. A code stands instead of
# its drug where its product is given otherwise than others of that drug.
ROWS: Final = (
    # Antibodies, their conjugates, and fusion proteins.
    (
        "intravenous",
        "abciximab, ado-trastuzumab emtansine, aducanumab, alemtuzumab, amivantamab, anifrolumab, atezolizumab, avelumab, "
        "axatilimab, bamlanivimab, bamlanivimab + etesevimab, basiliximab, bebtelovimab, belantamab mafodotin, "
        "belatacept, bevacizumab, bezlotoxumab, blinatumomab, brentuximab vedotin, casirivimab + imdevimab, cemiplimab, "
        "cetuximab, cosibelimab, crizanlizumab, daratumumab, datopotamab deruxtecan, donanemab, dostarlimab, durvalumab, "
        "eculizumab, efgartigimod alfa, elotuzumab, emapalumab, enfortumab vedotin, eptinezumab, evinacumab, "
        "fam-trastuzumab deruxtecan, gemtuzumab ozogamicin, glofitamab, ibalizumab, inebilizumab, inotuzumab ozogamicin, "
        "ipilimumab, isatuximab, lecanemab, linvoseltamab, loncastuximab tesirine, margetuximab, mirvetuximab "
        "soravtansine, mogamulizumab, mosunetuzumab, moxetumomab pasudotox, muromonab-cd3, natalizumab, naxitamab, "
        "necitumumab, nipocalimab, nivolumab, nivolumab + relatlimab, obinutuzumab, ocrelizumab, olaratumab, panitumumab, "
        "pembrolizumab, pemivibart, pertuzumab, polatuzumab vedotin, ramucirumab, reslizumab, retifanlimab, rituximab, "
        "sacituzumab govitecan, siltuximab, sotrovimab, sutimlimab, tafasitamab, tarlatamab, tebentafusp, telisotuzumab "
        "vedotin, teplizumab, teprotumumab, tislelizumab, tisotumab vedotin, toripalimab, trastuzumab, tremelimumab, "
        "ublituximab, zanidatamab, zenocutuzumab, ziv-aflibercept, zolbetuximab, J0490, J1745, J3262, Q5103, Q5104, "
        "Q5109, Q5121, Q5133, Q5135, Q5156",
    ),
    (
        "subcutaneous",
        "adalimumab, atezolizumab + hyaluronidase, benralizumab, burosumab, canakinumab, certolizumab pegol, concizumab, "
        "daratumumab + hyaluronidase, denosumab, efgartigimod alfa + hyaluronidase, elranatamab, emicizumab, epcoritamab, "
        "etanercept, fremanezumab, hyaluronidase + nivolumab, hyaluronidase + ocrelizumab, hyaluronidase + pertuzumab + "
        "trastuzumab, hyaluronidase + rituximab, hyaluronidase + trastuzumab, lanadelumab, marstacimab, mepolizumab, "
        "omalizumab, rilonacept, romosozumab, rozanolixizumab, talquetamab, teclistamab, tezepelumab, tildrakizumab, "
        "J1748",
    ),
    (
        "intravenous, subcutaneous",
        "abatacept, belimumab, caplacizumab, crovalimab, daclizumab, golimumab, guselkumab, infliximab, mirikizumab, "
        "pozelimab, ravulizumab, risankizumab, secukinumab, spesolimab, tocilizumab, ustekinumab, vedolizumab",
    ),
    ("intravenous", "ofatumumab"),
    ("intramuscular", "cilgavimab + tixagevimab"),
    # The eye.
    (
        "intravitreal",
        "aflibercept, aflibercept hd, avacincaptad pegol, brolucizumab, faricimab, fomivirsen, ocriplasmin, pegaptanib, "
        "pegcetacoplan, ranibizumab, C9257, J3300, J7310",
    ),
    ("intravitreal, implant", "fluocinolone acetonide"),
    ("implant", "bimatoprost, revakinagene taroretcel, travoprost, J1096"),
    ("intravenous", "fluorescein, verteporfin"),
    # Enzymes, hormones and growth factors.
    (
        "intravenous",
        "adamts13, agalsidase beta, aldesleukin, alglucerase, alglucosidase alfa, alteplase, andexanet alfa, "
        "anistreplase, aprotinin, avalglucosidase alfa, calaspargase pegol, cipaglucosidase alfa, denileukin diftitox, "
        "elosulfase alfa, galsulfase, glucarpidase, idursulfase, imiglucerase, laronidase, olipudase alfa, palifermin, "
        "pegloticase, pegunigalsidase alfa, plasminogen human, rasburicase, reteplase, sebelipase alfa, streptokinase, "
        "tagraxofusp, taliglucerase alfa, tenecteplase, urokinase, velaglucerase alfa, velmanase alfa, vestronidase alfa",
    ),
    ("intravenous, intramuscular", "alefacept, asparaginase, pegaspargase"),
    ("intramuscular", "pegademase bovine, thyrotropin alfa, J9021"),
    (
        "intravenous, subcutaneous",
        "darbepoetin alfa, epoetin alfa, epoetin beta, filgrastim, peginesatide, sargramostim",
    ),
    (
        "subcutaneous",
        "ecallantide, efbemalenograstim alfa, eflapegrastim, interferon alfacon-1, interferon beta-1b, interferon "
        "gamma-1b, luspatercept, mecasermin, motixafortide, oprelvekin, pegfilgrastim, peginterferon alfa-2a, plerixafor, "
        "romiplostim, sermorelin, somatrem, somatropin, tbo-filgrastim, teriparatide",
    ),
    ("intramuscular", "chorionic gonadotropin"),
    (
        "intramuscular, subcutaneous",
        "follitropin beta, interferon beta-1a, menotropins, urofollitropin",
    ),
    ("subcutaneous", "follitropin alfa, ganirelix"),
    ("intravenous, subcutaneous", "gonadorelin"),
    ("subcutaneous, intramuscular", "calcitonin salmon, corticotropin"),
    (
        "intravenous, intramuscular, subcutaneous",
        "cyanocobalamin, desmopressin, glucagon, interferon alfa-2b, octreotide",
    ),
    ("intramuscular", "interferon alfa-n3, octreotide depot, triptorelin, triptorelin extended-release"),
    ("subcutaneous", "degarelix, histrelin, lanreotide, J1951, J9218"),
    ("intramuscular, subcutaneous", "J9217"),
    ("intramuscular", "pasireotide, J1950, J1952, J1954"),
    ("intramuscular", "influenza vaccine"),
    ("subcutaneous", "J1952"),
    ("implant", "afamelanotide, etonogestrel, J9202, J9225, J9226"),
    ("subcutaneous", "afamelanotide, J9202, J9225, J9226"),
    # Botulinum toxins, fillers, collagenase.
    (
        "intramuscular",
        "abobotulinumtoxina, daxibotulinumtoxina, incobotulinumtoxina, onabotulinumtoxina, rimabotulinumtoxinb",
    ),
    # Bones.
    ("intravenous", "etidronate, ibandronate, pamidronate, zoledronic acid"),
    # Iron, kidneys, vitamins.
    (
        "intravenous",
        "difelikefalin, doxercalciferol, etelcalcetide, ferric carboxymaltose, ferric derisomaltose, ferumoxytol, iron "
        "sucrose, levocarnitine, paricalcitol, sodium ferric gluconate complex, J0636, J1443",
    ),
    ("intravenous, intramuscular", "hydroxocobalamin, iron dextran, phytonadione, pyridoxine, thiamine"),
    (
        "oral",
        "calcium acetate, cinacalcet, daprodustat, ferric citrate, lanthanum carbonate, sevelamer carbonate, sevelamer "
        "hydrochloride, sucroferric oxyhydroxide, vadadustat",
    ),
    # Immune globulins, clotting factors, albumin.
    (
        "intravenous",
        "albumin human, alpha-1 proteinase inhibitor, anti-inhibitor coagulant complex, anti-thymocyte globulin equine, "
        "anti-thymocyte globulin rabbit, antithrombin alfa, antithrombin iii, centruroides immune f(ab')2, crotalidae "
        "immune f(ab')2, crotalidae polyvalent immune fab, cytomegalovirus immune globulin, digoxin immune fab, factor "
        "ix, factor ix complex, factor viia, factor viii, factor x, factor xiii, fibrinogen concentrate, hemin, plasma "
        "protein fraction, protein c concentrate, prothrombin complex concentrate, von willebrand factor, von willebrand "
        "factor complex, J0596, J0597, J0598, J1552, J1554, J1556, J1561, J1569",
    ),
    (
        "subcutaneous",
        "fitusiran, hyaluronidase + immune globulin, J0599, J1551, J1555, J1558, J1559, J1561, J1562, J1569",
    ),
    ("intramuscular", "hepatitis b immune globulin, tetanus immune globulin, J2788, J2790"),
    # Cells and genes.
    (
        "intravenous",
        "afamitresgene autoleucel, atidarsagene autotemcel, axicabtagene ciloleucel, betibeglogene autotemcel, "
        "brexucabtagene autoleucel, ciltacabtagene autoleucel, delandistrogene moxeparvovec, elivaldogene autotemcel, "
        "etranacogene dezaparvovec, exagamglogene autotemcel, fidanacogene elaparvovec, idecabtagene vicleucel, "
        "lisocabtagene maraleucel, lovotibeglogene autotemcel, obecabtagene autoleucel, onasemnogene abeparvovec, "
        "remestemcel-l, sipuleucel-t, tisagenlecleucel, valoctocogene roxaparvovec",
    ),
    ("topical", "anacaulase, becaplermin, beremagene geperpavec, prademagene zamikeracel"),
    (
        "intravesical",
        "bcg live, nadofaragene firadenovec, nogapendekin alfa inbakicept, valrubicin, C9064, J9281",
    ),
    ("implant", "autologous cultured chondrocytes"),
    # RNA.
    ("intrathecal", "baclofen, nusinersen, tofersen, ziconotide"),
    ("intravenous", "casimersen, eteplirsen, golodirsen, imetelstat, patisiran, viltolarsen"),
    ("subcutaneous", "givosiran, inclisiran, lumasiran, vutrisiran"),
    # Chemotherapy and what goes with it.
    (
        "intravenous",
        "amifostine, arsenic trioxide, belinostat, bendamustine, busulfan, cabazitaxel, carboplatin, carfilzomib, "
        "carmustine, cisplatin, cladribine, clofarabine, copanlisib, cyclophosphamide, cytarabine + daunorubicin "
        "liposomal, dacarbazine, dactinomycin, daunorubicin, daunorubicin liposomal, decitabine, dexrazoxane, docetaxel, "
        "doxorubicin, doxorubicin liposomal, epirubicin, eribulin, etoposide, fludarabine, fluorouracil, fosdenopterin, "
        "gallium nitrate, gemcitabine, idarubicin, ifosfamide, irinotecan, irinotecan liposomal, ixabepilone, "
        "levoleucovorin, lurbinectedin, mechlorethamine, melphalan, melphalan flufenamide, mesna, mitoxantrone, "
        "nelarabine, oxaliplatin, paclitaxel, paclitaxel protein-bound, pemetrexed, pentostatin, plicamycin, porfimer, "
        "pralatrexate, romidepsin, sirolimus protein-bound, sodium thiosulfate, streptozocin, temozolomide, temsirolimus, "
        "teniposide, topotecan, trabectedin, treosulfan, trilaciclib, vinblastine, vincristine, vincristine liposomal, "
        "vinorelbine",
    ),
    ("intravenous, subcutaneous", "azacitidine, bortezomib"),
    ("intravenous, subcutaneous, intrathecal", "cytarabine"),
    ("intravenous, intramuscular, subcutaneous", "bleomycin"),
    ("intravenous, intramuscular, subcutaneous, intrathecal", "methotrexate"),
    ("intravenous, intramuscular", "leucovorin"),
    ("intravenous, intravesical", "mitomycin, thiotepa"),
    ("intrathecal", "cytarabine liposomal, elliotts b solution"),
    ("subcutaneous", "omacetaxine"),
    ("intramuscular", "fulvestrant"),
    (
        "oral",
        "anastrozole, capecitabine, chlorambucil, dronabinol, exemestane, flutamide, gefitinib, hydroxyurea, imatinib, "
        "levamisole, lomustine, megestrol, mercaptopurine, nabilone, netupitant + palonosetron, procarbazine, tamoxifen, "
        "tretinoin, J8498, J8499, J8597, J8999",
    ),
    # Nausea, pain, sedation.
    (
        "intravenous",
        "acetaminophen, acetaminophen + ibuprofen, amisulpride, brexanolone, caffeine citrate, cangrelor, "
        "dexmedetomidine, dolasetron, fosaprepitant, fosnetupitant + palonosetron, ibuprofen, meloxicam, oliceridine, "
        "palonosetron, propofol, remimazolam, rolapitant, C9145, C9463, J0185",
    ),
    ("subcutaneous", "apomorphine, granisetron extended-release, methylnaltrexone, sumatriptan"),
    (
        "intravenous, intramuscular",
        "alfentanil, amobarbital, butorphanol, chlordiazepoxide, chlorpromazine, cimetidine, diazepam, dimenhydrinate, "
        "diphenhydramine, droperidol, droperidol + fentanyl, esomeprazole, famotidine, fentanyl, granisetron, ketorolac, "
        "lorazepam, methocarbamol, metoclopramide, midazolam, nalbuphine, ondansetron, orphenadrine, pentobarbital, "
        "perphenazine, phenobarbital, phenytoin, prochlorperazine, promazine, promethazine, ranitidine",
    ),
    (
        "intravenous, intramuscular, subcutaneous",
        "atropine, buprenorphine, codeine, epinephrine, glycopyrrolate, heparin, hydromorphone, levorphanol, meperidine, "
        "methadone, morphine, naloxone, oxymorphone, pentazocine, terbutaline",
    ),
    ("intrathecal", "morphine"),
    ("intramuscular", "dicyclomine, hydroxyzine, thiethylperazine, triflupromazine, trimethobenzamide"),
    ("subcutaneous", "buprenorphine extended-release"),
    ("oral", "buprenorphine + naloxone"),
    ("inhalation", "loxapine"),
    ("topical", "capsaicin, lidocaine + tetracaine"),
    # The mind.
    (
        "intramuscular",
        "aripiprazole, aripiprazole extended-release, aripiprazole lauroxil, fluphenazine, fluphenazine decanoate, haloperidol, haloperidol decanoate, naltrexone depot, "
        "olanzapine, olanzapine long-acting, paliperidone extended-release, risperidone extended-release, ziprasidone, "
        "J2801",
    ),
    ("subcutaneous", "J2798, J2799"),
    ("intramuscular, subcutaneous", "J2680"),
    # Steroids and other hormones.
    ("intravenous, intramuscular", "conjugated estrogens, dexamethasone, hydrocortisone, methylprednisolone"),
    (
        "intramuscular",
        "betamethasone, estradiol cypionate, estradiol cypionate + testosterone cypionate, estradiol valerate, estradiol "
        "valerate + testosterone enanthate, hydroxyprogesterone caproate, nandrolone decanoate, progesterone, "
        "testosterone cypionate, testosterone enanthate, testosterone propionate, testosterone undecanoate, triamcinolone, "
        "triamcinolone diacetate, J1010, J1020, J1030, J1040",
    ),
    ("subcutaneous", "hydroxyprogesterone caproate"),
    ("intramuscular, subcutaneous", "J3121"),
    ("intramuscular, subcutaneous", "medroxyprogesterone"),
    ("oral", "prednisolone, prednisone"),
    ("intramuscular", "J2650"),
    ("subcutaneous, intravenous", "insulin"),
    ("intravenous, intramuscular", "cosyntropin, levothyroxine, methylergonovine, oxytocin"),
    ("intramuscular", "carboprost"),
    ("intravenous", "conivaptan, corticorelin ovine, liothyronine, protirelin, sincalide, vasopressin"),
    # Transplantation.
    ("oral", "everolimus, mycophenolic acid, sirolimus, tacrolimus extended-release"),
    ("intravenous", "mycophenolate mofetil, J7501, J7516, J7525"),
    # Infections.
    (
        "intravenous",
        "acyclovir, amphotericin b, amphotericin b cholesteryl sulfate complex, amphotericin b lipid complex, "
        "amphotericin b liposomal, anidulafungin, artesunate, avibactam + aztreonam, avibactam + ceftazidime, "
        "azithromycin, caspofungin, cefiderocol, ceftaroline fosamil, ceftobiprole medocaril, ceftolozane + tazobactam, "
        "cidofovir, cilastatin + imipenem, cilastatin + imipenem + relebactam, ciprofloxacin, clavulanate + ticarcillin, "
        "dalbavancin, dalfopristin + quinupristin, daptomycin, delafloxacin, doripenem, doxycycline, eravacycline, "
        "erythromycin, fluconazole, foscarnet, ganciclovir, gatifloxacin, isavuconazonium, itraconazole, lefamulin, "
        "levofloxacin, linezolid, meropenem, meropenem + vaborbactam, metronidazole, micafungin, minocycline, "
        "moxifloxacin, omadacycline, oritavancin, peramivir, piperacillin + tazobactam, plazomicin, posaconazole, "
        "remdesivir, rezafungin, rifampin, sulfamethoxazole + trimethoprim, tedizolid, telavancin, tigecycline, "
        "vancomycin, voriconazole, zidovudine",
    ),
    (
        "intravenous, intramuscular",
        "amikacin, ampicillin, ampicillin + sulbactam, aztreonam, cefazolin, cefepime, cefoperazone, cefotaxime, "
        "cefotetan, cefoxitin, ceftazidime, ceftizoxime, ceftriaxone, cefuroxime, cephalothin, cephapirin, "
        "chloramphenicol, clindamycin, colistimethate, ertapenem, gentamicin, kanamycin, lincomycin, nafcillin, "
        "oxacillin, penicillin g, piperacillin, streptomycin, tobramycin, J2516",
    ),
    (
        "intramuscular",
        "cabotegravir, cabotegravir + rilpivirine, penicillin g benzathine, penicillin g benzathine + penicillin g "
        "procaine, penicillin g procaine, spectinomycin",
    ),
    ("subcutaneous", "enfuvirtide, lenacapavir"),
    # Lungs.
    (
        "inhalation",
        "albuterol, albuterol + ipratropium, arformoterol, beclomethasone, bitolterol, budesonide, cromolyn, dornase "
        "alfa, ensifentrine, flunisolide, formoterol, ipratropium, isoetharine, isoproterenol, levalbuterol, "
        "metaproterenol, methacholine, pentamidine, revefenacin, xenon xe 129 hyperpolarized, xenon xe 133, J7699",
    ),
    ("intravenous", "J0132"),
    ("intravenous, subcutaneous", "treprostinil"),
    ("intravenous", "aminophylline, epoprostenol, sildenafil, theophylline, J1749"),
    # Heart, vessels and blood.
    (
        "intravenous",
        "acetazolamide, adenosine, allopurinol, aminocaproic acid, amiodarone, arbutamine, argatroban, bivalirudin, "
        "bumetanide, calcium chloride, calcium gluconate, cetirizine, chlorothiazide, clevidipine, digoxin, "
        "diltiazem, dipyridamole, dobutamine, dopamine, edaravone, eptifibatide, esmolol, ethacrynate, fomepizole, "
        "fosphenytoin, ibutilide, labetalol, lacosamide, lepirudin, levetiracetam, magnesium sulfate, mannitol, "
        "metoprolol, milrinone, nesiritide, nicardipine, nitroglycerin, pantoprazole, phentolamine, phenylephrine, "
        "potassium chloride, procainamide, propranolol, protamine, regadenoson, sodium nitrite + sodium thiosulfate, "
        "sotalol, tirofiban, torsemide, tranexamic acid, valproate",
    ),
    (
        "subcutaneous",
        "dalteparin, deoxycholic acid, enoxaparin, fondaparinux, glatiramer, icatibant, tinzaparin, J1941",
    ),
    (
        "intravenous, intramuscular",
        "benztropine, deferoxamine, edetate calcium disodium, furosemide, hydralazine, neostigmine",
    ),
    # What is imaged, or irradiates.
    (
        "intravenous",
        "ammonia n 13, choline c 11, copper cu 64 dotatate, florbetaben f 18, florbetapir f 18, flortaucipir f 18, "
        "flotufolastat f 18, fluciclovine f 18, fludeoxyglucose f 18, fluorodopa f 18, fluoroestradiol f 18, flurpiridaz "
        "f 18, flutemetamol f 18, gadobenate, gadobutrol, gadofosveset, gadopiclenol, gadoterate, gadoteridol, "
        "gadoxetate, gallium ga 67 citrate, gallium ga 68 dotatate, gallium ga 68 dotatoc, gallium ga 68 gozetotide, "
        "indigotindisulfonate, indium in 111 capromab pendetide, indium in 111 ibritumomab tiuxetan, indium in 111 "
        "oxyquinoline, indium in 111 pentetreotide, iobenguane i-123, iobenguane i-131, lutetium lu 177 dotatate, "
        "lutetium lu 177 vipivotide tetraxetan, pafolacianine, pegulicianine, perflexane, perflutren, piflufolastat f 18, "
        "radium-223, rubidium rb 82, samarium sm 153 lexidronam, sodium fluoride f 18, sodium phosphate p 32, "
        "strontium-89 chloride, sulfur hexafluoride lipid microspheres, technetium tc 99m albumin aggregated, technetium tc 99m bicisate, "
        "technetium tc 99m exametazime, technetium tc 99m mebrofenin, technetium tc 99m medronate, technetium tc 99m "
        "mertiatide, technetium tc 99m oxidronate, technetium tc 99m pyrophosphate, technetium tc 99m red blood cells, "
        "technetium tc 99m sestamibi, technetium tc 99m succimer, technetium tc 99m tetrofosmin, thallium tl 201 chloride, "
        "tositumomab i-131, yttrium-90 ibritumomab tiuxetan",
    ),
    ("oral", "sodium iodide i-123, sodium iodide i-131"),
    ("intrathecal", "indium in 111 pentetate"),
    ("inhalation", "A9567"),
    ("intravesical", "hexaminolevulinate"),
    ("topical", "aminolevulinic acid, cantharidin, methyl aminolevulinate"),
    # Others.
    ("intravenous", "ethanolamine oleate, secretin"),
    ("oral", "mifepristone, miglustat, misoprostol, S0136, S0137, S0138, S0139, S0140"),
)  # fmt: skip


def _typed() -> Iterator[tuple[str, str]]:
    for routes, names in ROWS:
        for name in names.split(", "):
            for route in routes.split(", "):
                yield name, route


@cache
def _routes() -> Mapping[str, tuple[str, ...]]:
    out: dict[str, dict[str, None]] = {}
    for name, route in _typed():
        out.setdefault(name, {})[route] = None
    return MappingProxyType({name: tuple(routes) for name, routes in out.items()})


@cache
def routes_of(code: str) -> tuple[str, ...]:
    """The ways in which what a code denotes can be given; none where it is not known.

    What is typed of the code itself comes first, then what its descriptor names, then what is typed of its drugs.

    >>> routes_of("J9217"), routes_of("J3357"), routes_of("Q5107"), routes_of("A0001")
    (('intramuscular', 'subcutaneous'), ('subcutaneous',), ('intravenous',), ())
    """
    known = known_codes().get(code)
    if own := _routes().get(code) or (known.routes if known else ()):
        return own
    ways = [_routes().get(_bare(drug), ()) for drug in known.drugs] if known else []
    return tuple(dict.fromkeys(route for one in ways for route in one))


def _bare(drug: str) -> str:
    return " + ".join(sorted(split_suffix(part)[0] for part in drug.split(" + ")))
