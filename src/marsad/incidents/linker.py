"""The linker of a set of packs: learned weights, who belongs to whom, and whose ids name nobody in particular."""

from __future__ import annotations

from marsad.incidents.areas import name_key
from marsad.incidents.compare import Linker, Relations, read_link_weights
from marsad.incidents.parties import make_kin, pack_belongings
from marsad.packs.rows import Packs

_NOBODY = frozenset({"people", "unknown-armed"})  # kinds of actors: civilians, protesters, unidentified gunmen


def make_linker(packs: Packs) -> Linker:
    """The linker of ``packs``; its weights are the language pack's `links.tsv`."""
    weights, link, ask = read_link_weights(packs.table("links"))
    aliases = {name_key(form): row.get("actor") for row in reversed(packs.rows("aliases")) for form in row.forms("alias")}
    return Linker(weights, link, ask, make_relations(packs), aliases)


def make_relations(packs: Packs) -> Relations:
    """Who belongs to whom by ``packs``, and the ids that stand for nobody in particular."""
    vague = frozenset(actor.id for actor in packs.actors().values() if actor.kind in _NOBODY)
    return Relations(make_kin(pack_belongings(packs)), vague)
