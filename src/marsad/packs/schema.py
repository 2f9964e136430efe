"""The form of every list and structure of a pack: columns, what must be filled, and the values allowed.

This is `docs/packs.md` as data; the two are changed together.
"""

from __future__ import annotations

from dataclasses import dataclass, field


def _set(values: str) -> frozenset[str]:
    return frozenset(values.split())


EVENT_TYPES = _set(
    "raid air_assault air_strike shelling clash armed_attack bombing abduction protest territory deployment agreement"
    " release property other"
)
OUTCOMES = _set("killed wounded detained abducted released displaced surrendered missing")
ACTOR_KINDS = _set("military police government armed-group coalition militia people unknown-armed")
PLACE_KINDS = _set(
    "country region city town village quarter camp base airport prison port field crossing dam mountain valley river sea"
    " road island landmark"
)
PACK_KINDS = frozenset({"language", "theatre"})
_EXAMPLES = ("example", "not", "source", "note")
_POS = _set("verb noun phrase")
_CUES = _set(
    "planned denied negated habitual hypothetical background campaign tally anaphora-same anaphora-other total subset"
    " update failed not-conflict"
)
_SPEECH = _set("say announce carry according deny confirm document accuse")
_SPEAKERS = _set("monitor agency medium official body unnamed witness correspondent medic activist")
_FURNITURE = _set("furniture caption caption-mark related related-list credit role byline appeal clock desk voice post heading")
_MATCHES = _set("line starts label contains word ends")
OUTLET_KINDS = _set("agency newspaper broadcaster website official monitor party")
_DIRECTIONS = _set("after before both")


@dataclass(frozen=True, slots=True)
class ListForm:
    """One list: its columns, those that must be filled, and those that hold words to be matched.

    ``allowed`` are the values of closed columns ('' among them where the cell may be empty). ``forms`` is the
    column whose first form the ``example`` must hold, '' for a list that is not matched by examples.
    """

    columns: tuple[str, ...]
    required: tuple[str, ...]
    words: tuple[str, ...]
    forms: str = ""
    allowed: dict[str, frozenset[str]] = field(default_factory=dict)


def _allow(values: frozenset[str], *, empty: bool = False) -> frozenset[str]:
    return values | {""} if empty else values


