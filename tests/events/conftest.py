"""The engine with the bundled packs, a text as the event stage sees it, and outcomes of one sentence as short strings."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from marsad.events.casualties import Casualty, find_casualties
from marsad.events.context import make_context
from marsad.events.scene import Scene, set_scene
from marsad.mentions.find import find_mentions, hits_by_kind
from marsad.packs.load import load_packs
from marsad.reading import Reader, make_reader, prepare

PUBLISHED = date(2023, 6, 7)  # a Wednesday


@pytest.fixture(scope="session")
def reader() -> Reader:
    """All packs, compiled."""
    return make_reader(load_packs())


@pytest.fixture(scope="session")
def scene_of(reader: Reader) -> Callable[[str], Scene]:
    """The scene of a text of that Wednesday."""

    def read(raw: str) -> Scene:
        text, _ = prepare(raw, reader)
        return set_scene(make_context(find_mentions(text, hits_by_kind(text, reader.lexicon), PUBLISHED), PUBLISHED))

    return read


@pytest.fixture(scope="session")
def casualties(reader: Reader) -> Callable[[str], list[Casualty]]:
    """Reads the outcomes of one sentence with the bundled packs."""

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
