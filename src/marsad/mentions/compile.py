"""Packs to lexicon entries: one function a list, each adding the regular forms of its words."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from marsad.gazetteer.spellings import spellings
from marsad.mentions.forms import noun_forms, past_forms, present_forms
from marsad.mentions.lexicon import Entry, Lexicon, build_lexicon
from marsad.packs.load import as_date
from marsad.packs.rows import Actor, Origin, Packs, Row
from marsad.text.fold import fold
from marsad.text.tokens import words_of

SPELLED = "spelled"  # feature of a place's name that is spelled otherwise by rule
_AT_HOME = "needs-theatre"  # in the note of a place


@dataclass(frozen=True, slots=True)
class Word:
    """Payload of a plain list row: its class or type, its origin, and the columns the finder needs."""

    name: str
    origin: Origin
    pos: str = ""
    type: str = ""
    strength: str = ""
    outcome: str = ""
    frame: str = ""
    klass: str = ""
    direction: str = ""
    scope: str = ""
    head: bool = False
    form: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Alias:
    """Payload of an actor's name: whom it means, when, and in which theatre."""

    actor: Actor
    start: date | None
    end: date | None
    theatre: frozenset[str]
    origin: Origin


@dataclass(frozen=True, slots=True)
class Person:
    """Payload of a noun for people: the actor it stands for ('' for the party named after it)."""

    name: str
    actor: str
    outcome: str
    number: str
    origin: Origin


@dataclass(frozen=True, slots=True)
class Nation:
    """Payload of a state's name or adjective: ids of its forces, government and police."""

    country: str
    name: str
    military: str
    government: str
    police: str
    part: str
    origin: Origin


@dataclass(frozen=True, slots=True)
class PlaceName:
    """Payload of a place's name. ``needs_feature``: only read after its feature word or a preposition of place."""

    name: str
    name_en: str
    kind: str
    admin1: str | None
    country: str | None
    lat: float | None
    lon: float | None
    needs_feature: bool
    weight: float
    origin: Origin
    admin2: str = ""
    pcode: str = ""
    radius_km: float | None = None  # how far the point may be off; None: as near as a point of its kind is
    level: str = ""  # of an administrative unit below level 1: admin2 | admin3
    source: str = ""  # of an imported place
    verb: bool = False  # whether the name is a verb form too
    at_home: bool = False  # whether it is meant only in reports on its country: "the Strip"


def entries_for(kind: str, light: str, payload: object, *, article: bool = True, suffix: bool = True,
                bound: bool = False, prefix: bool = True, feature: str = "") -> Iterator[Entry]:
    """The entry of one form; a leading article becomes a requirement, so that "to the army" matches "the army"."""
    folded = fold(light)
    words = words_of(folded.deep)
    lights = words_of(folded.light)
    if not words:
        return
    needs = False
    if words[0].startswith("ال") and len(words[0]) > 3 and article:
        needs = True
        words = (words[0][2:], *words[1:])
        lights = (lights[0][2:], *lights[1:])
    yield Entry(kind, words, " ".join(lights), payload, article, suffix, prefix, bound, (), feature, needs)


def trigger_entries(packs: Packs) -> Iterator[Entry]:
    """Entries of kind ``trigger``; ``feature`` is past | present | noun | phrase."""
    for row in packs.rows("triggers"):
        forms = row.forms("form")
        if not forms:
            continue
        word = Word(forms[0], row.origin, row.get("pos"), row.get("type"), row.get("strength") or "weak", row.get("outcome"),
                    row.get("frame"))
        yield from _inflected("trigger", row, word)


def _inflected(kind: str, row: Row, word: Word) -> Iterator[Entry]:
    forms, pos = row.forms("form"), row.get("pos")
    if pos == "verb":
        for form, bound in past_forms(forms[0]):
            yield from entries_for(kind, form, word, article=False, bound=bound, feature="past")
        for extra in forms[1:]:
            yield from entries_for(kind, extra, word, article=False, feature="past")
        for present in row.forms("present"):
            for form, bound in present_forms(present):
                yield from entries_for(kind, form, word, article=False, bound=bound, feature="present")
    elif pos == "noun":
        for form, bound in noun_forms(forms):
            yield from entries_for(kind, form, word, bound=bound, feature="noun")
    else:
        for form in forms:
            yield from entries_for(kind, form, word, feature="phrase")


