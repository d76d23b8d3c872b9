"""medspaCy on the same files: our names and codes as targets, and its own rules of context for negated, historical, hypothetical.

python tools/peer_medspacy.py PATTERNS.json FILE...      run by the Python of medspaCy's own environment
"""

from __future__ import annotations

import json
import sys
from importlib import import_module
from pathlib import Path
from typing import Any


def main() -> None:
    medspacy: Any = import_module("medspacy")  # not installed where this file is checked
    rule: Any = import_module("medspacy.ner").TargetRule
    patterns = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    pipeline = medspacy.load()  # sentences, targets and context
    matcher = pipeline.get_pipe("medspacy_target_matcher")
    matcher.add([rule(name, "DRUG") for name in patterns["names"]])
    matcher.add([rule("code", "CODE", pattern=[{"TEXT": {"REGEX": patterns["code"]}}])])
    said = 0
    for name in sys.argv[2:]:
        found = pipeline(Path(name).read_text(encoding="utf-8"))
        said += sum(not entity._.is_negated for entity in found.ents)
    print(said, "entities that are not negated")


if __name__ == "__main__":
    main()
