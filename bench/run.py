"""Speed and memory of reading, against the floor in the same run.

    python bench/run.py [--documents N] [--memory N,N] [--seed N] [--json FILE]

The floor is what any reader of these reports must do at least: read the bytes, fold the letters, and pass
once over them with an Aho-Corasick automaton of all the packs' forms. Each measure is the best of three
runs on one core, by the processor's seconds, so that other jobs count little; memory is measured in a process
of its own. See bench/README.md.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import ahocorasick_rs

sys.path.insert(0, str(Path(__file__).parent))

from make import LENGTH, make_reports
from marsad.commands.reader import load_reader
from marsad.exports.jsonl import record_line
from marsad.exports.records import report_record
from marsad.mentions.compile import all_entries
from marsad.mentions.numbers import number_entries
from marsad.mentions.times import time_entries
from marsad.packs.load import load_packs
from marsad.reading import Reader, read_document
from marsad.records import Document
from marsad.text.fold import fold

ROUNDS = 3
STARTS = 7  # times that `marsad --help` is started; the median is told
LENGTHS = (1500, 6000, 24000)  # characters of the reports on which growth with length is measured
FLAT = 1.10  # memory at the larger number may be this much of that at the smaller
MEGABYTE = 1e6


def main() -> None:
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("--documents", type=int, default=1000, help="reports to time [1000]")
    args.add_argument("--memory", default="1000,10000", help="numbers of reports to measure memory at [1000,10000]")
    args.add_argument("--seed", type=int, default=1)
    args.add_argument("--json", type=Path, help="also write the figures here")
    args.add_argument("--child", type=int, help=argparse.SUPPRESS)
    a = args.parse_args()
    if a.child is not None:
        print(json.dumps(memory_of_this_process(a.child, a.seed)))
        return
    figures = speeds(a.documents, a.seed) | {"start-up of marsad --help, s": start_up()}
    figures["memory"] = [measure_memory(int(n), a.seed) for n in a.memory.split(",") if n]
    show(figures)
    if a.json:
        a.json.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    if not is_flat(figures["memory"]):
        sys.exit("memory grows with the number of documents")


def speeds(number: int, seed: int) -> dict[str, Any]:
    """Documents and megabytes a second of the floor and of reading, with and without mentions in the record."""
    began = time.process_time()
    reader = load_reader(load_packs())
    compiled = time.process_time() - began
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "reports.jsonl"
        with path.open("w", encoding="utf-8") as out:
            out.writelines(json.dumps(report, ensure_ascii=False) + "\n" for report in make_reports(number, seed=seed))
        size = path.stat().st_size
        automaton = ahocorasick_rs.AhoCorasick(sorted(patterns(reader)))
        runs: dict[str, Callable[[], int]] = {
            "floor": lambda: sum(len(automaton.find_matches_as_indexes(fold(d["text"]).deep, overlapping=True)) for d in lines(path)),
            "reading": lambda: sum(len(record) for record in read(lines(path), reader, mentions=False)),
            "reading --mentions": lambda: sum(len(record) for record in read(lines(path), reader, mentions=True)),
        }
        took = best(runs)
        growth = {length: growth_at(length, reader, seed) for length in LENGTHS}
    return {
        "documents": number, "characters each": LENGTH, "megabytes": round(size / MEGABYTE, 2),
        "patterns": len(patterns(reader)), "compiling the packs, s": round(compiled, 2),
        "speeds": {name: {"documents/s": round(number / t, 1), "MB/s": round(size / MEGABYTE / t, 2)} for name, t in took.items()},
        "ms a thousand characters, by length": growth,
        "times the floor": round(took["reading"] / took["floor"], 1),
        "times the floor with --mentions": round(took["reading --mentions"] / took["floor"], 1),
    }  # fmt: skip


def growth_at(length: int, reader: Reader, seed: int) -> float:
    """Milliseconds a thousand characters of reports of ``length``; the same at every length when reading is linear."""
    number = max(3, 30_000 // length)
    reports = list(make_reports(number, seed=seed, length=length))
    began = time.process_time()
    for _ in read(reports, reader, mentions=False):
        pass
    return round((time.process_time() - began) * 1e6 / (number * length), 2)


def patterns(reader: Reader) -> set[str]:
    """The folded forms of all entries, as the floor's automaton takes them."""
    packs = reader.packs
    return {" ".join(entry.words) for entry in (*all_entries(packs), *time_entries(packs), *number_entries(packs))}