def word_entries(packs: Packs, listed: str, kind: str, column: str) -> Iterator[Entry]:
    """Entries of a list whose rows have a class: instruments, cues, speech, speakers, function and place words."""
    for row in packs.rows(listed):
        forms = row.forms(column)
        if not forms:
            continue
        word = Word(forms[0], row.origin, row.get("pos"), row.get("type") or row.get("kind"), klass=row.get("class") or row.get("kind"),
                    direction=row.get("direction") or row.get("relation"), scope=row.get("scope"), head=row.get("head") == "yes", note=row.get("note"))
        if row.get("pos") in ("verb", "noun"):
            yield from _inflected(kind, row, word)
        else:
            for form in forms:
                yield from entries_for(kind, form, word, suffix=kind in ("speech",), feature=row.get("pos"))


def actor_entries(packs: Packs) -> Iterator[Entry]:
    """Entries of kind ``actor`` from every pack's aliases."""
    actors = packs.actors()
    for pack in packs.packs:
        theatre = frozenset(pack.countries)
        for row in pack.lists.get("aliases", ()):
            actor = actors.get(row.get("actor"))
            if actor is None:
                continue
            scope = theatre if row.get("scope") == "theatre" else frozenset()
            alias = Alias(actor, as_date(row.get("from")), as_date(row.get("to")), scope, row.origin)
            for form in row.forms("alias"):
                yield from entries_for("actor", form, alias, suffix=False)


def person_entries(packs: Packs) -> Iterator[Entry]:
    """Entries of kind ``person``: nouns for people; ``feature`` is singular | dual | plural."""
    for row in packs.rows("persons"):
        forms = row.forms("form")
        person = Person(forms[0] if forms else "", row.get("actor"), row.get("outcome"), row.get("number"), row.origin)
        for form, bound in noun_forms(forms):
            number = "singular"
            base = form if form in forms else form[:-1] + "ء" if form.endswith(("ئ", "ؤ")) else form + "ن"
            if base in forms[1:]:
                pair = base.endswith("ان") and (base[:-2] in forms or base[:-3] + "ة" in forms)
                number = "dual" if pair or (base.endswith("ين") and base[:-2] + "ون" not in forms and base[:-2] + "ان" in forms) else "plural"
            yield from entries_for("person", form, person, bound=bound, feature=number)


def nation_entries(packs: Packs) -> Iterator[Entry]:
    """Entries of kind ``nation``; ``feature`` is name | adjective | capital."""
    for row in packs.rows("nationalities"):
        for part in ("name", "adjectives", "capital"):
            feature = part.removesuffix("s")
            nation = Nation(row.get("country"), row.get("name").split("|")[0], row.get("military"), row.get("government"),
                            row.get("police"), feature, row.origin)
            for form in row.forms(part):
                yield from entries_for("nation", form, nation, suffix=False, feature=feature)


def place_entries(packs: Packs) -> Iterator[Entry]:
    """Entries of kind ``place``: administrative units, listed places and seed places; then other spellings of their names."""
    heads = frozenset(form for row in packs.rows("name_heads") for form in words_of(fold(row.get("form")).deep))
    named = list(_names_of_places(packs))
    folded = fold("\n".join(name for name, _ in named))  # at once: a fold of its own costs a name more than all else
    spelled: list[tuple[tuple[str, ...], PlaceName]] = []
    known: set[tuple[str, ...]] = set()
    for (_, place), deep, light in zip(named, folded.deep.split("\n"), folded.light.split("\n"), strict=True):
        for entry in _named_entry("place", deep, light, place, heads):
            known.add(entry.words)
            if not place.needs_feature:
                spelled += [(words, place) for words in spellings(entry.words, heads)]
            yield entry
    for words, place in spelled:
        if words not in known:
            yield Entry("place", words, " ".join(words), place, suffix=False, feature=SPELLED)


