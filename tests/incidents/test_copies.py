"""Near copies: edited, corrected, cut and framed copies are found, two reports of one happening are not copies."""

from __future__ import annotations

import json
import random
import re
from itertools import combinations
from pathlib import Path

import pytest

from marsad.incidents.copies import compare_texts, differences, take_imprint

GOLD = Path(__file__).parents[2] / "gold"
FRAME = "شارك الخبر\n{}\nاقرأ أيضا\nتابعونا على تلغرام\nجميع الحقوق محفوظة"  # share / read also / follow us / all rights
WORDS = ("أيضا", "مدينة", "قال", "أمس")  # also, city, said, yesterday


def with_figures(text: str, chance: random.Random) -> str:
    return re.sub(r"\d+", lambda m: str(int(m.group()) + chance.randint(1, 9)), text)


def edited(text: str, chance: random.Random) -> str:
    words = text.split(" ")
    for _ in range(max(1, len(words) // 30)):
        words[chance.randrange(len(words))] = chance.choice(WORDS)
    return " ".join(words)


def cut(text: str, chance: random.Random) -> str:
    words = text.split(" ")
    return " ".join(words[: max(25, len(words) * 6 // 10)])


def framed(text: str, chance: random.Random) -> str:
    return FRAME.format(text)


TEXTS = [
    json.loads(line)["text"]
    for name in ("train.jsonl", "own-south.jsonl")
    for line in (GOLD / name).read_text(encoding="utf-8").splitlines()
]
# Pairs of gold that tell one agency's report in nearly its own words: copies, though each has its own annotation.
SAME_WIRE = 3


@pytest.mark.parametrize("vary", [with_figures, edited, cut, framed])
def test_variations_are_copies(vary) -> None:
    chance = random.Random(7)
    found = 0
    for text in TEXTS:
        one, other = take_imprint(text), take_imprint(vary(text, chance))
        found += bool(set(one.bands) & set(other.bands)) and compare_texts(one, other, None, None) > 0
    assert found >= 0.95 * len(TEXTS)


def test_different_reports_are_no_copies() -> None:
    imprints = [take_imprint(text) for text in TEXTS]
    alike = [pair for pair in combinations(imprints, 2) if set(pair[0].bands) & set(pair[1].bands) and compare_texts(*pair, None, None)]
    assert len(alike) <= SAME_WIRE


def test_a_phrase_that_all_use_makes_no_copy() -> None:
    short = take_imprint("قصفت الطائرات البلدة أمس")  # aircraft bombed the town yesterday
    assert short.bands == () and compare_texts(short, short, None, None) == 0.0


def test_what_differs_is_told_in_both_wordings() -> None:
    # "killed three soldiers in Mosul" / "killed five soldiers in Mosul"
    assert differences("قُتل ثلاثة جنود في الموصل", "قتل خمسة جنود في الموصل") == (("ثلاثة", "خمسة"),)
