"""spaCy on the same files: blank English, sentences by their marks, our names and codes as patterns of an entity ruler.

python tools/peer_spacy.py PATTERNS.json FILE...      run by the Python of spaCy's own environment
"""

from __future__ import annotations

import json
import sys
from importlib import import_module
from pathlib import Path
from typing import Any


def main() -> None:
    spacy: Any = import_module("spacy")  # not installed where this file is checked
    patterns = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    pipeline = spacy.blank("en")
    pipeline.add_pipe("sentencizer")
    ruler = pipeline.add_pipe("entity_ruler", config={"phrase_matcher_attr": "LOWER"})
    rows: list[dict[str, Any]] = [{"label": "DRUG", "pattern": name} for name in patterns["names"]]
    rows.append({"label": "CODE", "pattern": [{"TEXT": {"REGEX": patterns["code"]}}]})
    ruler.add_patterns(rows)
    texts = (Path(name).read_text(encoding="utf-8") for name in sys.argv[2:])
    print(sum(len(found.ents) for found in pipeline.pipe(texts)), "entities")


if __name__ == "__main__":
    main()
