"""Saved web pages: the document is read, and the menus, boxes and footers around it are not."""

from __future__ import annotations

import pytest

from tests.readers.reading import outline

TEXT = "<p>J9305 is pemetrexed, which is billed by ten milligrams.</p>"
ALONE = [("paragraph", "J9305 is pemetrexed, which is billed by ten milligrams.")]


@pytest.mark.parametrize(
    "around",
    [
        "<nav><a>J9271, nivolumab</a></nav>{}",
        "<div role=navigation>J9271<div>nivolumab</div></div>{}",
        "<div role='search'>J9271</div>{}",
        "<div hidden>J9271</div>{}",
        "{}<footer>J9271</footer>",
        "{}<div role=contentinfo>J9271</div>",
        "<header><nav>J9271<nav>in</nav>after</nav></header>{}",
        "<div>J9271</div><main>{}</main><aside>J9271</aside>",
        "<body><ul><li>J9271</ul><MAIN>{}</MAIN></body>",
    ],
)
def test_what_surrounds_the_document_is_left_out(around: str) -> None:
    assert outline("html", around.format(TEXT)) == ALONE


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("<article>J9305<footer>10 mg</footer></article>", ["J9305", "10 mg"]),
        ("<nav>J9305", ["J9305"]),
        ("<input hidden>J9305", ["J9305"]),
        ("<p hidden=until-found>J9305</p>", ["J9305"]),
        ("<div aria-hidden=true>J9305</div>", ["J9305"]),
        ("<main>a</main><p>J9305 is pemetrexed</p>", ["a", "J9305 is pemetrexed"]),
        ("<main>J9305</main><main>J9271</main>", ["J9305", "J9271"]),
        (
            "<title>T</title><h1>H</h1><p>no</p><main>J9305, 10 mg, pemetrexed</main>",
            ["T", "H", "J9305, 10 mg, pemetrexed"],
        ),
    ],
)
def test_what_may_be_the_document_stays(text: str, shown: list[str]) -> None:
    assert [block for _, block in outline("html", text)] == shown
