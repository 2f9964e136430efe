"""Marsad reads Arabic news reports on armed conflict into event records that can be checked.

    import marsad

    report = marsad.read("...", published="2023-06-07")
    for event in report.events: ...

``import marsad`` loads nothing of the engine; `marsad.read` (see `marsad.api`) does, when it is first named.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from marsad.api import read
    from marsad.records import Document, Event, Report

__version__ = "0.1.0"
__all__ = ["Document", "Event", "Report", "__version__", "read"]

_WHERE = {
    "read": "marsad.api",
    "Document": "marsad.records",
    "Event": "marsad.records",
    "Report": "marsad.records",
}


def __getattr__(name: str) -> Any:
    """What the package offers, imported when it is first asked for: the command line starts without the engine."""
    if name in _WHERE:
        return getattr(importlib.import_module(_WHERE[name]), name)
    raise AttributeError(f"module 'marsad' has no attribute {name!r}")
