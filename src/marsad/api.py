"""The Python door: read one text and get its report.

import marsad

report = marsad.read("...", published="2023-06-07")
for event in report.events:
    print(event.type, event.start, [place.name for place in event.places])
"""

from __future__ import annotations

import hashlib
from datetime import date, datetime
from functools import cache

from marsad.gazetteer.index import read_index
from marsad.gazetteer.store import default_folder
from marsad.packs.load import load_packs
from marsad.packs.rows import Packs
from marsad.reading import Reader, make_reader, read_document
from marsad.records import Document, Report


def read(
    text: str,
    *,
    published: date | str | None = None,
    outlet: str = "",
    title: str = "",
    url: str = "",
    theatre: str | None = None,
) -> Report:
    """The report of ``text``: its blocks, mentions and events, events by their first evidence.

    ``published`` is the publication date, a date or "YYYY-MM-DD"; without it the date is inferred from the text,
    and where it cannot be, relative days ("yesterday") stay unknown. ``theatre`` (a pack's name or a country's ISO code)
    reads the text as a report on that theatre whatever countries it names. Any string is read; one without events gives an empty tuple. Raises ValueError
    for a date or a theatre that is none.

    >>> import marsad
    >>> report = marsad.read("قصف الجيش البلدة أمس.", published="2023-06-07")   # the army shelled the town yesterday
    >>> report.document.published
    datetime.date(2023, 6, 7)
    >>> text = report.document.text
    >>> all(text[event.trigger.start : event.trigger.end] == event.trigger.quote for event in report.events)
    True
    """
    day = _day(published)
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    document = Document(
        id=digest[:16],
        text=text,
        published=day,
        published_basis="given" if day else "unknown",
        title=title,
        outlet=outlet,
        url=url,
        sha256=digest,
    )
    reader = default_reader()
    return read_document(document, reader, theatre=theatre_code(reader.packs, theatre))


@cache
def default_reader() -> Reader:
    """The reader of all bundled packs and of the imported places, compiled at the first call and kept for the process."""
    return make_reader(load_packs(), read_index(default_folder()))


def theatre_code(packs: Packs, theatre: str | None) -> str | None:
    """The ISO code of the country that ``theatre`` (a theatre pack's name, or the code) stands for; None for None.

    Raises ValueError, with the names there are, for one that no pack has.
    """
    if theatre is None:
        return None
    known = [pack for pack in packs.packs if pack.kind == "theatre" and pack.countries]
    for pack in known:
        if theatre == pack.name:
            return pack.countries[0]
        if theatre.upper() in pack.countries:
            return theatre.upper()
    raise ValueError(f"no theatre named {theatre!r}; there are: {', '.join(pack.name for pack in known)}")


def _day(published: date | str | None) -> date | None:
    if isinstance(published, str):
        return datetime.fromisoformat(published).date()
    return published.date() if isinstance(published, datetime) else published
