"""The linker of a set of packs: learned weights, who belongs to whom, and whose ids name nobody in particular."""

from __future__ import annotations

from datetime import date

from marsad.incidents.areas import name_key
from marsad.incidents.compare import Linker, Relations, read_link_weights
from marsad.incidents.parties import make_kin, pack_aliases, pack_belongings
from marsad.packs.rows import Packs

_NOBODY = frozenset({"people", "unknown-armed"})  # kinds of actors: civilians, protesters, unidentified gunmen


def make_linker(packs: Packs) -> Linker:
    """The linker of ``packs``; its weights are the language pack's `links.tsv`."""
    weights, link, ask = read_link_weights(packs.table("links"))
    aliases: dict[str, tuple[tuple[str, date | None, date | None], ...]] = {}
    for alias in pack_aliases(packs):
        for form in alias.forms:
            aliases[name_key(form)] = (*aliases.get(name_key(form), ()), (alias.party, *alias.days))
    return Linker(weights, link, ask, make_relations(packs), aliases)


def make_relations(packs: Packs) -> Relations:
    """Who belongs to whom by ``packs``, and the ids that stand for nobody in particular."""
    vague = frozenset(actor.id for actor in packs.actors().values() if actor.kind in _NOBODY)
    return Relations(make_kin(pack_belongings(packs)), vague)
