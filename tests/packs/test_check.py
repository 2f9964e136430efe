"""Each fault a pack may have is found at its file, row and column, with a mend."""

from __future__ import annotations

from itertools import pairwise

import pytest

from marsad.packs.check import check_packs
from marsad.packs.files import PackFiles, read_pack_files
from marsad.packs.findings import ERROR, Finding
from marsad.packs.letters import odd_characters
from marsad.packs.load import bundled_root
from marsad.packs.references import distance_km
from marsad.packs.schema import LISTS

GOOD = {
    "pack.yaml": "name: made\nkind: theatre\ntitle: Made\ncountries: [SY]\nexpect: {actors: 1, aliases: 1}\n",
    "actors.yaml": "- id: made-army\n  name: Made Army\n  kind: military\n  country: SY\n",
    "aliases.csv": "actor,alias,from,to,scope,example\nmade-army,الجيش,2011-03-15,,theatre,قصف الجيش البلدة.\n",
    "admin1.csv": "name,name_en,country,iso,pcode,lat,lon\n"
    "إدلب,Idlib,SY,,,35.93,36.63\nحلب,Aleppo,SY,,,36.20,37.16\nحماة,Hama,SY,,,35.13,36.75\nحمص,Homs,SY,,,34.73,36.71\n"
    "درعا,Daraa,SY,,,32.62,36.10\n",
    "places.csv": "name,name_en,kind,admin1,country,lat,lon\nأريحا,Ariha,town,Idlib,SY,35.81,36.61\n",
}  # the army shelled the town; Idlib, Aleppo, Hama, Homs, Daraa; Ariha


def findings(**changed: str | None) -> list[Finding]:
    """Findings of the good pack with some files changed (their dots as underscores), None: without the file."""
    content = GOOD | {name.replace("__", "."): text for name, text in changed.items() if text is not None}
    content = {name: text for name, text in content.items() if changed.get(name.replace(".", "__"), "") is not None}
    return check_packs([PackFiles("made", {name: text.encode() for name, text in content.items()})])


def test_a_good_pack_has_no_findings() -> None:
    assert findings() == []


ALIASES = "actor,alias,from,to,scope,example\n"
PLACES = "name,name_en,kind,admin1,country,lat,lon\n"


