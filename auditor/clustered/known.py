"""What is known of files already, so that no worker reads them; and what the workers read, kept for the next time."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from auditor.loading import Source
from auditor.reading.coding import Packed
from auditor.reading.corpus import recalled
from auditor.store.results import Kept, Known, Results


class KnownFiles:
    """The files of one audit; without `results` none is known, and none kept."""

    def __init__(self, results: Results | None) -> None:
        self._results = results
        self._looked: dict[int, tuple[Source, Known]] = {}  # at the files that are being read, before they are

    def recall(self, number: int, source: Source) -> bytes | None:
        """What a file says, if that is known."""
        known = self._results.seen(source.path) if self._results and not source.address else None
        if known:
            self._looked[number] = source, known
        return recalled(source, known, self._results)

    def keep(self, read: Iterable[Packed]) -> None:
        """Keep what files say that were read. To be called once for each file, whether anything is known of it or not."""
        kept = []
        for one in read:
            source, known = self._looked.pop(one.index, (None, None))
            if source and known and one.sha256 and one.data is not None:
                kept.append(Kept(msgspec.structs.replace(known, sha256=one.sha256), source.name, one.data))
        if self._results:
            self._results.keep(kept)

    def tidy(self) -> None:
        """Forget what nobody used for long."""
        if self._results:
            self._results.tidy()
