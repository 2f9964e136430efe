"""The interface's words: whole in both languages, and numbers and days as each writes them."""

from __future__ import annotations

import re
import string
from datetime import date
from pathlib import Path

import pytest
from jinja2 import Environment, nodes

from marsad.packs.load import load_packs
from marsad.web import wording as module
from marsad.web.families import TYPES
from marsad.web.names import collect_names
from marsad.web.wording import Preferences, Wording, wordings

TEMPLATES = sorted((Path(module.__file__).parent / "templates").glob("*.html"))
AR, EN = Wording(Preferences("ar")), Wording(Preferences("en"))


def test_every_wording_is_there_in_both_languages_with_the_same_gaps() -> None:
    arabic, english = wordings()["ar"], wordings()["en"]
    assert [k for k in english if not english[k].strip(" ,;،؛") and k not in ("comma", "semicolon")] == []
    assert [k for k in arabic if not arabic[k].strip() and k not in ("comma", "semicolon")] == []

    def gaps(text: str) -> set[str | None]:
        return {name for _, name, _, _ in string.Formatter().parse(text) if name}

    plural = re.compile(r"\.(one|two|few|many)$")
    assert [k for k in english if gaps(english[k]) != gaps(arabic[k]) and not plural.search(k)] == []


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda p: p.name)
def test_templates_use_only_wordings_that_are_there(template: Path) -> None:
    tree = Environment().parse(template.read_text(encoding="utf-8"))
    used = {
        call.args[0].value
        for call in tree.find_all(nodes.Call)
        if isinstance(call.node, nodes.Name) and call.node.name == "t" and call.args and isinstance(call.args[0], nodes.Const)
    }
    assert used - set(wordings()["en"]) == set()


def test_what_templates_write_themselves_is_no_language() -> None:
    said = []
    for template in TEMPLATES:
        text = re.sub(r"\{[{%#].*?[}%#]\}|<[^>]*>", " ", template.read_text(encoding="utf-8"), flags=re.DOTALL)
        said += [(template.name, w) for w in re.findall(r"[A-Za-z\u0621-\u064a]{4,}", text)]
    assert set(said) <= {("docs.html", "openapi"), ("docs.html", "json")}


def test_every_type_has_a_name_and_a_family() -> None:
    structures = next(p.structures for p in load_packs().packs if "event_types" in p.structures)["event_types"]
    assert isinstance(structures, dict)
    assert set(TYPES) == set(structures)
    assert {f"type.{t}" for t in TYPES} <= set(wordings()["ar"])


@pytest.mark.parametrize(
    ("number", "arabic", "english"),
    [(1, "واقعة واحدة", "1 incident"), (2, "واقعتان", "2 incidents"), (3, "3 وقائع", "3 incidents"), (11, "11 واقعة", "11 incidents"), (103, "103 وقائع", "103 incidents")],
)  # one, two, three to ten, eleven on: how Arabic counts
def test_counted_nouns(number: int, arabic: str, english: str) -> None:
    assert AR.plural("incidents", number) == arabic
    assert EN.plural("incidents", number) == english


def test_days_and_digits_by_choice() -> None:
    day = date(2023, 6, 7)
    assert EN.day(day) == "7 June 2023"
    assert AR.day(day) == "7 حزيران 2023"  # June, Levantine
    assert Wording(Preferences("ar", months="common", digits="arab")).day(day) == "٧ يونيو ٢٠٢٣"  # June, common
    assert Wording(Preferences("ar", dates="iso")).day(day) == "2023-06-07"
    assert EN.days(day, day) == "7 June 2023"
    assert EN.days(None, None) == "date unknown"
    assert EN.bounds(15, None) == "15 or more"
    assert EN.bounds(None, None) == "number not given"


def test_names_of_parties_take_no_side() -> None:
    names = collect_names(load_packs())
    assert names.party("civilians", "ar") == "مدنيون"  # civilians
    assert names.party("settlers", "ar") == "مستوطنون"  # settlers; not the slur that some outlets use
    assert names.party("egypt-military", "ar") == "جيش مصر"  # army of Egypt
    assert names.party("", "ar", "كما قيل") == "كما قيل"  # as said
    own = Path(module.__file__).with_name("parties_ar.csv").read_text(encoding="utf-8").splitlines()[1:]
    assert {row.split(",")[0] for row in own} <= set(names.parties_en)