def _names_of_places(packs: Packs) -> Iterator[tuple[str, PlaceName]]:
    """Each name and alias of the lists of places with its place."""
    for pack in packs.packs:
        for listed, kind, weight in (("admin1", "admin1", 3.0), ("admin2", "district", 1.5), ("places", "", 2.0),
                                     ("seed_places", "town", 1.0)):
            for row in pack.lists.get(listed, ()):
                place = _place(row, kind, weight)
                for form in (*row.forms("name"), *row.forms("aliases")):
                    yield form, place


def _named_entry(kind: str, deep: str, light: str, payload: object, heads: Collection[str]) -> Iterator[Entry]:
    """The entry of a folded name; nothing for one without letters.

    A leading article becomes a requirement, but not of a name of several words, which is told by the others, unless it
    begins like the names of men ("sheikh X").
    """
    words, lights = words_of(deep), words_of(light)
    if words:
        needs = words[0].startswith("ال") and len(words[0]) > 3
        if needs:
            words, lights = (words[0][2:], *words[1:]), (lights[0][2:], *lights[1:])
            needs = len(words) == 1 or words[0] in heads or "ال" + words[0] in heads
        yield Entry(kind, words, " ".join(lights), payload, suffix=False, needs_article=needs)


def _place(row: Row, kind: str, weight: float) -> PlaceName:
    number = lambda c: float(row.get(c)) if row.get(c) else None  # noqa: E731
    name_en = row.get("name_en")
    return PlaceName(
        name=row.get("name").split("|")[0],
        name_en=name_en,
        kind=kind or row.get("kind") or "town",
        admin1=name_en if kind == "admin1" else row.get("admin1") or None,
        country=row.get("country") or None,
        lat=number("lat"),
        lon=number("lon"),
        needs_feature=any(n in row.get("note") for n in ("needs-feature", _AT_HOME)) or kind == "district",
        weight=weight,
        origin=row.origin,
        pcode=row.get("pcode"),
        radius_km=_within_km(row.get("note")),
        verb="verb-too" in row.get("note"),
        at_home=_AT_HOME in row.get("note"),
    )


def _within_km(note: str) -> float | None:
    """How far a listed point may be off, as its note says ("within 10 km")."""
    _, _, told = note.partition("within ")
    number, _, unit = told.partition(" ")
    return float(number) if number.isdecimal() and unit.startswith("km") else None


def all_entries(packs: Packs) -> Iterator[Entry]:
    """Every entry of every list, those of time and number words excepted."""
    yield from trigger_entries(packs)
    for listed, kind, column in (("instruments", "instrument", "form"), ("cues", "cue", "cue"), ("speech", "speech", "form"),
                                 ("speakers", "speaker", "name"), ("force_words", "force", "form"),
                                 ("place_words", "place_word", "form"), ("function_words", "function", "form"),
                                 ("name_heads", "name_head", "form"), ("name_stops", "name_stop", "form"),
                                 ("operation_words", "operation", "form"), ("org_heads", "org_head", "form"),
                                 ("series_words", "series", "form")):
        yield from word_entries(packs, listed, kind, column)
    yield from actor_entries(packs)
    yield from person_entries(packs)
    yield from nation_entries(packs)
    yield from place_entries(packs)


def compile_lexicon(entries: Iterable[Entry]) -> Lexicon:
    """The lexicon of ``entries``, each told which look-alikes of other light spelling it must not take."""
    listed = list(entries)
    spellings: dict[tuple[str, ...], set[str]] = {}
    for entry in listed:
        if not isinstance(entry.payload, PlaceName) or entry.payload.kind != "district":  # a district bears its town's name
            spellings.setdefault(entry.words, set()).add(entry.light)
    return build_lexicon(
        replace(e, strict=tuple(sorted({*e.strict, *others} - {e.light}))) if len(others := spellings.get(e.words, set())) > 1 else e
        for e in listed
    )
