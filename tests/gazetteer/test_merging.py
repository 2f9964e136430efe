"""Which places are one, and that the order in which they come does not matter."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from marsad.gazetteer.merging import SETTLED_KM, Known, find_merges, flat_km


def known(key: int, name: str = "تل الورود", lat: float | None = 35.8, lon: float | None = 36.6, **told: object) -> Known:  # the hill of roses
    values = {"kind": "village", "country": "SY", "geonames": "", "rank": (0, 0), **told}
    return Known(key, (name,), lat=lat, lon=lon, **values)  # type: ignore[arg-type]


def test_the_better_ranked_stands_and_the_reason_is_told() -> None:
    (merge,) = find_merges([known(1), known(2, lat=35.81, rank=(1, 0))])
    assert (merge.key, merge.into) == (1, 2)
    assert "same name" in merge.reason and "1.1 km apart" in merge.reason


def test_what_is_not_one() -> None:
    assert not find_merges([known(1), known(2, lat=36.2)]), "far apart"
    assert not find_merges([known(1), known(2, country="IQ")]), "two countries"
    assert not find_merges([known(1), known(2, kind="admin3")]), "a village and its district"
    assert not find_merges([known(1), known(2, name="تل النرجس", geonames="7"), known(3, geonames="7", lat=37.0)]), "one id, two names"


def test_units_are_one_without_points() -> None:
    assert len(find_merges([known(1, kind="admin1"), known(2, kind="admin1", lat=None, lon=None)])) == 1


points = st.builds(lambda key, lat: (key, round(35 + lat / 100, 3)), st.integers(1, 30), st.integers(0, 40))


@settings(max_examples=60, deadline=None)
@given(st.lists(points, max_size=8, unique_by=lambda p: p[0]), st.randoms(use_true_random=False))
def test_merging_keeps_one_of_each_and_knows_no_order(rows: list[tuple[int, float]], random: object) -> None:
    places = [known(key, lat=lat) for key, lat in rows]
    mixed = list(places)
    random.shuffle(mixed)  # type: ignore[attr-defined]
    merges = find_merges(places)
    assert sorted(find_merges(mixed), key=lambda m: m.key) == sorted(merges, key=lambda m: m.key)
    gone, by_key = {m.key for m in merges}, {p.key: p for p in places}
    assert all(m.into not in gone for m in merges), "no chains"
    for merge in merges:
        a, b = by_key[merge.key], by_key[merge.into]
        assert flat_km(a.lat or 0, a.lon or 0, b.lat or 0, b.lon or 0) <= SETTLED_KM
