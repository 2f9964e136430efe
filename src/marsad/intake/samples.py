"""The sample reports that come with Marsad: written for it, happenings and outlets invented."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterator
from importlib.resources import files

from marsad.intake.lines import parse_published
from marsad.records import Document


def read_samples() -> Iterator[Document]:
    """The sample reports in the order of their index; one without a date there has it in its text."""
    folder = files("marsad") / "data" / "samples"
    index = csv.DictReader((folder / "index.csv").read_text(encoding="utf-8").splitlines())
    for row in index:
        raw = (folder / row["file"]).read_bytes()
        published = parse_published(row["published"])
        yield Document(
            id=row["file"].removesuffix(".txt"),
            text=raw.decode("utf-8"),
            published=published,
            published_basis="given" if published else "unknown",
            outlet=row["outlet"],
            sha256=hashlib.sha256(raw).hexdigest(),
        )
