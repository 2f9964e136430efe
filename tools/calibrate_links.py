"""Learn the weights by which events of different documents are linked, from annotated reports.

    python tools/calibrate_links.py gold/train.jsonl gold/own-*.jsonl            # writes links.tsv
    python tools/calibrate_links.py gold/train.jsonl gold/own-*.jsonl --cv       # measures on held-out documents
    python tools/calibrate_links.py --link gold/dev.jsonl -o linked.jsonl        # gold events, linked: for score.py

Learns from the gold events and from the same events as the engine reads them, mistakes included. Pairs of events of two documents of one file are told by their `incident` keys. Pairs across files are not annotated:
only those that differ in day, kind or place are taken, as different. Pairs within one document are different by the
annotation guide; they are the hard ones (several strikes on one city on one day) and count less, since one text
repeats its parties and words. Needs the `train` extra.
"""

from __future__ import annotations

import argparse
import json
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression

from marsad.evaluation.gold import predict
from marsad.evaluation.score import pair_events
from marsad.incidents.areas import name_key
from marsad.incidents.blocks import asked_blocks, kept_blocks
from marsad.incidents.compare import Linker, Relations, compare_events, find_parts
from marsad.incidents.copies import Imprint, compare_texts, take_imprint
from marsad.incidents.group import group_events
from marsad.incidents.judging import Bonds, pair_of
from marsad.incidents.linker import make_linker, make_relations
from marsad.incidents.sighting import Sighting, make_sighting
from marsad.incidents.together import stand_of
from marsad.packs.load import load_packs
from marsad.packs.rows import Packs
from marsad.reading import make_reader

TABLE = Path(__file__).parents[1] / "src" / "marsad" / "data" / "arabic" / "links.tsv"
INVERSE_PENALTY = 4.0
LINK, ASK = 0.08, 0.025  # --cv is flat from .05 to .2 (made look-alikes press all scores down); ASK finds .9 of all
WITHIN_WEIGHT = 0.4  # of a pair within one document
ALIKE_WEIGHT = 0.08  # of a pair of made look-alikes: there are fifty for each pair of one happening
NEIGHBOURS = 6  # look-alikes made of each report
ELSEWHERE_WEIGHT = 0.3  # of a pair across files: there are many, all easy
FOLDS = 10
DIFFERENT_DAYS = frozenset({"1", "2", "apart"})


@dataclass(frozen=True)
class Doc:
    """An annotated document: its file, id, publication date, imprint, and sightings with their gold keys."""

    file: str
    record: dict[str, Any]
    published: date
    imprint: Imprint
    events: tuple[tuple[Sighting, str | None], ...]


@dataclass(frozen=True)
class Pair:
    """A pair of events: what the comparison finds, whether they are one, and how much the pair counts."""

    parts: tuple[tuple[str, str], ...]
    same: bool
    weight: float
    fold: int
    across: bool


def read_docs(files: Sequence[str], packs: Packs) -> list[Doc]:
    """Annotated documents of ``files``."""
    units = {name_key(n): row.get("name_en") for row in packs.rows("admin1") for n in (row.get("name"), *row.forms("aliases"))}
    out = []
    for file in files:
        for line in Path(file).read_text(encoding="utf-8").splitlines():
            record = json.loads(line)
            published = date.fromisoformat(record["published"])
            events = []
            for n, event in enumerate(record["events"]):
                for place in event["places"]:  # gold has no precision: a governorate's name is told from a town's by the packs
                    if place.get("admin1") and units.get(name_key(place["name"])) == place["admin1"]:
                        place["precision"] = "admin1"
                events.append((make_sighting(event, f"{record['id']}#{n}", record["id"], published, lead=n == 0), event.get("incident")))
            out.append(Doc(file, record, published, take_imprint(record["text"]), tuple(events)))
    return out


def read_again(docs: Sequence[Doc], packs: Packs) -> list[Doc]:
    """The same documents with their events as the engine reads them; each has the gold key of the event it was aligned with.

    Events that gold does not have are left out: nobody said whether they are one with another.
    """
    reader = make_reader(packs)
    out = []
    for doc in docs:
        record = predict(doc.record, reader)
        events = []
        for pair in pair_events(doc.record["id"], doc.record["events"], record["events"]):
            if pair.gold is not None and pair.predicted is not None:
                n = record["events"].index(pair.predicted)
                sighting = make_sighting(pair.predicted, f"{record['id']}#{n}r", record["id"], doc.published, lead=n == 0)
                events.append((sighting, pair.gold.get("incident")))
        out.append(Doc(f"read {doc.file}", doc.record, doc.published, doc.imprint, tuple(events)))
    return out


