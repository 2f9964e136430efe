"""The sample reports: there, ours, and readable."""

from __future__ import annotations

from importlib.resources import files

from marsad.intake.decode import find_flaw
from marsad.intake.samples import read_samples


def test_a_dozen_reports_of_the_promised_size() -> None:
    samples = list(read_samples())
    assert len(samples) == 12
    assert all(400 <= len(doc.text) <= 1200 for doc in samples)
    assert all(find_flaw(doc.text) is None for doc in samples)


def test_every_sample_is_in_the_index_and_says_that_its_outlet_is_invented() -> None:
    folder = files("marsad") / "data" / "samples"
    there = {item.name.removesuffix(".txt") for item in folder.iterdir() if item.name.endswith(".txt")}
    assert {doc.id for doc in read_samples()} == there
    assert all(doc.outlet.endswith("(invented)") for doc in read_samples())


def test_one_has_its_date_in_the_text_only() -> None:
    assert [doc.id for doc in read_samples() if doc.published is None] == ["lebanon-page"]
