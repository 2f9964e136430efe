"""Parties named in a text, grounded to ids by date and theatre; parties no pack knows are kept as said.

Three sources compose: names from packs (aliases), a state's adjective or name with a word for its
forces, and nouns for people ("gunmen", "shepherds"). A noun for members takes the party named after
it: "elements of the organisation" is the organisation.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from marsad.mentions.anaphora import resolve_bare
from marsad.mentions.compile import Alias, Nation, Person, Word
from marsad.mentions.found import At, word_of
from marsad.mentions.lexicon import Hit, keep_longest
from marsad.mentions.members import HIS, resolve_members
from marsad.mentions.tribes import find_tribes
from marsad.records import ActorMention
from marsad.text.tokens import Text

_FORCE_PARTS = {"military": "military", "air": "military", "ground": "military", "sea": "military",
                "police": "police", "government": "government"}
_APART = ("prep-agent", "prep-against", "prep-with", "partner", "cause")
_PLURAL = ("ين", "ون")
_THIRD = ("ه", "ها", "هم")
_JOIN = 2  # tokens that may stand between a noun for members and its party


def find_actors(text: Text, hits: dict[str, list[Hit]], published: date | None, countries: dict[str, float]) -> list[At[ActorMention]]:
    """Actor mentions by first token; longest names win, and nouns for members are joined to their party."""
    tribes = find_tribes(text, hits)
    ours = {i for m in tribes for i in range(m.first, m.last)}
    named = [m for m in _named(hits.get("actor", ()), published, countries, text) if ours.isdisjoint(range(m.first, m.last))] + tribes
    taken = {i for m in named for i in range(m.first, m.last)}
    nations = [m for m in _national(text, hits) if taken.isdisjoint(range(m.first, m.last))]
    taken.update(i for m in nations for i in range(m.first, m.last))
    people = [m for m in _people(text, hits.get("person", ())) if taken.isdisjoint(range(m.first, m.last))]
    joined = _joined(text, _apart(hits), sorted([*named, *nations, *people], key=lambda m: m.first))
    placed = resolve_members(text, hits.get("force", ()), resolve_bare(text, hits.get("org_head", ()), joined))
    return [_victims(m) for m in placed]


def _victims(m: At[ActorMention]) -> At[ActorMention]:
    """Nouns for the dead, the wounded or the taken whom no party claims are civilians until the text says otherwise."""
    if m.note != "outcome" or m.value.id:
        return m
    return replace(m, value=replace(m.value, id="civilians", kind="victims"))


def _named(hits: Iterable[Hit], published: date | None, countries: dict[str, float], text: Text) -> list[At[ActorMention]]:
    by_span: dict[tuple[int, int], list[Hit]] = {}
    for hit in hits:
        if _fits(hit.entry.payload, published, countries):
            by_span.setdefault((hit.first, hit.last), []).append(hit)
    best = [max(group, key=lambda h: _rank(h.entry.payload, countries)) for group in by_span.values()]
    out = []
    for hit in keep_longest(best, key=lambda h: "actor"):
        alias = hit.entry.payload
        assert isinstance(alias, Alias)
        out.append(_mention(text, hit, alias.actor.id, alias.actor.name, alias.actor.kind, str(alias.origin)))
    return out


def _fits(alias: object, published: date | None, countries: dict[str, float]) -> bool:
    assert isinstance(alias, Alias)
    if published is not None and ((alias.start and published < alias.start) or (alias.end and published > alias.end)):
        return False
    return not alias.theatre or any(c in countries for c in alias.theatre)


def _rank(alias: object, countries: dict[str, float]) -> tuple[float, float]:
    assert isinstance(alias, Alias)
    near = max((countries.get(c, 0.0) for c in alias.theatre), default=0.0)
    own = countries.get(alias.actor.country or "", 0.0)
    return (near, own)


def _national(text: Text, hits: dict[str, list[Hit]]) -> list[At[ActorMention]]:
    """A word for forces followed within two words by a state's adjective; or the state or adjective alone."""
    force_at = {h.last: h for h in keep_longest(hits.get("force", ()))}
    people = {h.last: h for h in keep_longest(hits.get("person", ()))}
    out = []
    for hit in keep_longest(hits.get("nation", ())):
        nation = hit.entry.payload
        assert isinstance(nation, Nation)
        force = next((force_at[i] for i in range(hit.first, hit.first - 3, -1) if i in force_at), None)
        if nation.part == "adjective" and force is not None and force.last > hit.first - 2:
            word = force.entry.payload
            assert isinstance(word, Word)
            part = _FORCE_PARTS.get(word.klass, "military")
            start, end = text.folded.span(force.start, hit.end)
            quote = text.folded.raw[start:end]
            value = ActorMention(start, end, quote, getattr(nation, part), f"{nation.country} {part}", part,
                                 f"{word.origin} + {nation.origin}")
            out.append(At(force.first, hit.last, value, force.preposition, note="force"))
        elif nation.part == "adjective" and _of_people(hit, people):
            continue
        elif nation.part == "adjective" and text.deep[hit.last - 1].endswith(_PLURAL):
            out.append(_mention(text, hit, "civilians", nation.name, "people-plural", str(nation.origin)))
        else:
            kind = {"adjective": "nation-adjective", "name": "nation", "capital": "nation"}[nation.part]
            out.append(_mention(text, hit, nation.military, nation.government, kind, str(nation.origin)))
    return out


