"""The pure line as one call: a document and a compiled reader in, a report out."""

from __future__ import annotations

from dataclasses import dataclass, replace

from marsad import __version__
from marsad.events.build import build_events
from marsad.gazetteer.index import Index
from marsad.incidents.operations import find_named_operations
from marsad.incidents.series import find_figures, find_joinings
from marsad.mentions.compile import all_entries, compile_lexicon
from marsad.mentions.dateline import infer_published
from marsad.mentions.find import find_mentions, hits_by_kind
from marsad.mentions.lexicon import Lexicon
from marsad.mentions.numbers import number_entries
from marsad.mentions.places_imported import imported_names
from marsad.mentions.places_likely import Namer, read_vocabulary
from marsad.mentions.times import time_entries
from marsad.packs.rows import Packs
from marsad.packs.weights import Model, read_weights
from marsad.records import Block, Document, Report
from marsad.text.blocks import FurnitureCues, furniture_cues, split_blocks
from marsad.text.fold import fold
from marsad.text.tokens import Text, split_text

PACKS = f"packs {__version__}"  # the place data that come with Marsad


@dataclass(frozen=True, slots=True)
class Reader:
    """Packs made ready for reading: the compiled lexicon, cues and weights. Build once, use for many documents."""

    packs: Packs
    lexicon: Lexicon
    furniture: FurnitureCues
    model: Model
    namer: Namer
    gazetteer: str = ""


def make_reader(packs: Packs, places: Index | None = None) -> Reader:
    """Compile ``packs``; about half a second, so do it once a process. ``places`` are those that the user imported."""
    entries = [*all_entries(packs), *time_entries(packs), *number_entries(packs)]
    lexicon = compile_lexicon(entries)
    if places is not None:
        lexicon.more = imported_names(places, packs, lexicon)
    gazetteer = PACKS if places is None else f"{PACKS} + {places.version}"
    model = read_weights(packs.table("weights"))
    return Reader(packs, lexicon, furniture_cues(packs), model, Namer(model, read_vocabulary(packs.table("vocabulary"))), gazetteer)


def prepare(raw: str, reader: Reader) -> tuple[Text, tuple[Block, ...]]:
    """Fold, set furniture apart, split: the text stage."""
    folded = fold(raw)
    blocks = split_blocks(folded, reader.furniture)
    return split_text(folded, blocks), blocks


def read_document(document: Document, reader: Reader, *, theatre: str | None = None) -> Report:
    """Read one document: blocks, mentions, events. Pure; the same input gives the same report.

    ``theatre`` (ISO code) settles which country's parties general names mean, when the text alone does not.
    """
    text, blocks = prepare(document.text, reader)
    hits = hits_by_kind(text, reader.lexicon)
    if document.published is None:
        published, evidence, note = infer_published(text, [*hits.get("time", ()), *hits.get("number", ())], blocks)
        basis = "inferred" if published else "unknown"
        document = replace(document, published=published, published_basis=basis, published_evidence=evidence, published_note=note)
    found = find_mentions(text, hits, document.published, theatre, reader.namer)
    events, mentions = build_events(found, document.published, reader.model), found.mentions()
    figures = find_figures(found, events, document.published)
    joinings = find_joinings(found, document.published, reader.packs) if figures or found.hits.get("series") else ()
    return Report(document, blocks, mentions, events, reader.gazetteer, figures, joinings, find_named_operations(found))
