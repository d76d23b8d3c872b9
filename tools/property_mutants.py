"""For each property of tests/properties, a program that breaks it: a property that cannot fail proves nothing.

Each is tried in a copy of the tree, with the number of examples that CI takes, and said to be noticed or missed.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final, NamedTuple

ROOT: Final = Path(__file__).resolve().parents[1]
COPIED: Final = ("auditor", "tests", "corpus", "pyproject.toml")


class Broken(NamedTuple):
    """A program that breaks a property: the test, what is wrong, and in which files what stands for what."""

    test: str
    what: str
    edits: tuple[tuple[str, str, str], ...]


def _one(test: str, what: str, file: str, old: str, new: str) -> Broken:
    return Broken(test, what, ((file, old, new),))


_SOURCE: Final = "auditor/model/source.py"
_VIEW: Final = "auditor/readers/view.py"
_FOUND: Final = "auditor/extraction/found.py"
_CONTRADICTION: Final = "auditor/rules/contradiction.py"

BROKEN: Final = (
    Broken(
        "test_the_order_of_documents_never_shows", "documents stay in the order in which they came",
        (
            ("auditor/auditing.py", "extractions.sort(key=lambda extraction: extraction.document)", "extractions.sort(key=lambda _: 0)"),
            ("auditor/graph.py", "documents = sorted(extractions, key=lambda extraction: extraction.document)", "documents = list(extractions)"),
            ("auditor/graph.py", "return tuple(sorted(evidence, key=_reading_order))", "return tuple(evidence)"),
        ),
    ),
    _one("test_neither_the_folder_nor_the_order_of_its_files_shows", "documents are named by their whole path", "auditor/loading.py",
         "found.relative_to(path).as_posix(), root", "found.as_posix(), root"),
    Broken(
        "test_neither_the_hash_seed_nor_the_number_of_processes_shows", "speakers are listed as a set yields them",
        (
            ("auditor/graph.py", "tuple(sorted({assertion.document for assertion in self.evidence}))", "tuple({assertion.document for assertion in self.evidence})"),
            ("auditor/rules/side.py", "tuple(sorted({assertion.document for assertion in self.evidence}))", "tuple({assertion.document for assertion in self.evidence})"),
        ),
    ),
    _one("test_a_copy_of_a_document_changes_no_verdict", "what two documents say is not judged", _CONTRADICTION,
         "return Value(side.value, judgement.verdict,", 'return Value(side.value, "unknown" if len(side.documents) > 1 else judgement.verdict,'),
    _one("test_a_copy_of_a_long_passage_is_no_second_voice", "a copy counts as a voice of its own", "auditor/graph.py",
         'not voices <= heard', 'True'),
    _one("test_an_unrelated_document_takes_nothing_away_and_adds_nothing", "documents beyond the second are left out", "auditor/graph.py",
         "documents = sorted(extractions, key=lambda extraction: extraction.document)", "documents = sorted(extractions, key=lambda extraction: extraction.document)[:2]"),
    _one("test_moving_text_within_a_document_keeps_every_fingerprint", "a fingerprint holds the line", _CONTRADICTION,
         "fingerprint(rule.id, subject, values)", 'fingerprint(rule.id, f"{subject}{primary.place.line}", values)'),
    _one("test_a_new_name_of_a_document_changes_nothing_but_the_name", "documents late in the alphabet are not judged", _CONTRADICTION,
         "return Value(side.value, judgement.verdict,", 'return Value(side.value, "unknown" if max(side.documents) > "m" else judgement.verdict,'),
    _one("test_the_json_report_reads_back_and_every_place_in_it_shows_its_quote", "columns are one too far", "auditor/reports/as_json.py",
         '"column": place.column,', '"column": place.column + 1,'),
    _one("test_the_sarif_log_has_every_finding_where_the_report_has_it", "columns are one too far", "auditor/reports/sarif.py",
         '"startColumn": place.column,', '"startColumn": place.column + 1,'),
    _one("test_the_corpora_contradict_themselves", "no rule against the reference is asked", "auditor/auditing.py",
         "mended(_asked(rules, graph, judge, late=False), graph, judge)", "mended(_asked(rules, graph, None, late=False), graph, judge)"),
    _one("test_every_statement_is_claimed_and_nothing_else", "negations are not heard", "auditor/extraction/polarity.py",
         'if "n" in said:', 'if "N" in said:'),
    _one("test_each_side_of_a_claim_is_read_again_at_its_place", "a mention begins one character late", _FOUND,
         "where.view.span(mention.start, mention.end)", "where.view.span(mention.start + 1, mention.end)"),
    _one("test_a_table_says_what_the_list_of_its_rows_says", "a table's first row is left out", "auditor/extraction/table_shape.py",
         "for block in _without_ditto(body)", "for block in _without_ditto(body[1:])"),
    _one("test_every_product_of_the_frames_is_one_of_the_reference", "the reference has lost its first codes", "auditor/reference/files.py",
         "return _reference(head, facts[1:], ", "return _reference(head, facts[2000:], "),
    _one("test_what_is_right_is_found_right", "no name fits its product", "auditor/reference/authority.py",
         "    if same_drug(said, denoted):\n        return True", "    if same_drug(said, denoted):\n        return False"),
    _one("test_a_slip_in_a_document_of_its_own_is_found_and_the_mended_corpus_is_clean", "a plan forgets its first edit", "auditor/repair/plan.py",
         "edits=tuple(edits),", "edits=tuple(edits[1:]),"),
    _one("test_without_a_reference_whatever_a_plan_leaves_is_listed", "only what has no repair is listed", "auditor/repair/plan.py",
         "and not _ends(finding, made, chosen)", "and finding.repair is None"),
    _one("test_a_view_shows_its_pieces_and_each_character_knows_its_own", "folded white space counts as one character", _VIEW,
         "linear=end - start == 1)", "linear=True)"),
    _one("test_a_part_of_a_view_is_what_the_view_shows_there", "a part keeps the offsets of the whole", _SOURCE,
         "Run(begin - start, span.start, span.end)", "Run(begin, span.start, span.end)"),
    _one("test_the_place_of_a_stretch_begins_with_its_first_character_and_ends_with_its_last", "a stretch ends where its first run would", _SOURCE,
         "head, tail = runs[first], runs[last]", "head, tail = runs[first], runs[first]"),
    _one("test_a_stretch_without_markup_is_viewed_as_if_it_were_a_piece", "the short way loses the last character", _VIEW,
         "TextView(shown, (Run(0, start, end),))", "TextView(shown, (Run(0, start, end - 1),))"),
    _one("test_joined_views_show_one_after_the_other", "a separator takes two places", _VIEW, "            length += 1\n", "            length += 2\n"),
    _one("test_a_separator_shows_what_lies_between", "a separator shows the piece before it", _VIEW,
         "Run(length, runs[-1].source_end, ", "Run(length, runs[-1].source_start, "),
    _one("test_white_space_is_folded_and_breaks_stay", "breaks do not stay", _VIEW, 'character = BREAK if BREAK in (character, earlier) else " "', 'character = " "'),
    _one("test_a_run_that_is_not_as_long_as_what_it_shows_is_shown_by_all_of_it", "every run counts as one to one", _SOURCE,
         "return view_end - run.view_start == run.source_end - run.source_start", "return True"),
    _one("test_lines_end_as_editors_end_them", "a lone carriage return ends no line", _SOURCE,
         'character == "\\n" or (character == "\\r" and text[index + 1 : index + 2] != "\\n")', 'character == "\\n"'),
    _one("test_a_place_has_the_offsets_of_its_span_and_the_lines_of_both_ends", "the end has the line of the start", _SOURCE,
         "line, column, *self.position(end))", "line, column, *self.position(start))"),
    _one("test_a_page_is_the_last_that_begins_at_or_before_the_offset", "a page begins after its first character", _SOURCE,
         "bisect_right(self.pages, offset)", "bisect_right(self.pages, offset - 1)"),
    _one("test_a_quote_is_cut_out_once", "a quote is cut out each time", _FOUND, "self[span] = quote = ", "quote = "),
    _one("test_a_mention_stands_where_its_block_shows_it_and_what_is_implied_nowhere", "what is implied has a place", _FOUND,
         "mention.end > mention.start", "mention.end >= mention.start"),
    _one("test_what_is_kept_never_shows", "a file is known by its name alone", "auditor/store/results.py",
         "return was.sha256 if same and", "return was.sha256 if same or"),
)  # fmt: skip


def noticed(broken: Broken, copy: Path) -> bool:
    """Whether the property fails of the broken program. Raises SystemExit where an edit finds nothing to replace."""
    before: dict[str, str] = {}
    for file, old, new in broken.edits:
        text = (copy / file).read_text(encoding="utf-8")
        before.setdefault(file, text)
        if old not in text or old == new:
            raise SystemExit(f"{broken.test}: {file} has no such words any more: {old}")
        (copy / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    try:
        command = [
            sys.executable,
            "-B",
            "-m",
            "pytest",
            "-q",
            "-x",
            "-p",
            "no:cacheprovider",
            "tests/properties",
            "-k",
            broken.test,
        ]
        environment = {**os.environ, "PYTHONPATH": str(copy)}
        return subprocess.run(command, cwd=copy, env=environment, capture_output=True, check=False).returncode == 1  # noqa: S603
    finally:
        for file, text in before.items():
            (copy / file).write_text(text, encoding="utf-8")


def main() -> int:
    """Try every broken program, or those whose test holds a word that is given; ends with 1 if one is missed."""
    wanted = [one for one in BROKEN if all(word in one.test for word in sys.argv[1:])]
    missed = 0
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder)
        for name in COPIED:
            here = ROOT / name
            shutil.copytree(
                here, copy / name, ignore=shutil.ignore_patterns("__pycache__")
            ) if here.is_dir() else shutil.copy(here, copy)
        for one in wanted:
            found = noticed(one, copy)
            missed += not found
            print(f"{'noticed' if found else 'MISSED '}  {one.test}: {one.what}", flush=True)
    print(f"{len(wanted) - missed} of {len(wanted)} noticed")
    return int(missed > 0)


if __name__ == "__main__":
    sys.exit(main())
