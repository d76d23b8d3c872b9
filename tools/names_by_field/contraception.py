"""Contraceptives, and the hormones of pregnancy. Brands that are first names are left out (Camila, Heather, Yasmin ...)."""

from __future__ import annotations

# Drug -> its brands.
BRANDS: dict[str, str] = {
    "citric acid + lactic acid + potassium bitartrate": "phexxi",
    "desogestrel": "cerazette",
    "desogestrel + ethinyl estradiol": (
        "desogen, ortho-cept, reclipsen, enskyce, emoquette, isibloom, juleber, kalliga, cyred, cyred eq, kariva, mircette, viorele, azurette, "
        "pimtrea, bekyree, volnea, simliya, cyclessa, velivet, caziant"
    ),
    "dienogest + estradiol valerate": "natazia",
    "doxylamine": "",
    "drospirenone": "slynd",
    "drospirenone + estetrol": "nextstellis",
    "drospirenone + ethinyl estradiol": "yaz, ocella, gianvi, loryna, vestura, lo-zumandimine, zumandimine, jasmiel",
    "drospirenone + ethinyl estradiol + levomefolate": "beyaz, safyral, tydemy",
    "estradiol cypionate + medroxyprogesterone": "lunelle",
    "ethinyl estradiol + ethynodiol diacetate": "demulen, kelnor, zovia",
    "ethinyl estradiol + etonogestrel": "nuvaring, eluryng, haloette, enilloring",
    "ethinyl estradiol + levonorgestrel": (
        "twirla, alesse, aviane, lessina, lutera, sronyx, vienva, falmina, kurvelo, levora, nordette, marlissa, altavera, chateal, lillow, ayuna, "
        "afirmelle, delyla, larissia, orsythia, tyblume, balcoltra, trivora, enpresse, levonest, myzilra, triphasil, seasonale, jolessa, introvale, "
        "setlakin, quasense, seasonique, camrese, camrese lo, amethia, amethia lo, ashlyna, daysee, jaimiess, simpesse, loseasonique, lojaimiess, "
        "quartette, fayosim, rivelsa, lybrel, dolishale, preven, joyeaux, iclevia"
    ),
    "ethinyl estradiol + norelgestromin": "xulane, zafemy, ortho evra",
    "ethinyl estradiol + norethindrone": (
        "loestrin, loestrin fe, loestrin 24 fe, lo loestrin fe, minastrin 24 fe, taytulla, junel, junel fe, junel fe 24, larin, larin fe, "
        "microgestin, microgestin fe, blisovi fe, blisovi 24 fe, hailey fe, tarina fe, aurovela, aurovela fe, estrostep fe, tilia fe, tri-legest fe, "
        "generess fe, kaitlib fe, layolis fe, ortho-novum, nortrel, necon, cyclafem, alyacen, dasetta, pirmella, nylia, philith, vyfemla, balziva, "
        "briellyn, zenchent, ovcon, femcon fe, wymzya fe, gemmily, merzee, femlyv, charlotte 24 fe, finzala, mibelas 24 fe, lomedia 24 fe, gildess, "
        "brevicon, modicon, norinyl, tri-norinyl, aranelle"
    ),
    "ethinyl estradiol + norgestimate": (
        "ortho-cyclen, ortho tri-cyclen, ortho tri-cyclen lo, sprintec, tri-sprintec, tri-lo-sprintec, previfem, tri-previfem, estarylla, "
        "tri-estarylla, tri-lo-estarylla, mono-linyah, tri-linyah, femynor, nymyo, tri-nymyo, tri-lo-marzia, tri-mili, tri-lo-mili, tri femynor, "
        "tri-vylibra, vylibra"
    ),
    "ethinyl estradiol + norgestrel": "lo/ovral, cryselle, low-ogestrel, elinest, ogestrel",
    "ethinyl estradiol + segesterone": "annovera",
    "ethynodiol diacetate": "",
    "etonogestrel": "nexplanon",
    "intrauterine copper contraceptive": "paragard t 380a",
    "levonorgestrel": "kyleena, skyla, plan b one-step, opcicon one-step, econtra ez, econtra one-step, aftera, norplant ii, jaydess",
    "medroxyprogesterone": "depo-provera ci, depo-subq provera",
    "nonoxynol-9": "",
    "norelgestromin": "",
    "norethindrone": (
        "aygestin, ortho micronor, nor-qd, jolivette, jencycla, errin, nora-be, deblitane, sharobel, norlyda, norlyroc, incassia, lyleq, tulana, "
        "emzahh"
    ),
    "norgestrel": "opill",
    "rho(d) immune globulin": "rhogam ultra-filtered plus, micrhogam ultra-filtered plus",
    "ulipristal": "ellaone, logilia",
}  # fmt: skip

# Drug -> how else it is written.
SPELLINGS: dict[str, str] = {
    "intrauterine copper contraceptive": "copper intrauterine device; copper t380a; copper t 380a; cu-iud",
    "levonorgestrel": (
        "lng-ius; lng-iud; lng 52; levonorgestrel intrauterine device; levonorgestrel-releasing intrauterine device; levonorgestrel iud; "
        "levonorgestrel-releasing iud"
    ),
    "mifepristone": "ru-486; ru 486",
    "norethindrone": "norethisterone",
}  # fmt: skip
