"""The day of publication from the text: fixed by its words, or not at all."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marsad.mentions.dateline import Inferred, infer_published
from marsad.mentions.lexicon import Lexicon
from marsad.packs.rows import Packs
from marsad.text.blocks import furniture_cues, split_blocks
from marsad.text.fold import fold
from marsad.text.tokens import split_text

Read = Callable[..., Inferred]

GOLD = Path(__file__).parents[2] / "gold"
FOUND_AT_LEAST = 0.25  # share of reports whose text fixes the day; most reports do not say it
WRONG_AT_MOST = 0.01

# (gloss, lines, kinds of blocks, day)
FIXED = [
    ("a date line under the title", ("غارة على البلدة", "12 أغسطس 2021", "قال شهود إن طائرة قصفت البلدة."), {}, "2021-08-12"),
    ("a labelled date line", ("غارة على البلدة", "تاريخ النشر: 26/01/2018 - 02:11", "قال شهود إن طائرة قصفت البلدة."), {}, "2018-01-26"),
    ("an agency's date before its lead", ("غارة على البلدة", "القاهرة 25 نوفمبر 2017 (شينخوا) رفعت النيابة عدد القتلى إلى مستوى لم يعلن من قبل."), {}, "2017-11-25"),
    ("today with its full date", ("صحا سكان البلدة، اليوم الاثنين 17 مارس 2025، على غارة جوية أصابت عددا من البيوت.",), {}, "2025-03-17"),
    ("yesterday with its full date: the next day", ("قصفت طائرة البلدة أمس الأحد 16 مارس 2025 بحسب شهود من سكان البلدة نفسها.",), {}, "2025-03-17"),
    ("today, one year fits after 2019", ("زاد نشاط التنظيم منذ مطلع 2019 في البادية.", "وجاء في البيان اليوم، الجمعة 5 من حزيران، أن الحملة مستمرة."), {}, "2020-06-05"),
    ("yesterday, one year fits after March 2019", ("قال الناطق أمس الثلاثاء، 28 من تموز، إن التحالف تحرك شرقا.", "وفي آذار 2019 أعلن القضاء على التنظيم."), {}, "2020-07-29"),
    ("a dated post and the same weekday", ("قال المتحدث اليوم الجمعة إن الشركاء نفذوا 14 عملية.", "— Spokesman (@spox) November 13, 2020"), {1: "post"}, "2020-11-13"),
    ("a dated post, the report a day later", ("قال المتحدث اليوم السبت إن الشركاء نفذوا 14 عملية.", "— Spokesman (@spox) November 13, 2020"), {1: "post"}, "2020-11-14"),
    ("a statement's weekday and date after a caption's year", ("دورية قرب الحقل كانون الثاني 2025", "قالت القيادة في بيانها الصادر الأربعاء 12 من تشرين الثاني إن العمليات مستمرة."), {0: "caption"}, "2025-11-12"),
]  # fmt: skip

OPEN = [
    ("weekdays alone", ("نفذ التحالف أمس الثلاثاء إنزالا في القرية.", "ومنتصف أيار/مايو الماضي قبض على قيادي.")),
    ("a date without a year or a past to start from", ("قال الناطق أمس الثلاثاء، 28 من تموز، إن التحالف تحرك شرقا.",)),
    ("a past event's full date", ("سيطرت القوات على المدينة في 18 آذار 2018 بعد معارك عنيفة في الريف.",)),
    ("a photograph's date", ("غارة على البلدة", "مبان تضررت، 30 مايو 2024 (وكالات)")),
    ("no time", ("قصفت طائرة البلدة.",)),
]


@pytest.mark.parametrize(("gloss", "lines", "kinds", "day"), FIXED, ids=[c[0] for c in FIXED])
def test_fixed_with_evidence(published_of: Read, gloss: str, lines: tuple[str, ...], kinds: dict[int, str], day: str) -> None:
    published, evidence, note = published_of(*lines, kinds=kinds)
    assert published == date.fromisoformat(day)
    assert note
    assert evidence
    text = "\n".join(lines)
    assert all(text[e.start : e.end] == e.quote and e.note for e in evidence)


@pytest.mark.parametrize(("gloss", "lines"), OPEN, ids=[c[0] for c in OPEN])
def test_open_with_a_reason(published_of: Read, gloss: str, lines: tuple[str, ...]) -> None:
    published, evidence, reason = published_of(*lines, kinds={1: "caption"})
    assert published is None
    assert evidence == ()
    assert reason


_LINES = st.sampled_from([line for case in (*FIXED, *OPEN) for line in case[1]])


@settings(max_examples=100, deadline=None)
@given(st.lists(_LINES, min_size=1, max_size=5), st.lists(st.sampled_from(["body", "title", "caption", "post", "furniture"]), min_size=5, max_size=5))
def test_a_day_always_comes_with_its_words(published_of: Read, lines: list[str], kinds: list[str]) -> None:
    published, evidence, note = published_of(*lines, kinds=dict(enumerate(kinds)))
    text = "\n".join(lines)
    assert (published is None) == (evidence == ())
    assert note
    assert all(text[e.start : e.end] == e.quote for e in evidence)


def test_gold_reports_get_their_day_or_none(word_packs: Packs, word_lexicon: Lexicon) -> None:
    cues = furniture_cues(word_packs)
    right = wrong = total = 0
    for name in ("train.jsonl", "own-levant.jsonl", "own-south.jsonl"):
        for row in map(json.loads, (GOLD / name).read_text(encoding="utf-8").splitlines()):
            folded = fold(row["text"])
            blocks = split_blocks(folded, cues)
            text = split_text(folded, blocks)
            published = infer_published(text, word_lexicon.find(text), blocks)[0]
            total += 1
            right += published is not None and published.isoformat() == row["published"]
            wrong += published is not None and published.isoformat() != row["published"]
    assert right / total >= FOUND_AT_LEAST
    assert wrong / total <= WRONG_AT_MOST
