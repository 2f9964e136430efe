"""The raw files of a pack, for checks that must see more than a pack that could be loaded."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources.abc import Traversable
from pathlib import Path


@dataclass(frozen=True, slots=True)
class PackFiles:
    """A pack's folder as read: contents by file name."""

    name: str
    content: dict[str, bytes]


def read_pack_files(folder: Traversable | Path) -> PackFiles:
    """All files of a pack's folder."""
    items = sorted(folder.iterdir(), key=lambda item: item.name)
    return PackFiles(folder.name, {item.name: item.read_bytes() for item in items if item.is_file()})
