"""The registry of outlets: its faults are told, and the bundled one has none."""

from __future__ import annotations

import pytest

from marsad.intake.outlets import read_outlets
from marsad.packs.load import load_packs
from marsad.packs.outlet_rows import check_outlets
from marsad.packs.references import PackRows
from marsad.packs.rows import Origin, Row


def found(*rows: dict[str, str]) -> list[str]:
    made = [
        Row(Origin("p", "outlets.csv", n + 2), {"name": "وفا", **row}) for n, row in enumerate(rows)
    ]  # Wafa
    return [f.message for f in check_outlets([PackRows("p", "theatre", frozenset(), {"outlets": made}, [])])]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({"hosts": "https://wafa.ps"}, "is no host"),
        ({"hosts": "www.wafa.ps"}, "is no host"),
        ({"hosts": "wafa.ps", "country": "Palestine"}, "is no country code"),
        ({"hosts": "wafa.ps", "zone": "Asia/Ramallah"}, "is no time zone"),
        ({"hosts": "wafa.ps", "languages": "Arabic"}, "is no language code"),
    ],
)
def test_a_faulty_row_is_told(row: dict[str, str], said: str) -> None:
    (message,) = found(row)
    assert said in message


def test_one_host_of_two_outlets_is_told() -> None:
    assert found({"hosts": "wafa.ps"}, {"hosts": "wafa.ps"}) == ["wafa.ps is listed at p/outlets.csv:2 too"]
    assert found({"hosts": "bbc.com/arabic|t.me/bbc_ar", "zone": "Asia/Gaza"}) == []


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("https://www.enabbaladi.net/1", "Enab Baladi"),
        ("https://arabic.rt.com/x", "RT Arabic"),
        ("https://www.bbc.com/arabic/articles/1", "BBC Arabic"),
        ("https://www.bbc.com/news/1", None),
        ("https://notreuters.com/", None),
        ("https://enabbaladi.net.evil.example/", None),
        ("http://[bad", None),
        ("", None),
    ],
)
def test_outlets_are_known_by_their_addresses(address: str, name: str | None) -> None:
    outlet = read_outlets(load_packs()).of(address)
    assert (outlet.name_en if outlet else None) == name
