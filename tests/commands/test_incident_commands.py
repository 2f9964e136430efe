"""The commands on incidents: what a user sees, and what he is told when it cannot be done."""

from __future__ import annotations

import json
import os
import sqlite3
from pathlib import Path

import pytest
from typer.testing import CliRunner

from marsad.cli import app
from marsad.intake.samples import read_samples


def run(*words: object, status: int = 0) -> tuple[str, str]:
    """Output and messages of a command."""
    result = CliRunner().invoke(app, [str(word) for word in words])
    assert result.exit_code == status, result.output
    return result.stdout, result.stderr


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace of the sample reports."""
    folder = tmp_path_factory.mktemp("samples")
    lines = []
    for document in read_samples():
        told = {"id": document.id, "outlet": document.outlet, "text": document.text}
        lines.append(json.dumps(told | ({"published": str(document.published)} if document.published else {})))
    (folder / "samples.jsonl").write_text("\n".join(lines), encoding="utf-8")
    run("add", folder / "samples.jsonl", "--db", folder / "w.db")
    return folder / "w.db"


@pytest.fixture
def db(samples: Path, tmp_path: Path) -> Path:
    """A copy of that workspace, to be changed."""
    source, target = sqlite3.connect(samples), sqlite3.connect(tmp_path / "w.db")
    source.backup(target)
    source.close()
    target.close()
    return tmp_path / "w.db"


def shared(db: Path) -> dict:
    """The incident that two reports tell: the strike on Ariha."""
    (line,) = run("incidents", "--db", db, "--reports", 2, "--json")[0].splitlines()
    return json.loads(line)


def test_two_outlets_on_one_happening_are_one_incident(samples: Path) -> None:
    one = shared(samples)
    assert one["documents"] == ["syria-ariha-1", "syria-ariha-2"] or set(one["documents"]) == {"syria-ariha-1", "syria-ariha-2"}
    assert "killed" in one["conflicts"]
    page, said = run("incidents", "--db", samples, "--place", "Ariha", "--since", "2020-02-11", "--until", "2020-02-11")
    assert one["id"] in page and "of" in said
    told = run("incidents", "--db", samples, one["id"])[0]
    for words in ("claims", "origins", "reports", "history", "المرصد السوري لحقوق الإنسان", one["grade"]):  # the observatory
        assert words in told


def test_a_tally_stands_against_the_record(samples: Path) -> None:
    told = [json.loads(line) for line in run("tallies", "--db", samples, "--party", "iraq-military", "--json")[0].splitlines()]
    (week,) = [t for t in told if t["claimed"] == 14]
    assert week["missing"] == 14 - week["matching"] and week["matching"] == len(week["matches"]) >= 1
    assert "claimed 14" in run("tallies", week["incident"]["id"], "--db", samples)[0]


def test_a_judgement_is_written_listed_and_undone(db: Path) -> None:
    one = shared(db)
    event = one["events"][-1]
    assert run("judge", "different", one["id"], event, "--by", "Rana", "--db", db)[0].startswith("1  ")
    assert event not in shared(db)["events"]
    _, said = run("judge", "same", one["id"], event, "--by", "Rana", "--db", db)
    assert "overrules judgement 1" in said
    assert event in shared(db)["events"]
    for number in (2, 1):
        run("judge", "undo", number, "--by", "Rana", "--db", db)
    assert shared(db) == one
    run("judge", "correct", one["id"], "killed", "7", "--by", "Rana", "--note", "later count", "--db", db)
    assert [t["low"] for t in shared(db)["tolls"] if t["kind"] == "killed"] == [7]
    run("judge", "undo", 5, "--by", "Rana", "--db", db)
    run("judge", "accept", one["id"], "--by", "Rana", "--db", db)
    listed = [json.loads(line) for line in run("judge", "list", "--json", "--db", db)[0].splitlines()]
    assert [j["kind"] for j in listed] == ["different", "same", "undo", "undo", "correct", "undo", "accept"]
    assert [j["id"] for j in listed if j["undone"]] == [1, 2, 5]
    assert "judged: judgement 5" in run("history", one["id"], "--db", db)[0]
    run("judge", "reject", one["id"], "--by", "Rana", "--db", db)
    assert run("incidents", "--db", db, "--reports", 2, "--json")[0] == ""
    assert one["id"] in run("incidents", "--db", db, "--rejected")[0]


def test_the_export_has_the_incidents(samples: Path) -> None:
    records = [json.loads(line) for line in run("export", "jsonl", "--db", samples)[0].splitlines()]
    keys = {event["incident"] for record in records for event in record["events"]}
    assert shared(samples)["id"] in keys and None not in keys


def test_what_an_older_version_kept_is_linked_when_it_is_looked_at(db: Path) -> None:
    before = run("incidents", "--db", db, "--level", "all", "--json", "--limit", 1000)[0]
    connection = sqlite3.connect(db)
    connection.execute("PRAGMA foreign_keys = ON")
    for table in ("links", "event_blocks", "copies", "copy_bands", "incidents"):
        connection.execute(f"DELETE FROM {table}")
    connection.execute("UPDATE documents SET linked = 0, copy_group = NULL")
    connection.execute("UPDATE events SET incident = NULL")
    connection.commit()
    connection.close()
    assert run("incidents", "--db", db, "--level", "all", "--json", "--limit", 1000)[0] == before
    assert run("incidents", "--db", db, "--relink", "--level", "all", "--json", "--limit", 1000)[0] == before


@pytest.mark.parametrize(
    ("words", "said"),
    [(("incidents", "i-nothing"), "no incident of that id"), (("tallies", "i-nothing"), "no tally of that id"), (("history", "x"), "no incident"),
     (("judge", "accept", "i-nothing", "--by", "Rana"), "no incident or event"), (("judge", "undo", "9", "--by", "Rana"), "no judgement 9"),
     (("incidents", "--since", "May"), "no day")],
)  # fmt: skip
def test_what_cannot_be_done_is_told(samples: Path, words: tuple[str, ...], said: str) -> None:
    output, message = run(*words, "--db", samples, status=125)
    assert output == "" and said in message


def test_a_judgement_is_signed(samples: Path) -> None:
    assert "--by" in run("judge", "accept", shared(samples)["id"], "--db", samples, status=125)[1]


def test_a_named_operation_gathers_its_phases_from_several_reports(tmp_path: Path) -> None:
    """Our own texts: the launch of operation "Sword of the Sands"; weeks later its second phase; a report that names another."""
    texts = {
        "launch": ("2021-03-05", "أعلن الجيش العراقي أمس الخميس إطلاق عملية «سيف الرمال» ضد تنظيم داعش في صحراء الأنبار."),  # launched
        "later": (
            "2021-04-20",
            "انفجرت عبوة ناسفة في كركوك اليوم الثلاثاء. وكان الجيش العراقي قد أنهى في 18 نيسان المرحلة الثانية من عملية «سيف الرمال» ضد تنظيم داعش في نينوى.",
        ),  # a bomb in Kirkuk; ended the second phase of it in Nineveh
        "other": ("2021-04-21", "بدأ الجيش اليمني اليوم الأربعاء عملية «درع التلال» ضد الحوثيين في مأرب."),  # "Shield of the Hills" in Marib
    }
    lines = [json.dumps({"id": name, "outlet": "made", "published": day, "text": text}) for name, (day, text) in texts.items()]
    (tmp_path / "made.jsonl").write_text("\n".join(lines), encoding="utf-8")
    run("add", tmp_path / "made.jsonl", "--db", tmp_path / "w.db")
    told = [json.loads(line) for line in run("campaigns", "--db", tmp_path / "w.db", "--json")[0].splitlines()]
    assert [one["name"] for one in told] == ["درع التلال", "سيف الرمال"]
    phases = told[1]["phases"]
    assert [(p["number"], p["start"], {s["document"] for s in p["sayings"]}) for p in phases] == [
        (None, "2021-03-04", {"launch"}), (2, "2021-04-18", {"later"})]  # fmt: skip
    assert all({"iraq-military", "islamic-state"} <= set(p["parties"]) for p in phases)
    assert ["نينوى"] in [p["places"] for p in phases]  # Nineveh
    for phase in phases:
        for saying in phase["sayings"]:
            assert texts[saying["document"]][1][saying["start"] : saying["end"]] == saying["quote"]
    page = run("campaigns", "سيف الرمال", "--db", tmp_path / "w.db")[0]
    assert "phase 2" in page and "درع التلال" not in page and "gathers" in page
    assert "no operation called" in run("campaigns", "x", "--db", tmp_path / "w.db")[1]


def test_who_joined_and_left_and_what_they_are_called_stand_on_the_partys_page(tmp_path: Path) -> None:
    """Our own texts: Qatar joined the Arab coalition in March 2015, and left it in June 2017."""
    texts = {
        "joined": ("2015-03-27", "انضمت قطر إلى التحالف العربي في 26 آذار 2015، بحسب بيان رسمي."),
        "left": ("2017-06-06", "أعلنت قطر انسحابها من التحالف العربي أمس الاثنين."),
    }
    lines = [json.dumps({"id": name, "outlet": "made", "published": day, "text": text}) for name, (day, text) in texts.items()]
    (tmp_path / "made.jsonl").write_text("\n".join(lines), encoding="utf-8")
    run("add", tmp_path / "made.jsonl", "--db", tmp_path / "w.db")
    (page,) = [json.loads(line) for line in run("parties", "qatar-government", "--db", tmp_path / "w.db", "--json")[0].splitlines()]
    (member,) = [b for b in page["belongs"] if b["kind"] == "member"]
    assert (member["of"], member["start"], member["end"]) == ("saudi-led-coalition", "2015-03-26", "2017-06-05")
    assert [s["document"] for s in member["sayings"]] == ["joined", "left"]
    told = run("parties", "islamic-state", "--db", tmp_path / "w.db")[0]
    assert "called since 2013-" in told and "initiator 0, target 0" in told
    assert "nothing on record" in run("parties", "no-such-party", "--db", tmp_path / "w.db")[1]


@pytest.mark.skipif("MARSAD_SHARED" not in os.environ, reason="the five reports are not part of the project")
def test_the_five_reports(tmp_path: Path) -> None:
    """The campaign "Deterring Terror" gathers its two phases, the tallies of 14, 22 and 13 stand in the ledger."""
    db = tmp_path / "w.db"
    run("add", Path(os.environ["MARSAD_SHARED"]) / "reports", "--db", db)
    (campaign,) = [json.loads(line) for line in run("campaigns", "ردع الإرهاب", "--db", db, "--json")[0].splitlines()]
    assert [(p["number"], p["start"][:7], len(p["sayings"])) for p in campaign["phases"]] == [(None, "2020-06", 1), (2, "2020-07", 1)]
    assert all("islamic-state" in p["parties"] and p["places"] for p in campaign["phases"])
    assert any(m["why"] == "names the operation" for m in campaign["matches"])
    tallies = [json.loads(line) for line in run("tallies", "--db", db, "--json")[0].splitlines()]
    assert {13, 14, 22} <= {t["claimed"] for t in tallies}
    series = [json.loads(line) for line in run("series", "--db", db, "--json")[0].splitlines()]
    assert {70_000, 30_000} <= {f["low"] for s in series for f in s["figures"]}, "people in a camp"
    (page,) = [json.loads(line) for line in run("parties", "global-coalition", "--db", db, "--json")[0].splitlines()]
    assert any(b["party"] == "syria-transitional-government" and b["sayings"] for b in page["members"]), "Syria's accession"


def test_questions_series_and_parties_answer(samples: Path) -> None:
    for command in (("incidents", "--questions"), ("series",), ("parties",), ("parties", "sdf"), ("incidents", "--level", "campaign")):
        run(*command, "--db", samples)
