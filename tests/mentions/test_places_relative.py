"""Positions told from a place give a point and a radius."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.mentions.find import find_mentions, hits_by_kind
from marsad.mentions.places_ground import distance_km
from marsad.mentions.places_relative import shift_point
from marsad.packs.load import load_packs
from marsad.reading import Reader, make_reader, prepare
from marsad.records import PlaceMention

Read = Callable[[str], tuple[PlaceMention, ...]]


@pytest.fixture(scope="module")
def reader() -> Reader:
    return make_reader(load_packs(["arabic", "syria"]))


@pytest.fixture(scope="module")
def places(reader: Reader) -> Read:
    def read(sentence: str) -> tuple[PlaceMention, ...]:
        text, _ = prepare(sentence, reader)
        return find_mentions(text, hits_by_kind(text, reader.lexicon), None).mentions().places

    return read


PALMYRA, HAMA, HOMS = (34.56, 38.27), (35.132, 36.758), (34.731, 36.713)
# gloss, sentence, relation, kilometres from the named place's own point, that point
TOLD = [
    ("10 km east of Palmyra", "وقع الانفجار على بعد 10 كم شرق تدمر", "10 km east of", 10.0, PALMYRA),
    ("15 kilometres south-west of Palmyra", "وقع الانفجار 15 كيلومترا جنوب غربي تدمر", "15 km south-west of", 15.0, PALMYRA),
    ("300 metres from Palmyra", "سقطت القذيفة على بعد 300 متر من تدمر", "0.3 km from", 0.0, PALMYRA),
    ("the northern countryside of Homs", "قصفت الطائرات ريف حمص الشمالي", "northern countryside of", 20.0, HOMS),
    ("the north-western countryside of Hama", "سقطت قذائف على ريف حماة الشمالي الغربي", "north-western countryside of", 20.0, HAMA),
    ("the eastern countryside of Homs, said first", "دارت معارك في الريف الشرقي لحمص", "eastern countryside of", 20.0, HOMS),
    ("the outskirts of Palmyra", "توقفت الدبابات على تخوم تدمر", "outskirts of", 0.0, PALMYRA),
    ("near Palmyra", "انفجرت سيارة قرب تدمر", "near", 0.0, PALMYRA),
]


@pytest.mark.parametrize(("gloss", "sentence", "relation", "away", "point"), TOLD, ids=[t[0] for t in TOLD])
def test_relations(places: Read, gloss: str, sentence: str, relation: str, away: float, point: tuple[float, float]) -> None:
    (place,) = places(sentence)
    assert (place.relation, place.precision) == (relation, "near"), gloss
    assert place.lat is not None and place.lon is not None and place.radius_km is not None
    assert distance_km(place.lat, place.lon, *point) == pytest.approx(away, abs=1.5), gloss
    assert place.radius_km > 0


def test_between_two_places_is_their_middle(places: Read) -> None:
    one, other = places("دارت معارك بين مارع وتل رفعت")  # between Marea and Tall Rifat
    assert (one.lat, one.lon, one.radius_km) == (other.lat, other.lon, other.radius_km)
    assert one.precision == other.precision == "near"
    assert "between" in one.relation and other.name_en in one.relation.replace("  ", " ") and one.name != other.name


def test_a_province_alone_stays_one(places: Read) -> None:
    (place,) = places("سقطت قذائف على ريف حماة")  # on the countryside of Hama
    assert (place.precision, place.relation) == ("admin1", "")


def test_a_distance_of_something_else_moves_nothing(places: Read) -> None:
    (place,) = places("صادرت الشرطة 10 كيلوغرامات من الحشيش في تدمر")  # ten kilogrammes of hashish in Palmyra
    assert (place.precision, place.relation) == ("exact", "")


@given(st.floats(-60, 60), st.floats(-170, 170), st.floats(0.1, 100), st.sampled_from(range(0, 360, 45)))
def test_a_shifted_point_is_as_far_away_as_told(lat: float, lon: float, km: float, bearing: int) -> None:
    assert distance_km(lat, lon, *shift_point(lat, lon, km, bearing)) == pytest.approx(km, rel=0.02, abs=0.05)


HEADED = [
    ("the governorate first, as in headlines", "حلب الريف الجنوبي قصف جوي", "southern countryside of"),
    ("as a hashtag", "#حمص_الريف_الشمالي قصف جوي", "northern countryside of"),
]


@pytest.mark.parametrize(("gloss", "sentence", "relation"), HEADED, ids=[t[0] for t in HEADED])
def test_a_countryside_may_stand_behind_its_governorate(places: Read, gloss: str, sentence: str, relation: str) -> None:
    assert places(sentence)[0].relation == relation, gloss


def test_an_adjective_with_the_article_belongs_to_the_name_before_it(places: Read) -> None:
    (jayrud,) = (p for p in places("القلمون الشرقي جيرود قصف مدفعي") if p.name_en == "Jayrud")  # Eastern Qalamoun, Jayrud: shelling
    assert (jayrud.relation, jayrud.precision) == ("", "exact")


@pytest.mark.parametrize("sentence", ["غارة على حي الزنبقات في مدينة الرقة", "الرقة حي الزنبقات آثار القصف"])  # the (invented) quarter of lilies, Raqqa
def test_an_unlisted_quarter_lies_in_the_town_named_beside_it(places: Read, sentence: str) -> None:
    quarter, town = (p for name in ("الزنبقات", "الرقة") for p in places(sentence) if p.quote == name)
    assert (quarter.lat, quarter.lon, quarter.precision, quarter.relation) == (town.lat, town.lon, "near", "in Raqqa")
    assert quarter.radius_km is not None and quarter.radius_km >= 5


def test_an_unlisted_village_has_no_point(places: Read) -> None:
    village = next(p for p in places("غارة على قرية الزنبقات في الرقة") if p.quote == "الزنبقات")  # the village of lilies, in Raqqa
    assert (village.precision, village.lat) == ("unknown", None)


def test_a_name_that_is_listed_far_from_the_province_told_is_another_place(places: Read) -> None:
    quarter = places("قصف مدفعي على حي الخالدية بريف الحسكة")[0]  # al-Khalidiyah, listed in Homs and Aleppo, "in the countryside of Hasakah"
    assert (quarter.precision, quarter.lat, quarter.admin1) == ("unknown", None, "Al-Hasakah")


def test_an_unlisted_quarter_lies_in_the_only_town_of_its_sentence(places: Read) -> None:
    """A quarter of no list, with Idlib alone told in the sentence: there, as near; with a second town told it has no point."""
    only = next(p for p in places("تجمع السكان في إدلب بعدما طال القصف حي عفصونة") if p.kind == "quarter")
    assert (only.precision, only.relation) == ("near", "in Idlib")
    both = next(p for p in places("تجمع السكان في إدلب ومنبج بعدما طال القصف حي عفصونة") if p.kind == "quarter")
    assert both.lat is None
