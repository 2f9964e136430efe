"""Keys of events: the same for the same words of the same text, whatever was read before or after."""

from __future__ import annotations

import base64
import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

_LETTERS = 12  # of base32: 60 bits, a chance of one in a million that two of a million events share a key


def event_keys(sha256: str, events: Sequence[Mapping[str, Any]]) -> tuple[str, ...]:
    """One key an event record of the document with that hash, in their order: ``e-`` and twelve letters.

    A key comes from where the trigger stands; of several events with one trigger the later get another.

    >>> event_keys("0" * 64, [{"trigger": {"start": 4, "end": 9}}])
    ('e-cposipj4t7y3',)
    """
    seen: Counter[tuple[int, int]] = Counter()
    out = []
    for event in events:
        trigger = event["trigger"]
        at = (int(trigger["start"]), int(trigger["end"]))
        out.append(f"e-{_code(f'{sha256}:{at[0]}:{at[1]}:{seen[at]}')}")
        seen[at] += 1
    return tuple(out)


def incident_id(event_key: str) -> str:
    """The id of the incident whose first event has that key.

    >>> incident_id("e-abcdefghijkl")
    'i-abcdefghijkl'
    """
    return f"i-{event_key[2:]}"


def first_event(incident: str) -> str:
    """The key of the event that an incident's id is made of."""
    return f"e-{incident[2:]}"


def _code(text: str) -> str:
    return base64.b32encode(hashlib.sha256(text.encode()).digest())[:_LETTERS].decode().lower()
