"""Linking at size: documents added one by one to one SQLite workspace on one core.

    python bench/incidents.py                     # 1,000 to 10,000 documents
    python bench/incidents.py --most 100000       # hours on a slow disk; memory stays flat

The reports are those of gold/train.jsonl as the engine reads them, each moved to a random day of five years, with other
figures and its words in another order, so that days are as full as a newsroom's (some 55 reports a day at 100,000)
and no report is a copy of another. Seconds of the processor for keeping and linking the last hundred documents at each size, and beside them the time to read (extract) one of the same reports in the same run: ratios, not seconds, compare
machines.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import resource
import tempfile
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from time import process_time
from typing import Any

from marsad.exports.records import report_record
from marsad.incidents.linker import make_linker
from marsad.packs.load import load_packs
from marsad.reading import make_reader, read_document
from marsad.records import Document
from marsad.store.keep import keep_document
from marsad.store.runs import Stamp, start_run
from marsad.store.workspace import open_workspace

GOLD = Path(__file__).parents[1] / "gold" / "train.jsonl"
FIRST, DAYS = date(2019, 1, 1), 5 * 365
TIMED = 100  # documents timed one by one at each size
SIZES = (1_000, 2_000, 5_000, 10_000, 20_000, 50_000, 100_000)


def read_base() -> tuple[list[tuple[dict[str, Any], dict[str, Any]]], float]:
    """Gold reports with their records, and the milliseconds it took to read one."""
    reader = make_reader(load_packs())
    docs = [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]
    began = process_time()
    out = []
    for doc in docs:
        document = Document(doc["id"], doc["text"], date.fromisoformat(doc["published"]), "given", outlet=doc["outlet"])
        out.append((doc, report_record(read_document(document, reader))))
    return out, (process_time() - began) / len(docs) * 1000


def vary(doc: dict[str, Any], record: dict[str, Any], number: int, chance: random.Random) -> tuple[Document, dict[str, Any]]:
    """The report on another day, with other figures and another wording."""
    published = FIRST + timedelta(days=chance.randrange(DAYS))
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
    parser.add_argument("--json", action="store_true", help="one line of JSON a size")
    args = parser.parse_args()
    base, reading_ms = read_base()
    linker, chance = make_linker(load_packs()), random.Random(11)
    with tempfile.TemporaryDirectory() as folder, open_workspace(f"{folder}/bench.db", make=True) as workspace:
        run, now = start_run(workspace, Stamp("0", (), ""), now=datetime.now(UTC)), datetime.now(UTC)
        recent: list[float] = []
        for number in range(1, args.most + 1):
            doc, record = base[number % len(base)]
            document, made = vary(doc, record, number, chance)
            began = process_time()
            keep_document(workspace, run, document, made, now=now, linker=linker)
            recent = [*recent[-TIMED + 1 :], (process_time() - began) * 1000]
            if number in SIZES or number == args.most:
                report(number, recent, reading_ms, Path(folder), as_json=args.json)


def report(number: int, recent: list[float], reading_ms: float, folder: Path, *, as_json: bool) -> None:
    """One line for one size."""
    mean, worst = sum(recent) / len(recent), sorted(recent)[-1 - len(recent) // 20]
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    size = sum(f.stat().st_size for f in folder.iterdir()) / 1e6
    if as_json:
        told = {"documents": number, "keep_ms": round(mean, 2), "p95_ms": round(worst, 2), "read_ms": round(reading_ms, 2), "rss_mb": round(memory)}
        print(json.dumps(told), flush=True)
    else:
        print(f"{number:>7,} documents: kept and linked in {mean:5.1f} ms (95 % within {worst:.1f}), {mean / reading_ms:.2f} of reading one"
              f" ({reading_ms:.1f} ms); {memory:.0f} MB of memory, {size:.0f} MB of file", flush=True)  # fmt: skip


if __name__ == "__main__":
    main()