def best(runs: dict[str, Callable[[], int]]) -> dict[str, float]:
    """The processor's seconds of each run in its fastest round, which is least disturbed; the runs take turns, so that all meet the same machine."""
    times: dict[str, list[float]] = {name: [] for name in runs}
    for _ in range(ROUNDS):
        for name, run in runs.items():
            began = time.process_time()
            run()
            times[name].append(time.process_time() - began)
    return {name: min(took) for name, took in times.items()}


def lines(path: Path) -> Iterator[dict[str, Any]]:
    """The reports of a file, one at a time, read anew at each call."""
    with path.open("rb") as stream:
        for line in stream:
            yield json.loads(line)


def read(reports: Iterable[dict[str, Any]], reader: Reader, *, mentions: bool) -> Iterator[bytes]:
    """The records of reports as `marsad extract` writes them."""
    for report in reports:
        document = Document(report["id"], report["text"], date.fromisoformat(report["published"]), "given")
        yield record_line(report_record(read_document(document, reader), mentions=mentions))


def memory_of_this_process(number: int, seed: int) -> dict[str, float]:
    """Reads ``number`` reports in a stream, keeping none; peak resident memory and time from the first to the last."""
    reader = load_reader(load_packs())
    before = peak_mb()
    began = time.process_time()
    written = sum(len(record) for record in read(make_reports(number, seed=seed), reader, mentions=False))
    took = time.process_time() - began
    return {"documents": number, "MB before": before, "MB": peak_mb(), "s": round(took, 2), "written MB": round(written / MEGABYTE, 1)}


def peak_mb() -> float:
    """Peak resident memory of this process in megabytes; on Linux without what its parent held when it was started."""
    status = Path("/proc/self/status")
    if status.exists():
        held = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return round(int(held.split()[1]) * 1024 / MEGABYTE, 1)
    unit = 1 if sys.platform == "darwin" else 1024
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / MEGABYTE, 1)


def measure_memory(number: int, seed: int) -> dict[str, float]:
    """`memory_of_this_process`, in a process of its own."""
    command = [sys.executable, __file__, "--child", str(number), "--seed", str(seed)]
    out: dict[str, float] = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    return out


def is_flat(measured: list[dict[str, float]]) -> bool:
    """Whether the largest number of documents needs hardly more memory than the smallest."""
    return len(measured) < 2 or measured[-1]["MB"] <= FLAT * measured[0]["MB"]


def start_up() -> float:
    """Median seconds of `marsad --help` from start to end."""
    times = []
    for _ in range(STARTS):
        began = time.perf_counter()
        command = [sys.executable, "-c", "from marsad.cli import app; app()", "--help"]
        subprocess.run(command, check=True, capture_output=True, env={**os.environ, "NO_COLOR": "1"})
        times.append(time.perf_counter() - began)
    return round(statistics.median(times), 3)


def show(figures: dict[str, Any]) -> None:
    """The figures as a table."""
    print(f"{figures['documents']:,} reports of {figures['characters each']:,} characters, {figures['megabytes']} MB; "
          f"{figures['patterns']:,} forms, compiled in {figures['compiling the packs, s']} s")  # fmt: skip
    print(f"{'':20} {'documents/s':>12} {'MB/s':>8}")
    for name, speed in figures["speeds"].items():
        print(f"{name:20} {speed['documents/s']:12,.1f} {speed['MB/s']:8.2f}")
    print(f"reading takes {figures['times the floor']} times the floor, {figures['times the floor with --mentions']} with --mentions")
    growth = ", ".join(f"{t} ms at {n:,}" for n, t in figures["ms a thousand characters, by length"].items())
    print(f"a thousand characters of a report of so many: {growth}")
    for at in figures["memory"]:
        print(f"{at['documents']:,} documents: peak {at['MB']} MB (packs alone {at['MB before']}), {at['documents'] / at['s']:,.0f} documents/s")
    print(f"marsad --help: {figures['start-up of marsad --help, s']} s")


if __name__ == "__main__":
    main()
