"""Stretches of a report give back its text letter by letter, whatever overlaps."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from marsad.records import Block
from marsad.web.highlight import CONTROLS, Mark, cut_stretches, lay_out

TEXTS = st.text(alphabet="اب جد\n<>&\u202e\u0650x", max_size=60)


@st.composite
def marked(draw: st.DrawFn) -> tuple[str, list[Mark]]:
    text = draw(TEXTS)
    spans = draw(st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=8))
    return text, [Mark(min(a, b), min(max(a, b), len(text)), f"m{n}", "place") for n, (a, b) in enumerate(spans)]


@settings(max_examples=200, deadline=None)
@given(marked())
def test_stretches_give_back_the_text_and_know_their_marks(case: tuple[str, list[Mark]]) -> None:
    text, marks = case
    stretches = list(cut_stretches(text, marks, 0, len(text)))
    assert "".join(s.text for s in stretches) == text
    for stretch in stretches:
        assert text[stretch.start : stretch.start + len(stretch.text)] == stretch.text
        end = stretch.start + len(stretch.text)
        assert set(stretch.refs) == {m.ref for m in marks if m.start <= stretch.start and end <= m.end and m.start < m.end}
        assert stretch.control == ("" if ord(stretch.text[0]) not in CONTROLS else CONTROLS[ord(stretch.text)])


@settings(max_examples=200, deadline=None)
@given(marked(), st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=5))
def test_no_word_is_left_out_or_told_twice(case: tuple[str, list[Mark]], spans: list[tuple[int, int]]) -> None:
    text, marks = case
    cuts = sorted({min(c, len(text)) for span in spans for c in span})
    blocks = [Block(a, b, "body") for a, b in zip(cuts[::2], cuts[1::2], strict=False) if b > a]
    lines = lay_out(text, blocks, marks)
    shown = "".join(s.text for line in lines for part in line.parts for s in part.stretches)
    assert "".join(shown.split()) == "".join(text.split())


def test_a_dateline_stays_on_the_line_of_its_lead() -> None:
    text = "title\ndate - lead"
    lines = lay_out(text, [Block(0, 5, "title"), Block(6, 12, "furniture", "dateline"), Block(13, 17, "body")], [])
    assert [line.kind for line in lines] == ["title", "body"]
    assert [part.kind for part in lines[1].parts] == ["furniture", "gap", "body"]
