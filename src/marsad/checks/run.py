"""All checks of packs, in the order of packs, files and rows."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from marsad.checks.collisions import check_collisions
from marsad.checks.examples import check_examples
from marsad.mentions.compile import all_entries
from marsad.mentions.numbers import number_entries
from marsad.mentions.times import time_entries
from marsad.packs.check import check_packs
from marsad.packs.files import PackFiles
from marsad.packs.findings import Finding, by_place
from marsad.packs.rows import Packs
from marsad.reading import Reader


def check_all(files: Sequence[PackFiles], packs: Packs, reader: Reader, names: Collection[str] = ()) -> list[Finding]:
    """Findings of the packs ``names`` (all when empty), held against all of ``files``; by place."""
    entries = [*all_entries(packs), *time_entries(packs), *number_entries(packs)]
    chosen = Packs(tuple(pack for pack in packs.packs if not names or pack.name in names))
    findings = [*check_packs(files), *check_collisions(packs, entries), *check_examples(chosen, reader)]
    return sorted((f for f in findings if not names or f.pack in names), key=by_place)
