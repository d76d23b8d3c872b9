"""The billing unit, and every other quantity that stands where it could."""

from __future__ import annotations

from tests.extraction.claiming import Case, case, drug, unit

CASES: tuple[Case, ...] = (
    case("J9022 is billed per 10 mg.", unit("J9022", "10 mg")),
    case("One unit of J9271 equals 1 mg.", unit("J9271", "1 mg")),
    case("Each unit of J9035 stands for 10 milligrams.", unit("J9035", "10 mg")),
    case("The billing unit of J9041 is 0.1 mg.", unit("J9041", "0.1 mg")),
    case("J9308 counts in steps of 5 mg.", unit("J9308", "5 mg")),
    case("J9317 is measured in units of 2.5 mg.", unit("J9317", "2.5 mg")),
    case("J9173: durvalumab, 10 mg", drug("J9173", "durvalumab"), unit("J9173", "10 mg")),
    case("J1442 (injection, filgrastim, 1 microgram)", drug("J1442", "filgrastim"), unit("J1442", "1 mcg")),
    case("Units of J9306 are single milligrams of pertuzumab.", drug("J9306", "pertuzumab"), unit("J9306", "1 mg")),
    case("J9299 is nivolumab, and one unit means 1 mg.", drug("J9299", "nivolumab"), unit("J9299", "1 mg")),
    case("Bill J1745 for every 10 mg of infliximab.", drug("J1745", "infliximab"), unit("J1745", "10 mg")),
    case("J1644 is heparin sodium, per 1,000 units.", drug("J1644", "heparin"), unit("J1644", "1000 unit")),
    case("J0585 is onabotulinumtoxinA; one unit of the code is 1 unit of toxin.", drug("J0585", "onabotulinumtoxina"), unit("J0585", "1 unit")),
    case("J9022 is priced per ten milligrams.", unit("J9022", "10 mg")),
    case("J9041 counts by the tenth of a milligram.", unit("J9041", "0.1 mg")),
    case("J2506 is billed per half a milligram.", unit("J2506", "0.5 mg")),
    case("J9030 is billed per 1 mg instillation.", unit("J9030", "1 mg")),
    case("J1569 is billed per 500 mg.", unit("J1569", "500 mg")),
    case("J9173 is billed in 10-mg increments.", unit("J9173", "10 mg")),
    case("J9312 goes by 10mg.", unit("J9312", "10 mg")),
    case("A5513 is billed per unit of 1 mCi.", unit("A5513", "1 mCi")),
    case("A9513 denotes lutetium lu 177 dotatate, 1 millicurie.", drug("A9513", "lutetium lu 177 dotatate"), unit("A9513", "1 mCi")),
    case("J1826 is billed per 30 µg.", unit("J1826", "30 mcg")),
    # Not the billing unit: doses, vials, concentrations, days, NDC strengths.
    case("J9022 is atezolizumab. Patients receive 1,200 mg every three weeks.", drug("J9022", "atezolizumab")),
    case("J9271 denotes pembrolizumab, which comes in vials of 100 mg.", drug("J9271", "pembrolizumab")),
    case("J9271 (pembrolizumab) is supplied as 100 mg/4 mL.", drug("J9271", "pembrolizumab")),
    case("J9308 is ramucirumab, given at 8 mg/kg.", drug("J9308", "ramucirumab")),
    case("J9299 is nivolumab; the usual dose is 240 mg.", drug("J9299", "nivolumab")),
    case("J9035 is bevacizumab. A 400 mg vial gives 40 units.", drug("J9035", "bevacizumab")),
    case("J9173 is durvalumab. The single-dose vial holds 500 mg in 10 mL.", drug("J9173", "durvalumab")),
    case("J9145 is daratumumab, per 10 mg; a patient of 80 kg needs 1,280 mg.", drug("J9145", "daratumumab"), unit("J9145", "10 mg")),
    case("J9306 is pertuzumab, with a loading dose of 840 mg.", drug("J9306", "pertuzumab")),
    case("J9042 is brentuximab vedotin. No more than 180 mg per dose is payable.", drug("J9042", "brentuximab vedotin")),
    case("J9055 is cetuximab, NDC 66733-0948-23, 100 mg/50 mL.", drug("J9055", "cetuximab")),
    case("J9047 is carfilzomib. For 60 mg, report 60 units.", drug("J9047", "carfilzomib")),
    case("A bag of J9264 with 250 mg hangs on the pole."),
    case("J0129 is abatacept. Discard 25 mg and report it with the modifier.", drug("J0129", "abatacept")),
    case("A unit of J9042 is one milligram.", unit("J9042", "1 mg")),
    case("J9145 has a unit of ten mg.", unit("J9145", "10 mg")),
    case("J7323 is billed per dose.", unit("J7323", "1 dose")),
    case("J9228 is ipilimumab, one unit per milligram, from vials of 50 mg or 200 mg.", drug("J9228", "ipilimumab"), unit("J9228", "1 mg")),
    # More frames of the billing unit.
    case("J9299 is billed by the milligram.", unit("J9299", "1 mg")),
    case("Each 10 mg of durvalumab is one unit of J9173.", drug("J9173", "durvalumab"), unit("J9173", "10 mg")),
    case("J9306's unit is 1 mg.", unit("J9306", "1 mg")),
    case("Billing unit for J9312: 10 mg.", unit("J9312", "10 mg")),
    case("For J9041, 0.1 mg makes one unit.", unit("J9041", "0.1 mg")),
    case("J9355 (10 mg per unit)", unit("J9355", "10 mg")),
    case("J1561 is immune globulin, 500 mg.", drug("J1561", "immune globulin"), unit("J1561", "500 mg")),
    # More that is none.
    case("We gave 400 mg of J9271."),
    case("J9299, 240 units, was on the claim."),
    case("J9173 is durvalumab (500 mg vial).", drug("J9173", "durvalumab")),
    # One amount for several codes, and a dose that only a patient gets.
    case("Oritavancin: J2406 for Kimyrsa, J2407 for Orbactiv, 10 mg each.",
         drug("J2406", "oritavancin"), drug("J2407", "oritavancin"), unit("J2406", "10 mg"), unit("J2407", "10 mg")),
    case("J9354 is for ado-trastuzumab emtansine and J9355 for trastuzumab, each in steps of 1 mg.",
         drug("J9354", "ado-trastuzumab emtansine"), drug("J9355", "trastuzumab"), unit("J9354", "1 mg"), unit("J9355", "1 mg")),
    case("For J9305 (pemetrexed) it is 10 mg.", drug("J9305", "pemetrexed"), unit("J9305", "10 mg")),
    case("Regadenoson, J2785, is billed and every patient gets 0.4 mg.", drug("J2785", "regadenoson")),
    case("J9312 is rituximab; a 70 kg patient got 700 mg.", drug("J9312", "rituximab")),
)  # fmt: skip

KNOWN_GAPS: tuple[Case, ...] = (
    case("J9055 pays for 10 mg at a time.", unit("J9055", "10 mg")),
    case("A single unit on J9047 covers one milligram.", unit("J9047", "1 mg")),
    case("Divide the dose by 10 mg to get the units of J9173.", unit("J9173", "10 mg")),
    case("J9271 is pembrolizumab, 200 mg every 3 weeks.", drug("J9271", "pembrolizumab")),
)  # fmt: skip
