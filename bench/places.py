"""Speed and memory of place data: the default gazetteer, an import, the index, and reading with it.

    python bench/places.py [FILE...] [--rows N] [--documents N] [--json FILE]

Without files a table of made names is imported. Times are of the processor, best of three where it matters, so that
other work on the machine shows less; memory is that of a process of its own.
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

from make import make_reports
from marsad.gazetteer.building import build_index
from marsad.gazetteer.importing import Wanted, Watch, import_file
from marsad.gazetteer.index import read_index
from marsad.gazetteer.store import open_store
from marsad.gazetteer.units import load_units
from marsad.mentions.compile import place_entries
from marsad.mentions.lexicon import build_lexicon
from marsad.packs.load import load_packs
from marsad.reading import Reader, make_reader
from run import peak_mb, read

ROUNDS = 3
PLACES = ("admin1", "admin2", "places", "seed_places")
SYLLABLES = ("كفر", "بير", "زيت", "حور", "نور", "سلم", "قدم", "عرب", "مرج", "دار")  # of made names


def main() -> None:
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("files", nargs="*", type=Path)
    args.add_argument("--rows", type=int, default=50_000, help="rows of the made table [50000]")
    args.add_argument("--documents", type=int, default=100, help="reports read with and without imported places [100]")
    args.add_argument("--json", type=Path)
    args.add_argument("--child", choices=sorted(CHILDREN), help=argparse.SUPPRESS)
    args.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    a = args.parse_args()
    if a.child:
        print(json.dumps(CHILDREN[a.child](a)))
        return
    with tempfile.TemporaryDirectory() as folder:
        files = a.files or [made_table(Path(folder) / "made.tsv", a.rows)]
        common = [sys.executable, __file__, "--folder", folder, "--documents", str(a.documents)]
        figures = {child: measured([*common, "--child", child, *map(str, files)]) for child in CHILDREN}
    for child, told in figures.items():
        print(f"{child:8} " + ", ".join(f"{name} {value:,}" for name, value in told.items()))
    if a.json:
        a.json.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")


def measured(command: list[str]) -> dict[str, float]:
    out: dict[str, float] = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    return out


def made_table(path: Path, rows: int) -> Path:
    """A table of ``rows`` places with names put together from syllables, in northern Syria."""
    chance = random.Random(1)
    with path.open("w", encoding="utf-8") as out:
        out.write("name_ar\tname_en\tlat\tlon\tfeature\tadmin1\tcountry\tsource_id\n")
        for n in range(rows):
            name = " ".join("".join(chance.choices(SYLLABLES, k=2)) for _ in range(chance.choice((1, 2))))
            out.write(f"{name}\tMade {n}\t{chance.uniform(34, 37):.4f}\t{chance.uniform(36, 41):.4f}\tcommunity\t\tSY\tmade:{n}\n")
    return path


def default_gazetteer(a: Any) -> dict[str, float]:
    """The lists of places that come with Marsad: read, and made into entries that can be looked up."""
    packs = load_packs()
    before = peak_mb()
    took = best(lambda: build_lexicon(place_entries(packs)))
    return {"rows": sum(len(packs.rows(name)) for name in PLACES), "s": took, "MB": round(peak_mb() - before, 1)}


def imported(a: Any) -> dict[str, float]:
    """Rows into the store, and the index from it."""
    units = load_units(load_packs())
    began, rows = time.process_time(), 0
    with open_store(a.folder, make=True) as db:
        for path in a.files:
            rows += import_file(db, path, Wanted(country="SY"), units, Watch()).rows
        read_in = time.process_time() - began
        build_index(db, a.folder, units)
    return {"rows": rows, "s of rows": round(read_in, 1), "s in all": round(time.process_time() - began, 1), "MB": peak_mb()}


def index(a: Any) -> dict[str, float]:
    """The index from its file."""
    before = peak_mb()
    found = read_index(a.folder)
    assert found is not None
    return {"names": len(found.names), "s": best(lambda: read_index(a.folder)), "MB": round(peak_mb() - before, 1)}


def reading(a: Any) -> dict[str, float]:
    """Reading with imported places, as a ratio to reading without, both warm, taking turns."""
    packs = load_packs()
    readers = {"without": make_reader(packs), "with": make_reader(packs, read_index(a.folder))}
    reports = list(make_reports(a.documents, seed=1))
    took: dict[str, list[float]] = {name: [] for name in readers}
    for _ in range(ROUNDS):
        for name, reader in readers.items():
            took[name].append(once(lambda r=reader: read_all(reports, r)))  # type: ignore[misc]
    least = {name: min(times) for name, times in took.items()}
    return {"documents": len(reports), "s without": least["without"], "s with": least["with"], "ratio": round(least["with"] / least["without"], 2)}


def read_all(reports: list[dict[str, Any]], reader: Reader) -> None:
    for _ in read(reports, reader, mentions=False):
        pass


def best(run: Callable[[], object]) -> float:
    return min(once(run) for _ in range(ROUNDS))


def once(run: Callable[[], object]) -> float:
    began = time.process_time()
    run()
    return round(time.process_time() - began, 3)


CHILDREN: dict[str, Callable[[Any], dict[str, float]]] = {"default": default_gazetteer, "import": imported, "index": index, "reading": reading}


if __name__ == "__main__":
    main()