def are_copies(a: Doc, b: Doc) -> bool:
    """Whether two documents are near copies of each other."""
    return compare_texts(a.imprint, b.imprint, a.published, b.published) > 0


def meetings(docs: Sequence[Doc]) -> Iterator[tuple[Doc, Sighting, str | None, Doc, Sighting, str | None]]:
    """Events of two documents that share a block, stand in near copies, or that gold says are one."""
    copied: dict[str, list[str]] = {}
    for a, b in combinations(docs, 2):
        if a.file == b.file and are_copies(a, b):
            copied.setdefault(a.record["id"], []).append(b.record["id"])
            copied.setdefault(b.record["id"], []).append(a.record["id"])
    kept: dict[object, list[tuple[Doc, Sighting, str | None]]] = {}
    for doc in docs:
        held = []
        for sighting, gold in doc.events:
            marks = [*asked_blocks(sighting), *([(doc.file, gold)] if gold else []), *copied.get(doc.record["id"], ())]
            met = {other[1].key: other for mark in marks for other in kept.get(mark, ())}
            for other, theirs, their_gold in met.values():
                yield other, theirs, their_gold, doc, sighting, gold
            held.append((doc, sighting, gold))
        for entry in held:
            for mark in [*kept_blocks(entry[1]), *([(doc.file, entry[2])] if entry[2] else []), doc.record["id"]]:
                kept.setdefault(mark, []).append(entry)


def find_pairs(docs: Sequence[Doc], relations: Relations) -> Iterator[Pair]:
    """All pairs to learn from."""
    for a, s, key_s, b, t, key_t in meetings(docs):
        parts = tuple(find_parts(s, t, relations, copies=are_copies(a, b)))
        told = dict(parts)
        same = bool(key_s) and key_s == key_t and a.file == b.file
        close = told["place"] in ("same", "alike", "near") and told["type"] == "same" and told["days"] in ("1", "2")
        differ = (told["days"] in DIFFERENT_DAYS and not close) or "differ" in (told["place"], told["type"])
        if same or a.file == b.file:
            yield Pair(parts, same, 1.0, zlib.crc32(a.record["id"].encode()) % FOLDS, True)
        elif differ:
            yield Pair(parts, False, ELSEWHERE_WEIGHT, zlib.crc32(a.record["id"].encode()) % FOLDS, False)
    for doc in docs:
        for (s, _), (t, _) in combinations(doc.events, 2):
            if asked_blocks(s) & kept_blocks(t):
                parts = tuple(p for p in find_parts(s, t, relations) if p[0] not in ("words", "voices"))
                yield Pair(parts, False, WITHIN_WEIGHT, zlib.crc32(doc.record["id"].encode()) % FOLDS, False)


def look_alikes(docs: Sequence[Doc], relations: Relations) -> Iterator[Pair]:
    """Different happenings of one kind in one country, moved to one day: what a day of many attacks looks like.

    Without them, that both reports open with it would seem to prove that it is one.
    """
    leads: dict[tuple[str, str | None], list[tuple[Doc, Sighting, str | None]]] = {}
    for doc in docs:
        for sighting, gold in doc.events[:1]:
            if sighting.level == "incident" and sighting.start == sighting.end and sighting.sites:
                leads.setdefault((sighting.type, sighting.sites[0].country), []).append((doc, sighting, gold))
    for group in leads.values():
        for n, (doc, s, gold) in enumerate(group):
            for _, other, other_gold in group[n + 1 : n + 1 + NEIGHBOURS]:
                if (gold and gold == other_gold) or (other.start == s.start and s.start):
                    continue
                moved = replace(other, start=s.start, end=s.end, precision=s.precision, published=s.published)
                parts = tuple(find_parts(s, moved, relations))
                yield Pair(parts, False, ALIKE_WEIGHT, zlib.crc32(doc.record["id"].encode()) % FOLDS, False)