def _of_people(hit: Hit, people: dict[int, Hit]) -> bool:
    """Whether an adjective of nationality only says where people are from: "two Syrian youths"."""
    noun = people.get(hit.first)
    return noun is not None and isinstance(noun.entry.payload, Person) and bool(noun.entry.payload.actor)


def _people(text: Text, hits: Iterable[Hit]) -> list[At[ActorMention]]:
    out = []
    for hit in keep_longest(hits):
        person = hit.entry.payload
        assert isinstance(person, Person)
        kind = "people" if person.actor else "members"
        found = _mention(text, hit, person.actor, person.name, f"{kind}-{hit.entry.feature}", str(person.origin))
        found.note = "outcome" if person.outcome else HIS if hit.pronoun in _THIRD else ""
        out.append(found)
    return out


def _mention(text: Text, hit: Hit, id: str, name: str, kind: str, rule: str) -> At[ActorMention]:
    start, end = text.folded.span(hit.start, hit.end)
    value = ActorMention(start, end, text.folded.raw[start:end], id, name, kind, rule)
    return At(hit.first, hit.last, value, hit.preposition)


def _apart(hits: dict[str, list[Hit]]) -> set[int]:
    """Tokens that keep members and a party apart: "two soldiers by bullets of", "fighters with"."""
    return {i for h in hits.get("function", ()) if word_of(h).klass in _APART for i in range(h.first, h.last)}


def _joined(text: Text, barred: set[int], found: list[At[ActorMention]]) -> list[At[ActorMention]]:
    """Nouns for members or gunmen followed by a party become one mention with the party's id."""
    out: list[At[ActorMention]] = []
    skip = -1
    for n, m in enumerate(found):
        if m.first < skip:
            continue
        after = found[n + 1] if n + 1 < len(found) else None
        if after is not None and barred.isdisjoint(range(m.last, after.first)) and _belongs(text, m, after):
            skip = after.last
            value, party = m.value, after.value
            joined = ActorMention(value.start, party.end, text.folded.raw[value.start : party.end], party.id, party.name,
                                  party.kind + "+" + value.kind, f"{value.rule} + {party.rule}")
            out.append(At(m.first, after.last, joined, m.lead, note=party.quote))
        else:
            out.append(m)
    return out


def _belongs(text: Text, m: At[ActorMention], after: At[ActorMention]) -> bool:
    kind, party = m.value.kind, after.value.kind
    if not kind.startswith(("members", "people")) or party.startswith(("people", "members")) or not after.value.id:
        return False
    if m.value.id not in ("", "unidentified-gunmen"):
        return False
    gap = after.first - m.last
    if gap > _JOIN or text.between(m.last - 1, after.first).strip(" \"'()"):
        words = text.deep[m.last : after.first]
        return gap <= _JOIN and not any(c in text.between(m.last - 1, after.first) for c in ".,;:!?") and all(len(w) <= 6 for w in words)
    return True
