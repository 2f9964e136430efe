"""Place names, known and unknown, grounded to the best gazetteer row.

A name is chosen among its candidates by what stands around it (its province named beside it), by the
theatre and by how well known the place is. A name that no pack knows is still a place when a feature
word ("village of") or a list of such names introduces it; it is kept as said, with its container.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from marsad.mentions.found import At, word_of
from marsad.mentions.lexicon import Hit
from marsad.mentions.places_ground import (
    FACILITIES,
    SETTLED_THEATRE,
    Anchor,
    fuse_places,
    is_stray,
    open_rivals,
    place_of,
    precision_of,
    rank_places,
)
from marsad.mentions.places_likely import FIRM_FROM, Namer, find_likely, is_ordinary
from marsad.mentions.places_unknown import find_unknown, listed_tokens, plural
from marsad.records import PlaceCandidate, PlaceMention
from marsad.text.fold import fold
from marsad.text.tokens import Text

_PLAIN = frozenset({"village", "town", "city", "quarter", "camp", "governorate"})  # feature words that hardly mean anything else
_LOCAL = frozenset({"village", "quarter", "landmark", "camp", "crossing", "road"})  # kinds whose names are many places
_TOWNS = frozenset({"city", "town"})
_VERB_FORMS = frozenset({"past", "present"})
_NO_OBJECT = ("function", "place_word", "place", "trigger", "time")
_HASH = "#"
MOST = 5  # candidates kept with a mention
_FEMININE = ("ه", "ات", "ال")  # endings of nouns that a feminine adjective may follow: towns, hills, mountains


def find_places(text: Text, hits: dict[str, list[Hit]], countries: dict[str, float], taken: set[int], namer: Namer | None = None) -> list[At[PlaceMention]]:
    """Place mentions by first token. ``taken`` are tokens of party names, where a place name is not a place.

    Without a ``namer`` unlisted names are found after feature words alone.
    """
    features = {h.last: h for h in hits.get("place_word", ())}
    listed = listed_tokens(hits)
    groups, doubtful = _read_names(text, hits, countries, taken, _leads(hits, features, listed))
    for span in groups:  # the name is read as a place: then any place of that name may be meant
        groups[span] += doubtful.get(span, ())
    spans = _longest(groups)
    _share_features(text, spans, features)
    anchors = _anchors(groups, spans)
    ground = lambda same, span: _ground(text, same, span, anchors, countries, features)  # noqa: E731
    out = [at for span in spans if (at := ground(groups[span], span)) is not None]
    known = {i for first, last in spans for i in range(first, last)}
    unknown = find_unknown(text, hits, known | taken | listed, out)
    if namer is not None:
        unknown = [m for m in unknown if m.note in _PLAIN or not is_ordinary(text, m, namer)]
    named = {i for m in unknown for i in range(m.first, m.last)}
    told = sorted([*(m for m in out if m.first not in named), *unknown], key=lambda m: m.first)
    if namer is None:
        return told
    likely = find_likely(text, hits, known | taken | named | listed, told, namer)
    if not likely:
        return told
    # A likely name that is listed for the report's own country is that place, though it is an ordinary word too.
    own = {span: home for span, same in doubtful.items() if (home := [h for h in same if _at_home(h, countries)])}
    grounded = [ground(own[span], span) if (span := (m.first, m.last)) in own and score >= FIRM_FROM else None for m, score in likely]
    return sorted([*told, *(one or m for one, (m, _) in zip(grounded, likely, strict=True))], key=lambda m: m.first)


@dataclass(frozen=True, slots=True)
class _Leads:
    """Tokens by what stands before or at them, for the choice of names that are read as places.

    ``features``: feature words by the token behind them; ``inside``, ``beside``: behind words of place; ``led``: behind any
    word that leads into a name; ``kin``, ``people``: behind "father of" and nouns for one person (given names among them
    left out); ``over``: where "on" stands; ``verbs``: spans of names that are verbs too.
    """

    features: dict[int, Hit]
    inside: set[int]
    beside: set[int]
    led: set[int]
    kin: set[int]
    people: set[int]
    over: set[int]
    verbs: set[tuple[int, int]]


def _leads(hits: dict[str, list[Hit]], features: dict[int, Hit], listed: set[int]) -> _Leads:
    functions, words = hits.get("function", ()), hits.get("place_word", ())
    inside = {h.last for h in functions if word_of(h).klass == "prep-in" and not h.pronoun}
    beside = {h.last for h in words if word_of(h).klass in ("direction", "inside") and not h.article and not h.pronoun}
    return _Leads(
        features=features,
        inside=inside,
        beside=beside,
        led={h.last for h in functions if not h.pronoun} | beside | set(features),
        kin={h.last for h in hits.get("name_head", ()) if word_of(h).note.startswith("person")},
        people={h.last for h in hits.get("person", ()) if h.entry.feature == "singular" and not h.pronoun} - listed,
        over={h.first for h in functions if word_of(h).klass == "prep-on" and not h.conjunction},
        verbs={(h.first, h.last) for h in hits.get("place", ()) if place_of(h).verb},
    )


_Names = dict[tuple[int, int], list[Hit]]


def _read_names(text: Text, hits: dict[str, list[Hit]], countries: dict[str, float], taken: set[int], leads: _Leads) -> tuple[_Names, _Names]:
    """Listed names by span: those read as places, and those that are ordinary words as well and that nothing introduces."""
    groups: _Names = {}
    doubtful: _Names = {}
    settled = max(countries.values(), default=0.0) >= SETTLED_THEATRE
    for hit in hits.get("place", ()):
        span = (hit.first, hit.last)
        place = place_of(hit)
        if not taken.isdisjoint(range(*span)) or (place.kind == "country" and _acts(text, hit, hits)):
            continue
        if settled and place.kind in _LOCAL and place.country not in countries:
            continue  # a small place of a country that the report does not speak of: its namesake is meant, which no list holds
        if not _allowed(hit, leads.features, leads.inside) and not _told_town(text, hit, leads.inside | leads.beside, countries):
            if place.kind not in FACILITIES:
                doubtful.setdefault(span, []).append(hit)
        elif not _is_other(text, hit, hits, leads):
            groups.setdefault(span, []).append(hit)
    return groups, doubtful


def _is_other(text: Text, hit: Hit, hits: dict[str, list[Hit]], leads: _Leads) -> bool:
    """Whether a name is part of a man's name, a verb, or an adjective."""
    if hit.first - 1 in leads.people and _follows(text, hit):
        return True  # "the officer Ahmad al-Musa"
    if (hit.first, hit.last) in leads.verbs and _verbal(text, hit, hits, leads.led):
        return True
    if hit.first in leads.kin and not hit.preposition and text.between(hit.first - 1, hit.first) == " ":
        return True  # "father of", "mother of": a man or a longer name
    return hit.last in leads.over and _adjective(text, hit, leads.features)


