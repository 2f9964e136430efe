"""Origins: who first says it, after copies and quoting chains are collapsed.

An outlet that states something on its own account is its origin. A medium or agency that only carries the words of a
speaker is on the way (``via``), not an origin; one that is quoted without a speaker stands for those whom its own
report names, when that report is there. Sources without a name cannot be told apart: all those of one outlet, and the
outlet itself, count once. Copies of one text count as that text.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from marsad.incidents.areas import name_key
from marsad.incidents.records import Origin
from marsad.incidents.sighting import Sighting

MEDIA = frozenset({"medium", "agency"})
NAMELESS = frozenset({"unnamed", "witness", "correspondent"})
OUTLET = "outlet"
_MOST_ALIAS_WORDS = 6
_SHORT_NAME = 3  # letters of a word that alone names nobody


Aliases = Mapping[str, tuple[tuple[str, date | None, date | None], ...]]  # folded name: parties with first and last day


@dataclass(frozen=True, slots=True)
class Member:
    """An event of an incident with what is known of its document; ``group`` is shared by copies of one text."""

    sighting: Sighting
    record: Mapping[str, Any]
    document: str
    outlet: str
    title: str
    group: str

    @property
    def published(self) -> date | None:
        """When its document was published."""
        return self.sighting.published


@dataclass(frozen=True, slots=True)
class Voice:
    """One source as one event names it: where its words stand, and the id of the origin it comes down to."""

    origin: str
    start: int
    end: int


def order_members(members: Iterable[Member]) -> tuple[Member, ...]:
    """Members by publication (undated last), then by document and words: the order in which claims were made."""
    return tuple(sorted(members, key=lambda m: (m.published or date.max, m.sighting.document, m.sighting.key)))


def find_origins(members: Sequence[Member], aliases: Aliases) -> tuple[tuple[Origin, ...], dict[str, tuple[Voice, ...]]]:
    """The origins of an incident, by first publication, and the voices of each of its events by event key.

    ``aliases`` gives the parties of a folded name, each with the days on which it means that party.
    """
    firsts = _first_of_groups(members)
    named = _one_name(members)
    found: dict[str, Origin] = {}
    voices: dict[str, tuple[Voice, ...]] = {}
    chains: dict[str, list[str]] = {}
    for member in members:
        told = _voices(member, firsts[member.group], named, aliases, found)
        voices[member.sighting.key] = told
        if firsts[member.group] is member and member.outlet:
            chains.setdefault(name_key(member.outlet), []).extend(v.origin for v in told)
    voices = {key: _followed(told, chains, found) for key, told in voices.items()}
    used = {v.origin for told in voices.values() for v in told}
    kept = [origin for origin in found.values() if origin.id in used]
    return _counted(kept, members, voices), voices


def _first_of_groups(members: Sequence[Member]) -> dict[str, Member]:
    out: dict[str, Member] = {}
    for member in members:
        out.setdefault(member.group, member)
    return out


def _one_name(members: Sequence[Member]) -> dict[str, str]:
    """For each named source its fullest name in the incident: "the observatory" is the Syrian Observatory that others name."""
    names = {name_key(s["name"]) for m in members for s in m.record.get("sources") or () if s["kind"] not in NAMELESS}
    out = {}
    for name in names:
        words = set(name.split())
        longer = [o for o in names if words < set(o.split()) and any(len(w) > _SHORT_NAME for w in words)]
        out[name] = max(longer, key=lambda o: (len(o), o), default=name)
    return out


def _voices(
    member: Member, first: Member, named: Mapping[str, str], aliases: Aliases, found: dict[str, Origin]
) -> tuple[Voice, ...]:
    sources = member.record.get("sources") or ()
    speakers = [s for s in sources if s["kind"] not in MEDIA]
    carriers = tuple(s["name"] for s in sources if s["kind"] in MEDIA)
    out = []
    for source in speakers or sources:
        origin = _origin_of(source, first, named, aliases, carriers if speakers else ())
        found.setdefault(origin.id, origin)
        start, end = source.get("span") or (0, 0)
        out.append(Voice(origin.id, start, end))
    if not out:
        name = first.outlet or first.document
        origin = Origin(f"outlet:{name_key(name)}", name, OUTLET)
        found.setdefault(origin.id, origin)
        out.append(Voice(origin.id, 0, 0))
    return tuple(out)


def _origin_of(
    source: Mapping[str, Any], first: Member, named: Mapping[str, str], aliases: Aliases, via: tuple[str, ...]
) -> Origin:
    key = name_key(source["name"])
    if source["kind"] in NAMELESS:
        return Origin(f"nameless:{name_key(first.outlet or first.document)}:{key}", source["name"], source["kind"], via=via)
    if source["kind"] in MEDIA:
        return Origin(f"outlet:{key}", source["name"], source["kind"])
    return Origin(f"named:{named.get(key, key)}", source["name"], source["kind"], _party(key, aliases, first.published), via=via)


def _party(name: str, aliases: Aliases, day: date | None) -> str:
    """The party whose alias on ``day`` stands in the folded ``name``, the longest first; '' for none."""
    words = name.split()
    for size in range(min(_MOST_ALIAS_WORDS, len(words)), 0, -1):
        for at in range(len(words) - size + 1):
            for party, since, until in aliases.get(" ".join(words[at : at + size]), ()):
                if day is None or ((since is None or since <= day) and (until is None or day <= until)):
                    return party
    return ""


def _followed(told: Sequence[Voice], chains: Mapping[str, Sequence[str]], found: Mapping[str, Origin]) -> tuple[Voice, ...]:
    """Voices of an event, those of a quoted medium replaced by the ones its own report names."""
    out: dict[str, Voice] = {}
    for voice in told:
        behind = chains.get(voice.origin.removeprefix("outlet:"), ()) if found[voice.origin].kind in MEDIA else ()
        for origin in [o for o in behind if o != voice.origin] or [voice.origin]:
            out.setdefault(origin, Voice(origin, voice.start, voice.end))
    return tuple(out.values())


def _counted(origins: Sequence[Origin], members: Sequence[Member], voices: Mapping[str, Sequence[Voice]]) -> tuple[Origin, ...]:
    """Origins with the documents that carry them; of those that cannot be told apart only the first counts."""
    out, roots = [], set()
    for origin in origins:
        documents = [m.document for m in members if origin.id in {v.origin for v in voices[m.sighting.key]}]
        root = origin.party or (origin.id.split(":")[1] if not origin.id.startswith("named:") else origin.id)
        carried = tuple(dict.fromkeys(documents))
        out.append(Origin(origin.id, origin.name, origin.kind, origin.party, carried, origin.via, root not in roots))
        roots.add(root)
    return tuple(out)
