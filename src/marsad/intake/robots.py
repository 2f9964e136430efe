"""What sites allow robots to fetch (robots.txt, RFC 9309), asked once a host and run."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from protego import Protego

from marsad.intake.fetch import Answer, Fault

ROBOTS_BYTES = 500_000  # bytes of a robots.txt that are read; RFC 9309 asks for 500 KiB at least
DELAY_MOST = 30.0  # seconds between requests that a site may ask for; more would stop a run
NAME = "marsad"


@dataclass(frozen=True, slots=True)
class Rules:
    """One host's rules: what may be fetched, and the seconds it asks for between requests."""

    allows: Callable[[str], bool]
    delay: float = 0.0


@dataclass(slots=True)
class Robots:
    """Rules by host, fetched by ``get`` when a host is first asked for."""

    get: Callable[[str], Answer | Fault]
    by_host: dict[str, Rules] = field(default_factory=dict)

    def rules(self, address: str) -> Rules:
        """The rules of the host of ``address``: all is allowed without a robots.txt, nothing while it cannot be had."""
        parts = urlsplit(address)
        host = f"{parts.scheme}://{parts.netloc}"
        if host not in self.by_host:
            self.by_host[host] = read_rules(self.get(f"{host}/robots.txt"))
        return self.by_host[host]


def read_rules(found: Answer | Fault) -> Rules:
    """The rules that an answer for robots.txt stands for. A host that cannot answer now is left alone in this run."""
    if isinstance(found, Fault):
        return Rules(lambda _: not found.again)
    if found.status != 200:
        return Rules(lambda _: True)
    parsed = Protego.parse(found.body[:ROBOTS_BYTES].decode("utf-8", "replace"))
    delay = parsed.crawl_delay(NAME) or 0.0
    return Rules(lambda address: bool(parsed.can_fetch(address, NAME)), min(float(delay), DELAY_MOST))
