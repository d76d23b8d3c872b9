"""Regular expressions that are compiled when a text is first asked, and not when their module is loaded.

Compiling the whole grammar takes as long as reading a dozen documents, and five articles ask two fifths of its patterns.
"""

from __future__ import annotations

import re
from typing import Any, Final, cast

_ASKED: Final = ("findall", "finditer", "flags", "fullmatch", "match", "pattern", "search", "split", "sub")


class Late:
    """Stands for a pattern. Once compiled it has the pattern's own methods, so that to ask it costs no more than to ask that."""

    __slots__ = ("_made_of", *_ASKED)

    def __init__(self, pattern: str, flags: re.RegexFlag) -> None:
        self._made_of = pattern, flags

    def now(self) -> re.Pattern[str]:
        """The pattern itself."""
        compiled = re.compile(*self._made_of)
        for name in _ASKED:
            setattr(self, name, getattr(compiled, name))
        return compiled

    def __getattr__(self, name: str) -> Any:
        if name not in _ASKED:
            raise AttributeError(name)
        return getattr(self.now(), name)


def late(pattern: str, flags: re.RegexFlag = re.NOFLAG) -> re.Pattern[str]:
    r"""What `re.compile` gives, compiled when it is first asked.

    >>> late(r"[A-Z]\d{4}").search("J9355")[0]
    'J9355'
    """
    return cast("re.Pattern[str]", Late(pattern, flags))
