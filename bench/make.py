"""Reports for measuring, made from gold by variation: paragraphs recombined, figures and days changed; seeded."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator
from pathlib import Path

GOLD = Path(__file__).parents[1] / "gold"
LENGTH = 1500  # characters: the length the headline figure is told for
_FIGURE = re.compile(r"\d+")


def gold_texts() -> list[tuple[str, str]]:
    """Publication date and text of every annotated report, in the order of the files."""
    out = []
    for path in sorted(GOLD.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            doc = json.loads(line)
            if "events" in doc:
                out.append((doc["published"], doc["text"]))
    return out


def make_reports(number: int, *, seed: int, length: int = LENGTH) -> Iterator[dict[str, str]]:
    """``number`` reports of about ``length`` characters, no two alike; the same seed gives the same reports."""
    chance = random.Random(seed)
    texts = gold_texts()
    for n in range(number):
        published, text = chance.choice(texts)
        title, *paragraphs = [p for p in text.split("\n") if p.strip()]
        chance.shuffle(paragraphs)
        while sum(map(len, paragraphs)) + len(title) < length:
            paragraphs += [p for p in chance.choice(texts)[1].split("\n")[1:] if p.strip()]
        body = "\n".join([title, *paragraphs])[:length]
        yield {"id": f"made-{n}", "published": published, "text": _FIGURE.sub(lambda m: _vary(m.group(), chance), body)}


def _vary(figure: str, chance: random.Random) -> str:
    """Another figure of as many digits; years and days of the month stay what they may be."""
    if len(figure) > 3 or chance.random() < 0.5:
        return figure
    return str(chance.randint(1, 28 if len(figure) == 2 else 9 if len(figure) == 1 else 999))
