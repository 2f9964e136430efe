"""Files into the store and the index: resumed, faulty, cut, zipped, merged; the old index serves until the new is whole."""

from __future__ import annotations

import gzip
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from marsad.errors import InputError, PlacesError
from marsad.gazetteer import importing
from marsad.gazetteer.building import build_index
from marsad.gazetteer.importing import Outcome, Wanted, Watch, import_file
from marsad.gazetteer.index import read_index
from marsad.gazetteer.records import RowFault
from marsad.gazetteer.search import find_kept, find_merged, search_index, search_store
from marsad.gazetteer.store import INDEX, STORE, open_store, read_sources
from marsad.gazetteer.units import Units, load_units
from marsad.packs.load import load_packs

HEAD = "name_ar\tname_en\tlat\tlon\tfeature\tadmin1\tadmin2\tcountry\tsource_id\tpcode\tpopulation\n"
# Invented villages about Ariha: "the hill of roses", "the spring of figs", "the monastery of silence"; then faults.
ROWS = (
    "تل الورود\tTell al-Wurud\t35.8200\t36.6200\tcommunity\tIdleb\tAriha\tSY\tocha:C1\tC1\t900\n"
    "عين التينات\tAyn al-Tinat\t35.7800\t36.5500\tcommunity\tIdleb\tAriha\tSY\tocha:C2\tC2\t\n"
    "\tNameless\t35.70\t36.50\tcommunity\tIdleb\tAriha\tSY\tocha:C3\tC3\t\n"
    "دير السكون\tDayr al-Sukun\t95.0\t36.5\tcommunity\tIdleb\tAriha\tSY\tocha:C4\tC4\t\n"
    "دير الصمت\tDayr al-Samt\t35.60\t36.60\tcommunity\tIdleb\n"
    "تل الورود\tTell again\t35.82\t36.62\tcommunity\tIdleb\tAriha\tSY\tocha:C1\tC1\t\n"
)
Import = Callable[..., tuple[Outcome, list[RowFault]]]


@pytest.fixture(scope="module")
def units() -> Units:
    return load_units(load_packs(["syria"]))


@pytest.fixture
def bring(tmp_path: Path, units: Units) -> Import:
    def run(name: str, content: str | bytes, **wanted: object) -> tuple[Outcome, list[RowFault]]:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        faults: list[RowFault] = []
        with open_store(tmp_path / "places", make=True) as db:
            outcome = import_file(db, path, Wanted(**wanted), units, Watch(on_fault=lambda _, fault: faults.append(fault)))  # type: ignore[arg-type]
            build_index(db, tmp_path / "places", units)
        return outcome, faults

    return run


def test_good_rows_are_kept_and_faulty_ones_told_by_row(bring: Import, tmp_path: Path) -> None:
    outcome, faults = bring("a.tsv", HEAD + ROWS)
    assert (outcome.rows, outcome.matched) == (3, 2)
    assert {(f.row, f.kind) for f in faults} == {(4, "no Arabic name"), (5, "coordinates"), (6, "columns"), (7, "duplicate id")}
    index = read_index(tmp_path / "places")
    assert index is not None
    (found,) = index.places("تل الورود")  # the hill of roses
    assert (found.admin1, found.admin2, found.pcode, found.source, found.row) == ("Idlib", "Ariha", "C1", "OCHA", 2)
    assert index.places("تل ورود") == [found], "the article of a later word comes and goes"
    with open_store(tmp_path / "places") as db:
        (source,) = read_sources(db)
        assert (source.name, source.licence, source.whole) == ("OCHA", "CC BY-IGO", True)
        assert [kept.fault for kept in find_kept(db, "C3")] == ["no Arabic name"]
        assert [e.id for e in search_store(db, "nameless")] == ["ocha:C3"]


def test_the_same_file_again_changes_nothing(bring: Import, tmp_path: Path) -> None:
    bring("a.tsv", HEAD + ROWS)
    before = (tmp_path / "places" / INDEX).read_bytes()
    outcome, faults = bring("a.tsv", HEAD + ROWS)
    assert outcome.already and not faults
    assert (tmp_path / "places" / INDEX).read_bytes() == before


def test_a_new_version_of_a_file_takes_the_place_of_the_old(bring: Import, tmp_path: Path) -> None:
    bring("a.tsv", HEAD + ROWS)
    bring("a.tsv", HEAD + ROWS.splitlines(keepends=True)[1])
    index = read_index(tmp_path / "places")
    assert index is not None and not index.places("تل الورود") and index.places("عين التينات")


def test_a_run_that_is_cut_short_goes_on_and_the_old_index_serves_until_then(
    bring: Import, tmp_path: Path, units: Units, monkeypatch: pytest.MonkeyPatch
) -> None:
    bring("old.tsv", HEAD + ROWS.splitlines(keepends=True)[1])
    old = (tmp_path / "places" / INDEX).read_bytes()
    many = HEAD + "".join(f"قرية الاختبار {n}\tVillage {n}\t35.{n:03}\t36.6\tcommunity\tIdleb\tAriha\tSY\tocha:T{n}\t\t\n" for n in range(200))  # test village
    (tmp_path / "many.tsv").write_text(many, encoding="utf-8")
    monkeypatch.setattr(importing, "BATCH", 20)
    seen = []

    def stop(size: int) -> None:
        seen.append(size)
        if len(seen) > 151:
            raise KeyboardInterrupt

    with open_store(tmp_path / "places") as db, pytest.raises(KeyboardInterrupt):
        import_file(db, tmp_path / "many.tsv", Wanted(), units, Watch(on_bytes=stop))
    assert (tmp_path / "places" / INDEX).read_bytes() == old
    with open_store(tmp_path / "places") as db:
        assert [(s.whole, s.rows) for s in read_sources(db)] == [(True, 2), (False, 141)], "seven batches and the head"
        outcome = import_file(db, tmp_path / "many.tsv", Wanted(), units, Watch())
        assert outcome.rows == 60
        assert db.execute("SELECT count(*) FROM place").fetchone() == (201,)


