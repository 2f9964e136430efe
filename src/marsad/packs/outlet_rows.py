"""Faults of the registry of outlets: hosts that are none, hosts of two outlets, codes and time zones nobody knows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from zoneinfo import available_timezones

from marsad.packs.findings import Finding
from marsad.packs.references import PackRows
from marsad.packs.rows import Row
from marsad.packs.structure import found

_HOST = re.compile(r"(?:[a-z0-9-]+\.)+[a-z]{2,}(?:/[\w.-]+)?")
_CODE = re.compile(r"[A-Z]{2}")
_LANGUAGE = re.compile(r"[a-z]{2,3}")


def check_outlets(packs: Sequence[PackRows]) -> Iterator[Finding]:
    """Faults of every row of `outlets.csv`, each host held against those of all packs."""
    seen: dict[str, Row] = {}
    zones = available_timezones()
    for row in (row for pack in packs for row in pack.lists.get("outlets", ())):
        for host in row.forms("hosts"):
            if not _HOST.fullmatch(host) or host.startswith("www."):
                yield found(
                    row,
                    "hosts",
                    f"{host!r} is no host",
                    "write it in small letters without https:// and www.",
                )
            if host in seen:
                yield found(row, "hosts", f"{host} is listed at {seen[host].origin} too", "leave one out")
            seen.setdefault(host, row)
        if row.get("country") and not _CODE.fullmatch(row.get("country")):
            yield found(row, "country", f"{row.get('country')!r} is no country code", "write two capitals")
        if row.get("zone") and row.get("zone") not in zones:
            yield found(row, "zone", f"{row.get('zone')!r} is no time zone", "write it as Asia/Damascus")
        for language in row.forms("languages"):
            if not _LANGUAGE.fullmatch(language):
                yield found(
                    row, "languages", f"{language!r} is no language code", "write ar, fa, ckb, ur, en ..."
                )
