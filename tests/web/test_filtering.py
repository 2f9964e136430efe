"""The filter in the address: there and back, honest about what it cannot read."""

from __future__ import annotations

from urllib.parse import parse_qs

from hypothesis import given, settings
from hypothesis import strategies as st

from marsad.store.connect import Workspace
from marsad.web.families import TYPES
from marsad.web.filtering import GRADES, LEVELS, SORTS, STATUSES, Filter, find_rows, read_filter, search_word
from marsad.web.index import Keeper
from marsad.web.rendering import query

WORDS = st.text(alphabet="abc \u0627\u0628", max_size=12).map(lambda s: " ".join(s.split()))
BOXES = st.tuples(st.integers(-180, 180), st.integers(-90, 0), st.integers(-180, 180), st.integers(0, 90))
FILTERS = st.builds(
    Filter,
    q=WORDS,
    since=st.none() | st.dates(),
    until=st.none(),
    place=WORDS,
    party=WORDS,
    type=st.sets(st.sampled_from(TYPES)).map(lambda s: tuple(t for t in TYPES if t in s)),
    level=st.sampled_from(LEVELS),
    status=st.sampled_from(("", *STATUSES)),
    grade=st.sampled_from(("", *GRADES)),
    conflict=st.booleans(),
    box=st.none() | BOXES.map(lambda b: tuple(float(v) for v in b)),
    sort=st.sampled_from(SORTS),
)


@settings(max_examples=150, deadline=None)
@given(FILTERS)
def test_a_filter_survives_its_address(wanted: Filter) -> None:
    asked = read_filter(parse_qs(query(wanted.pairs()).removeprefix("?")))
    assert asked.filter == wanted
    assert asked.problems == ()


def test_what_makes_no_sense_is_told_and_left_out() -> None:
    asked = read_filter({"since": ["31.12.2020"], "type": ["earthquake"], "box": ["1,2"], "level": ["x"], "q": ["a" * 300], "sort": [""]})
    assert [name for name, _ in asked.problems] == ["q", "since", "type", "level", "box"]
    assert asked.filter == Filter()


def test_rows_that_fit(workspace: Workspace) -> None:
    index = Keeper(workspace).now()

    def titles(**asked: str) -> list[int]:
        rows = find_rows(index, read_filter({k: [v] for k, v in asked.items()}).filter)
        return [row.documents for row in rows]

    assert titles() == [1, 2]  # latest first; the tally is no incident
    assert sorted(titles(level="all")) == [1, 1, 2]
    assert titles(level="tally") == [1]
    assert titles(conflict="yes") == [2]
    assert titles(sort="differing") == [2, 1]
    assert titles(since="2021-05-05") == [1]  # the interval reaches into it
    assert titles(until="2020-12-31") == [2]
    assert titles(box="36,35,37,36") == [2]
    assert titles(box="170,35,-170,36") == []
    assert titles(outlet="outlet b") == [2]
    assert titles(party="russia-military", type="clash") == [1]
    assert titles(place="Idlib") == [1, 2]


def test_the_search_knows_arabic(workspace: Workspace) -> None:
    index = Keeper(workspace).now()

    def found(q: str) -> int:
        return len(find_rows(index, Filter(q=q, level="all")))

    assert found("اريحا") == found("أريحا") == 3  # Ariha, with and without hamza
    assert found("الغارة") == found("غاره") == 2  # the strike; a strike, with ha for ta marbuta
    assert found("غارة سبعة") == 2  # strike, seven: both in one incident
    assert found("دمشق") == 0  # Damascus
    assert search_word("ال") == "ال"  # the article alone
