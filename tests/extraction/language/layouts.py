"""Tables in any order of columns, with and without a header; definition lists, vertical lists, records; all media."""

from __future__ import annotations

from tests.extraction.claiming import HISTORICAL, Case, brand, case, drug, route, status, successor, target, unit

CASES: tuple[Case, ...] = (
    case("| Code / unit | Drug |\n|---|---|\n| J9299 / 1 mg | nivolumab |", drug("J9299", "nivolumab"), unit("J9299", "1 mg")),
    # Markdown tables.
    case("| Code | Drug |\n|---|---|\n| J9022 | atezolizumab |\n| J9035 | bevacizumab |", drug("J9022", "atezolizumab"), drug("J9035", "bevacizumab")),
    case("| Drug | Code |\n|---|---|\n| atezolizumab | J9022 |\n| bevacizumab | J9035 |", drug("J9022", "atezolizumab"), drug("J9035", "bevacizumab")),
    case("| HCPCS | Descriptor |\n|---|---|\n| J9271 | Injection, pembrolizumab, 1 mg |", drug("J9271", "pembrolizumab"), unit("J9271", "1 mg")),
    case("| Unit | Brand | Generic name | HCPCS |\n|---|---|---|---|\n| 10 mg | Imfinzi | durvalumab | J9173 |",
         drug("J9173", "durvalumab"), unit("J9173", "10 mg"), brand("durvalumab", "imfinzi")),
    case("| Brand | Code |\n|---|---|\n| Opdivo | J9299 |\n| Yervoy | J9228 |", drug("J9299", "nivolumab"), drug("J9228", "ipilimumab")),
    case("| Code | Drug | Route |\n|---|---|---|\n| J0897 | denosumab | subcutaneous |\n| J9022 | atezolizumab | IV |",
         drug("J0897", "denosumab"), route("J0897", "subcutaneous"), drug("J9022", "atezolizumab"), route("J9022", "intravenous")),
    case("| Drug | Target | Code |\n|---|---|---|\n| nivolumab | PD-1 | J9299 |", drug("J9299", "nivolumab"), target("nivolumab", "PD-1")),
    case("| Code | Drug | Billing unit | Vial size |\n|---|---|---|---|\n| J9271 | pembrolizumab | 1 mg | 100 mg |", drug("J9271", "pembrolizumab"), unit("J9271", "1 mg")),
    case("| Code | Drug | Usual dose | Unit |\n|---|---|---|---|\n| J9299 | nivolumab | 240 mg | 1 mg |", drug("J9299", "nivolumab"), unit("J9299", "1 mg")),
    case("| Old code | New code | Drug |\n|---|---|---|\n| J9310 | J9312 | rituximab |",
         successor("J9310", "J9312"), drug("J9310", "rituximab", HISTORICAL), drug("J9312", "rituximab")),
    case("## Discontinued codes\n\n| Code | Drug |\n|---|---|\n| J9310 | rituximab |", drug("J9310", "rituximab", HISTORICAL), status("J9310", "discontinued")),
    case("| Code | Drug | Used with |\n|---|---|---|\n| J9308 | ramucirumab | paclitaxel |", drug("J9308", "ramucirumab")),
    case("| Item | Value |\n|---|---|\n| Code | J9308 |\n| Generic name | ramucirumab |\n| Brand name | Cyramza |\n| Billing unit | 5 mg |",
         drug("J9308", "ramucirumab"), brand("ramucirumab", "cyramza"), unit("J9308", "5 mg")),
    # A table without a header.
    case("<table><tr><td>J9022</td><td>atezolizumab</td><td>10 mg</td></tr><tr><td>J9271</td><td>pembrolizumab</td><td>1 mg</td></tr></table>",
         drug("J9022", "atezolizumab"), unit("J9022", "10 mg"), drug("J9271", "pembrolizumab"), unit("J9271", "1 mg"), media="html"),
    case("<table><tr><td>nivolumab</td><td>J9299</td></tr><tr><td>ipilimumab</td><td>J9228</td></tr></table>",
         drug("J9299", "nivolumab"), drug("J9228", "ipilimumab"), media="html"),
    # HTML tables with spans and captions.
    case("<table><tr><th>Drug</th><th>Code</th><th>Unit</th></tr><tr><td rowspan=2>heparin</td><td>J1644</td><td>1,000 units</td></tr><tr><td>J1642</td><td>10 units</td></tr></table>",
         drug("J1644", "heparin"), unit("J1644", "1000 unit"), drug("J1642", "heparin"), unit("J1642", "10 unit"), media="html"),
    case("<table><thead><tr><th>Code</th><th>Product</th></tr></thead><tbody><tr><td><b>J9306</b></td><td><i>pertuzumab</i></td></tr></tbody></table>",
         drug("J9306", "pertuzumab"), media="html"),
    # Lists.
    case("- J9022: atezolizumab\n- J9173: durvalumab", drug("J9022", "atezolizumab"), drug("J9173", "durvalumab")),
    case("1. atezolizumab - J9022\n2. durvalumab - J9173", drug("J9022", "atezolizumab"), drug("J9173", "durvalumab")),
    case("- **J9299** nivolumab, 1 mg\n- **J9228** ipilimumab, 1 mg", drug("J9299", "nivolumab"), unit("J9299", "1 mg"), drug("J9228", "ipilimumab"), unit("J9228", "1 mg")),
    case("<dl><dt>J9145</dt><dd>daratumumab</dd><dt>J9176</dt><dd>elotuzumab</dd></dl>", drug("J9145", "daratumumab"), drug("J9176", "elotuzumab"), media="html"),
    case("<dl><dt>daratumumab</dt><dd>J9145, 10 mg</dd></dl>", drug("J9145", "daratumumab"), unit("J9145", "10 mg"), media="html"),
    case("<ul><li>J9042 &ndash; brentuximab vedotin</li><li>J9055 &ndash; cetuximab</li></ul>", drug("J9042", "brentuximab vedotin"), drug("J9055", "cetuximab"), media="html"),
    # A code on its line, what it denotes below it.
    # Plain text.
    case("CODE    DRUG            UNIT\nJ9022   atezolizumab    10 mg\nJ9271   pembrolizumab   1 mg\n",
         drug("J9022", "atezolizumab"), unit("J9022", "10 mg"), drug("J9271", "pembrolizumab"), unit("J9271", "1 mg"), media="text"),
    case("J9022   atezolizumab\nJ9271   pembrolizumab\nJ9299   nivolumab\n", drug("J9022", "atezolizumab"), drug("J9271", "pembrolizumab"), drug("J9299", "nivolumab"), media="text"),
    case("The code for cetuximab\nis J9055, and panitumumab\nhas J9303.\n", drug("J9055", "cetuximab"), drug("J9303", "panitumumab"), media="text"),
    case("<title>J9047 carfilzomib</title>", drug("J9047", "carfilzomib"), media="html"),
    case("---\ntitle: \"J9047: carfilzomib\"\n---\n\nText.\n", drug("J9047", "carfilzomib")),
    case("| Drug | ICD-10 | Code |\n|---|---|---|\n| trastuzumab | C5091 | J9355 |", drug("J9355", "trastuzumab")),
    case("| Code | Drug |\n|---|---|\n| J3490 | Unclassified drugs |\n| J9022 | atezolizumab |", drug("J9022", "atezolizumab"), status("J3490", "unclassified")),
    case("<p>J9303<br>panitumumab<br>10 mg</p>", drug("J9303", "panitumumab"), unit("J9303", "10 mg"), media="html"),
    case("# J9179\n\nEribulin mesylate", drug("J9179", "eribulin")),
    case("## J9171\n\nDocetaxel, 1 mg per unit.", drug("J9171", "docetaxel"), unit("J9171", "1 mg")),
    case("Code: J9308\nDrug: ramucirumab\nUnit: 5 mg\n", drug("J9308", "ramucirumab"), unit("J9308", "5 mg"), media="text"),
    # More layouts.
    case("| Drug (brand) | Code |\n|---|---|\n| nivolumab (Opdivo) | J9299 |", drug("J9299", "nivolumab"), brand("nivolumab", "opdivo")),
    case("| Drug | Codes |\n|---|---|\n| filgrastim | J1442, J1447 |", drug("J1442", "filgrastim"), drug("J1447", "filgrastim")),
    case("- Nivolumab\n  - Code: J9299\n  - Unit: 1 mg", drug("J9299", "nivolumab"), unit("J9299", "1 mg")),
    case("<p>J9022&nbsp;is&nbsp;atezolizumab.</p>", drug("J9022", "atezolizumab"), media="html"),
    case("<p>J<b>9022</b> is atezo<wbr>lizumab.</p>", drug("J9022", "atezolizumab"), media="html"),
    case("<!-- J9022 is avelumab. --><p>J9022 is atezolizumab.</p>", drug("J9022", "atezolizumab"), media="html"),
    case("<script>var x = 'J9022 is avelumab';</script><p>Text.</p>", media="html"),
    case("J9299 | nivolumab | 1 mg\nJ9228 | ipilimumab | 1 mg\n", drug("J9299", "nivolumab"), unit("J9299", "1 mg"), drug("J9228", "ipilimumab"), unit("J9228", "1 mg"), media="text"),
    case("```\nJ9299 nivolumab\n```", drug("J9299", "nivolumab")),
    case("> J9299 is nivolumab.", drug("J9299", "nivolumab")),
    case("[J9299](https://example.org/j9228) is nivolumab.", drug("J9299", "nivolumab")),
    case("NIVOLUMAB\n  Code    J9299\n  Unit    1 mg\n\nIPILIMUMAB\n  Code    J9228\n  Unit    1 mg\n",
         drug("J9299", "nivolumab"), unit("J9299", "1 mg"), drug("J9228", "ipilimumab"), unit("J9228", "1 mg"), media="text"),
    # A table under the drug's heading, a remark that a code has ended, a route said of all rows.
    case("## Denosumab\n\n| Product | Code |\n|---|---|\n| Prolia | J0897 |", drug("J0897", "denosumab"), brand("denosumab", "prolia")),
    case("## Heparin\n\n| Code | Unit |\n|---|---|\n| J1642 | 10 units |\n| J1644 | 1,000 units |",
         drug("J1642", "heparin"), drug("J1644", "heparin"), unit("J1642", "10 unit"), unit("J1644", "1000 unit")),
    case("| Code | Drug | Remark |\n|---|---|---|\n| J9310 | rituximab | deleted, now J9312 |",
         drug("J9310", "rituximab", HISTORICAL), status("J9310", "discontinued"), successor("J9310", "J9312")),
    case("### Intravenous products\n\n| Code | Drug |\n|---|---|\n| J9022 | atezolizumab |\n| J9035 | bevacizumab |",
         drug("J9022", "atezolizumab"), drug("J9035", "bevacizumab"), route("J9022", "intravenous"), route("J9035", "intravenous")),
    case("### Subcutaneous products\n\n| Code | Drug | Given |\n|---|---|---|\n| J0897 | denosumab | |\n| J9217 | goserelin | IM |",
         drug("J0897", "denosumab"), drug("J9217", "goserelin"), route("J0897", "subcutaneous"), route("J9217", "intramuscular")),
    case("| Code | Drug |\n|---|---|\n| J9022 | atezolizumab |\n| J9035 | bevacizumab |\n\n## Notes\n\nAll agents in the table are given intravenously.",
         drug("J9022", "atezolizumab"), drug("J9035", "bevacizumab"), route("J9022", "intravenous"), route("J9035", "intravenous")),
    # Text: an entry that hangs over its line, a cell that wraps.
    case("J9043  Injection, cabazitaxel, solution for\n       infusion, 1 mg\nJ9264  Injection, paclitaxel protein-bound\n       particles, 1 mg\n",
         drug("J9043", "cabazitaxel"), unit("J9043", "1 mg"), drug("J9264", "paclitaxel protein-bound"), unit("J9264", "1 mg"), media="text"),
    case("Code    Description                           Brand\nJ9022   Injection, atezolizumab, 10 mg         Tecentriq\nJ1745   Injection, infliximab, excludes        Remicade\n"
         "        biosimilar, 10 mg\nJ9271   Injection, pembrolizumab, 1 mg         Keytruda\n",
         drug("J9022", "atezolizumab"), unit("J9022", "10 mg"), brand("atezolizumab", "tecentriq"),
         drug("J1745", "infliximab"), unit("J1745", "10 mg"), brand("infliximab", "remicade"),
         drug("J9271", "pembrolizumab"), unit("J9271", "1 mg"), brand("pembrolizumab", "keytruda"), media="text"),
    # Records of a spreadsheet, quoted and not.
    case('"id","hcpcs","descr","bill_unit"\n"4","J9061","AMIVANTAMAB-VMJW 350 MG/7 ML VIAL","2 MG"\n"5","J9118","CALASPARGASE PEGOL-MKNL 3,750 UNIT VIAL","10 UNITS"\n',
         drug("J9061", "amivantamab-vmjw"), unit("J9061", "2 mg"), drug("J9118", "calaspargase pegol-mknl"), unit("J9118", "10 unit"), media="text"),
    case("code,drug,unit\nJ9022,atezolizumab,10 mg\nJ9271,pembrolizumab,1 mg\n",
         drug("J9022", "atezolizumab"), unit("J9022", "10 mg"), drug("J9271", "pembrolizumab"), unit("J9271", "1 mg"), media="text"),
    case("code withdrawn\tcode to use\tproduct\nJ0135\tJ0139\tadalimumab\nJ1300\tJ1299\teculizumab\n",
         drug("J0135", "adalimumab", HISTORICAL), drug("J0139", "adalimumab"), status("J0135", "discontinued"), successor("J0135", "J0139"),
         drug("J1300", "eculizumab", HISTORICAL), drug("J1299", "eculizumab"), status("J1300", "discontinued"), successor("J1300", "J1299"), media="text"),
    # Records: labelled values in a list, in lines, in a definition list, in a paragraph.
    case("- **Code:** J9173\n- **Drug:** durvalumab\n- **Brand:** Imfinzi\n- **Unit:** 10 mg\n- **Route:** intravenous\n- **Target:** PD-L1",
         drug("J9173", "durvalumab"), brand("durvalumab", "imfinzi"), unit("J9173", "10 mg"), route("J9173", "intravenous"), target("durvalumab", "PD-L1")),
    case("Code: J9173\nGeneric name: durvalumab\nBrand name: Imfinzi\nBilling unit: 10 mg\n",
         drug("J9173", "durvalumab"), brand("durvalumab", "imfinzi"), unit("J9173", "10 mg"), media="text"),
    case("<dl><dt>Code</dt><dd>J9173</dd><dt>Drug</dt><dd>durvalumab</dd><dt>Billing unit</dt><dd>10 mg</dd><dt>Route</dt><dd>IV</dd></dl>",
         drug("J9173", "durvalumab"), unit("J9173", "10 mg"), route("J9173", "intravenous"), media="html"),
    case("<p><b>HCPCS:</b> J9022<br><b>Drug:</b> atezolizumab<br><b>Unit:</b> 10 mg</p>", drug("J9022", "atezolizumab"), unit("J9022", "10 mg"), media="html"),
    case("- Drug: nivolumab\n- Code: J9299\n- Drug: ipilimumab\n- Code: J9228", drug("J9299", "nivolumab"), drug("J9228", "ipilimumab")),
    case("- Note: call first\n- Contact: the desk",),
    # An amount or a route that one sentence gives to a whole table.
    case("| Code | Drug |\n|---|---|\n| J9022 | atezolizumab |\n| J9035 | bevacizumab |\n\nBoth have 10 mg as their increment.",
         drug("J9022", "atezolizumab"), drug("J9035", "bevacizumab"), unit("J9022", "10 mg"), unit("J9035", "10 mg")),
    case("All of the products in the table are given intravenously.\n\n## Codes\n\n| Code | Drug |\n|---|---|\n| J9022 | atezolizumab |",
         drug("J9022", "atezolizumab"), route("J9022", "intravenous")),
    case("atezolizumab ...... J9022\nnivolumab ......... J9299\n", drug("J9022", "atezolizumab"), drug("J9299", "nivolumab"), media="text"),
    case("| | Nivolumab | Ipilimumab |\n|---|---|---|\n| Code | J9299 | J9228 |\n| Unit | 1 mg | 1 mg |",
         drug("J9299", "nivolumab"), drug("J9228", "ipilimumab"), unit("J9299", "1 mg"), unit("J9228", "1 mg")),
    case("<table><caption>Infused intravenously</caption><tr><th>Code</th><th>Drug</th></tr><tr><td>J9299</td><td>nivolumab</td></tr></table>",
         drug("J9299", "nivolumab"), route("J9299", "intravenous"), media="html"),
    # Lists inside the cells of a row; tables side by side; a range is no unit.
    case("| Step | Products | Codes |\n|---|---|---|\n| 1 | Ocrevus; Tysabri | J2350; J2323 |", drug("J2350", "ocrelizumab"), drug("J2323", "natalizumab")),
    case("| Products | Codes |\n|---|---|\n| Ocrevus; Tysabri; Lemtrada | J2350; J2323 |"),
    case("<table><tr><th>Drug</th><th>Codes</th></tr><tr><td>Trastuzumab</td><td>J9355 - Herceptin<br>Q5114 - Ogivri<br>Q5199 - Nexatras</td></tr></table>",
         drug("J9355", "trastuzumab"), drug("Q5114", "trastuzumab-dkst"), media="html"),
    case("| Drug | Code | Drug | Code |\n|---|---|---|---|\n| Onpattro | J0222 | Oxlumo | J0224 |\n| zoledronic acid | J3489 | Trogarzo | J1746 |",
         drug("J0222", "patisiran"), drug("J0224", "lumasiran"), drug("J3489", "zoledronic acid"), drug("J1746", "ibalizumab")),
    case("| X | Injection | HCPCS | X | Infusion | HCPCS |\n|---|---|---|---|---|---|\n| | Prolia | J0897 | | Remicade | J1745 |\n| | Evenity | J3111 | | Orencia | J0129 |",
         drug("J0897", "denosumab"), drug("J1745", "infliximab"), drug("J3111", "romosozumab"), drug("J0129", "abatacept")),
    case("| Agent | Code | Unit |\n|---|---|---|\n| sestamibi | A9500 | study dose, up to 40 mCi |", drug("A9500", "technetium tc-99m sestamibi"), unit("A9500", "1 dose")),
    # The strength of a thing on the shelf is no billing unit.
    case("| Item no | Description | HCPCS | Charge |\n|---|---|---|---|\n| 4411 | ACYCLOVIR 500MG | J0133 | 10.73 |\n| 4412 | ABATACEPT 250MG | J0129 | 3,197.90 |",
         drug("J0133", "acyclovir"), drug("J0129", "abatacept")),
    case("| Description | HCPCS |\n|---|---|\n| ondansetron 4 mg vial | J2405 |\n| abatacept 250 mg vial | J0129 |", drug("J2405", "ondansetron"), drug("J0129", "abatacept")),
    case("| Product | Given | Code |\n|---|---|---|\n| Invega Sustenna 39 to 234 mg | monthly | J2426 |", drug("J2426", "paliperidone")),
    case("ITEM      DESCRIPTION                 HCPCS   REV      PRICE\n-----------------------------------------------------------\n"
         "88001     CARFILZOMIB 60MG            J9047   0636   2,530.10\n88002     BENDAMUSTINE                J9033   0636 ON REQUEST\n"
         "88003     ELOTUZUMAB 400MG            J9176   0636   3,010.00\n",
         drug("J9047", "carfilzomib"), drug("J9033", "bendamustine"), drug("J9176", "elotuzumab"), media="text"),
    # Dates in a row.
    case("| Drug | Unclassified code until | Own code from |\n|---|---|---|\n| nipocalimab-aahu | J3590 until 12/31/2025 | J9256, 1/1/2026 |",
         drug("J3590", "nipocalimab-aahu", HISTORICAL), drug("J9256", "nipocalimab-aahu")),
    # Prose in plain text that lists codes and breaks where the line is full.
    case("Other new codes of the quarter are J9289 nivolumab with hyaluronidase, J9022 atezolizumab, and\nJ9173 durvalumab, which all of the offices must know by heart from now on.\n",
         drug("J9289", "hyaluronidase + nivolumab"), drug("J9022", "atezolizumab"), drug("J9173", "durvalumab"), media="text"),
    # A note that tells the unit, or that the code has ended; a cell that repeats the one above it.
    case("| Drug | HCPCS | Note |\n|---|---|---|\n| atezolizumab | J9022 | checked, 10 mg/unit |\n| bevacizumab | J9035 | ditto |\n| durvalumab | J9173 | dose 10 mg/kg |",
         drug("J9022", "atezolizumab"), unit("J9022", "10 mg"), drug("J9035", "bevacizumab"), unit("J9035", "10 mg"), drug("J9173", "durvalumab")),
    case("| Drug | HCPCS | Note |\n|---|---|---|\n| rituximab 100 mg | J9310 | on hold: deleted 12/31/2018, was per 100 mg |",
         drug("J9310", "rituximab", HISTORICAL), unit("J9310", "100 mg", HISTORICAL), status("J9310", "discontinued")),
    case("| Drug | Code | Unit |\n|---|---|---|\n| heparin | J1644 | 1,000 units |\n| \" | J1642 | 10 units |",
         drug("J1644", "heparin"), unit("J1644", "1000 unit"), drug("J1642", "heparin"), unit("J1642", "10 unit")),
    case("| Drug | Code | Usual dose |\n|---|---|---|\n| nivolumab | J9299 | 240 mg IV every two weeks |\n| miglustat | J1202 | with oral enzyme |",
         drug("J9299", "nivolumab"), route("J9299", "intravenous"), drug("J1202", "miglustat")),
)  # fmt: skip

KNOWN_GAPS: tuple[Case, ...] = (
    case("- J9299\n  - nivolumab\n  - 1 mg per unit", drug("J9299", "nivolumab"), unit("J9299", "1 mg")),
)  # fmt: skip
