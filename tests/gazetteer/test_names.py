"""Names as they are compared, which are fit to be matched, and spellings that follow by rule."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marsad.gazetteer.names import clean_name, fit_names, latin_key, name_words
from marsad.gazetteer.spellings import spellings

HEADS = frozenset({"معره", "كفر", "تل", "دير", "جسر"})  # village of, hill, monastery, bridge


@pytest.mark.parametrize(
    ("names", "fit", "fault"),
    [
        (["أريحا"], ("أريحا",), ""),  # Ariha
        (["أَرِيحَا", "اريحا"], ("أريحا",), ""),  # with vowels and without hamza: one name
        (["Ariha"], (), "no Arabic name"),
        (["", "  "], (), "no Arabic name"),
        (["گرده"], (), "other letters"),  # a Persian gaf
        (["مدینه"], (), "other letters"),  # a Persian ya
        (["نوى"], (), "short name"),  # Nawa: three letters
        (["الحصن (قرية)"], (), "short name"),  # Al-Husn (village): what stands in brackets is no name
        (["Hama", "نوى", "محردة"], ("محردة",), ""),  # the first fit one counts: Mahardah
    ],
)
def test_fit_names(names: list[str], fit: tuple[str, ...], fault: str) -> None:
    assert fit_names(names) == (fit, fault)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Al-Hasakeh", "Al-Hasakah"), ("Idleb", "Idlib"), ("Deir-ez-Zor", "Deir ez-Zor"), ("Lattakia", "Latakia"), ("Ar-Raqqa", "Raqqa"), ("Dar'a", "Daraa")],
)
def test_latin_spellings_of_one_name_agree(one: str, other: str) -> None:
    assert latin_key(one) == latin_key(other) != ""


def test_latin_names_of_different_places_differ() -> None:
    assert len({latin_key(n) for n in ("Aleppo", "Hama", "Homs", "Idlib", "Daraa", "Raqqa", "Tartus", "Damascus")}) == 8


@pytest.mark.parametrize(
    ("name", "variants"),
    [
        ("كفر نبودة", {"كفرنبوده", "كفر نبودا"}),  # Kafr Nabudah, joined, with alef
        ("كفرنبل", {"كفر نبل"}),  # Kafr Nabl, apart
        ("جسر الشغور", {"جسرالشغور", "جسر شغور"}),  # Jisr al-Shughur, joined, without the inner article
        ("معرة حرمة", {"معرتحرمه", "معرت حرمه"}),  # Maarrat Hurmah, its ta marbuta as a t
        ("معرتحرمة", {"معره حرمه"}),
        ("أبو الظهور", {"ابو الضهور"}),  # Abu al-Zuhur, with the other d
        ("قرية الحمراء", {"قريه الحمرا"}),  # a last alef without its hamza
        ("سراقب", set()),  # Saraqib: no rule applies
    ],
)
def test_spellings(name: str, variants: set[str]) -> None:
    told = {" ".join(words) for words in spellings(name_words(name), HEADS)}
    assert variants <= told
    assert " ".join(name_words(name)) not in told
    assert told or not variants


@settings(max_examples=80, deadline=None)
@given(st.lists(st.text(alphabet="ابتجحدرسعفقكلمنهويةىأإ َُّـ", max_size=12), max_size=4))
def test_cleaning_is_idempotent_and_fit_names_stay_fit(names: list[str]) -> None:
    assert all(clean_name(clean_name(n)) == clean_name(n) for n in names)
    fit, fault = fit_names(names)
    assert bool(fit) != bool(fault)
    assert fit_names(fit)[0] == fit
