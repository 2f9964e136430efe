"""Place names, known and unknown, grounded to the best gazetteer row.

A name is chosen among its candidates by what stands around it (its province named beside it), by the
theatre and by how well known the place is. A name that no pack knows is still a place when a feature
word ("village of") or a list of such names introduces it; it is kept as said, with its container.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from marsad.mentions.compile import PlaceName
from marsad.mentions.found import At, word_of
from marsad.mentions.lexicon import Hit
from marsad.mentions.places_likely import Namer, find_likely
from marsad.mentions.places_unknown import find_unknown, listed_tokens, plural
from marsad.records import PlaceCandidate, PlaceMention
from marsad.text.fold import fold
from marsad.text.tokens import Text

_NEAR = 8  # tokens around a name in which its container may be named
# A district, camp, base or field bears the name of the town in it or beside it: it is meant where its feature word says so.
_FACILITIES = frozenset({"district", "camp", "base", "airport", "prison", "port", "field", "crossing", "dam"})
_FEMININE = ("ه", "ات", "ال")  # endings of nouns that a feminine adjective may follow: towns, hills, mountains


def find_places(text: Text, hits: dict[str, list[Hit]], countries: dict[str, float], taken: set[int], namer: Namer | None = None) -> list[At[PlaceMention]]:
    """Place mentions by first token. ``taken`` are tokens of party names, where a place name is not a place.

    Without a ``namer`` unlisted names are found after feature words alone.
    """
    features = {h.last: h for h in hits.get("place_word", ())}
    inside = {h.last for h in hits.get("function", ()) if word_of(h).klass == "prep-in" and not h.pronoun}
    kin = {h.last for h in hits.get("name_head", ()) if word_of(h).note.startswith("person")}
    over = {h.first for h in hits.get("function", ()) if word_of(h).klass == "prep-on" and not h.conjunction}
    groups: dict[tuple[int, int], list[Hit]] = {}
    for hit in hits.get("place", ()):
        if not taken.isdisjoint(range(hit.first, hit.last)) or not _allowed(hit, features, inside):
            continue
        if hit.first in kin and not hit.preposition and text.between(hit.first - 1, hit.first) == " ":
            continue  # "father of", "mother of": a man or a longer name
        if not (hit.last in over and _adjective(text, hit, features)):
            groups.setdefault((hit.first, hit.last), []).append(hit)
    spans = _longest(groups)
    _share_features(text, spans, features)
    anchors = [(span, {c for h in groups[span] for c in _containers(h)}) for span in spans]
    out = [_ground(text, groups[span], span, anchors, countries, features) for span in spans]
    known = {i for first, last in spans for i in range(first, last)}
    unknown = find_unknown(text, hits, known | taken, out)
    named = {i for m in unknown for i in range(m.first, m.last)}
    told = sorted([*(m for m in out if m.first not in named), *unknown], key=lambda m: m.first)
    if namer is None:
        return told
    likely = find_likely(text, hits, known | taken | named | listed_tokens(hits), told, namer)
    return sorted([*told, *likely], key=lambda m: m.first) if likely else told


def _allowed(hit: Hit, features: dict[int, Hit], inside: set[int]) -> bool:
    """Whether a name that is also an ordinary word is introduced as a place."""
    place = hit.entry.payload
    assert isinstance(place, PlaceName)
    feature = features.get(hit.first)
    if place.kind == "district":
        return feature is not None and not feature.article and word_of(feature).type in ("district", "governorate")
    if not place.needs_feature:
        return True
    return hit.first in inside or (feature is not None and not feature.article and word_of(feature).klass in ("dropped", "kept"))


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


def _containers(hit: Hit) -> Iterable[tuple[str | None, str | None]]:
    place = hit.entry.payload
    assert isinstance(place, PlaceName)
    if place.kind in ("admin1", "country"):
        yield (place.country, place.admin1)


def _ground(text: Text, hits: list[Hit], span: tuple[int, int], anchors: list[tuple[tuple[int, int], set[tuple[str | None, str | None]]]],
            countries: dict[str, float], features: dict[int, Hit]) -> At[PlaceMention]:
    near = {c for s, cs in anchors if s != span and abs(s[0] - span[0]) <= _NEAR for c in cs}
    anywhere = {c for s, cs in anchors if s != span for c in cs}
    feature = features.get(span[0])
    scored = sorted(((_score(h, near, anywhere, countries, feature), n) for n, h in enumerate(hits)), reverse=True)
    candidates = []
    for score, n in scored:
        place = hits[n].entry.payload
        assert isinstance(place, PlaceName)
        candidates.append(PlaceCandidate(place.name, place.name_en, place.kind, place.admin1, place.country, place.lat, place.lon,
                                         round(score, 3), str(place.origin)))
    best, hit = candidates[0], hits[scored[0][1]]
    start, end = text.folded.span(hit.start, hit.end)
    quote = text.folded.raw[start:end]
    precision = {"country": "country", "region": "region", "admin1": "admin1", "district": "admin2", "sea": "water", "river": "region"}.get(best.kind, "exact")
    mention = quote
    if feature is not None and fold(best.name).deep == fold(quote).deep:
        mention = text.folded.raw[text.folded.span(feature.start, feature.end)[0] : end]
    value = PlaceMention(start, end, quote, best.name, best.name_en, best.kind, best.admin1, best.country, best.lat, best.lon, precision,
                         tuple(candidates[:5]), best.source, mention)
    return At(span[0], span[1], value, hit.preposition, note=(word_of(feature).type or word_of(feature).klass) if feature else "")


def _score(hit: Hit, near: set[tuple[str | None, str | None]], anywhere: set[tuple[str | None, str | None]],
           countries: dict[str, float], feature: Hit | None) -> float:
    place = hit.entry.payload
    assert isinstance(place, PlaceName)
    score = place.weight + 4.0 * countries.get(place.country or "", 0.0)
    if (place.country, place.admin1) in near and place.kind != "admin1":
        score += 3.0
    elif (place.country, place.admin1) in anywhere and place.kind != "admin1":
        score += 1.5
    if any(c == place.country for c, _ in near):
        score += 1.0
    if feature is not None:
        said = word_of(feature).type or ""
        score += 1.5 if said == place.kind else -0.5 if place.kind in ("country", "admin1") and said in ("village", "town") else 0.0
        if place.kind == "admin1" and said == "governorate":
            score += 2.0
    if place.kind in _FACILITIES and (feature is None or word_of(feature).type != place.kind):
        score -= 0.75
    return score
