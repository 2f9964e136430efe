"""Whether every row matches its own example and stays out of its `not` sentences, by the reader's own pass."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from marsad.checks.collisions import origin_of
from marsad.mentions.lexicon import Hit
from marsad.mentions.words import NUMBER, TIME, index_words
from marsad.packs.findings import ERROR, NOTE, Finding
from marsad.packs.rows import Packs, Row
from marsad.packs.schema import LISTS
from marsad.reading import Reader, prepare, read_document
from marsad.records import Document, Report

PUBLISHED = date(2020, 6, 15)  # a day on which all dated aliases of the last wars hold or are told not to
_RUNNING = frozenset({"body", "title", "heading", "bullet"})
_EXAMPLE = "mend the sentence, or list the form that stands in it"
_NOT = "add what tells the two apart, or leave the form out"
KNOWN_MISS = "known-miss"  # in a row's note: its `not` sentences are still read, and the reason follows
_NEAR = 3  # characters between a feature word and the name it makes a place

def check_examples(packs: Packs, reader: Reader) -> Iterator[Finding]:
    """Rows whose example does not match them, or whose `not` sentence does; by pack, list and row."""
    for pack in packs.packs:
        for stem, rows in pack.lists.items():
            if stem == "furniture":
                yield from _check_furniture(rows, reader)
            elif stem in LISTS:
                for row in rows:
                    yield from _check_row(row, stem, reader)


def _check_row(row: Row, stem: str, reader: Reader) -> Iterator[Finding]:
    for sentence in row.forms("example"):
        if not _hits(sentence, row, reader):
            yield _at(row, "example", f"no match in {sentence!r}", _EXAMPLE)
    read = [s for s in row.forms("not") if (hits := _hits(s, row, reader)) and _is_read(s, row, stem, hits, reader)]
    yield from _judge_not(row, [f"matches {sentence!r}" for sentence in read])


def _judge_not(row: Row, faults: list[str]) -> Iterator[Finding]:
    """The faults of a row's `not` sentences; a known miss is told as a note, and as an error once it is mended."""
    known = KNOWN_MISS in row.get("note")
    if known and not faults:
        yield _at(row, "note", f"no longer a {KNOWN_MISS}", "take the mark out of the note")
    for said in faults:
        yield _at(row, "not", said, "a known miss" if known else _NOT, NOTE if known else ERROR)


def _hits(sentence: str, row: Row, reader: Reader) -> list[Hit]:
    """Hits of a row in a sentence; of words of time and number those that their own rules let stand."""
    text, _ = prepare(sentence, reader)
    hits = [hit for hit in reader.lexicon.find(text) if origin_of(hit.entry) == row.origin]
    if hits and hits[0].entry.kind in (TIME, NUMBER):
        kept = index_words(text, hits).at
        return [hit for by_token in kept.values() for hit in by_token.values()]
    return hits


def _is_read(sentence: str, row: Row, stem: str, hits: list[Hit], reader: Reader) -> bool:
    """Whether the row shows in what the whole line reads from a sentence: letters alone may still be refused later.

    A feature word shows in a place after it, an instrument in an event of its type, words of time and number in a
    mention that holds them, all others in the rule of a mention or event. Cues leave no trace and are let pass.
    """
    report = read_document(Document("not", sentence, PUBLISHED, "given"), reader)
    text, _ = prepare(sentence, reader)
    spans = [text.span(hit.first, hit.last) for hit in hits]
    mentions = report.mentions
    if stem == "place_words":
        return any(0 <= place.start - end <= _NEAR for place in mentions.places for _, end in spans)
    if stem == "instruments":
        return any(event.type == row.get("type") for event in report.events)
    if stem in ("time_words", "number_words"):
        read = [(m.start, m.end) for m in mentions.times] + [(m.start, m.end) for m in mentions.counts]
        return any(start < e and s < end for start, end in spans for s, e in read)
    return any(str(row.origin) in rule.split() for rule in _rules(report))


def _rules(report: Report) -> Iterator[str]:
    yield from (m.rule for m in report.mentions.actors)
    yield from (m.rule for m in report.mentions.places)
    yield from (m.rule for m in report.mentions.speakers)
    yield from (event.trigger.rule for event in report.events)


def _check_furniture(rows: tuple[Row, ...], reader: Reader) -> Iterator[Finding]:
    """Each example stands as a line of a page between its title and lead, for which triggers' examples serve."""
    title, lead = [row.get("example") for row in reader.packs.rows("triggers")][:2]
    for row in rows:
        faults: dict[str, list[str]] = {"example": [], "not": []}
        for column, expected in (("example", False), ("not", True)):
            for sentence in row.forms(column):
                page = f"{title}\n{sentence}\n\n{lead}."
                _, blocks = prepare(page, reader)
                start, end = len(title) + 1, len(title) + 1 + len(sentence)
                kinds = {b.kind for b in blocks if b.start < end and start < b.end}
                if (kinds <= _RUNNING) is not expected:
                    faults[column].append(f"{sentence!r} is read as {', '.join(sorted(kinds)) or 'nothing'}")
        yield from (_at(row, "example", said, _EXAMPLE) for said in faults["example"])
        yield from _judge_not(row, faults["not"])


def _at(row: Row, column: str, message: str, mend: str, severity: str = ERROR) -> Finding:
    return Finding(row.origin.pack, row.origin.file, row.origin.line, column, message, mend, severity)
