"""Where an address leads now, seen from where it led: here, a front page, elsewhere."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.intake.captures import Capture, Taken, Unread
from marsad.intake.moved import ELSEWHERE, FRONT, HERE, find_move, is_gone
from marsad.records import Document

Make = Callable[..., Capture]
SITE = "https://a.example"
# Warplanes bombed the village yesterday; the council opened a school.
STRIKE = "قصفت طائرات حربية القرية أمس وقتل أربعة مدنيين بحسب ما قالت مصادر محلية في البلدة"
SCHOOL = "افتتح المجلس البلدي مدرسة جديدة في المدينة وشكر الأهالي الذين تبرعوا لبنائها خلال العام"


@pytest.mark.parametrize(
    ("asked", "answered", "move"),
    [
        ("/news/1", "/news/1/", HERE),
        ("/news/1", "http://www.a.example/news/1", HERE),
        ("/", "/ar/", HERE),
        ("/news/1", "/", FRONT),
        ("/news/1", "/index.html", FRONT),
        ("/news/1", "/ar", FRONT),
        ("/?p=1", "/", FRONT),
        ("/news/1", "https://b.example/", FRONT),
        ("/ar/politics/1", "/ar/politics/", FRONT),
        ("/news/1", "/errors/404.aspx", FRONT),
        ("/news/1", "/page-not-found", FRONT),
        ("/news/1/amp", "/news/1", ELSEWHERE),
        ("/news/strike-on-the-village/amp", "/news/strike-on-the-village", ELSEWHERE),
        ("/?p=1", "/2023/06/07/strike", ELSEWHERE),
        ("/news/1", "/?p=1", ELSEWHERE),
        ("/news/1", "/human-error-killed-five", ELSEWHERE),
        ("/news/1", "https://b.example/news/1", ELSEWHERE),
        ("/news/1?id=5", "/news/1?id=6", ELSEWHERE),
    ],
)
def test_moves(asked: str, answered: str, move: str) -> None:
    assert find_move(SITE + asked, answered if "://" in answered else SITE + answered) == move


@pytest.mark.parametrize(
    ("move", "before", "found", "gone"),
    [
        (FRONT, [STRIKE], [], True),
        (FRONT, [], [SCHOOL], True),  # asked for the first time: the address stands for a report, a front page is none
        (FRONT, [STRIKE], [STRIKE], False),
        (FRONT, [STRIKE], [f"{STRIKE} {SCHOOL} {SCHOOL[::-1]} {STRIKE[::-1]}"], True),  # a teaser among others
        (ELSEWHERE, [STRIKE], [f"{STRIKE} {SCHOOL}"], False),
        (ELSEWHERE, [STRIKE], [SCHOOL], True),
        (ELSEWHERE, [], [SCHOOL], False),
        (ELSEWHERE, [STRIKE], [""], True),
        (ELSEWHERE, [STRIKE], ["fa"], False),
        (ELSEWHERE, [STRIKE], [], False),
        (HERE, [STRIKE], [SCHOOL], False),  # a revision
        (HERE, [STRIKE], [""], True),
        (HERE, [], [""], False),
    ],
)
def test_what_stands_there_tells_whether_the_report_is_gone(
    capture: Make, move: str, before: list[str], found: list[str], gone: bool
) -> None:
    items = [
        Taken(Document(id="x", text=text), capture(b""), ())
        if len(text) > 2
        else Unread(capture(b""), text, "no article" if not text else "another language")
        for text in found
    ]
    assert is_gone(move, before, items) is gone


@given(st.text(max_size=40), st.text(max_size=40))
def test_any_path_gives_one_of_three(one: str, other: str) -> None:
    path, target = (text.encode("ascii", "ignore").decode().replace("#", "") for text in (one, other))
    assert find_move(f"{SITE}/{path}", f"{SITE}/{target}") in (HERE, FRONT, ELSEWHERE)
    assert find_move(f"{SITE}/{path}", f"{SITE}/{path}") == HERE
