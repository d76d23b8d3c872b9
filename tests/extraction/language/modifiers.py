"""What a modifier means."""

from __future__ import annotations

from tests.extraction.claiming import DENIED, HISTORICAL, HYPOTHETICAL, Case, case, drug, meaning

CASES: tuple[Case, ...] = (
    case("Modifier JW reports the amount of drug that was discarded.", meaning("JW", "discarded-drug")),
    case("JZ says that nothing was discarded.", meaning("JZ", "no-discarded-drug")),
    case("JW marks waste, JZ marks its absence.", meaning("JW", "discarded-drug"), meaning("JZ", "no-discarded-drug")),
    case("Append JZ when no drug was wasted.", meaning("JZ", "no-discarded-drug")),
    case("The unused part of the vial is billed with JW.", meaning("JW", "discarded-drug")),
    case("Modifier 25 marks a significant, separately identifiable evaluation.", meaning("25", "separate-em-service")),
    case("Modifier 59 denotes a distinct procedural service.", meaning("59", "distinct-procedural-service")),
    case("Modifier RT means the right side.", meaning("RT", "right-side")),
    case("Modifiers RT and LT mean right and left side.", meaning("RT", "right-side"), meaning("LT", "left-side")),
    case("Modifier GN is for speech-language therapy, GO for occupational therapy and GP for physical therapy.",
         meaning("GN", "speech-language-therapy"), meaning("GO", "occupational-therapy"), meaning("GP", "physical-therapy")),
    case("Modifier JG shows a drug bought under 340B.", meaning("JG", "340b-drug")),
    case("Modifier FB indicates an item received free of charge.", meaning("FB", "free-of-charge")),
    case("Modifier 76 indicates a repeat procedure by the same physician.", meaning("76", "repeat-procedure")),
    case("Modifier 77 indicates a procedure repeated by another physician.", meaning("77", "repeat-procedure-other-physician")),
    case("Modifier 50 says that the procedure was bilateral.", meaning("50", "bilateral-procedure")),
    case("Modifier 52 is for reduced services.", meaning("52", "reduced-services")),
    case("Modifier KX states that the requirements of the policy are met.", meaning("KX", "kx-requirements-met")),
    case("Modifier GA says that an advance beneficiary notice is on file.", meaning("GA", "advance-beneficiary-notice")),
    case("Modifier QK stands for medical direction of two to four anesthesia procedures.", meaning("QK", "medical-direction")),
    case("Modifier JA means that the drug was given intravenously.", meaning("JA", "intravenous-administration")),
    case("Modifier GY marks an item that is excluded by statute.", meaning("GY", "statutorily-excluded")),
    case("Modifier GZ marks an item expected to be denied as not reasonable and necessary.", meaning("GZ", "not-reasonable-and-necessary")),
    # Polarity.
    case("Modifier JW does not mean that nothing was discarded.", meaning("JW", "no-discarded-drug", DENIED)),
    case("Does modifier JZ mean that drug was discarded?", meaning("JZ", "discarded-drug", HYPOTHETICAL)),
    case("Modifier JG used to mark 340B drugs.", meaning("JG", "340b-drug", HISTORICAL)),
    # Layouts.
    case("| Modifier | Meaning |\n|---|---|\n| JW | discarded drug |\n| JZ | no discarded drug |", meaning("JW", "discarded-drug"), meaning("JZ", "no-discarded-drug")),
    case("## Modifiers\n\n- JW: drug was thrown away\n- RT: right side\n- 25: separately identifiable evaluation",
         meaning("JW", "discarded-drug"), meaning("RT", "right-side"), meaning("25", "separate-em-service")),
    case("<h2>Modifiers</h2><dl><dt>LT</dt><dd>left side</dd><dt>76</dt><dd>repeat procedure</dd></dl>",
         meaning("LT", "left-side"), meaning("76", "repeat-procedure"), media="html"),
    # No meaning is given.
    case("Report the claim with modifier JW."),
    case("Modifier 25 is often forgotten."),
    case("The visit lasted 25 minutes and was separate."),
    case("Two nurses, 59 and 76 years old, retired."),
    case("Turn right at room RT."),
    # More ways to explain one.
    case("Waste goes on a second line with JW.", meaning("JW", "discarded-drug")),
    case("If nothing was left over, add JZ.", meaning("JZ", "no-discarded-drug")),
    case("Use modifier 59 when the procedure was distinct from the infusion.", meaning("59", "distinct-procedural-service")),
    case("Modifier LT (left side) goes with the injection into the left eye.", meaning("LT", "left-side")),
    case("A colleague says that JZ marks wasted drug.", meaning("JZ", "discarded-drug", HYPOTHETICAL)),
    case("# Modifiers\n\n**JB** - given under the skin", meaning("JB", "subcutaneous-administration")),
    # Cases that point to their modifier, or ask for it; letters that only a case makes a modifier; initials.
    case("- no waste -> JZ\n- waste -> JW", meaning("JZ", "no-discarded-drug"), meaning("JW", "discarded-drug")),
    case("No waste → JZ, waste → JW.", meaning("JZ", "no-discarded-drug"), meaning("JW", "discarded-drug")),
    case("The system adds JZ when the waste field is zero, JW when it is above zero.", meaning("JZ", "no-discarded-drug"), meaning("JW", "discarded-drug")),
    case("Nothing to discard? The plan wants JZ on the line.", meaning("JZ", "no-discarded-drug")),
    case("Did the rep bring a free sample? Then FB, since we paid nothing for it.", meaning("FB", "free-of-charge")),
    case("Report GY (statutorily excluded) when a patient insists on a claim.", meaning("GY", "statutorily-excluded")),
    case("KX tells the plan that all requirements are met.", meaning("KX", "kx-requirements-met")),
    case("JG, the old 340B modifier, is no more.", meaning("JG", "340b-drug", HISTORICAL)),
    case("TB is the modifier for 340B drugs (RT).", meaning("TB", "340b-drug")),
    case("Then IT attached the scans, and nothing was paid."),
    case("JZ is the opposite of JW: it says that no drug was discarded.", meaning("JZ", "no-discarded-drug")),
    case("Modifier JZ is not a modifier for drugs supplied free of charge.", meaning("JZ", "free-of-charge", DENIED)),
    case("The tooltip for JZ read \"drug discarded\". It now reads \"zero drug discarded\".", meaning("JZ", "discarded-drug", HYPOTHETICAL)),
    case("We were told JZ is for discarded drug.", meaning("JZ", "discarded-drug", HYPOTHETICAL)),
    case("J9217 (leuprolide depot) with JB: JB means subcutaneous administration.", drug("J9217", "leuprolide depot"), meaning("JB", "subcutaneous-administration")),
)  # fmt: skip

KNOWN_GAPS: tuple[Case, ...] = (
    case("Contrary to rumor, modifier 25 has nothing to do with waste.", meaning("25", "discarded-drug", DENIED)),
)  # fmt: skip
