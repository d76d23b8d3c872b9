"""From when and until when a sentence says that something holds: a day too many makes two true statements contradict each other."""

from __future__ import annotations

import pytest

from auditor.extraction.validity import validity

LAST_DAYS = {
    "until 2019": "2018-12-31",
    "until January 2019": "2018-12-31",
    "until January 1, 2019": "2018-12-31",
    "until 12/31/2018": "2018-12-31",
    "until June 15, 2019": "2019-06-15",
    "until the end of 2018": "2018-12-31",
    "up to July 1, 2019": "2019-06-30",
    "before 2019": "2018-12-31",
    "before June 15, 2019": "2019-06-14",
    "prior to March 2020": "2020-02-29",
    "through 2018": "2018-12-31",
    "through June 2019": "2019-06-30",
    "before 02/30/2019": "",
}


@pytest.mark.parametrize(("words", "last"), LAST_DAYS.items())
def test_the_last_day_is_the_last_that_is_sure(words: str, last: str) -> None:
    assert validity(f"C9492 was used for durvalumab {words}.") == ((("valid_to", last),) if last else ())


@pytest.mark.parametrize("words", ["Until July 2019", "Until July 1, 2019", "Before July 2019", "Before July 1, 2019"])
def test_what_took_over_on_a_day_does_not_contradict_what_held_until_then(words: str) -> None:
    before, after = dict(validity(f"{words}, it was so.")), dict(validity("From July 1, 2019, it is not."))
    assert before["valid_to"] < after["valid_from"]