def learn(pairs: Sequence[Pair], names: Sequence[tuple[str, str]]) -> Any:
    """Weights of ``names``."""
    model = LogisticRegression(C=INVERSE_PENALTY, max_iter=5000, fit_intercept=False)
    model.fit(matrix(pairs, names), [p.same for p in pairs], sample_weight=[p.weight for p in pairs])
    return model


def matrix(pairs: Sequence[Pair], names: Sequence[tuple[str, str]]) -> Any:
    """Pairs by names, 1 where the comparison found it."""
    at = {name: n for n, name in enumerate(names)}
    out = np.zeros((len(pairs), len(names)))
    for row, pair in enumerate(pairs):
        for part in pair.parts:
            out[row, at[part]] = 1.0
    return out


def cross_validate(pairs: Sequence[Pair], names: Sequence[tuple[str, str]]) -> None:
    """Precision and recall of pairs across documents, each fold of documents held out in turn."""
    scores = np.zeros(len(pairs))
    for fold in range(FOLDS):
        out = [n for n, p in enumerate(pairs) if p.fold == fold]
        model = learn([p for p in pairs if p.fold != fold], names)
        scores[out] = model.predict_proba(matrix([pairs[n] for n in out], names))[:, 1]
    gold = sum(p.same for p in pairs)
    for level in (0.05, 0.08, 0.1, 0.15, 0.2, 0.25, 0.3, LINK, 0.35, 0.4, 0.5, 0.6, 0.7):
        found = [p for p, s in zip(pairs, scores) if s >= level]
        hits, alarms = sum(p.same for p in found), sum(p.across and not p.same for p in found)
        p, r = hits / max(1, hits + alarms), hits / gold
        print(f"{level:.2f}  P {p:.3f}  R {r:.3f}  F1 {2 * p * r / max(1e-9, p + r):.3f}  within one document {len(found) - hits - alarms}")


def write_table(pairs: Sequence[Pair], names: Sequence[tuple[str, str]], files: Sequence[str]) -> None:
    """Write `links.tsv`."""
    model = learn(pairs, names)
    lines = [f"# Learned by tools/calibrate_links.py from {' '.join(Path(f).name for f in files)}; never edited by hand."]
    lines += [f"threshold\tlink\t{LINK}", f"threshold\task\t{ASK}"]
    lines += [f"{part}\t{found}\t{weight:.3f}" for (part, found), weight in zip(names, model.coef_[0])]
    TABLE.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(names)} weights from {len(pairs)} pairs, {sum(p.same for p in pairs)} of them one happening: {TABLE.name}")


def link_gold(docs: Sequence[Doc], linker: Linker) -> list[dict[str, Any]]:
    """The gold events of ``docs`` as if they had been read, linked."""
    scores = {}
    for a, s, _, b, t, _ in meetings([replace(doc, events=tuple((s, None) for s, _ in doc.events)) for doc in docs]):
        scores[pair_of(s.key, t.key)] = compare_events(s, t, linker, copies=are_copies(a, b))[0]
    events = {s.key: stand_of(s) for doc in docs for s, _ in doc.events}
    clusters = group_events(events, scores, linker.level, Bonds(frozenset(), frozenset()))
    incident = {key: f"i-{members[0]}" for members in clusters for key in members}
    out = []
    for doc in docs:
        events = [{**event, "incident": incident[f"{doc.record['id']}#{n}"]} for n, event in enumerate(doc.record["events"])]
        out.append({**doc.record, "events": events})
    return out


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("gold", nargs="+")
    parser.add_argument("--cv", action="store_true", help="measure on held-out documents, write nothing")
    parser.add_argument("--link", action="store_true", help="link the gold events with the weights as they are")
    parser.add_argument("-o", "--out", type=Path, help="where --link writes")
    args = parser.parse_args()
    packs = load_packs()
    docs = read_docs(args.gold, packs)
    if args.link:
        lines = [json.dumps(record, ensure_ascii=False) for record in link_gold(docs, make_linker(packs))]
        args.out.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return
    relations = make_relations(packs)
    again = read_again(docs, packs)
    pairs = [pair for told in (docs, again) for make in (find_pairs, look_alikes) for pair in make(told, relations)]
    names = sorted({part for pair in pairs for part in pair.parts})
    if args.cv:
        cross_validate(pairs, names)
    else:
        write_table(pairs, names, args.gold)


if __name__ == "__main__":
    main()
