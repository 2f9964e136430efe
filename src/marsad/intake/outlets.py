"""The outlet behind an address, by the registry in the packs (`outlets.csv`)."""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import urlsplit

from marsad.packs.rows import Packs, Row


@dataclass(frozen=True, slots=True)
class Outlet:
    """One outlet: its Arabic name, what kind, where it sits, whose it is, its languages and its time zone."""

    name: str
    name_en: str
    kind: str
    country: str
    affiliation: str
    languages: tuple[str, ...]
    zone: str
    origin: str


@dataclass(frozen=True, slots=True)
class Outlets:
    """The registry by host, without `www.`."""

    by_host: dict[str, Outlet] = field(default_factory=dict)

    def of(self, address: str) -> Outlet | None:
        """The outlet whose host (or a host above it) ``address`` is at, or whose public channel; None for no known one.

        >>> Outlets({"sana.sy": Outlet("سانا", "SANA", "agency", "SY", "", ("ar",), "", "")}).of("https://www.sana.sy/a").name_en
        'SANA'
        """
        try:
            parts = urlsplit(address)
            host = (parts.hostname or "").removeprefix("www.").rstrip(".")
        except ValueError:
            return None
        first = parts.path.strip("/").split("/")[0].lower()
        if first and (found := self.by_host.get(f"{host}/{first}")):
            return found
        while "." in host:
            if found := self.by_host.get(host):
                return found
            host = host.partition(".")[2]
        return None


def read_outlets(packs: Packs) -> Outlets:
    """The registry of all packs; of two rows with one host the first counts."""
    by_host: dict[str, Outlet] = {}
    for row in packs.rows("outlets"):
        outlet = _outlet(row)
        for host in row.forms("hosts"):
            by_host.setdefault(host.lower().removeprefix("www."), outlet)
    return Outlets(by_host)


def _outlet(row: Row) -> Outlet:
    return Outlet(
        name=row.get("name"),
        name_en=row.get("name_en"),
        kind=row.get("kind"),
        country=row.get("country"),
        affiliation=row.get("affiliation"),
        languages=row.forms("languages"),
        zone=row.get("zone"),
        origin=str(row.origin),
    )
