"""The reader of a command is set apart from the search for garbage, which goes on for what is made later."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest

from marsad.commands.reader import YOUNG, load_reader
from marsad.packs.load import load_packs


@pytest.fixture
def restored() -> Iterator[None]:
    threshold = gc.get_threshold()
    yield
    gc.unfreeze()
    gc.set_threshold(*threshold)


@pytest.mark.usefixtures("restored")
def test_the_reader_is_frozen_and_later_garbage_still_found() -> None:
    before = gc.get_freeze_count()
    reader = load_reader(load_packs())
    assert reader.lexicon.words
    assert gc.get_freeze_count() > before
    assert gc.isenabled() and gc.get_threshold()[0] == YOUNG
    ring: list[object] = []
    ring.append(ring)
    del ring
    assert gc.collect() >= 1