LISTS: dict[str, ListForm] = {
    "aliases": ListForm(
        ("actor", "alias", "from", "to", "scope", *_EXAMPLES), ("actor", "alias", "scope", "example"), ("alias",), "alias",
        {"scope": frozenset({"any", "theatre"})}),
    "admin1": ListForm(
        ("name", "name_en", "country", "iso", "pcode", "lat", "lon", "aliases", *_EXAMPLES),
        ("name", "name_en", "country", "lat", "lon"), ("name", "aliases")),
    "admin2": ListForm(
        ("name", "name_en", "admin1", "country", "pcode", "lat", "lon", "aliases", *_EXAMPLES),
        ("name", "name_en", "admin1", "country"), ("name", "aliases")),
    "places": ListForm(
        ("name", "name_en", "kind", "admin1", "country", "lat", "lon", "aliases", *_EXAMPLES), ("name", "name_en", "kind"),
        ("name", "aliases"), "", {"kind": PLACE_KINDS}),
    "seed_places": ListForm(
        ("name", "name_en", "kind", "admin1", "country", "lat", "lon", "aliases", "population", "geonames", *_EXAMPLES),
        ("name", "name_en", "country", "lat", "lon"), ("name", "aliases"), "", {"kind": _allow(PLACE_KINDS, empty=True)}),
    "triggers": ListForm(
        ("form", "pos", "present", "type", "strength", "outcome", "frame", *_EXAMPLES), ("form", "pos", "strength", "example"),
        ("form", "present"), "form",
        {"pos": _POS, "type": _allow(EVENT_TYPES, empty=True), "strength": frozenset({"strong", "weak", "light"}),
         "outcome": _allow(OUTCOMES, empty=True), "frame": frozenset({"", "agent-patient", "patient", "agent", "mutual"})}),
    "instruments": ListForm(
        ("form", "pos", "type", *_EXAMPLES), ("form", "pos", "type", "example"), ("form",), "form",
        {"pos": _POS, "type": EVENT_TYPES}),
    "cues": ListForm(
        ("cue", "class", "direction", "scope", *_EXAMPLES), ("cue", "class", "direction", "scope", "example"), ("cue",), "cue",
        {"class": _CUES, "direction": _DIRECTIONS, "scope": frozenset({"clause", "sentence", "document"})}),
    "speech": ListForm(
        ("form", "pos", "present", "class", "direction", *_EXAMPLES), ("form", "pos", "class", "direction", "example"),
        ("form", "present"), "form", {"pos": _POS | {"preposition"}, "class": _SPEECH, "direction": _DIRECTIONS}),
    "speakers": ListForm(
        ("name", "kind", "head", *_EXAMPLES), ("name", "kind", "head", "example"), ("name",), "name",
        {"kind": _SPEAKERS, "head": frozenset({"yes", "no"})}),
    "persons": ListForm(
        ("form", "actor", "number", "outcome", *_EXAMPLES), ("form", "number", "example"), ("form",), "form",
        {"number": frozenset({"list", "group"}), "outcome": _allow(OUTCOMES, empty=True)}),
    "nationalities": ListForm(
        ("country", "name", "adjectives", "capital", "military", "government", "police", "example", "note"),
        ("country", "name", "example"), ("name", "adjectives", "capital"), "name"),
    "force_words": ListForm(
        ("form", "kind", "example", "not", "note"), ("form", "kind", "example"), ("form",), "form",
        {"kind": _set("military police government air ground sea member")}),
    "place_words": ListForm(
        ("form", "class", "kind", "example", "not", "note", "relation"), ("form", "class", "example"), ("form",), "form",
        {"class": _set("dropped kept direction inside"),
         "kind": _allow(PLACE_KINDS | {"governorate", "district"}, empty=True)}),
    "function_words": ListForm(
        ("form", "class", "example", "not", "note"), ("form", "class", "example"), ("form",), "form"),
    "org_heads": ListForm(
        ("form", "class", *_EXAMPLES), ("form", "class", "example"), ("form",), "form", {"class": _set("group force state tribe clan")}),
    "series_words": ListForm(
        ("form", "class", "kind", *_EXAMPLES), ("form", "class", "example"), ("form",), "form",
        {"class": _set("stock number change subject join leave")}),
    "name_stops": ListForm(("form", *_EXAMPLES), ("form", "example"), ("form",), "form"),
    "operation_words": ListForm(
        ("form", "class", *_EXAMPLES), ("form", "class", "example"), ("form",), "form", {"class": _set("action naming")}),
    "name_heads": ListForm(("form", *_EXAMPLES), ("form", "example"), ("form",), "form"),
    "number_words": ListForm(
        ("form", "class", "value", "needs", "strict", *_EXAMPLES), ("form", "class", "example"), ("form", "strict"), "form"),
    "time_words": ListForm(
        ("form", "class", "value", "needs", "strict", *_EXAMPLES), ("form", "class", "example"), ("form", "strict"), "form"),
    "outlets": ListForm(
        ("name", "name_en", "hosts", "kind", "country", "affiliation", "languages", "zone", *_EXAMPLES),
        ("name", "name_en", "hosts", "kind"), ("name",), "", {"kind": OUTLET_KINDS}),
    "furniture": ListForm(
        ("cue", "class", "match", *_EXAMPLES), ("cue", "class", "match", "example"), (), "",
        {"class": _FURNITURE, "match": _MATCHES}),
}  # fmt: skip

PACK_KEYS = _set("name kind title title_ar countries expect")
ACTOR_KEYS = _set("id name kind country parents partners successors theatres note name_ar")
PARENT_KEYS = _set("id from to")
TYPE_KEYS = _set("definition definition_ar codes note")
CODE_KEYS = _set("acled plover cameo ucdp")
STRUCTURES = frozenset({"pack.yaml", "actors.yaml", "event_types.yaml"})
TABLES = frozenset({"weights.tsv", "vocabulary.tsv", "links.tsv", "common_words.tsv"})
