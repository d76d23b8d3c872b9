"""Lists of products set in columns, each broken over lines, as a printed drug list of a payer has them."""

from __future__ import annotations

from typing import Any

from auditor.readers.outline import Outline
from auditor.readers.text_lines import Line
from auditor.readers.text_products import read_products
from tests.readers.reading import cells, cut, outline, read

LIST = """\
  Use                    First                          Then
  ----------------------------------------------------------------------
  Bone: long-            AXAVA (denosumab-xxxx)         PROLIA (denosumab)
  acting                 Q5999                          J0897
                         zoledronic acid J3489          EVENITY (romosozumab-
                                                        aqqg) J3111

  Iron                   ferumoxytol Q0138 (not for     VENOFER (iron sucrose)
                         dialysis)                      J1756
  ----------------------------------------------------------------------

After the list comes prose about J1756.
"""


def rows(text: str) -> list[list[str]]:
    return [cells(block) for block in read("text", text).blocks if block.kind == "row"]


def test_each_product_of_each_column_has_a_row_with_its_code() -> None:
    assert rows(LIST) == [
        ["Bone: long-acting", "AXAVA (denosumab-xxxx) Q5999", "PROLIA (denosumab) J0897"],
        ["", "zoledronic acid J3489", "EVENITY (romosozumab-aqqg) J3111"],
        ["Iron", "ferumoxytol Q0138 (not for dialysis)", "VENOFER (iron sucrose) J1756"],
    ]


def test_the_heads_over_the_rule_head_the_columns() -> None:
    header = read("text", LIST).blocks[0]
    assert (header.kind, cells(header)) == ("header", ["Use", "First", "Then"])


def test_a_product_leads_back_to_each_of_its_lines() -> None:
    row = next(block for block in read("text", LIST).blocks if "aqqg" in block.view.text)
    name = row.cells[2].view
    assert cut(LIST, name.span(0, len("EVENITY"))) == "EVENITY"
    assert cut(LIST, name.span(name.text.index("J3111"), len(name.text))) == "J3111"


def test_what_stands_below_the_list_is_no_row() -> None:
    assert outline("text", LIST)[-1] == ("paragraph", "After the list comes prose about J1756.")


def test_a_table_whose_cells_fit_on_their_lines_is_read_as_before() -> None:
    plain = "Drug            Code     Unit\n-----------------------------\nnivolumab       J9299    1 mg\npembrolizumab   J9271    1 mg\n"
    assert rows(plain) == [["nivolumab", "J9299", "1 mg"], ["pembrolizumab", "J9271", "1 mg"]]


def test_prose_below_a_rule_is_no_list_of_products() -> None:
    prose = "First  Then\n-----------\nJ9299 is nivolumab, and the unit\nof that code is one milligram.\n"
    assert not any("J9299" in cell for row in rows(prose) for cell in row)


class Whole(tuple[Line, ...]):
    """Lines that nobody may copy a part of."""

    def __getitem__(self, at: Any) -> Any:
        assert not isinstance(at, slice), "a copy for each line makes a text of 100,000 lines take for ever"
        return super().__getitem__(at)


def test_lines_without_heads_are_not_copied_to_find_that_out() -> None:
    text = "J9271: pembrolizumab\n" * 3
    lines = Whole(Line(at, at + 20, "J9271: pembrolizumab", 0, 0) for at in (0, 21, 42))
    assert [read_products(text, lines, at, Outline()) for at in range(3)] == [0, 0, 0]
