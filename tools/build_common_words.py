"""Build `src/marsad/data/arabic/common_words.tsv`: words of ordinary reports that are no place names there.

    python tools/build_common_words.py gold/train.jsonl gold/own-*.jsonl

An imported place that bears such a name ("the event", "the station") is read only where the text introduces a place.
The words are those of this project's own annotated reports and of the packs' example sentences, folded, without
attached particles, less the names of places annotated in them.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

from marsad.gazetteer.names import name_words
from marsad.mentions.lexicon import analyses
from marsad.packs.load import load_packs
from marsad.text.fold import fold
from marsad.text.tokens import words_of

OUT = Path(__file__).resolve().parent.parent / "src" / "marsad" / "data" / "arabic" / "common_words.tsv"
FEWEST = 3  # letters; shorter words are no names of imported places


def read_texts(paths: list[Path]) -> Iterator[tuple[str, list[str]]]:
    """Texts with the names of their places."""
    for path in paths:
        for line in path.read_text(encoding="utf-8").splitlines():
            doc = json.loads(line)
            yield doc["text"], [place["name"] for event in doc["events"] for place in event["places"]]


def main() -> None:
    """Write the list and say how long it is."""
    packs = load_packs()
    listed = {word for stem in ("admin1", "places") for row in packs.rows(stem) if "needs-feature" not in row.get("note")
              for name in (row.get("name"), *row.forms("aliases")) if len(name_words(name)) == 1 for word in name_words(name)}
    words: set[str] = set()
    places: set[str] = set()
    texts = list(read_texts([Path(p) for p in sys.argv[1:]]))
    texts += [(row.get("example"), []) for pack in packs.packs for stem, rows in pack.lists.items() if "places" not in stem and "admin" not in stem for row in rows]
    for text, names in texts:
        folded = fold(text)
        for light, deep in zip(words_of(folded.light), words_of(folded.deep), strict=False):
            words.update(stem for (conj, prep, article, stem, _, pronoun), _ in analyses(light, deep) if not pronoun and (article or not conj + prep))
        places.update(word for name in names for word in name_words(name) if len(name_words(name)) == 1)
    kept = sorted(w for w in words - places - listed if len(w) >= FEWEST and not w[0].isdecimal() and not w.isascii())
    OUT.write_text("\n".join(kept) + "\n", encoding="utf-8")
    print(f"{OUT.name}: {len(kept)} words")


if __name__ == "__main__":
    main()