@pytest.mark.parametrize(
    ("file", "text", "line", "column", "words"),
    [
        ("odd.csv", "a\n", 0, "", "unknown file"),
        ("aliases.csv", "actor,alias,scope,example,colour\nmade-army,الجيش,any,الجيش,red\n", 1, "colour", "unknown column"),
        ("aliases.csv", "actor,alias,scope\nmade-army,الجيش,any\n", 1, "example", "missing column"),
        ("aliases.csv", ALIASES + "made-army,,,,any,الجيش\n", 2, "alias", "empty"),
        ("aliases.csv", ALIASES + "made-army,الجيش,,,everywhere,الجيش\n", 2, "scope", "unknown value 'everywhere'"),
        ("aliases.csv", ALIASES + "nobody,الجيش,,,any,الجيش\n", 2, "actor", "no actor 'nobody'"),
        ("aliases.csv", ALIASES + "made-army,الجيش,2020,,any,الجيش\n", 2, "from", "no date"),
        ("aliases.csv", ALIASES + "made-army,الجيش,2020-01-02,2019-01-02,any,الجيش\n", 2, "from", "is after"),
        ("aliases.csv", ALIASES + "made-army,الجيش,,,any,الجيش,more\n", 2, "", "7 cells under 6 columns"),
        ("aliases.csv", ALIASES + "made-army,الجيـش,,,any,الجيش\n", 2, "alias", "tatweel"),
        ("aliases.csv", ALIASES + "made-army,الجَيش,,,any,الجيش\n", 2, "alias", "vowel mark"),
        ("aliases.csv", ALIASES + "made-army,الجیش,,,any,الجيش\n", 2, "alias", "looks like"),
        ("aliases.csv", ALIASES + "made-army,الcيش,,,any,الجيش\n", 2, "alias", "Latin letter"),
        ("aliases.csv", ALIASES + "made-army,ﺍﻟﺠﻴﺶ,,,any,الجيش\n", 2, "alias", "presentation forms"),
        ("aliases.csv", ALIASES + "made-army,الجيش,,,any,الجيش\u200f\n", 2, "example", "invisible"),
        ("places.csv", PLACES + "أريحا,Ariha,hamlet,Idlib,SY,35.81,36.61\n", 2, "kind", "unknown value 'hamlet'"),
        ("places.csv", PLACES + "أريحا,Ariha,town,Nowhere,SY,35.81,36.61\n", 2, "admin1", "no unit 'Nowhere' in SY"),
        ("places.csv", PLACES + "أريحا,Ariha,town,Idlib,IQ,35.81,36.61\n", 2, "country", "not a country of this pack"),
        ("places.csv", PLACES + "أريحا,Ariha,town,Idlib,SY,95.81,36.61\n", 2, "lat", "beyond 90 degrees"),
        ("places.csv", PLACES + "أريحا,Ariha,town,Idlib,SY,N35,36.61\n", 2, "lat", "is no number"),
        ("places.csv", PLACES + "أريحا,Ariha,town,Idlib,SY,35.81,\n", 2, "lon", "needs both"),
        ("places.csv", PLACES + "أريحا,Ariha,town,Idlib,SY,3.581,36.61\n", 2, "lat", "km from the nearest unit of SY"),
        ("actors.yaml", "- id: made-army\n  name: A\n  kind: army\n", 1, "kind", "unknown value 'army'"),
        ("actors.yaml", "- id: made-army\n  name: A\n  kind: military\n  colour: red\n", 1, "colour", "unknown key"),
        ("actors.yaml", "- id: made-army\n  kind: military\n", 1, "name", "missing"),
        ("actors.yaml", "- {id: made-army, name: A, kind: military}\n" * 2, 2, "id", "is declared at line 1 too"),
        ("actors.yaml", "- {id: made-army, name: A, kind: military, parents: [{id: x}]}\n", 1, "parents", "no actor 'x'"),
        ("actors.yaml", "- id: [\n", 2, "", "not readable YAML"),
        ("pack.yaml", "name: made\nkind: theatre\ntitle: Made\ncolour: red\n", 0, "colour", "unknown key"),
        ("pack.yaml", "name: other\nkind: theatre\ntitle: Made\n", 0, "name", "is not the folder's name"),
        ("pack.yaml", "name: made\nkind: theatre\ntitle: M\nexpect: {aliases: 9}\n", 0, "expect", "1 rows, expected at least 9"),
        ("event_types.yaml", "raid: {definition: a, codes: {}}\n", 0, "clash", "missing"),
    ],
)  # army in all spellings; Ariha
def test_a_fault_is_found_where_it_is(file: str, text: str, line: int, column: str, words: str) -> None:
    found = [f for f in findings(**{file.replace(".", "__"): text}) if (f.line, f.column) == (line, column) and words in f.message]
    assert found, findings(**{file.replace(".", "__"): text})
    assert found[0].file == file
    assert found[0].mend


def test_swapped_coordinates_are_told_from_wrong_ones() -> None:
    far = "name,name_en,country,lat,lon\n" + "".join(
        f"اسم{'ابتث'[n]},Unit {n},SD,{12 + n},{32 + n}\n" for n in range(4)  # made names
    )
    found = findings(admin1__csv=far, places__csv=PLACES + "أريحا,Ariha,town,Unit 0,SD,32.1,12.2\n")
    assert any(f.message == "latitude and longitude are swapped" for f in found)


def test_a_missing_declaration_is_found() -> None:
    assert any(f.file == "pack.yaml" and f.message == "missing" for f in findings(pack__yaml=None))


@pytest.mark.parametrize("text", ["الجيش", "رواندا 24", "CNN", "هـ", "اللواء الـ55", "camera icon"])  # the army; the mark of Hijri years ...
def test_ordinary_spellings_have_no_odd_characters(text: str) -> None:
    assert list(odd_characters(text, words=True)) == []


def test_distances_are_those_of_the_map() -> None:
    assert distance_km((33.51, 36.29), (36.20, 37.16)) == pytest.approx(310, rel=0.02)  # Damascus to Aleppo


def test_the_bundled_packs_have_known_columns_and_values() -> None:
    packs = [read_pack_files(f) for f in sorted(bundled_root().iterdir(), key=lambda f: f.name) if (f / "pack.yaml").is_file()]
    errors = [str(f) for f in check_packs(packs) if f.severity == ERROR]
    assert errors == []


def test_every_form_is_whole() -> None:
    for name, form in LISTS.items():
        assert {*form.required, *form.words, *form.allowed} <= set(form.columns), name
        assert not form.forms or form.forms in form.columns, name
    assert all(a != b for a, b in pairwise(sorted(LISTS)))
