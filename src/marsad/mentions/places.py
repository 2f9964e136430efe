"""Place names, known and unknown, grounded to the best gazetteer row.

A name is chosen among its candidates by what stands around it (its province named beside it), by the
theatre and by how well known the place is. A name that no pack knows is still a place when a feature
word ("village of") or a list of such names introduces it; it is kept as said, with its container.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from marsad.mentions.found import At, word_of
from marsad.mentions.lexicon import Hit
from marsad.mentions.places_ground import (
    FAR_KM,
    TOGETHER_KM,
    Anchor,
    apart_km,
    doubt_km,
    fuse_places,
    is_namesake,
    is_stray,
    open_rivals,
    precision_of,
    rank_places,
)
from marsad.mentions.places_likely import FIRM_FROM, Namer, find_likely, is_ordinary
from marsad.mentions.places_read import (
    at_home,
    drop_bare,
    find_leads,
    mark_bare,
    read_names,
)
from marsad.mentions.places_unknown import (
    container,
    find_unknown,
    listed_tokens,
    name_tails,
    plural,
)
from marsad.records import PlaceCandidate, PlaceMention
from marsad.text.fold import fold
from marsad.text.tokens import Text

_PLAIN = frozenset({"village", "town", "city", "quarter", "camp", "governorate"})  # feature words that hardly mean anything else
MOST = 5  # candidates kept with a mention


def find_places(text: Text, hits: dict[str, list[Hit]], countries: dict[str, float], taken: set[int], namer: Namer | None = None) -> list[At[PlaceMention]]:
    """Place mentions by first token. ``taken`` are tokens of party names, where a place name is not a place.

    Without a ``namer`` unlisted names are found after feature words alone.
    """
    words = sorted(hits.get("place_word", ()), key=lambda h: h.last - h.first)  # of two the longer stands in a dict
    features = {h.last: h for h in words}
    listed = listed_tokens(hits)
    leads = find_leads(hits, features, listed)
    groups, doubtful, elsewhere = read_names(text, hits, countries, taken, leads)
    for span in groups:  # the name is read as a place: then any place of that name may be meant
        groups[span] += doubtful.get(span, ())
    spans = _longest(groups)
    named = {i for first, last in spans for i in range(first, last)}
    features = {at: h for at, h in features.items() if not h.article and h.first not in named}
    _share_features(text, spans, features)
    anchors = _anchors(groups, spans)
    said = said_names(text, hits, spans, features, words)
    ground = lambda same, span: _ground(text, same, span, anchors, countries, features.get(span[0]), said)  # noqa: E731
    out = mark_bare(text, [at for span in spans if (at := ground(groups[span], span)) is not None], leads)
    out = [_contained(text, m, out, countries) for m in out]
    unknown = find_unknown(text, hits, named | taken | listed, out, countries, elsewhere - named)
    unknown = [same if (span := (m.first, m.last)) in doubtful and m.last > m.first + 1 and (same := ground(doubtful[span], span)) is not None else m for m in unknown]
    if namer is not None:
        unknown = [m for m in unknown if m.note in _PLAIN or not is_ordinary(text, m, namer)]
    begun = {i for m in unknown for i in range(m.first, m.last)}
    told = sorted([*(m for m in out if m.first not in begun), *unknown], key=lambda m: m.first)
    likely = find_likely(text, hits, named | taken | begun | listed, told, countries, namer) if namer is not None else []
    # A likely name that is listed for the report's own country is that place, though it is an ordinary word too.
    own = {span: home for span, same in doubtful.items() if (home := [h for h in same if at_home(h, countries)])}
    grounded = [ground(own[span], span) if (span := (m.first, m.last)) in own and score >= FIRM_FROM else None for m, score in likely]
    return drop_bare(sorted([*told, *(one or m for one, (m, _) in zip(grounded, likely, strict=True))], key=lambda m: m.first))


def _contained(text: Text, m: At[PlaceMention], places: list[At[PlaceMention]], countries: dict[str, float]) -> At[PlaceMention]:
    """A mention with the province and country told about it, when it is of a place that no list holds."""
    if m.value.precision != "unknown" or m.value.candidates:
        return m
    inside = container([p for p in places if p is not m and p.value.precision != "unknown"], m.first, m.last, text, countries)
    return replace(m, value=replace(m.value, admin1=inside.admin1, country=inside.country)) if inside else m


def said_names(text: Text, hits: dict[str, list[Hit]], spans: list[tuple[int, int]], features: dict[int, Hit], words: list[Hit]) -> dict[tuple[int, int], tuple[int, int]]:
    """The other way the text's words name a place, as folded ``[start, end)`` by span: with the adjective behind it, with the
    feature word or the directions before it, or without those that the listed name begins with."""
    tails = name_tails(text, hits)
    heads = {h.first: h for h in words if word_of(h).klass != "kept" or word_of(h).type == "river"}
    out: dict[tuple[int, int], tuple[int, int]] = {}
    for first, last in spans:
        feature, head = features.get(first), heads.get(first)
        if last in tails:
            out[first, last] = (text.starts[first], text.ends[last])
        elif feature is not None:
            while word_of(feature).klass == "direction" and (before := features.get(feature.first)) is not None and word_of(before).klass == "direction":
                feature = before
            out[first, last] = (feature.start, text.ends[last - 1])
        elif head is not None and head.last < last:
            out[first, last] = (text.starts[head.last], text.ends[last - 1])
    return out


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
        if len(places) > 1:
            out += [Anchor(span[0], country, None, "", None, None) for country in dict.fromkeys(place.country for place in places)]
    return out


def _ground(text: Text, hits: list[Hit], span: tuple[int, int], anchors: list[Anchor], countries: dict[str, float],
            feature: Hit | None, said: dict[tuple[int, int], tuple[int, int]]) -> At[PlaceMention] | None:
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
    mention = text.folded.raw[slice(*text.folded.span(*said[span]))] if span in said else quote
    sent = text.sents[text.sent_of[span[0]]]
    if is_namesake(best, span[0], anchors, range(sent.first, sent.last), countries):
        value = PlaceMention(start, end, quote, quote, "", note or "place", None, None, None, None, "unknown", (), f"{best.origin} is a namesake elsewhere", mention=mention)
        return At(span[0], span[1], value, hit.preposition, note=note)
    rivals = [best, *(c.place for c in open_rivals(choices))]
    if len(rivals) > 1 and any((apart_km(best, r) or FAR_KM) > TOGETHER_KM for r in rivals[1:]):
        country = best.country if {p.country for p in rivals} == {best.country} else None
        admin1 = best.admin1 if country and {p.admin1 for p in rivals} == {best.admin1} else None
        value = PlaceMention(start, end, quote, quote, "", best.kind, admin1, country, None, None, "unknown", candidates[:MOST], str(best.origin), mention=mention)
        return At(span[0], span[1], value, hit.preposition, note=note)
    precision, radius = precision_of(best)
    if precision == "exact" and (doubt := doubt_km(choices)) is not None:
        precision, radius = "near", round(doubt, 1)
    if best.name != quote and fold(best.name).deep != fold(quote).deep:
        mention = quote
    value = PlaceMention(start, end, quote, best.name, best.name_en, best.kind, best.admin1, best.country, best.lat, best.lon, precision,
                         candidates[:MOST], str(best.origin), radius, best.pcode, best.admin2, mention=mention)
    return At(span[0], span[1], value, hit.preposition, note=note)
