"""Tables in any order of columns, with and without a header; definition lists, vertical lists, records; all media."""

from __future__ import annotations

from tests.extraction.claiming import (
    HISTORICAL,
    HYPOTHETICAL,
    Case,
    brand,
    case,
    drug,
    meaning,
    route,
    status,
    successor,
    target,
    unit,
)

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
         drug("J9355", "trastuzumab"), brand("trastuzumab", "herceptin"), drug("Q5114", "trastuzumab-dkst"), media="html"),
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
    # A turned table with brands above; two codes under "Deleted"; a unit in the code's own cell.
    case("| | Dysport | Myobloc |\n|---|---|---|\n| Nonproprietary name | abobotulinumtoxinA | rimabotulinumtoxinB |\n| HCPCS | J0586 | J0587 |\n| Billed unit | 5 units | 100 units |",
         drug("J0586", "abobotulinumtoxina"), brand("abobotulinumtoxina", "dysport"), unit("J0586", "5 unit"),
         drug("J0587", "rimabotulinumtoxinb"), brand("rimabotulinumtoxinb", "myobloc"), unit("J0587", "100 unit")),
    case("<h2>Deleted and what follows</h2><table><tr><td>C9492</td><td>J9173</td></tr><tr><td>J9310</td><td>J9312</td></tr></table>",
         status("C9492", "discontinued"), successor("C9492", "J9173"), status("J9310", "discontinued"), successor("J9310", "J9312"), media="html"),
    case("| Drug | Code / unit |\n|---|---|\n| atezolizumab | J9022 / 10 mg |\n| bevacizumab | J9035 (10 mg) |",
         drug("J9022", "atezolizumab"), unit("J9022", "10 mg"), drug("J9035", "bevacizumab"), unit("J9035", "10 mg")),
    case("DRUG: Entyvio (vedolizumab)\nBILL AS: J3380\nUNIT: 1 mg\n", drug("J3380", "vedolizumab"), brand("vedolizumab", "entyvio"), unit("J3380", "1 mg"), media="text"),
    case("- J9299\n  - nivolumab\n  - 1 mg per unit", drug("J9299", "nivolumab"), unit("J9299", "1 mg")),
    # Cards: labelled values below the name of their drug, alone and side by side.
    case("Bortezomib (Velcade)\nCode: J9041\nUnit: 0.1 mg\n\nRituximab (Rituxan)\nCode: J9312\nUnit: 10 mg\n",
         drug("J9041", "bortezomib"), unit("J9041", "0.1 mg"), brand("bortezomib", "velcade"),
         drug("J9312", "rituximab"), unit("J9312", "10 mg"), brand("rituximab", "rituxan"), media="text"),
    case("CEMIPLIMAB-RWLC          IPILIMUMAB\nLibtayo                  Yervoy\nHCPCS      J9119         HCPCS      J9228\nTarget     PD-1          Target     CTLA-4\n",
         drug("J9119", "cemiplimab-rwlc"), brand("cemiplimab-rwlc", "libtayo"), target("cemiplimab-rwlc", "PD-1"),
         drug("J9228", "ipilimumab"), brand("ipilimumab", "yervoy"), target("ipilimumab", "CTLA-4"), media="text"),
    # Wiki markup.
    case("{| class=wikitable\n! Code !! Drug\n|-\n| [[J9022]] || ''atezolizumab''\n|}\n* [[Bortezomib]] ({{HCPCS|J9041}}, 0.1&nbsp;mg)\n",
         drug("J9022", "atezolizumab"), drug("J9041", "bortezomib"), unit("J9041", "0.1 mg"), media="wiki"),
    case("| Brand | Generic | HCPCS | Requirements |\n|---|---|---|---|\n| Injectafer | ferric carboxymaltose | J1439 | ST: Venofer or INFeD |\n| Prolia | denosumab | J0897 | ST: Jubbonti |",
         drug("J1439", "ferric carboxymaltose"), drug("J0897", "denosumab"), brand("ferric carboxymaltose", "injectafer"), brand("denosumab", "prolia")),
    case("| Drug | HCPCS | mg per unit |\n|---|---|---|\n| bortezomib | J9041 | 0.1 |\n| ramucirumab | J9308 | 5 |",
         drug("J9041", "bortezomib"), drug("J9308", "ramucirumab"), unit("J9041", "0.1 mg"), unit("J9308", "5 mg")),
    case("## Deleted March 31\n\n| Code | Was | Crosswalk |\n|---|---|---|\n| J1300 | eculizumab, 10 mg | J1299 |",
         drug("J1300", "eculizumab", "historical"), unit("J1300", "10 mg", "historical"), status("J1300", "discontinued"), successor("J1300", "J1299")),
    # Two products in one cell, and a code column for each of two ways to give them.
    case("| Product | By vein | Under the skin, SC |\n|---|---|---|\n| Ocrevus / Ocrevus Zunovo | J2350 | J2351 |\n\nBoth codes are counted per 1 mg.",
         drug("J2350", "ocrelizumab"), drug("J2351", "hyaluronidase + ocrelizumab"), route("J2350", "intravenous"), route("J2351", "subcutaneous"),
         unit("J2350", "1 mg"), unit("J2351", "1 mg")),
    case("| Products | First | Second |\n|---|---|---|\n| Ocrevus; Tysabri; Lemtrada | J2350 | J2323 |"),
    # A cell that names codes and products says as much under any header.
    case("| Class | Preferred | Non-preferred |\n|---|---|---|\n| VEGF | Mvasi (Q5107) | Avastin (J9035)<br>Alymsys (Q5126) |",
         drug("Q5107", "bevacizumab-awwb"), drug("J9035", "bevacizumab"), drug("Q5126", "bevacizumab-maly")),
    case("| Code | Drug | Try first |\n|---|---|---|\n| J0897 | denosumab | Reclast |", drug("J0897", "denosumab")),
    # Strengths beside the brand, the package for the drug, how many units beside the code: none of it is the billing unit.
    case("| Generic | Brand, strength | HCPCS |\n|---|---|---|\n| vedolizumab | Entyvio 300 mg vial | J3380 |", drug("J3380", "vedolizumab"), brand("vedolizumab", "entyvio")),
    case("| Drug and strength | HCPCS |\n|---|---|\n| vedolizumab, 300 mg | J3380 |", drug("J3380", "vedolizumab")),
    case("| Package | NDC qty / UOM | Units per package |\n|---|---|---|\n| vedolizumab 300 mg SDV | 15 ML | 300 × J3380 |", drug("J3380", "vedolizumab")),
    # A column of notes that only holds routes; one that says more tells none.
    case("| Name | Code | Note |\n|---|---|---|\n| golimumab | J1602 | IV |\n| denosumab | J0897 | SC |",
         drug("J1602", "golimumab"), route("J1602", "intravenous"), drug("J0897", "denosumab"), route("J0897", "subcutaneous")),
    case("| Name | Code | Note |\n|---|---|---|\n| golimumab | J1602 | IV only if the pen failed |", drug("J1602", "golimumab")),
    # Questions about codes, and reasons why they ended.
    case("| You asked about | Answer |\n|---|---|\n| J9045 (carboplatin) | unchanged |\n| J9310 | deleted; replaced by J9312 |",
         drug("J9045", "carboplatin"), status("J9310", "discontinued"), successor("J9310", "J9312")),
    case("| Code | Drug | Reason |\n|---|---|---|\n| J0172 | aducanumab-avwa | code terminated 12/31/2025 |",
         drug("J0172", "aducanumab-avwa", HISTORICAL), status("J0172", "discontinued")),
    # The brand of the one drug that a row is about, and the drug that the header names.
    case("| Molecule | Products |\n|---|---|\n| bevacizumab | Avastin (J9035) |", drug("J9035", "bevacizumab"), brand("bevacizumab", "avastin")),
    case("| Route | Product (all are human immune globulin) | HCPCS |\n|---|---|---|\n| IV | Octagam | J1568 |\n| IV | other liquid product | J1599 |",
         drug("J1568", "immune globulin"), brand("immune globulin", "octagam"), route("J1568", "intravenous"),
         drug("J1599", "immune globulin"), route("J1599", "intravenous")),
    # Modifiers as terms, and in the last column.
    case("<dl><dt>KX</dt><dd>The requirements in the policy have been met.</dd><dt>25</dt><dd>Goes on the visit. Says that the E/M was significant and separate.</dd></dl>",
         meaning("KX", "kx-requirements-met"), meaning("25", "separate-em-service"), media="html"),
    case("<dl><dt>50</dt><dd>The visit was significant and separate.</dd></dl>", media="html"),
    case("| Scenario | System appends |\n|---|---|\n| Vial with waste | JW on a second line |\n| Bought on the 340B account | TB |",
         meaning("JW", "discarded-drug"), meaning("TB", "340b-drug")),
    case("| Scenario | Contact |\n|---|---|\n| Bought on the 340B account | TB |"),
    # Fixed width: heads of two lines, cells that wrap, rows below one class, a page's end within the table.
    case("CLASS           DRUG                           HCPCS   SITE\n                                               CODE\n--------------  -----------------------------  ------  ------\n"
         "Gout, severe    Krystexxa (pegloticase)        J2507   home\n\n"
         "Enzymes and     Nexviazyme (avalglucosidase    J0219   home\nthe like        alfa-ngpt)\n                Kanuma (sebelipase alfa)       J2840   home\n"
         "\n\nHealth plan                                    Page 1 of 2\n\nLupus           Saphnelo (anifrolumab-fnia)    J0491   home\n",
         drug("J2507", "pegloticase"), brand("pegloticase", "krystexxa"), drug("J0219", "avalglucosidase alfa-ngpt"), brand("avalglucosidase alfa-ngpt", "nexviazyme"),
         drug("J2840", "sebelipase alfa"), brand("sebelipase alfa", "kanuma"), drug("J0491", "anifrolumab-fnia"), brand("anifrolumab-fnia", "saphnelo"), media="text"),
    case("LINE   DRUG                   OLD     NEW     BILLED\n                              HCPCS   HCPCS   UNIT\n-----  ---------------------  ------  ------  ------\n10021  nipocalimab-aahu       C9305   J9256   3 mg\n       1,200 mg (Imaavy)\n",
         drug("C9305", "nipocalimab-aahu", HISTORICAL), drug("J9256", "nipocalimab-aahu"), successor("C9305", "J9256"), unit("J9256", "3 mg"),
         brand("nipocalimab-aahu", "imaavy"), media="text"),
    case("DRUG        HCPCS   PRICE\n----------  ------  -----\nnivolumab   J9299   31.10\n\nThe schedule is J0000 long and nobody reads it to its end.\n", drug("J9299", "nivolumab"), media="text"),
    # A numbered line over items of another kind is a heading: what it says of what ended is over with the next one.
    case("3. Discontinued lines\n\n   a. J9310 rituximab\n\n4. Lines that we corrected\n\n   a. J9035 bevacizumab\n",
         drug("J9310", "rituximab", HISTORICAL), status("J9310", "discontinued"), drug("J9035", "bevacizumab"), media="text"),
    # An entry that goes on behind a bar below it is about the codes, or the modifier, that it asks for.
    case("E1 | W | HCPCS=J9045 AND UNITS>20\n   | Carboplatin is 50 mg per unit. More than 1,000 mg\n   | needs a note.\n"
         "E2 | W | HCPCS=J3490 OR HCPCS=J9999\n   | Unclassified code. Name the drug.\nE3 | E | MOD=25 ON HCPCS STARTS J\n   | 25 is for a separate E/M service.\n",
         drug("J9045", "carboplatin"), unit("J9045", "50 mg"), status("J3490", "unclassified"), status("J9999", "unclassified"),
         meaning("25", "separate-em-service"), media="text"),
    case("E4 | E | HCPCS IN (J9000-J9999) AND NO SERVICE\n   | Nivolumab without its infusion.\nE5 | E | HCPCS<>J9299\n   | Nivolumab elsewhere.\n", media="text"),
    # A definition that makes one sentence with its term.
    case("<dl><dt>J0897</dt><dd>is denosumab, in units of 1 mg.</dd><dt>J0630</dt><dd>covers calcitonin salmon.</dd></dl>",
         drug("J0897", "denosumab"), unit("J0897", "1 mg"), drug("J0630", "calcitonin salmon"), media="html"),
    case("> **At a glance**\n> **Code:** J9035\n> **Drug:** bevacizumab\n> **Unit:** 10 mg\n> **Given by:** intravenous infusion\n> **Biosimilars on this code?** No", drug("J9035", "bevacizumab"), route("J9035", "intravenous"), unit("J9035", "10 mg")),
    case("Code: J9271\nDrug: pembrolizumab\nUnit: 1 mg\nQuestions? Ask us.", drug("J9271", "pembrolizumab"), unit("J9271", "1 mg")),
    # Preformatted text holds tables too: the dose is not taken for the unit.
    case("```\nHCPCS   Drug            Dose      Unit\nJ9022   atezolizumab    1,200 mg  10 mg\nJ9271   pembrolizumab   200 mg    1 mg\n```",
         drug("J9022", "atezolizumab"), unit("J9022", "10 mg"), drug("J9271", "pembrolizumab"), unit("J9271", "1 mg")),
    case("<pre>\nHCPCS   Drug            Dose      Unit\n------  --------------  --------  -----\nJ9022   atezolizumab    1,200 mg  10 mg\n</pre>",
         drug("J9022", "atezolizumab"), unit("J9022", "10 mg"), media="html"),
    case("```\nSV1*HC:J9263*420.00*UN*260~   oxaliplatin, 0.5 mg per unit\nSV1*HC:J0640*38.00*UN*14~     leucovorin, 50 mg per unit\n```", unit("J9263", "0.5 mg"), unit("J0640", "50 mg")),
    case("<pre>\nJW   discarded amount\nJG   bought under 340B (lines before 2025-01-01 only)\n</pre>", meaning("JW", "discarded-drug"), meaning("JG", "340b-drug", HISTORICAL), media="html"),
    # A card in Markdown: each line begins with a label in bold.
    case("**Note:** ask first.\n**Who is it for?** No one."),
    # How many were billed is no unit; what one bills per is.
    case("| Drug | Code | Bill per |\n|---|---|---|\n| reslizumab | J2786 | 1 mg |", drug("J2786", "reslizumab"), unit("J2786", "1 mg")),
    case("| Drug | Code | Dose per unit |\n|---|---|---|\n| reslizumab | J2786 | 1 mg |", drug("J2786", "reslizumab"), unit("J2786", "1 mg")),
    case("| Drug | Code | Units billed | Total units |\n|---|---|---|---|\n| reslizumab | J2786 | 300 units | 600 units |", drug("J2786", "reslizumab")),
    # What a note says of the unit, and what a cell says of modifiers.
    case("| Edit | Code | Note |\n|---|---|---|\n| MUE | J2405 (ondansetron) | unit is 1 mg, but vials were counted |", drug("J2405", "ondansetron"), unit("J2405", "1 mg")),
    case("| Edit | Code | Note |\n|---|---|---|\n| MUE | J2405 (ondansetron) | dose is 4 mg |", drug("J2405", "ondansetron")),
    case("| No | Footnote |\n|---|---|\n| 1 | JW (discarded drug) and JZ (no discarded drug) are added later |", meaning("JW", "discarded-drug"), meaning("JZ", "no-discarded-drug")),
    case("| Item | Code |\n|---|---|\n| BCG LIVE INTRAVESICAL | J9030 |", drug("J9030", "bcg live"), route("J9030", "intravesical")),
    case("Inebilizumab → CD19. Lecanemab, donanemab → amyloid beta.", target("inebilizumab", "CD19"), target("lecanemab", "amyloid beta"), target("donanemab", "amyloid beta")),
    # Names that are broken at a line's end in plain text.
    case("The plan also accepts, since the spring of the year 2025, rozanolixi-\nzumab-noli (Rystiggo, J9333), for whoever of its members needs it.\n",
         drug("J9333", "rozanolixizumab-noli"), brand("rozanolixizumab-noli", "rystiggo"), media="text"),
    # Definition lists as many dialects of Markdown have them; terms of several modifiers.
    case("52 and 53\n: 52 for a reduced service, 53 for one that is broken off.\n\nGA, GY\n: GA: a signed advance beneficiary notice is on file. GY: excluded by statute.",
         meaning("52", "reduced-services"), meaning("GA", "advance-beneficiary-notice"), meaning("GY", "statutorily-excluded")),
    case("J0897\n: denosumab, 1 mg\nJ3111\n: romosozumab-aqqg, 1 mg",
         drug("J0897", "denosumab"), unit("J0897", "1 mg"), drug("J3111", "romosozumab-aqqg"), unit("J3111", "1 mg")),
    # Suffixes that stand for the whole name.
    case("| Carton | Suffix | Claim |\n|---|---|---|\n| Fulphila | -jmdb | Q5108 |\n| Udenyca | -xxxx | Q5111 |",
         drug("Q5108", "pegfilgrastim-jmdb"), brand("pegfilgrastim-jmdb", "fulphila"), drug("Q5111", "pegfilgrastim-cbqv")),
    case("We stock Q5107 (Mvasi, -awwb).", drug("Q5107", "bevacizumab-awwb"), brand("bevacizumab-awwb", "mvasi")),
    case("| What I type | Drug | Counted in |\n|---|---|---|\n| J1944 | aripiprazole | single mg |", drug("J1944", "aripiprazole"), unit("J1944", "1 mg")),
    # All products of a table are one drug, by a sentence above it or by the title.
    case("All the products below are immune globulin.\n\n| Bag | Claim |\n|---|---|\n| Privigen | J1459 |\n| a powder | J1566 |",
         drug("J1459", "immune globulin"), brand("immune globulin", "privigen"), drug("J1566", "immune globulin")),
    case("All the products below are immune globulin.\n\n| Bag | Claim |\n|---|---|\n| Prolia | J0897 |\n| a powder | J1566 |", drug("J0897", "denosumab")),
    case("# Pemetrexed\n\n## Codes\n\n| Code | Maker or brand |\n|---|---|\n| J9304 | Pemfexy |\n| J9294 | Hospira |",
         drug("J9304", "pemetrexed"), brand("pemetrexed", "pemfexy"), drug("J9294", "pemetrexed")),
    # A code as it came in, and the right one.
    case("| Sent to us as | Product | Should have been |\n|---|---|---|\n| J3590 | Tofidence | Q5133 (tocilizumab-bavi) |",
         drug("J3590", "tocilizumab-bavi", HYPOTHETICAL), drug("Q5133", "tocilizumab-bavi"), brand("tocilizumab-bavi", "tofidence")),
    case("- Name: pemetrexed\n- Brand: Pemfexy\n- Class: antifolate", brand("pemetrexed", "pemfexy")),
    # A route that a sentence gives to the table below it.
    case("Everything in the first table is given by intravenous infusion.\n\n| Drug | Code |\n|---|---|\n| ertapenem | J1335 |", drug("J1335", "ertapenem"), route("J1335", "intravenous")),
    case("No approval is needed. All are given intramuscularly except where marked.\n\n| Code | Drug |\n|---|---|\n| J2794 | risperidone |\n| J2799 | risperidone (SC) |",
         drug("J2794", "risperidone"), route("J2794", "intramuscular"), drug("J2799", "risperidone"), route("J2799", "subcutaneous")),
    case("| Code | Drug |\n|---|---|\n| J2794 | risperidone |\n\nAll are given intramuscularly.\n\n| Code | Drug |\n|---|---|\n| J1335 | ertapenem |",
         drug("J2794", "risperidone"), drug("J1335", "ertapenem")),
    case("J0178 is aflibercept. Its biosimilars, intravitreal all:\n\n| Code | Drug |\n|---|---|\n| Q5147 | aflibercept-ayyh |",
         drug("J0178", "aflibercept"), drug("Q5147", "aflibercept-ayyh"), route("Q5147", "intravitreal")),
    # Under a heading that names the drug, its makers, and "any other" of it.
    case("## Which cyclophosphamide code goes with which carton?\n\n| Carton | Code |\n|---|---|\n| Sandoz | J9074 |\n| any other cyclophosphamide | J9075 |",
         drug("J9074", "cyclophosphamide"), drug("J9075", "cyclophosphamide")),
    case("## Cyclophosphamide\n\n| Line | Code |\n|---|---|\n| pump | J9074 |\n| cyclophosphamide | J9075 |", drug("J9075", "cyclophosphamide")),
)  # fmt: skip

KNOWN_GAPS: tuple[Case, ...] = (
)  # fmt: skip
