"""Examples, `not` sentences and collisions are judged by the reader's own pass."""

from __future__ import annotations

from dataclasses import replace

import pytest

from marsad.checks.collisions import check_collisions
from marsad.checks.examples import check_examples
from marsad.mentions.compile import all_entries
from marsad.packs.load import load_packs
from marsad.packs.rows import Actor, Origin, Pack, Packs, Row
from marsad.reading import make_reader

REAL = load_packs([])


def row(file: str, line: int, **cells: str) -> Row:
    return Row(Origin("made", file, line), {k.rstrip("_"): v for k, v in cells.items()})


def made(*countries: str, **lists: tuple[Row, ...]) -> Packs:
    """The language pack and a made theatre pack with two armies."""
    actors = tuple(Actor(name, name, "military", None, (), "made") for name in ("made-army", "other-army"))
    pack = Pack("made", "theatre", "Made", countries or ("SY",), {}, lists, actors, {}, {})
    return Packs((*REAL.packs, pack))


def alias(line: int, actor: str, name: str, **cells: str) -> Row:
    return row("aliases.csv", line, actor=actor, alias=name, **({"scope": "any", "example": f"وصل {name} أمس"} | cells))  # arrived yesterday


def told(packs: Packs) -> list[tuple[int, str, str]]:
    """Line, column and severity of the findings of the made pack."""
    reader = make_reader(packs)
    only = replace(packs, packs=packs.packs[-1:])
    found = [*check_examples(only, reader), *check_collisions(packs, list(all_entries(packs)))]
    return [(f.line, f.column, f.severity) for f in found if f.pack == "made"]


def test_an_example_with_its_form_passes_particles_and_all() -> None:
    passing = alias(2, "made-army", "لواء الزنبق", example="هرب من لواء الزنبق وللواء الزنبق")  # the Lily Brigade
    assert told(made(aliases=(passing,))) == []


def test_an_example_without_its_form_is_an_error() -> None:
    assert told(made(aliases=(alias(2, "made-army", "لواء الزنبق", example="وصل لواء آخر"),))) == [(2, "example", "error")]


def test_a_not_sentence_that_is_read_is_an_error() -> None:
    rows = (alias(2, "made-army", "زنبقة", not_="قطفت زنبقة"),)  # a lily; she picked a lily
    assert told(made(aliases=rows)) == [(2, "not", "error")]


def test_a_known_miss_is_a_note_until_it_is_mended() -> None:
    missed = alias(2, "made-army", "زنبقة", not_="قطفت زنبقة", note="known-miss: the flower")  # she picked a lily
    assert told(made(aliases=(missed,))) == [(2, "not", "note")]
    mended = alias(2, "made-army", "زنبقة", not_="قطفت زنابق", note="known-miss: the flower")  # lilies
    assert told(made(aliases=(mended,))) == [(2, "note", "error")]


def test_a_not_sentence_with_other_letters_passes() -> None:
    assert told(made(aliases=(alias(2, "made-army", "زنبقة", not_="قطفت زنابق"),))) == []  # lilies


@pytest.mark.parametrize(
    ("dates", "countries", "scope", "severity"),
    [
        (("2011-01-01", "2012-01-01", "2013-01-01", ""), ("SY",), "any", None),
        (("2011-01-01", "2013-06-01", "2013-01-01", ""), ("SY",), "any", "error"),
        (("", "", "", ""), ("SY",), "any", "error"),
        (("", "", "", ""), ("ML", "NE"), "theatre", "warning"),
    ],
)
def test_one_name_of_two_parties(dates: tuple[str, ...], countries: tuple[str, ...], scope: str, severity: str | None) -> None:
    one = alias(2, "made-army", "لواء الزنبق", from_=dates[0], to=dates[1], scope=scope)
    other = alias(3, "other-army", "لواء الزنبق", from_=dates[2], to=dates[3], scope=scope)
    assert told(made(*countries, aliases=(one, other))) == ([(3, "alias", severity)] if severity else [])


def test_a_form_of_two_strong_types_is_an_error() -> None:
    cells = {"pos": "noun", "strength": "strong", "example": "وقعت زنبقة"}  # a lily took place
    rows = (row("triggers.csv", 2, form="زنبقة", type="raid", **cells), row("triggers.csv", 3, form="زنبقة", type="clash", **cells))
    assert told(made(triggers=rows)) == [(3, "form", "error")]


def test_pairs_of_other_letters_are_told_as_kept_apart() -> None:
    place = row("places.csv", 2, name="زنبقأ", name_en="A", kind="town", country="SY")
    other = row("places.csv", 3, name="زنبقا", name_en="B", kind="town", country="SY")  # made names, alef with and without hamza
    assert told(made(places=(place, other))) == [(3, "", "note")]
