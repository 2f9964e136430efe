"""Linking at size: documents added to one SQLite workspace on one core.

    python bench/incidents.py                     # 1,000 to 10,000 documents: two minutes
    python bench/incidents.py --most 100000 --db big.db      # half an hour; stopped, it goes on from there
    python bench/incidents.py --most 5000 --days 91   # days as full as at 100,000, in three minutes

The reports are those of gold/train.jsonl as the engine reads them, each moved to a random day of five years (--days), with other
figures and its words in another order, so that days are as full as a newsroom's (some 55 reports a day at 100,000)
and no report is a copy of another; they are read once, since what is measured is what comes after. They are kept and
linked as `marsad add` does it, fifty in a transaction, and the last hundred before each size one by one, as a page
that is sent in. Seconds of the processor, beside those it takes to read (extract) one at that moment, by reports of gold that
were not read before: ratios, not seconds, compare machines.
"""

from __future__ import annotations

import argparse
import gc
import hashlib
import itertools
import json
import random
import resource
import tempfile
from collections import deque
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from math import nan
from pathlib import Path
from statistics import mean
from time import process_time
from typing import Any

from marsad.exports.records import report_record
from marsad.incidents.compare import Linker
from marsad.incidents.linker import make_linker
from marsad.packs.load import load_packs
from marsad.reading import Reader, make_reader, read_document
from marsad.records import Document
from marsad.store.connect import Workspace
from marsad.store.keep import keep_document
from marsad.store.link import AT_ONCE, link_pending
from marsad.store.recall import count_documents
from marsad.store.regroup import Hand
from marsad.store.runs import Stamp, start_run
from marsad.store.workspace import open_workspace

GOLD = Path(__file__).parents[1] / "gold" / "train.jsonl"
FIRST, DAYS = date(2019, 1, 1), 5 * 365
ALONE = 100  # documents linked one by one before each size
LATE = 1_000  # documents before each size whose linking is told
TIMED = 100  # reports read at each size
SIZES = (1_000, 3_000, 10_000, 30_000, 60_000, 80_000, 90_000, 100_000)


def read_gold(path: Path) -> list[dict[str, Any]]:
    """The reports of a file of gold."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def read_base(reader: Reader) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    """Gold reports with their records."""
    return [(doc, read_one(doc, reader)) for doc in read_gold(GOLD)]


def read_one(doc: dict[str, Any], reader: Reader) -> dict[str, Any]:
    """The record of a report of gold, as the engine reads it."""
    published = date.fromisoformat(doc["published"]) if doc["published"] else None
    basis = "given" if published else "unknown"
    return report_record(read_document(Document(doc["id"], doc["text"], published, basis, outlet=doc.get("outlet") or ""), reader))


def time_reading(reader: Reader) -> Iterator[float]:
    """Milliseconds of the processor that it takes to read a report now, by `TIMED` others each time."""
    docs = [doc for path in sorted(GOLD.parent.glob("own-*.jsonl")) for doc in read_gold(path)]
    for at in itertools.count(0, TIMED):
        began = process_time()
        for n in range(at, at + TIMED):
            read_one(docs[n % len(docs)], reader)
        yield (process_time() - began) / TIMED * 1000


def vary(
    doc: dict[str, Any], record: dict[str, Any], number: int, chance: random.Random, days: int = DAYS
) -> tuple[Document, dict[str, Any]]:
    """The report on another day, with other figures and another wording."""
    published = FIRST + timedelta(days=chance.randrange(days))
    shift = published - date.fromisoformat(doc["published"])
    words = doc["text"].split()
    chance.shuffle(words)
    text = " ".join(words)
    events = []
    for event in record["events"]:
        moved = {key: str(date.fromisoformat(event[key]) + shift) if event[key] else None for key in ("start", "end")}
        tolls = [{**o, "min": n, "max": n} if (n := chance.randint(1, 60)) and o["min"] is not None else o for o in event["outcomes"]]
        events.append({**event, **moved, "outcomes": tolls})
    name = f"{number:06}"
    made = {**record, "id": name, "published": str(published), "outlet": f"outlet {chance.randrange(200)}", "events": events}
    digest = hashlib.sha256(f"{name}{text}".encode()).hexdigest()
    return Document(name, text, published, "given", outlet=made["outlet"], sha256=digest), made


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--most", type=int, default=10_000, help="documents in the largest workspace")
    parser.add_argument("--days", type=int, default=DAYS, help="days over which the reports are spread")
    parser.add_argument("--db", type=Path, help="a workspace that an earlier run of this kind left, to go on with; kept afterwards")
    parser.add_argument("--json", action="store_true", help="one line of JSON a size")
    args = parser.parse_args()
    reader = make_reader(load_packs())
    base, reading = read_base(reader), time_reading(reader)
    next(reading)
    linker = make_linker(load_packs())
    gc.collect()
    gc.freeze()  # as `marsad add` does: what the packs hold is no garbage
    with tempfile.TemporaryDirectory() as folder:
        file = args.db or Path(folder) / "bench.db"
        with open_workspace(str(file), make=True) as workspace:
            for figures in grow(workspace, base, linker, args.most, args.days):
                report({**figures, "read_ms": next(reading), "rss_mb": memory_mb(), "file_mb": size_mb(file)}, as_json=args.json)


def grow(
    workspace: Workspace, base: list[tuple[dict[str, Any], dict[str, Any]]], linker: Linker, most: int, days: int
) -> Iterator[dict[str, float]]:
    """Add made reports; at each size the milliseconds a document takes to keep, to link among many, and alone."""
    now = datetime.now(UTC)
    run = start_run(workspace, Stamp("0", (), ""), now=now)
    kept: deque[float] = deque(maxlen=LATE)
    linked: deque[float] = deque(maxlen=LATE // AT_ONCE)
    alone: deque[float] = deque(maxlen=ALONE)
    sizes = {size for size in SIZES if size < most} | {most}
    for number in range(count_documents(workspace) + 1, most + 1):
        document, record = vary(*base[number % len(base)], number, random.Random(number), days)
        by_itself = any(size - ALONE < number <= size for size in sizes)
        began = process_time()
        keep_document(workspace, run, document, record, now=now, linker=linker if by_itself else None)
        (alone if by_itself else kept).append((process_time() - began) * 1000)
        if number % AT_ONCE == 0 and not by_itself:
            began = process_time()
            link_pending(workspace, linker, Hand("bench", now))
            linked.append((process_time() - began) * 1000 / AT_ONCE)
        if number in sizes:
            slow = sorted(alone)[-1 - len(alone) // 20]
            told = {"keep_ms": kept, "link_ms": linked, "alone_ms": alone, "alone_p95_ms": [slow]}
            yield {"documents": number, **{name: mean(values) if values else nan for name, values in told.items()}}


def report(figures: dict[str, float], *, as_json: bool) -> None:
    """One line for one size."""
    if as_json:
        print(json.dumps({name: round(value, 2) for name, value in figures.items()}), flush=True)
        return
    print("{documents:>7,} documents: kept in {keep_ms:4.1f} ms, linked in {link_ms:4.1f}, both alone {alone_ms:4.1f} (95 % within"
          " {alone_p95_ms:.1f}); reading one {read_ms:.1f}; {rss_mb:.0f} MB of memory, {file_mb:.0f} MB of file".format(**figures),
          flush=True)  # fmt: skip


def memory_mb() -> float:
    """The most memory this process had so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def size_mb(file: Path) -> float:
    """What the workspace takes on disk."""
    return sum(f.stat().st_size for f in file.parent.glob(f"{file.name}*")) / 1e6


if __name__ == "__main__":
    main()
