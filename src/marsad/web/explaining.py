"""Reasons of a reading in the reader's language: notes on a date or a block, and the weights behind an event."""

from __future__ import annotations

import re
from dataclasses import dataclass

from marsad.web.wording import Wording

_WEIGHT = re.compile(r"(\w+)(?: (.*))? ([+-]\d+\.\d+)", re.DOTALL)
_ROW = re.compile(r"(\S+\.\w+:\d+) (\w+)")


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason of an event: ``words`` in the reader's language, the value ``of`` which they tell, ``code`` the same in all languages.

    ``slot`` is what a weight was given to ('' for a row of a list).
    """

    words: str
    of: str = ""
    code: str = ""
    slot: str = ""


def tell_note(wording: Wording, note: str) -> str:
    """A note of the reading in the reader's language; what stands after its colon as it is, and so a note that has no wording.

    >>> from marsad.web.wording import Preferences
    >>> tell_note(Wording(Preferences("en")), "the page gives more than one day: meta date 2023-06-07")
    'the page gives more than one day: meta date 2023-06-07'
    """
    head, colon, rest = note.partition(": ")
    told = wording.find(f"note.{head}")
    return f"{told}{colon}{rest}" if told else note


def tell_reason(wording: Wording, reason: str) -> Reason:
    """A reason as an event record gives it: a weight ("initiator russia-military +0.27"), or the row that tells the action."""
    if found := _WEIGHT.fullmatch(reason):
        slot, of, weight = found.groups()
        return Reason(wording.label("why", slot), of or "", wording.digits(weight), slot)
    if row := _ROW.fullmatch(reason):
        return Reason(wording.say("explain.row", form=wording.label("form", row.group(2))), "", row.group(1))
    return Reason(reason)
