"""The mention stage as one call: one pass over the lexicon, then one finder a kind."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from marsad.mentions.actors import find_actors
from marsad.mentions.counts import find_counts
from marsad.mentions.found import LIKELY, At, Found, token_range
from marsad.mentions.lexicon import Hit, Lexicon
from marsad.mentions.places import find_places
from marsad.mentions.places_likely import Namer
from marsad.mentions.places_relative import relate_places
from marsad.mentions.speakers import find_speakers
from marsad.mentions.theatre import theatre_votes
from marsad.mentions.times import find_times
from marsad.mentions.words import index_words
from marsad.text.tokens import Text


def hits_by_kind(text: Text, lexicon: Lexicon) -> dict[str, list[Hit]]:
    """The one pass over the lexicon, its hits apart by kind, each by first token."""
    out: defaultdict[str, list[Hit]] = defaultdict(list)
    for hit in lexicon.find(text):
        out[hit.entry.kind].append(hit)
    return dict(out)


def find_mentions(text: Text, hits: dict[str, list[Hit]], published: date | None, theatre: str | None = None,
                  namer: Namer | None = None) -> Found:
    """All mentions of a document: times and counts, then parties, then places and speakers."""
    words = index_words(text, hits.get("time", []) + hits.get("number", []))
    times = [At(*token_range(text, t.start, t.end), t) for t in find_times(text, words, published)]
    spans = [t.value for t in times]
    counts = [At(*token_range(text, c.start, c.end), c) for c in find_counts(text, words, spans)]
    countries = theatre_votes(hits, published, theatre)
    actors = find_actors(text, hits, published, countries)
    sites = {h.first for h in hits.get("place_word", ()) if not h.article}  # "base of X" is a place, though its holder is known
    taken = {i for m in actors if m.value.kind not in ("nation", "nation-adjective") and not m.value.kind.startswith(("people", "members", "victims", "nation+members"))
             and m.first not in sites for i in range(m.first, m.last)}
    taken |= {i for t in times for i in range(t.first, t.last)}
    places = relate_places(text, hits, counts, find_places(text, hits, countries, taken, namer))
    speakers = find_speakers(text, hits, actors, [*times, *counts])
    spoken = {i for m in speakers for i in range(m.first, m.last)}
    places = [m for m in places if m.note != LIKELY or spoken.isdisjoint(range(m.first, m.last))]
    return Found(text, times, places, actors, counts, speakers, hits, countries)
