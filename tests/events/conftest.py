"""Outcomes of one sentence, as short strings."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from marsad.events.casualties import Casualty, find_casualties
from marsad.events.context import make_context
from marsad.mentions.find import find_mentions, hits_by_kind
from marsad.packs.load import load_packs
from marsad.reading import make_reader, prepare


@pytest.fixture(scope="session")
def casualties() -> Callable[[str], list[Casualty]]:
    """Reads the outcomes of one sentence with the bundled packs."""
    reader = make_reader(load_packs())

    def read(sentence: str) -> list[Casualty]:
        text, _ = prepare(sentence + ".", reader)
        return find_casualties(make_context(find_mentions(text, hits_by_kind(text, reader.lexicon), None), None))

    return read


@pytest.fixture(scope="session")
def told(casualties: Callable[[str], list[Casualty]]) -> Callable[[str], list[str]]:
    """Whole outcomes as ``killed 3``, ``killed 15+`` (at least), ``wounded ?`` (not told how many); people alone as ``people 3``."""

    def tell(sentence: str) -> list[str]:
        out = []
        for c in casualties(sentence):
            number = "?" if c.low is None else f"{c.low}" if c.low == c.high else f"{c.low}{'-' + str(c.high) if c.high else '+'}"
            if not c.subset:
                out.append(f"{c.kind or 'people'} {number}")
        return out

    return tell
