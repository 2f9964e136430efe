"""Speed and memory of intake: from a WARC archive to documents, against the floor in the same run.

    python bench/intake.py [--pages N] [--memory-mb N,N] [--json FILE]

The floor is what any reader of pages must do at least: unpack the archive and parse each page. Pages are made from
`gold/` (see make.py), 35 kB each with menus, scripts, cards of other headlines and JSON-LD; "marked" ones mark their
article as most sites do, "plain" ones do not, "obscure" ones have neither paragraphs nor names that say anything.
Each measure is the best of many short runs on one core, the floor's and intake's in turn, so that what else the machine does
meets both; memory is measured in a process of its own.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from fastwarc.warc import ArchiveIterator, WarcRecordType
from lxml.html import document_fromstring

sys.path.insert(0, str(Path(__file__).parent))

from make import make_reports
from marsad.intake import warc
from marsad.intake.captures import Taken
from marsad.intake.settings import Intake
from run import MEGABYTE, peak_mb

TURNS = 15  # short runs of the floor and of intake, in turn
MENU, CARDS, SCRIPTS = 120, 25, 20  # links, cards and scripts of a page, as counted on real ones
FLAT = 1.25  # memory at the largest archive may be this much of that at the smallest
KINDS: dict[str, tuple[str, str]] = {
    "marked": ('<article><h1>{title}</h1><div class="entry-content">{body}</div></article>', "<p>{}</p>"),
    "plain": ('<div class="k1"><h1>{title}</h1><div class="k2">{body}</div></div>', "<p>{}</p>"),
    "obscure": ('<div class="k1"><h1>{title}</h1><div class="k2">{body}</div></div>', '<div class="k3"><div class="k4">{}</div></div>'),
}


def main() -> None:
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("--pages", type=int, default=100, help="pages to time [100]")
    args.add_argument("--memory-mb", default="20,200", help="megabytes of archives, unpacked, to measure memory at [20,200]")
    args.add_argument("--json", type=Path, help="also write the figures here")
    args.add_argument("--child", help=argparse.SUPPRESS)
    a = args.parse_args()
    if a.child:
        print(json.dumps(memory_of_this_process(Path(a.child))))
        return
    figures: dict[str, Any] = {}
    with tempfile.TemporaryDirectory() as folder:
        for kind in KINDS:
            figures[kind] = speed(Path(folder), kind, a.pages)
        figures["memory"] = [measure_memory(Path(folder), int(mb)) for mb in a.memory_mb.split(",") if mb]
    show(figures)
    if a.json:
        a.json.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    peaks = [m["peak MB"] for m in figures["memory"]]
    if peaks and max(peaks) > FLAT * peaks[0]:
        sys.exit("memory grows with the archive")


def page(report: dict[str, str], kind: str, chance: random.Random) -> bytes:
    """One web page around a made report."""
    title, *body = [p for p in report["text"].split("\n") if p.strip()]
    outer, inner = KINDS[kind]
    links = "".join(f'<li class="menu-item"><a href="/s/{n}">قسم {n}</a></li>' for n in range(MENU))  # section n
    cards = "".join(f'<div class="card"><a href="/n/{n}"><img src="{n}.jpg"><h3>{chance.choice(body)[:70]}</h3></a></div>' for n in range(CARDS))
    scripts = "".join(f"<script>var x{n}=[{','.join(map(str, range(150)))}];</script>" for n in range(SCRIPTS))
    about = json.dumps({"@type": "NewsArticle", "headline": title, "datePublished": f"{report['published']}T10:00:00+03:00"}, ensure_ascii=False)
    article = outer.format(title=title, body="".join(inner.format(p) for p in body))
    head = f'<meta charset="utf-8"><title>{title} - x</title><script type="application/ld+json">{about}</script><style>{"a{color:red}" * 300}</style>'
    return f"<!DOCTYPE html><html><head>{head}</head><body>{scripts}<nav><ul>{links}</ul></nav><main>{article}</main><aside>{cards}</aside><footer><ul>{links}</ul></footer></body></html>".encode()


def write_archive(path: Path, kind: str, *, pages: int | None = None, mb: int | None = None) -> tuple[int, int]:
    """An archive of so many pages or megabytes; how many pages and bytes (unpacked) it holds."""
    chance = random.Random(1)
    made = [page(r, kind, chance) for r in make_reports(200, seed=1)]
    number = size = 0
    with path.open("wb") as out:
        while (pages is not None and number < pages) or (mb is not None and size < mb * MEGABYTE):
            body = made[number % len(made)]
            block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + body
            head = f"WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: https://a.example/{number}\r\nWARC-Date: 2026-06-07T10:00:00Z\r\n"
            head += f"WARC-Record-ID: <urn:x:{number}>\r\nContent-Type: application/http\r\nContent-Length: {len(block)}\r\n\r\n"
            out.write(gzip.compress(head.encode() + block + b"\r\n\r\n", 1))
            number, size = number + 1, size + len(body)
    return number, size


def documents(path: Path) -> Iterator[Taken]:
    """The documents of an archive, one at a time."""
    with path.open("rb") as stream:
        yield from (item for item in warc.read(stream, path.name, "bench", Intake()) if isinstance(item, Taken))


def floor(path: Path) -> int:
    """Unpack and parse every page."""
    with path.open("rb") as stream:
        return sum(len(document_fromstring(record.reader.read())) for record in ArchiveIterator(stream, record_types=WarcRecordType.response))


def speed(folder: Path, kind: str, pages: int) -> dict[str, float]:
    """Pages a second of intake and of the floor, by processor time, which others on the machine disturb least."""
    path = folder / f"{kind}.warc.gz"
    number, size = write_archive(path, kind, pages=pages)
    assert sum(1 for _ in documents(path)) == number, "not every page gave a document"
    runs = {"floor": lambda: floor(path), "intake": lambda: sum(1 for _ in documents(path))}
    rounds = [{name: timed(run) for name, run in runs.items()} for _ in range(TURNS)]
    took = {name: min(one[name] for one in rounds) for name in runs}
    return {
        "kB a page": round(size / number / 1000, 1),
        "floor pages/s": round(number / took["floor"]),
        "pages/s": round(number / took["intake"]),
        "times the floor": round(took["intake"] / took["floor"], 1),
    }


def timed(run: Callable[[], int]) -> float:
    """Processor seconds of one run."""
    began = time.process_time()
    run()
    return time.process_time() - began


def memory_of_this_process(path: Path) -> dict[str, float]:
    """Reads an archive keeping nothing; its peak memory."""
    number = sum(1 for _ in documents(path))
    return {"pages": number, "peak MB": peak_mb()}


def measure_memory(folder: Path, mb: int) -> dict[str, float]:
    """Peak memory over an archive of ``mb`` megabytes, in a process of its own."""
    path = folder / f"{mb}.warc.gz"
    write_archive(path, "marked", mb=mb)
    said = subprocess.run([sys.executable, __file__, "--child", str(path)], check=True, capture_output=True, text=True).stdout
    path.unlink()
    return {"MB": mb, **json.loads(said)}


def show(figures: dict[str, Any]) -> None:
    """The figures as a table."""
    print(f"{'pages':10} {'kB each':>8} {'floor/s':>9} {'pages/s':>9} {'x floor':>8}")
    for kind in KINDS:
        f = figures[kind]
        print(f"{kind:10} {f['kB a page']:8} {f['floor pages/s']:9,} {f['pages/s']:9,} {f['times the floor']:8}")
    for at in figures["memory"]:
        print(f"{at['MB']:,} MB, {at['pages']:,} pages: peak {at['peak MB']} MB")


if __name__ == "__main__":
    main()