def test_duplicates_between_sources_are_merged_with_the_reason(bring: Import, tmp_path: Path) -> None:
    bring("ocha.tsv", HEAD + ROWS)
    gn = "77\tTell el Wurud\tTell el Wurud\tتل الورود,تل ورود\t35.8215\t36.6215\tP\tPPL\tSY\t\t12\t\t\t\t0\t\t\tAsia/Damascus\t2020-01-01\n"
    far = gn.replace("77\t", "78\t", 1).replace("35.8215", "36.8215")
    bring("SY.txt", gn + far)
    index = read_index(tmp_path / "places")
    assert index is not None
    assert {(p.source, p.pcode) for p in index.places("تل الورود")} == {("OCHA", "C1"), ("GeoNames", "")}, "the one 111 km away stands"
    with open_store(tmp_path / "places") as db:
        ((merged, reason),) = find_merged(db, "ocha:C1")
        assert merged == "gn:77" and "0.2 km apart" in reason


def test_arabic_names_and_pcodes_come_from_tables_of_their_own(bring: Import, tmp_path: Path) -> None:
    bring("SY.txt", "77\tTell Sakin\tTell Sakin\t\t35.8\t36.6\tP\tPPL\tSY\t\t12\t\t\t\t0\t\t\tAsia/Damascus\t2020-01-01\n")
    outcome, _ = bring("alternateNamesV2.txt", "1\t77\tar\tتل الساكن\t1\t\t\t\t\t\n2\t77\tfr\tTell\t\t\t\t\t\t\n3\t99\tar\tلا أحد\t\t\t\t\t\t\n")
    assert outcome.rows == 1
    bring("units.tsv", HEAD + "أريحا\tAriha\t35.8\t36.6\tadm2\tIdleb\tAriha\tSY\tx:1\t\t\n")
    outcome, _ = bring("pcodes.csv", "Location,Admin Level,P-Code,Name\nSYR,2,SY0705,Ariha\nAFG,1,AF01,Kabul\n")
    assert outcome.rows == 1
    index = read_index(tmp_path / "places")
    assert index is not None and [p.id for p in index.places("تل الساكن")] == ["gn:77"]  # the quiet hill
    assert [p.pcode for p in index.places("اريحا")] == ["SY0705"]


@pytest.mark.parametrize("pack", ["zip", "gz"])
def test_packed_files_and_files_cut_in_the_middle(bring: Import, tmp_path: Path, pack: str) -> None:
    content = HEAD + "".join(f"قرية الاختبار {n}\tVillage {n}\t35.5\t{36 + n / 9000:.4f}\tcommunity\tIdleb\tAriha\tSY\tocha:T{n * 7919 % 99991}\t\t\n" for n in range(9000))
    path = tmp_path / f"table.{pack}"
    if pack == "zip":
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("readme.txt", "about the table")
            archive.writestr("table.tsv", content)
    else:
        path.write_bytes(gzip.compress(content.encode()))
    whole = path.read_bytes()
    assert bring(path.name, whole)[0].rows == 9000
    if pack == "zip":
        with pytest.raises(InputError, match="not a whole zip file"):
            bring("cut.zip", whole[: len(whole) // 2])
    else:
        outcome, faults = bring("cut.gz", whole[: len(whole) // 2])
        assert 0 < outcome.rows < 9000
        assert "cut in the middle" in str(faults[-1])


def test_lines_in_another_encoding_are_told(bring: Import) -> None:
    good = ROWS.splitlines(keepends=True)[0].encode()
    outcome, faults = bring("a.tsv", HEAD.encode() + "تل\t".encode("cp1256") + b"\n" + good)
    assert outcome.rows == 1
    assert [(f.row, f.kind) for f in faults] == [(2, "unreadable")] and "not UTF-8" in str(faults[0])


@pytest.mark.parametrize("content", ["", "\n"])
def test_an_empty_file_is_refused(bring: Import, content: str) -> None:
    with pytest.raises(InputError, match=r"a\.tsv"):
        bring("a.tsv", content)


def test_a_damaged_index_is_refused_with_the_mend(bring: Import, tmp_path: Path) -> None:
    bring("a.tsv", HEAD + ROWS)
    path = tmp_path / "places" / INDEX
    path.write_bytes(path.read_bytes()[:-40])
    with pytest.raises(PlacesError, match="--rebuild"):
        read_index(tmp_path / "places")
    (tmp_path / "places" / STORE).write_bytes(b"no database at all, but long enough to be read as one" * 40)
    with pytest.raises(PlacesError, match="damaged"), open_store(tmp_path / "places"):
        pass


def test_the_index_finds_beginnings_and_countries(bring: Import, tmp_path: Path) -> None:
    bring("a.tsv", HEAD + ROWS)
    index = read_index(tmp_path / "places")
    assert index is not None
    assert [e.id for e in search_index(index, "عين")] == ["ocha:C2"]  # the spring ...
    assert list(search_index(index, "عين", "IQ")) == []
    assert read_index(tmp_path / "nothing here") is None
