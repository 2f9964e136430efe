"""The reader of a command that reads many documents: made once, and set apart from the search for garbage."""

from __future__ import annotations

import gc

from marsad.gazetteer.index import read_index
from marsad.gazetteer.store import default_folder
from marsad.packs.rows import Packs
from marsad.reading import Reader, make_reader

YOUNG = 10_000  # objects made before the young are searched for garbage: about one report's; Python's own 700 searches several times a report


def load_reader(packs: Packs) -> Reader:
    """The reader of ``packs`` and of the places imported on this machine, for the life of a process.

    Its third of a million objects live as long as the process and hold no garbage, so they are frozen (`gc.freeze`):
    else each full collection walks them all, a tenth of the time of reading.
    """
    searching = gc.isenabled()
    gc.disable()
    try:
        reader = make_reader(packs, read_index(default_folder()))
        gc.freeze()
    finally:
        if searching:
            gc.enable()
    gc.set_threshold(YOUNG, *gc.get_threshold()[1:])
    return reader
