"""The choice among the places that a name may mean, with imported places beside the listed ones."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from marsad.gazetteer.index import Place, read_index, write_index
from marsad.mentions.find import find_mentions, hits_by_kind
from marsad.packs.load import load_packs
from marsad.reading import make_reader, prepare
from marsad.records import PlaceMention

Read = Callable[[str], tuple[PlaceMention, ...]]
VILLAGE = Place("", "", "village", "SY", "Idlib", "Ariha", 35.75, 36.55, 0, "", "test", "test.tsv", 2, "")


def place(name: str, name_en: str, **told: object) -> tuple[tuple[str, ...], Place]:
    return (name,), replace(VILLAGE, name=name, name_en=name_en, id=name_en, **told)


# Invented names: "the hill of roses" and "the valley of gulls" twice, "the spring of figs", "Sharbatan", and "the place", an ordinary word; and a
# listed town with its P-code.
IMPORTED = (
    place("تل الورود", "Tell al-Wurud", lat=35.75, lon=36.55),
    place("تل الورود", "Tell al-Wurud (Daraa)", admin1="Daraa", lat=32.80, lon=36.20),
    place("وادي النوارس", "Wadi al-Nawaris", lat=35.20, lon=36.90),
    place("وادي النوارس", "Wadi al-Nawaris (north)", lat=36.10, lon=36.40),
    place("عين التينات", "Ayn al-Tinat", country="IQ", admin1="Nineveh", lat=36.4, lon=43.0),
    place("شربتان", "Sharbatan", lat=35.70, lon=36.60),
    place("مكان", "Makan", lat=35.1, lon=36.1),
    place("أريحا", "Ariha", kind="town", lat=35.814, lon=36.611, pcode="C4278"),
)


@pytest.fixture(scope="module")
def places(tmp_path_factory: pytest.TempPathFactory) -> Read:
    folder: Path = tmp_path_factory.mktemp("places")
    write_index(folder, IMPORTED, [{"source": "test"}], {"تل", "عين"})
    reader = make_reader(load_packs(["arabic", "syria", "iraq", "libya", "lebanon", "palestine"]), read_index(folder))

    def read(sentence: str) -> tuple[PlaceMention, ...]:
        text, _ = prepare(sentence, reader)
        return find_mentions(text, hits_by_kind(text, reader.lexicon), None).mentions().places

    return read


def test_the_province_beside_it_decides(places: Read) -> None:
    assert places("قصفت الطائرات تل الورود بريف إدلب")[0].admin1 == "Idlib"  # the hill of roses in the countryside of Idlib
    assert places("قصفت الطائرات تل الورود بريف درعا")[0].admin1 == "Daraa"


def test_the_other_places_of_the_text_decide(places: Read) -> None:
    told = places("بعد قصف طفس ونوى وصلت القذائف إلى تل الورود")  # after Tafas and Nawa (Daraa) were shelled
    (hill,) = (p for p in told if p.quote == "تل الورود")
    assert hill.admin1 == "Daraa"
    assert any("near its other places" in reason for reason in hill.candidates[0].reasons)
    assert hill.candidates[0].score > hill.candidates[1].score


def test_a_joined_spelling_is_the_same_place(places: Read) -> None:
    (hill,) = (p for p in places("قصفت الطائرات تلالورود بريف إدلب") if p.kind == "village")
    assert (hill.admin1, hill.precision) == ("Idlib", "exact")


def test_a_listed_place_takes_over_the_pcode(places: Read) -> None:
    town = places("قصفت الطائرات مدينة أريحا بريف إدلب")[0]  # the town of Ariha in the countryside of Idlib
    assert (town.pcode, town.rule.split("/")[0]) == ("C4278", "syria")


def test_an_ordinary_word_is_a_place_only_where_the_text_says_so(places: Read) -> None:
    assert places("وقع الانفجار في مكان قريب من السوق") == ()  # "in a place near the market"
    assert [p.name_en for p in places("وقع الانفجار في قرية مكان")] == ["Makan"]  # "in the village of Makan"


def test_a_name_far_from_the_places_of_the_text_is_taken_for_a_person(places: Read) -> None:
    assert "شربتان" not in {p.quote for p in places("قال شربتان إن القصف طال درعا وطفس")}  # "Sharbatan said Daraa and Tafas were hit"
    assert "شربتان" in {p.quote for p in places("طال القصف أريحا وشربتان")}  # "Ariha and Sharbatan were hit"


def test_a_place_of_another_country_is_no_guess(places: Read) -> None:
    (town,) = places("وصل الوفد إلى عقربا")  # Aqraba: Daraa, Rif Dimashq, the West Bank
    if town.country is None:
        assert (town.precision, town.lat) == ("unknown", None) and len(town.candidates) > 1
    assert {p.country for p in places("سقطت قذائف على درعا وقرية عقربا")} == {"SY"}


@pytest.mark.parametrize(
    ("sentence", "kind", "precision"),
    [
        ("وقع الهجوم في قضاء سنجار", "district", "admin2"),  # the district of Sinjar
        ("وقع الهجوم في سنجار", "town", "exact"),
        ("وقع الهجوم في محافظة حلب", "admin1", "admin1"),  # the governorate of Aleppo
        ("انتشر الجيش في البادية السورية", "region", "region"),  # the Syrian desert
        ("انتشر الجيش في سوريا", "country", "country"),
        ("سقطت قذيفة على قرية الزهورية", "village", "unknown"),  # a village in no list
    ],
)
def test_precision(places: Read, sentence: str, kind: str, precision: str) -> None:
    (told,) = places(sentence)
    assert (told.kind in (kind, "city"), told.precision) == (True, precision)


def test_a_unit_named_before_a_place_in_it_follows_it(places: Read) -> None:
    assert next(p.kind for p in places("سوريا - إدلب - أريحا: قصف عنيف")) not in ("country", "admin1")  # Syria - Idlib - Ariha


def test_two_places_of_one_name_and_province_are_no_guess(places: Read) -> None:
    told = places("سقطت قذيفة على وادي النوارس بريف إدلب")[0]  # on the valley of gulls in the countryside of Idlib
    assert (told.precision, told.lat, told.country, told.admin1) == ("unknown", None, "SY", "Idlib")
    assert {c.lat for c in told.candidates} == {35.20, 36.10}


def test_an_unknown_name_lies_where_the_text_says_not_where_a_namesake_of_its_part_does(places: Read) -> None:
    told = next(p for p in places("قصفت الطائرات تل حمد بريف درعا") if p.quote == "تل حمد")  # a hill named as a quarter of Gaza
    assert (told.precision, told.country, told.admin1) == ("unknown", "SY", "Daraa")
