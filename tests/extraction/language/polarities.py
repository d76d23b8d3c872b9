"""Asserted, denied, historical, hypothetical: what the text makes its own, and what not."""

from __future__ import annotations

from tests.extraction.claiming import DENIED, HISTORICAL, HYPOTHETICAL, Case, case, drug, status, successor, unit

CASES: tuple[Case, ...] = (
    # Denial.
    case("J9355 is not atezolizumab.", drug("J9355", "atezolizumab", DENIED)),
    case("J9355 does not describe atezolizumab.", drug("J9355", "atezolizumab", DENIED)),
    case("J9299 never denotes pembrolizumab.", drug("J9299", "pembrolizumab", DENIED)),
    case("Bevacizumab is not billed under J9355.", drug("J9355", "bevacizumab", DENIED)),
    case("Bevacizumab isn't J9355.", drug("J9355", "bevacizumab", DENIED)),
    case("Durvalumab is J9173, not J9371.", drug("J9173", "durvalumab"), drug("J9371", "durvalumab", DENIED)),
    case("Bevacizumab is reported not with J9355 but with J9035.", drug("J9355", "bevacizumab", DENIED), drug("J9035", "bevacizumab")),
    case("J9022 is atezolizumab, not avelumab.", drug("J9022", "atezolizumab"), drug("J9022", "avelumab", DENIED)),
    case("J9355 is trastuzumab and not bevacizumab.", drug("J9355", "trastuzumab"), drug("J9355", "bevacizumab", DENIED)),
    case("J9271 has nothing to do with nivolumab.", drug("J9271", "nivolumab", DENIED)),
    case("J9035 cannot be used for ramucirumab.", drug("J9035", "ramucirumab", DENIED)),
    case("Do not report nivolumab with J9271.", drug("J9271", "nivolumab", DENIED)),
    case("J9041 is not billed per 1 mg.", unit("J9041", "1 mg", DENIED)),
    case("J9299 is not an unclassified code.", status("J9299", "unclassified", DENIED)),
    # What looks like a denial and is none.
    case("J9022 is not only atezolizumab's code, it is also its fate.", drug("J9022", "atezolizumab")),
    case("J9271 denotes pembrolizumab and no other drug.", drug("J9271", "pembrolizumab")),
    case("Pembrolizumab is J9271, and it is not covered without prior authorization.", drug("J9271", "pembrolizumab")),
    # History.
    case("C9492 was used for durvalumab before January 1, 2019.", drug("C9492", "durvalumab", HISTORICAL)),
    case("J9310 described rituximab until 2018.", drug("J9310", "rituximab", HISTORICAL)),
    case("J2505 used to be pegfilgrastim.", drug("J2505", "pegfilgrastim", HISTORICAL)),
    case("Formerly, C9453 denoted nivolumab.", drug("C9453", "nivolumab", HISTORICAL)),
    case("J9265 no longer denotes paclitaxel.", drug("J9265", "paclitaxel", HISTORICAL)),
    case("Until the end of 2018, rituximab was billed under J9310.", drug("J9310", "rituximab", HISTORICAL)),
    case("J9310 was replaced by J9312, which denotes rituximab.", successor("J9310", "J9312"), drug("J9312", "rituximab")),
    case("Since January 1, 2019, J9173 has denoted durvalumab.", drug("J9173", "durvalumab")),
    case("J9173 was created for durvalumab in 2019.", drug("J9173", "durvalumab")),
    # Somebody else's claim, errors, plans.
    case("A claim that lists J9355 for atezolizumab will be denied.", drug("J9355", "atezolizumab", HYPOTHETICAL)),
    case("Is J9173 right for durvalumab?", drug("J9173", "durvalumab", HYPOTHETICAL)),
    case("A colleague insists that J9355 is bevacizumab.", drug("J9355", "bevacizumab", HYPOTHETICAL)),
    case("One web page says that J9322 is durvalumab.", drug("J9322", "durvalumab", HYPOTHETICAL)),
    case("If J9022 stood for avelumab, the claim would pass.", drug("J9022", "avelumab", HYPOTHETICAL)),
    case("The biller mistakenly typed J9355 for bevacizumab.", drug("J9355", "bevacizumab", HYPOTHETICAL)),
    case("Imagine that J9271 denoted nivolumab.", drug("J9271", "nivolumab", HYPOTHETICAL)),
    case("It is rumored that J9999 will be given to durvalumab.", drug("J9999", "durvalumab", HYPOTHETICAL)),
    case("Nivolumab may be billed with J3490 until a code is assigned.", drug("J3490", "nivolumab", HYPOTHETICAL)),
    case("Next quarter J9333 will be assigned to rozanolixizumab.", drug("J9333", "rozanolixizumab", HYPOTHETICAL)),
    # Question and answer.
    case("### Does J9299 denote nivolumab?\n\nYes, J9299 denotes nivolumab.", drug("J9299", "nivolumab", HYPOTHETICAL), drug("J9299", "nivolumab")),
    # A condition about the patient is none about the code.
    case("If durvalumab was given, report J9173.", drug("J9173", "durvalumab")),
    case("When pembrolizumab is infused, bill J9271.", drug("J9271", "pembrolizumab")),
    case("J9228 does not stand for nivolumab; it stands for ipilimumab.", drug("J9228", "nivolumab", DENIED), drug("J9228", "ipilimumab")),
    case("Neither J9022 nor J9023 denotes durvalumab.", drug("J9022", "durvalumab", DENIED), drug("J9023", "durvalumab", DENIED)),
    case("Is J9355 bevacizumab? No. J9355 is trastuzumab.", drug("J9355", "bevacizumab", DENIED), drug("J9355", "bevacizumab", HYPOTHETICAL), drug("J9355", "trastuzumab")),
    # More ways to deny, to tell of the past, and to let others speak.
    case("J9355 isn't bevacizumab's code.", drug("J9355", "bevacizumab", DENIED)),
    case("J9228 was never assigned to nivolumab.", drug("J9228", "nivolumab", DENIED)),
    case("From 2014 to 2018 J9310 stood for rituximab.", drug("J9310", "rituximab", HISTORICAL)),
    case("J9265 once stood for paclitaxel.", drug("J9265", "paclitaxel", HISTORICAL)),
    case("Our old chart gave J9310 for rituximab.", drug("J9310", "rituximab", HISTORICAL)),
    case("Effective January 1, 2019, J9173 describes durvalumab.", drug("J9173", "durvalumab")),
    case("J9173 has stood for durvalumab since 2019.", drug("J9173", "durvalumab")),
    case("Some people believe that J9355 is bevacizumab.", drug("J9355", "bevacizumab", HYPOTHETICAL)),
    case("Suppose J9271 were nivolumab.", drug("J9271", "nivolumab", HYPOTHETICAL)),
    case("Could J9022 be avelumab?", drug("J9022", "avelumab", HYPOTHETICAL)),
    case("In our draft we wrote that J9299 is pembrolizumab. That was wrong.", drug("J9299", "pembrolizumab", HYPOTHETICAL), drug("J9299", "pembrolizumab", DENIED)),
    case("Please note that J9022 is atezolizumab.", drug("J9022", "atezolizumab")),
    case("Make sure that J9022 is used for atezolizumab.", drug("J9022", "atezolizumab")),
    case("J9022 is atezolizumab, as if that were news.", drug("J9022", "atezolizumab")),
    case("J2930 (up to 125 mg) and J2920 (up to 40 mg) were both deleted in 2024.", status("J2930", "discontinued"), status("J2920", "discontinued"),
         unit("J2930", "125 mg", HISTORICAL), unit("J2920", "40 mg", HISTORICAL)),
    case("Not otherwise classified: J9999 for antineoplastics.", status("J9999", "unclassified")),
)  # fmt: skip

