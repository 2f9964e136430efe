"""Whose men they are: nouns for members and soldiers that name no party take the one the text gives them.

"Its fighters" are those of the party named last; "soldiers", "a policeman" those of the state's force
that the text speaks of. Who cannot be placed stays as said, without an id.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from marsad.mentions.found import At, word_of
from marsad.mentions.lexicon import Hit, keep_longest
from marsad.records import ActorMention
from marsad.text.tokens import Text

HIS = "his"  # note of a noun with a pronoun: "its fighters"
_STATE = frozenset({"military", "police"})
_OWNERS = frozenset({"armed-group", "militia", "coalition", "military", "police", "government", "nation"})
_FEMININE = ("ة", "ات")
_MASCULINE = "ه"


def resolve_members(text: Text, forces: Iterable[Hit], found: list[At[ActorMention]]) -> list[At[ActorMention]]:
    """``found`` with the party of nouns for members that named none, by first token."""
    soldiers = {h.first for h in keep_longest(forces) if word_of(h).klass in _STATE}
    out: list[At[ActorMention]] = []
    for n, m in enumerate(found):
        owner = None
        if not m.value.id and m.value.kind.startswith("members"):
            if m.note == HIS:
                owner = _last(text, found[:n], m)
            elif m.first in soldiers:
                owner = next((o for o in [*reversed(found[:n]), *found[n + 1 :]] if o.value.kind.split("+")[0] in _STATE and o.value.id), None)
        if owner is not None:
            value = replace(m.value, id=owner.value.id, name=owner.value.name, kind=f"{owner.value.kind.split('+')[0]}+{m.value.kind}",
                            rule=f"{m.value.rule} of {owner.value.quote!r}")
            m = replace(m, value=value)
        out.append(m)
    return out


def _last(text: Text, before: list[At[ActorMention]], m: At[ActorMention]) -> At[ActorMention] | None:
    """The party named last, in the same sentence or the one before, whose gender the pronoun can mean."""
    for o in reversed(before):
        if text.sent_of[m.first] - text.sent_of[o.first] > 1:
            return None
        if o.value.kind.split("+")[0] in _OWNERS and o.value.id:
            if not (text.light[m.last - 1].endswith(_MASCULINE) and text.light[o.first].endswith(_FEMININE)):
                return o
    return None