def _at_home(hit: Hit, countries: dict[str, float]) -> bool:
    return countries.get(place_of(hit).country or "", 0.0) >= SETTLED_THEATRE


def _allowed(hit: Hit, features: dict[int, Hit], inside: set[int]) -> bool:
    """Whether a name that is also an ordinary word is introduced as a place."""
    place = place_of(hit)
    feature = features.get(hit.first)
    if place.kind == "district":
        return feature is not None and not feature.article and word_of(feature).type in ("district", "governorate")
    if not place.needs_feature:
        return True
    if hit.last == hit.first + 1 and hit.last in features:
        return False  # "in the city", though a town is called so
    return (hit.first in inside and not place.source) or (feature is not None and not feature.article and word_of(feature).klass in ("dropped", "kept"))


def _told_town(text: Text, hit: Hit, led: set[int], countries: dict[str, float]) -> bool:
    """Whether a listed town that is also an ordinary word is told as the place it is: marked with "#", or led into as a
    place in a report of its country."""
    place = place_of(hit)
    if place.source or place.kind not in _TOWNS or not hit.article:
        return False
    if hit.start and text.folded.deep[hit.start - 1] == _HASH:
        return True
    return place.kind == "city" and hit.first in led and _at_home(hit, countries)


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


def _share_features(text: Text, spans: list[tuple[int, int]], features: dict[int, Hit]) -> None:
    """A plural or dual feature word holds for the names listed after it: "the provinces of A, B and C"."""
    for (before, last), (first, _) in pairwise(spans):
        word = features.get(before)
        if word is None or first != last or first in features or not plural(word):
            continue
        gap = text.between(last - 1, first).strip(" \"'()[]")
        if gap == "," or (not gap and text.deep[first].startswith("و")):
            features[first] = word


def _longest(groups: dict[tuple[int, int], list[Hit]]) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    used: set[int] = set()
    for first, last in sorted(groups, key=lambda s: (s[0] - s[1], s[0])):
        if used.isdisjoint(range(first, last)):
            used.update(range(first, last))
            spans.append((first, last))
    return sorted(spans)


def _anchors(groups: dict[tuple[int, int], list[Hit]], spans: list[tuple[int, int]]) -> list[Anchor]:
    """What each name may stand for: every unit and country it may be, and the place when there is but one."""
    out = []
    for span in spans:
        places = [place for place, _ in fuse_places(groups[span])]
        for place in places:
            if place.kind in ("admin1", "country") or len(places) == 1:
                out.append(Anchor(span[0], place.country, place.admin1, place.kind, place.lat, place.lon))
    return out


def _ground(text: Text, hits: list[Hit], span: tuple[int, int], anchors: list[Anchor], countries: dict[str, float],
            features: dict[int, Hit]) -> At[PlaceMention] | None:
    feature = features.get(span[0])
    choices = rank_places(fuse_places(hits), span[0], anchors, countries, feature)
    if feature is None and is_stray(choices[0], anchors):
        return None
    candidates = tuple(
        PlaceCandidate(p.name, p.name_en, p.kind, p.admin1, p.country, p.lat, p.lon, c.score, str(p.origin), c.reasons)
        for c in choices for p in (c.place,))
    best, hit = choices[0].place, choices[0].hit
    start, end = text.folded.span(hit.start, hit.end)
    quote = text.folded.raw[start:end]
    note = (word_of(feature).type or word_of(feature).klass) if feature else ""
    rivals = [best, *(c.place for c in open_rivals(choices))]
    if len(rivals) > 1:
        country = best.country if {p.country for p in rivals} == {best.country} else None
        admin1 = best.admin1 if country and {p.admin1 for p in rivals} == {best.admin1} else None
        value = PlaceMention(start, end, quote, quote, "", best.kind, admin1, country, None, None, "unknown", candidates[:MOST], str(best.origin))
        return At(span[0], span[1], value, hit.preposition, note=note)
    precision, radius = precision_of(best)
    mention = quote
    if feature is not None and (best.name == quote or fold(best.name).deep == fold(quote).deep):
        mention = text.folded.raw[text.folded.span(feature.start, feature.end)[0] : end]
    value = PlaceMention(start, end, quote, best.name, best.name_en, best.kind, best.admin1, best.country, best.lat, best.lon, precision,
                         candidates[:MOST], str(best.origin), radius, best.pcode, best.admin2, mention=mention)
    return At(span[0], span[1], value, hit.preposition, note=note)
