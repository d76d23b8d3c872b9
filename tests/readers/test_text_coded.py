"""Tables that were printed and read back: no rule is left, the cells are wrapped, and a code begins each row."""

from __future__ import annotations

from tests.readers.reading import cells, cut, read

POLICY = """\
      Medication Name                             Largest dose per         Largest quantity
Brand            Generic             HCPCS        Visit                    (HCPCS units)
                                     Code
Cyramza          ramucirumab         J9308        10 mg/kg                 153 HCPCS units
                                                                           (5 mg per unit)
Enhertu          fam-trastuzumab     J9358        6.4 mg/kg                980 HCPCS units
                 deruxtecan-nxki                                           (1 mg per unit)
Opdivo           nivolumab           J9299        480 mg                   480 HCPCS units
"""


def rows(text: str) -> list[list[str]]:
    return [cells(block) for block in read("text", text).blocks if block.kind == "row"]


def test_what_is_wrapped_in_several_columns_belongs_to_the_row_of_its_code() -> None:
    assert rows(POLICY) == [
        ["Cyramza", "ramucirumab", "J9308", "10 mg/kg", "153 HCPCS units (5 mg per unit)"],
        ["Enhertu", "fam-trastuzumab deruxtecan-nxki", "J9358", "6.4 mg/kg", "980 HCPCS units (1 mg per unit)"],
        ["Opdivo", "nivolumab", "J9299", "480 mg", "480 HCPCS units"],
    ]


def test_heads_of_several_lines_stand_over_the_column_in_which_they_stand() -> None:
    header = read("text", POLICY).blocks[0]
    assert header.kind == "header"
    assert cells(header)[1:4] == ["Name Generic", "HCPCS Code", "Largest dose per Visit"]


def test_a_wrapped_cell_leads_back_to_both_of_its_lines() -> None:
    row = next(block for block in read("text", POLICY).blocks if block.view.text.startswith("Enhertu"))
    name = row.cells[1].view
    assert cut(POLICY, name.span(0, len("fam-trastuzumab"))) == "fam-trastuzumab"
    assert cut(POLICY, name.span(len("fam-trastuzumab "), len(name.text))) == "deruxtecan-nxki"


def test_blank_lines_between_the_rows_leave_one_table() -> None:
    apart = POLICY.replace("Enhertu  ", "\nEnhertu  ").replace("Opdivo  ", "\nOpdivo  ")
    assert rows(apart) == rows(POLICY)
    assert len({block.group for block in read("text", apart).blocks if block.kind == "row"}) == 1


def test_a_name_above_the_line_of_its_code_opens_the_row() -> None:
    text = (
        "Brand          Drug                HCPCS     Unit\n"
        "Cyramza        ramucirumab         J9308     5 mg\n"
        "Rituxan        rituximab and\n"
        "               hyaluronidase       J9311     10 mg\n"
        "Opdivo         nivolumab           J9299     1 mg\n"
    )
    assert rows(text)[1] == ["Rituxan", "rituximab and hyaluronidase", "J9311", "10 mg"]


def test_prose_below_the_rows_is_no_part_of_the_table() -> None:
    text = POLICY + "A sentence below the table runs across all of its columns, and names J9271 in passing.\n"
    assert rows(text) == rows(POLICY)
    assert read("text", text).blocks[-1].kind != "row"


def test_a_name_left_of_the_row_above_heads_the_rows_below() -> None:
    text = (
        "       acetonide (Kenalog)                         J3301  10 mg\n"
        "       hexacetonide                                J3303  5 mg\n"
        "   Dexamethasone\n"
        "       sodium phosphate                            J1100  1 mg\n"
        "   Hydrocortisone sodium succinate                 J1720  up to 100 mg\n"
    )
    assert rows(text)[1:4] == [
        ["hexacetonide", "J3303", "5 mg"],
        ["Dexamethasone", "", ""],
        ["sodium phosphate", "J1100", "1 mg"],
    ]
