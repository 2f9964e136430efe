"""Words and sentences; cases are our own, with their gloss."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.records import Block
from marsad.text.fold import fold
from marsad.text.tokens import Text, split_text, words_of


def read(raw: str) -> Text:
    return split_text(fold(raw), (Block(0, len(raw), "body"),))


def sents(raw: str) -> list[str]:
    text = read(raw)
    return [raw[slice(*text.folded.span(s.start, s.end))].strip() for s in text.sents]


@pytest.mark.parametrize(
    ("raw", "count", "gloss"),
    [
        ("قصفت البلدة. وقتل اثنان.", 2, "The town was shelled. Two were killed."),
        ("قصفت البلدة.وقتل اثنان.", 2, "the same, no space after the stop"),
        ("انفجر 3.5 طن من المتفجرات.", 1, "3.5 tons of explosives went off."),
        ("وصل د. سامر إلى المكان.", 1, "Dr Samer came to the spot."),
        ("بحسب أ.ف.ب. قتل أربعة.", 2, "According to AFP. Four were killed."),
        ("قال: \"انسحبنا.\" ثم غادر.", 2, "He said: 'We withdrew.' Then he left."),
        ("قتل جندي؛ وأصيب آخر.", 2, "A soldier was killed; another wounded."),
        ("حلب.. قصف على الأحياء", 1, "Aleppo.. shelling on the quarters"),
        ("هدوء حذر في المدينة بعد القتال.. والأهالي يعودون", 2, "Wary calm in the town.. and people return"),
        ("قال … إن القصف توقف.", 1, "He said … that the shelling stopped."),
        ("الثلاثاء 3 . 4 . 2018 قصفت البلدة.", 1, "Tuesday 3 . 4 . 2018 the town was shelled."),
        ("1. قصف البلدة", 1, "1. shelling of the town"),
        ("Col. Mark Stone قال ذلك.", 1, "Col. Mark Stone said so."),
        ("قصف البلدة\nمقتل اثنين", 2, "two lines"),
        ("هل توقف القصف؟ نعم.", 2, "Did the shelling stop? Yes."),
        ("عام 2019. وقتل اثنان", 2, "in 2019. Two were killed"),
    ],
)
def test_sentence_ends(raw: str, count: int, gloss: str) -> None:
    assert len(sents(raw)) == count, (gloss, sents(raw))


def test_words_split_figures_signs_and_scripts() -> None:
    assert words_of(fold("قتل 1,200 في #دير_حافر").deep) == ("قتل", "1,200", "في", "دير", "حافر")


def test_sentences_do_not_cross_blocks() -> None:
    raw = "دمشق - قصفت البلدة"  # Damascus - the town was shelled
    text = split_text(fold(raw), (Block(0, 6, "furniture", "dateline"), Block(7, len(raw), "body")))
    assert [s.kind for s in text.sents] == ["furniture", "body"]
    assert text.sent_of == [0, 1, 1]


@given(st.text("قصف بلدة.؟!؛…\n\"د 35٣،()ـَ", max_size=80))
def test_every_token_is_in_one_sentence_and_spans_equal_quotes(raw: str) -> None:
    text = read(raw)
    assert len(text.sent_of) == len(text.deep) == len(text.light)
    for i, word in enumerate(text.deep):
        sent = text.sents[text.sent_of[i]]
        assert sent.first <= i < sent.last
        start, end = text.span(i, i + 1)
        assert fold(raw[start:end]).deep == word
    assert [s.first for s in text.sents[1:]] == [s.last for s in text.sents[:-1]]
