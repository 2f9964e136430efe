"""Which listed names stand for places where they stand: not a man's name, a verb, an adjective or the doer of what follows.

A name that is an ordinary word too ("the door", Al-Bab) is read where a feature word or a preposition of place introduces
it, or where it is told with a town that is read for certain.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from marsad.mentions.found import At, word_of
from marsad.mentions.lexicon import Hit
from marsad.mentions.places_ground import FACILITIES, SETTLED_THEATRE, place_of
from marsad.mentions.places_unknown import BARE, PART, name_heads, plural
from marsad.mentions.theatre import is_leading
from marsad.records import PlaceMention
from marsad.text.tokens import Text

_LOCAL = frozenset({"village", "quarter", "landmark", "camp", "crossing", "road"})  # kinds whose names are many places
_BIGGER = {"quarter": ("country", "admin1", "district", "city"), "village": ("country", "admin1", "city")}  # than what a feature word says
_TOWNS = frozenset({"city", "town"})
_VERB_FORMS = frozenset({"past", "present"})
_NO_OBJECT = ("function", "place_word", "place", "trigger", "time")
_HASH, _BY, _AND, _ARTICLE = "#", "ب", "و", "ال"
_LABEL = ("-", "\u2013", "_", "|", "||")  # signs between a name and its province in a label
_FEMININE = ("ه", "ات", "ال")  # endings of nouns that a feminine adjective may follow: towns, hills, mountains
_ONE_SETTLED = frozenset({"village", "town", "city", "quarter"})  # feature words that may name a place called "the fort", "the town"


@dataclass(frozen=True, slots=True)
class Leads:
    """Tokens by what stands before or at them, for the choice of names that are read as places.

    ``features``: feature words by the token behind them; ``inside``, ``beside``: behind words of place; ``led``: behind any
    word that leads into a name; ``kin``, ``people``: behind "father of" and nouns for one person (given names among them
    left out); ``over``: where "on" stands; ``on``: behind it, and behind what else leads to where something is; ``verbs``: spans
    of names that are verbs too.
    """

    features: dict[int, Hit]
    inside: set[int]
    beside: set[int]
    led: set[int]
    kin: set[int]
    people: set[int]
    over: set[int]
    on: set[int]
    verbs: set[tuple[int, int]]


def find_leads(hits: dict[str, list[Hit]], features: dict[int, Hit], listed: set[int]) -> Leads:
    """What stands before the tokens of a text; ``features`` are feature words by the token behind them, ``listed`` tokens of listed words."""
    functions, words = hits.get("function", ()), hits.get("place_word", ())
    inside = {h.last for h in functions if word_of(h).klass == "prep-in" and not h.pronoun}
    tails = {h.last for h in hits.get("name_stop", ()) if h.article and word_of(h).note.startswith(PART)}  # "the eastern borders of"
    beside = {h.last for h in words if word_of(h).klass in ("direction", "inside") and not h.article and not h.pronoun}
    return Leads(
        features=features,
        inside=inside,
        beside=beside,
        led={h.last for h in functions if not h.pronoun} | beside | set(features),
        kin={h.last for h in hits.get("name_head", ()) if word_of(h).note.startswith("person")},
        people={h.last for h in hits.get("person", ()) if h.entry.feature == "singular" and not h.pronoun} - listed,
        over={h.first for h in functions if word_of(h).klass == "prep-on" and not h.conjunction},
        on={h.last for h in functions if word_of(h).klass in ("prep-on", "prep-near") or (word_of(h).klass == "prep-from" and h.first in tails)},
        verbs={(h.first, h.last) for h in hits.get("place", ()) if place_of(h).verb},
    )


Names = dict[tuple[int, int], list[Hit]]


def read_names(text: Text, hits: dict[str, list[Hit]], countries: dict[str, float], taken: set[int], leads: Leads) -> tuple[Names, Names, set[int]]:
    """Listed names by span: those read as places, and those that are ordinary words as well and that nothing introduces;
    and the tokens of names that only small places of countries bear that the report does not speak of."""
    groups: Names = {}
    doubtful: Names = {}
    elsewhere: set[int] = set()
    settled = max(countries.values(), default=0.0) >= SETTLED_THEATRE
    for hit in hits.get("place", ()):
        span = (hit.first, hit.last)
        place = place_of(hit)
        if not taken.isdisjoint(range(*span)) or (place.kind == "country" and _acts(text, hit, hits)):
            continue
        if settled and (place.kind in _LOCAL or (place.needs_feature and place.kind in _TOWNS)) and place.country not in countries:
            elsewhere.update(range(*span) if hit.article or not place.needs_feature else ())  # its namesake is meant, which no list holds
            continue
        if _is_small(leads.features.get(hit.first), place.kind):
            elsewhere.update(range(*span))
            continue  # "the quarter of Al-Jufra" is no province, "the village of Aqaba" no city
        if not _allowed(hit, leads.features, leads.inside) and not _told_town(text, hit, leads.inside | leads.beside, countries):
            if place.kind not in FACILITIES:
                doubtful.setdefault(span, []).append(hit)
        elif not _is_other(text, hit, hits, leads):
            groups.setdefault(span, []).append(hit)
    _join_listed(text, groups, doubtful)
    heads = name_heads(hits) - {h.first for h in hits.get("place_word", ()) if word_of(h).klass == "dropped"}
    for span in doubtful:  # "Ain al-Zarqa" is one name, though all its words are ordinary ones: not a spring in Zarqa
        if span[0] in heads and span[1] > span[0] + 1 and any(span[0] < first and last == span[1] for first, last in groups):
            groups.setdefault(span, []).extend(doubtful[span])
    return groups, doubtful, elsewhere


def _is_small(feature: Hit | None, kind: str) -> bool:
    """Whether the word before a name says that it is smaller than a place of this kind."""
    if feature is None or feature.article or plural(feature):
        return False
    return kind in _BIGGER.get(word_of(feature).type or "", ())


def _join_listed(text: Text, groups: Names, doubtful: Names) -> None:
    """Names that are ordinary words too are read where a place tells what they are: towns that continue a list ("Deir ez-Zor,
    Al-Mayadin and Al-Bukamal"), and what is told beside its province as a label is ("Latakia - Jurat al-Ma")."""
    ends = {last: first for first, last in groups}
    starts: dict[int, int] = dict(groups)
    for first, last in sorted(doubtful):
        if (first, last) in groups:
            continue
        before = groups.get((ends.get(first, -1), first), ())
        gap = text.between(first - 1, first).strip(" \"'()[]") if first else ""
        same = _towns_of(doubtful[first, last], before) if gap in (",", "-") or (not gap and doubtful[first, last][0].conjunction) else []
        if not same and gap in _LABEL:
            same = _in_unit(doubtful[first, last], before)
        if not same and last in starts and text.between(last - 1, last).strip() in _LABEL:
            same = _in_unit(doubtful[first, last], groups[last, starts[last]])
        if same:
            groups[first, last] = same
            ends[last] = first


def _towns_of(hits: list[Hit], before: Iterable[Hit]) -> list[Hit]:
    known = {place_of(h).country for h in before if place_of(h).kind in _TOWNS}
    return [h for h in hits if h.article and place_of(h).kind in _TOWNS and not place_of(h).source and place_of(h).country in known]


def _in_unit(hits: list[Hit], told: Iterable[Hit]) -> list[Hit]:
    units = {(place_of(h).country, place_of(h).admin1) for h in told if place_of(h).kind == "admin1"}
    return [h for h in hits if (place_of(h).country, place_of(h).admin1) in units]


def _is_other(text: Text, hit: Hit, hits: dict[str, list[Hit]], leads: Leads) -> bool:
    """Whether a name is part of a man's name, a verb, or an adjective."""
    if hit.first - 1 in leads.people and _follows(text, hit):
        return True  # "the officer Ahmad al-Musa"
    if (hit.first, hit.last) in leads.verbs and _verbal(text, hit, hits, leads.led):
        return True
    if hit.first in leads.kin and not hit.preposition and text.between(hit.first - 1, hit.first) == " ":
        return True  # "father of", "mother of": a man or a longer name
    return hit.last in leads.over and _adjective(text, hit, leads.features)


def mark_bare(text: Text, places: list[At[PlaceMention]], leads: Leads) -> list[At[PlaceMention]]:
    """The places, noted as bare those countries that nothing leads into as where something happens: of a party, or of where it comes from."""
    told = leads.inside | leads.beside | leads.on
    out: list[At[PlaceMention]] = []
    for m in places:
        joined = bool(out) and out[-1].note != BARE and out[-1].last == m.first and text.deep[m.first].startswith(_AND)  # "in Iraq and Syria"
        bare = m.value.kind == "country" and m.first not in told and m.lead != _BY and not joined
        out.append(replace(m, note=BARE) if bare else m)
    return out


def drop_bare(places: list[At[PlaceMention]]) -> list[At[PlaceMention]]:
    """The places less the bare countries that are not where it happens: the other places lie elsewhere, or several countries are told and no place."""
    known = {m.value.country for m in places if m.note != BARE}
    if not known and len({m.value.country for m in places}) < 2:
        return places
    return [m for m in places if m.note != BARE or m.value.country in known]


def at_home(hit: Hit, countries: dict[str, float]) -> bool:
    """Whether a place lies in the country that the report is about."""
    return countries.get(place_of(hit).country or "", 0.0) >= SETTLED_THEATRE


def _allowed(hit: Hit, features: dict[int, Hit], inside: set[int]) -> bool:
    """Whether a name that is also an ordinary word is introduced as a place."""
    place = place_of(hit)
    feature = features.get(hit.first)
    if place.kind == "district":
        return feature is not None and not feature.article and word_of(feature).type in ("district", "governorate")
    if not place.needs_feature or place.at_home:
        return not place.needs_feature
    if feature is not None and word_of(feature).type == "quarter" and place.kind in _TOWNS:
        return False  # "a civilian quarter", though a town is called so
    if hit.last == hit.first + 1 and hit.last in features:  # "in the city" is no name, though a town is called so
        return feature is not None and hit.article and not feature.article and _names_one(feature, features[hit.last])
    return (hit.first in inside and not place.source) or (feature is not None and not feature.article and word_of(feature).klass in ("dropped", "kept"))


def _names_one(feature: Hit, own: Hit) -> bool:
    """Whether a feature word makes a name of a feature word behind it: "the city of Al-Bab", not "the quarters of the town"."""
    return word_of(feature).type in _ONE_SETTLED and (word_of(own).klass == "kept" or not plural(feature))


def _told_town(text: Text, hit: Hit, led: set[int], countries: dict[str, float]) -> bool:
    """Whether a listed town that is also an ordinary word is told as the place it is: marked with "#", or led into as a
    place in a report of its country; and a name like "the Strip", which means a place in reports of its country alone."""
    place = place_of(hit)
    if place.at_home:
        adjective = hit.last < len(text.deep) and text.deep[hit.last].startswith(_ARTICLE) and text.between(hit.last - 1, hit.last) == " "
        return hit.article and not adjective and bool(countries) and is_leading(place.country, countries)
    if place.source or place.kind not in _TOWNS or not hit.article:
        return False
    if hit.start and text.folded.deep[hit.start - 1] == _HASH:
        return True
    return place.kind == "city" and hit.first in led and at_home(hit, countries)


def _follows(text: Text, hit: Hit) -> bool:
    """Whether a name without particles stands right behind the word before it."""
    return hit.first > 0 and not hit.preposition and not hit.conjunction and text.between(hit.first - 1, hit.first) == " "


def _verbal(text: Text, hit: Hit, hits: dict[str, list[Hit]], led: set[int]) -> bool:
    """Whether a name that is a verb form too ("destroys", Palmyra) is the verb: its subject before it, its object behind."""
    if not _follows(text, hit) or hit.first in led or hit.last >= len(text.deep) or text.between(hit.last - 1, hit.last) != " ":
        return False
    if any(h.last == hit.first and h is not hit for h in hits.get("place", ())):
        return False
    behind = [h for kind in _NO_OBJECT for h in hits.get(kind, ()) if h.first == hit.last]
    return all(_doubtful(h) if h.entry.kind == "place" else h.entry.kind == "place_word" and word_of(h).klass != "direction" for h in behind)


def _doubtful(hit: Hit) -> bool:
    """Whether a place name is an ordinary word too, as far as is known."""
    return place_of(hit).needs_feature or bool(place_of(hit).source)


def _acts(text: Text, hit: Hit, hits: dict[str, list[Hit]]) -> bool:
    """Whether a country that opens a sentence is the doer of the verb after it ("Russia bombs X"), not a place."""
    if hit.conjunction or hit.preposition or not text.sents or text.sents[text.sent_of[hit.first]].first != hit.first:
        return False
    verbs = (h for h in hits.get("trigger", ()) if h.first == hit.last and h.entry.feature in _VERB_FORMS and not h.conjunction and not h.preposition)
    return any(verbs) and text.between(hit.last - 1, hit.last) == " "


def _adjective(text: Text, hit: Hit, features: dict[int, Hit]) -> bool:
    """Whether a name before "on" is the adjective of the noun before it: "the hills overlooking it"."""
    named = hit.first in features and not features[hit.first].article
    if not hit.article or hit.preposition or hit.conjunction or named or hit.last > hit.first + 1 or not hit.first:
        return False
    return text.between(hit.first - 1, hit.first) == " " and text.deep[hit.first - 1].endswith(_FEMININE)
