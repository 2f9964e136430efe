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

__version__ = "0.1.0"
__all__ = ["__version__", "read"]


def __getattr__(name: str) -> Any:
    """`marsad.read`, imported when it is first asked for, so that the command line starts without the engine."""
    if name == "read":
        return importlib.import_module("marsad.api").read
    raise AttributeError(f"module 'marsad' has no attribute {name!r}")
