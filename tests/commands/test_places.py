"""`marsad places`, and that reading uses what was imported."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from marsad.cli import app

HEAD = "name_ar\tname_en\tlat\tlon\tfeature\tadmin1\tcountry\tsource_id\tpcode\n"
HILL = "تل الورود\tTell al-Wurud\t35.75\t36.55\tcommunity\tIdleb\tSY\tocha:C1\tC1\n"  # an invented village: the hill of roses


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> CliRunner:
    monkeypatch.setenv("MARSAD_PLACES", str(tmp_path / "places"))
    return CliRunner()


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "villages.tsv"
    path.write_text(HEAD + HILL + "\tNameless\t35.7\t36.5\tcommunity\tIdleb\tSY\tocha:C2\tC2\n", encoding="utf-8")
    return path


def bring(run: CliRunner, *args: str) -> Result:
    return run.invoke(app, ["places", "import", *args])


def test_import_search_show_stats(run: CliRunner, table: Path, tmp_path: Path) -> None:
    faults = tmp_path / "faults.csv"
    outcome = bring(run, str(table), "--as-of", "2024-11", "--faults", str(faults))
    assert outcome.exit_code == 0, outcome.output
    assert "villages.tsv: 2 rows, 1 fit to be matched" in outcome.output
    assert "villages.tsv: row 3: Nameless: no Arabic name" in outcome.stderr
    assert faults.read_text(encoding="utf-8").splitlines()[1].endswith("3,no Arabic name,Nameless: no Arabic name")
    assert "already imported" in bring(run, str(table)).output
    found = run.invoke(app, ["places", "search", "Tell", "al-Wurud", "--json"])
    assert json.loads(found.stdout.splitlines()[0])["pcode"] == "C1"
    shown = run.invoke(app, ["places", "show", "C2"]).stdout
    assert "kept out of matching: no Arabic name" in shown and "2024-11, CC BY-IGO" in shown
    told = json.loads(run.invoke(app, ["places", "stats", "--json"]).stdout)["imported"]
    assert [(s["name"], s["licence"], s["rows"], s["whole"]) for s in told["sources"]] == [("OCHA", "CC BY-IGO", 2, True)]


def test_what_cannot_be_read_is_told_and_counted(run: CliRunner, table: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.csv"
    other.write_text("foo,bar\n1,2\n", encoding="utf-8")
    outcome = bring(run, str(other), str(tmp_path / "nowhere.tsv"), str(table))
    assert outcome.exit_code == 2
    assert "other.csv: no column for lat, lon, name" in outcome.stderr and "nowhere.tsv: cannot be read" in outcome.stderr
    assert "villages.tsv: 2 rows" in outcome.stdout, "the run goes on"


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["import"], "name the files"),
        (["import", "x.csv", "--map", "where=Y"], "is not FIELD=COLUMN"),
        (["show", "C9"], "no imported places"),
        (["search", "Nosuchplacewhatever"], "no place named"),
    ],
)
def test_wrong_use_is_told(run: CliRunner, args: list[str], said: str) -> None:
    outcome = run.invoke(app, ["places", *args])
    assert outcome.exit_code == 125 and said in " ".join(outcome.output.split())


def test_search_and_show_know_the_packs(run: CliRunner) -> None:
    (line,) = run.invoke(app, ["places", "search", "Khan Shaykhun", "--limit", "1", "--json"]).stdout.splitlines()
    entry = json.loads(line)
    assert entry["admin1"] == "Idlib"
    assert entry["name"] in run.invoke(app, ["places", "show", entry["id"]]).stdout


def test_reading_uses_what_was_imported(run: CliRunner, table: Path, tmp_path: Path) -> None:
    report = tmp_path / "report.txt"
    report.write_text("قصفت الطائرات تل الورود بريف إدلب أمس وقتل أربعة مدنيين.", encoding="utf-8")  # the hill of roses was bombed

    def places() -> list[dict[str, object]]:
        out = run.invoke(app, ["extract", str(report), "--published", "2023-06-07", "--mentions"])
        return [p for p in json.loads(out.stdout)["mentions"]["places"] if p["text"] == "تل الورود"]

    assert all(p["lat"] is None for p in places())
    assert bring(run, str(table)).exit_code == 0
    (hill,) = places()
    assert (hill["lat"], hill["precision"], hill["pcode"], hill["geo_precision"], hill["where_prec"]) == (35.75, "exact", "C1", 1, 1)
    assert str(hill["gazetteer"]).startswith("packs ") and " + " in str(hill["gazetteer"])
    assert hill["candidates"] and hill["radius_km"]


def test_a_folder_stands_for_its_tables(run: CliRunner, table: Path, tmp_path: Path) -> None:
    (tmp_path / "more").mkdir()
    table.rename(tmp_path / "more" / table.name)
    (tmp_path / "more" / "README.txt").write_text("about the data", encoding="utf-8")
    (tmp_path / "empty").mkdir()
    outcome = bring(run, str(tmp_path / "more"), str(tmp_path / "empty"))
    assert "villages.tsv: 2 rows, 1 fit to be matched" in outcome.output
    assert "no table of places in this folder" in outcome.stderr
    assert outcome.exit_code == 1