KNOWN_GAPS: tuple[Case, ...] = (
    case("The unit of J9041 is 0.1 mg, not 1 mg.", unit("J9041", "0.1 mg"), unit("J9041", "1 mg", DENIED)),
    case("J9173, no more and no less, is durvalumab.", drug("J9173", "durvalumab")),
    case("J9355 is anything but bevacizumab.", drug("J9355", "bevacizumab", DENIED)),
    case("There is no link between J9299 and pembrolizumab.", drug("J9299", "pembrolizumab", DENIED)),
    case("It is wrong to bill nivolumab under J9271.", drug("J9271", "nivolumab", DENIED)),
    case("J9312, rather than J9311, is the code for rituximab.", drug("J9312", "rituximab"), drug("J9311", "rituximab", DENIED)),
    case("Nobody should report avelumab with J9022.", drug("J9022", "avelumab", DENIED)),
    case("In 2015, nivolumab was billed with C9453.", drug("C9453", "nivolumab", HISTORICAL)),
    case("According to a forum post, J9322 is durvalumab.", drug("J9322", "durvalumab", HYPOTHETICAL)),
    case("The claim was returned because it paired J9355 with bevacizumab.", drug("J9355", "bevacizumab", HYPOTHETICAL)),
    case("Myth: J9355 is bevacizumab.", drug("J9355", "bevacizumab", HYPOTHETICAL)),
)  # fmt: skip
