"""The Python door."""

from __future__ import annotations

import subprocess
import sys
from datetime import date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import marsad
from marsad.api import default_reader, theatre_code

TEXT = "قصفت طائرات حربية مدينة إدلب أمس"  # warplanes bombed the city of Idlib yesterday
LETTERS = st.characters(min_codepoint=0x600, max_codepoint=0x6FF)


@pytest.mark.parametrize(
    "published", ["2023-06-07", "2023-06-07T10:00:00Z", date(2023, 6, 7), datetime(2023, 6, 7, 9)]
)
def test_a_date_in_any_form(published: str | date) -> None:
    document = marsad.read(TEXT, published=published, outlet="A", title="T").document
    assert (document.published, document.published_basis) == (date(2023, 6, 7), "given")
    assert (document.outlet, document.title) == ("A", "T")


def test_a_date_that_is_none() -> None:
    with pytest.raises(ValueError):
        marsad.read(TEXT, published="soon")


@pytest.mark.parametrize(("said", "code"), [("syria", "SY"), ("sy", "SY"), ("YE", "YE"), (None, None)])
def test_a_theatre_is_a_pack_or_a_country(said: str | None, code: str | None) -> None:
    assert theatre_code(default_reader().packs, said) == code


def test_a_theatre_that_is_none() -> None:
    with pytest.raises(ValueError, match=r"there are: .*syria"):
        marsad.read(TEXT, theatre="atlantis")


def test_the_same_text_gives_the_same_report() -> None:
    assert marsad.read(TEXT, published="2023-06-07") == marsad.read(TEXT, published="2023-06-07")


@settings(deadline=None, max_examples=200)
@given(st.text() | st.text(LETTERS | st.sampled_from(" \n.،4")))
def test_any_string_is_read_and_every_span_is_its_quote(text: str) -> None:
    report = marsad.read(text, published="2023-06-07")
    found = report.mentions
    events = report.events
    spans = [
        *(m for kind in (found.times, found.places, found.actors, found.counts) for m in kind),
        *(m for kind in (found.speakers, found.triggers) for m in kind),
        *(e.trigger for e in events),
        *(m for e in events for m in (*e.places, *e.initiators, *e.targets, *e.sources)),
        *(o for e in events for o in e.outcomes if o.quote),
    ]
    assert all(text[m.start : m.end] == m.quote for m in spans)
    assert all(0 <= start <= end <= len(text) for e in events for start, end in e.evidence)


def test_import_marsad_is_light() -> None:
    code = "import sys, marsad; print('marsad.reading' in sys.modules, 'yaml' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False False\n"


def test_what_is_offered_is_there() -> None:
    assert all(getattr(marsad, name) for name in marsad.__all__)
    with pytest.raises(AttributeError, match="nothing"):
        _ = marsad.nothing
