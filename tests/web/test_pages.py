"""Every page, in both languages, without scripts: it answers, guards itself, and shows what is on record."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from marsad.incidents.records import Incident
from marsad.store import connect
from marsad.store.connect import Workspace
from marsad.store.withdrawals import withdraw
from marsad.store.workspace import open_workspace
from marsad.web.app import make_app
from marsad.web.security import HEADERS, TOKEN_COOKIE

Visit = Callable[..., TestClient]
Told = list[tuple[Incident, dict[str, str]]]
TOKEN = "a" * 48
PAGES = ("/", "/review", "/tallies", "/series", "/parties", "/parties/russia-military", "/outlets", "/documents", "/documents/a", "/add", "/method", "/docs", "/incidents/{id}", "/nothing-here")
HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)> قصفت طائرات \u202eبلدة أريحا\u202c أمس"  # aircraft bombed Ariha


def paths(told: Told) -> list[str]:
    return [p.format(id=told[0][0].id) for p in PAGES]


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_every_page_answers_in_its_language_and_direction(visit: Visit, told: Told, lang: str) -> None:
    browser = visit(lang)
    for path in paths(told):
        answer = browser.get(path)
        assert answer.status_code == (404 if path == "/nothing-here" else 200), path
        direction = {"ar": "rtl", "en": "ltr"}[lang]
        assert f'<html lang="{lang}" dir="{direction}"' in answer.text, path


def test_every_answer_carries_the_guarding_headers(visit: Visit, told: Told) -> None:
    browser = visit()
    routes = {p for p in browser.get("/openapi.json").json()["paths"] if "{" not in p}
    assert len(routes) >= 4
    for path in {*paths(told), *routes, "/openapi.json", "/styles/base.css", "/health", "/export/csv", "/static/nothing"}:
        answer = browser.get(path)
        assert {k: answer.headers.get(k) for k in HEADERS} == HEADERS, path
    assert {k: browser.post("/judge").headers.get(k) for k in HEADERS} == HEADERS


def test_no_page_asks_for_anything_from_elsewhere_or_runs_inline_script(visit: Visit, told: Told) -> None:
    browser = visit()
    for path in paths(told):
        text = browser.get(path).text
        assert re.findall(r"""(?:src|href|action)=["'](?:https?:)?//[^"']*""", text) == [], path
        assert re.findall(r"<script(?![^>]*\bsrc=)", text) == [], path
        assert re.findall(r"\son\w+=|\sstyle=|javascript:", text) == [], path


def test_another_name_is_not_answered_to(visit: Visit) -> None:
    assert visit().get("/", headers={"host": "evil.example"}).status_code == 421
    assert visit().get("/", headers={"host": "localhost.evil.example:8300"}).status_code == 421
    assert visit().get("/", headers={"host": "127.0.0.1:8300"}).status_code == 200


@pytest.mark.parametrize("headers", [{"origin": "http://evil.example"}, {"origin": "null"}, {"sec-fetch-site": "cross-site"}])
def test_changes_from_elsewhere_are_refused(visit: Visit, headers: dict[str, str]) -> None:
    answer = visit().post("/add", data={"token": TOKEN, "text": HOSTILE}, headers=headers)
    assert answer.status_code == 403


def test_a_form_without_the_browsers_token_is_refused(visit: Visit) -> None:
    browser = visit()
    for path in ("/add", "/preferences", "/judge", "/undo"):
        data = {"kind": "accept", "incident": "i-x", "left": "i-x", "number": "1", "text": "x", "token": "b" * 48}
        assert browser.post(path, data=data).status_code == 403, path


def test_a_hostile_report_is_shown_as_text(visit: Visit) -> None:
    browser = visit()
    answer = browser.post("/add", data={"token": TOKEN, "text": HOSTILE, "published": "2020-02-12", "outlet": "<b>outlet</b>"})
    assert answer.status_code == 200
    assert "<script>alert" not in answer.text
    assert "<img" not in answer.text
    assert "&lt;script&gt;" in answer.text
    assert "\u202e" not in answer.text.split("<main")[1].split("<aside")[0].split('id="report"')[1].split("</details>")[0].split("<details")[0]
    assert ">RLO</span>" in answer.text
    for path in ("/documents", "/"):
        assert "<b>outlet" not in browser.get(path).text


def test_a_pasted_report_is_read_at_once_and_kept_once(visit: Visit) -> None:
    browser = visit()
    data = {"token": TOKEN, "text": "قصفت طائرات حربية أمس مدينة أريحا بريف إدلب.", "published": "2020-02-12"}  # bombed Ariha yesterday
    first = browser.post("/add", data=data)
    assert "Added: 1 event" in first.text
    assert "11 February 2020" in first.text
    again = browser.post("/add", data=data)
    assert "Was already there" in again.text


def test_a_report_can_be_looked_at_without_keeping_it(visit: Visit) -> None:
    browser = visit()
    before = browser.get("/api/documents").json()["total"]
    data = {"token": TOKEN, "text": "قصفت طائرات حربية أمس مدينة أريحا بريف إدلب.", "keep": "no"}  # bombed Ariha yesterday
    assert "nothing was kept" in browser.post("/add", data=data).text
    assert browser.get("/api/documents").json()["total"] == before


def test_files_come_in_by_name_and_bad_ones_are_told(visit: Visit) -> None:
    files = [
        ("files", ("../../good.txt", "قصفت طائرات حربية مدينة أريحا بريف إدلب أمس.".encode(), "text/plain")),  # bombed Ariha
        ("files", ("empty.txt", b"", "text/plain")),
        ("files", ("data.bin", b"\x00\x01\x02", "application/octet-stream")),
    ]
    answer = visit().post("/add", data={"token": TOKEN, "published": "2020-02-12"}, files=files)
    assert answer.status_code == 200
    assert 'href="/documents/good"' in answer.text
    assert "empty.txt" in answer.text
    assert "data.bin" in answer.text
    assert "/marsad-" not in answer.text  # no temporary folder's name


@pytest.mark.parametrize(("data", "said"), [({}, "There is no text"), ({"text": "x", "published": "12/2/2020"}, "YYYY-MM-DD")])
def test_a_form_that_makes_no_sense_is_told_and_kept(visit: Visit, data: dict[str, str], said: str) -> None:
    answer = visit().post("/add", data={"token": TOKEN, **data})
    assert answer.status_code == 400
    assert said in answer.text
    assert f">{data.get('text', '')}</textarea>" in answer.text


def test_too_much_at_once_is_refused(visit: Visit) -> None:
    answer = visit().post("/add", content=b"x", headers={"content-length": "90000000", "content-type": "text/plain"})
    assert answer.status_code == 413


def test_the_overview_shows_the_record_and_says_what_it_leaves_out(visit: Visit) -> None:
    text = visit().get("/?level=all").text
    assert "3 incidents" in text
    assert "1 without a point on the map" in text
    assert "killed 4 to 7" in text
    assert "2 differing claims" in text


def test_a_broken_filter_is_told_and_the_rest_still_shown(visit: Visit) -> None:
    answer = visit().get("/?since=soon&type=clash")
    assert answer.status_code == 200
    assert "“soon”" in answer.text or "&#34;soon&#34;" in answer.text
    assert "1 incident<" in answer.text
    api = visit().get("/api/incidents?since=soon")
    assert api.status_code == 400
    assert "soon" in api.json()["detail"]


def test_export_holds_exactly_what_is_shown(visit: Visit, told: Told) -> None:
    browser = visit()
    shown = browser.get("/api/incidents?conflict=yes").json()
    rows = list(csv.DictReader(io.StringIO(browser.get("/export/csv?conflict=yes").text.lstrip("\ufeff"))))
    assert [r["id"] for r in rows] == [r["id"] for r in shown["incidents"]] == [told[0][0].id]
    assert (rows[0]["killed_min"], rows[0]["killed_max"], rows[0]["conflicts"]) == ("4", "7", "killed")
    features = browser.get("/export/geojson?level=all").json()["features"]
    assert sorted(f["geometry"] is None for f in features) == [False, False, True]
    lines = [json.loads(line) for line in browser.get("/export/jsonl?conflict=yes").text.splitlines()]
    assert [line["claims"][0]["slot"] for line in lines] == ["killed"]
    assert browser.get("/export/exe").status_code == 404


def test_an_arabic_page_keeps_the_english_rule_of_a_grade_to_itself(visit: Visit, told: Told) -> None:
    path = f"/incidents/{told[0][0].id}"
    assert "a made rule" in visit("en").get(path).text
    assert "a made rule" not in visit("ar").get(path).text


def test_an_incident_says_who_says_what_in_which_words(visit: Visit, told: Told) -> None:
    incident, texts = told[0]
    text = visit().get(f"/incidents/{incident.id}").text
    assert "Air strike in Ariha, Idlib, Syria, 11 February 2020: Russian military against" in text
    assert all(words in text for words in texts.values())
    assert "a made rule" in text
    assert "outlet a" in text


def test_places_and_bars_sum_to_what_is_shown(visit: Visit) -> None:
    browser = visit()
    places = browser.get("/api/places?level=all").json()
    assert sum(p["n"] for p in places["places"]) + places["placeless"] == places["total"] == 3
    assert [p["km"] for p in places["places"]] == [12.5]  # the widest of those at the point, as it was read
    bins = browser.get("/api/timeline?level=all").json()["bins"]
    assert sum(b["number"] for b in bins) == 3
    assert sum(b["vague"] for b in bins) == 1


def test_preferences_are_kept_and_odd_ones_are_not(visit: Visit) -> None:
    browser = visit("en")
    data = {"token": TOKEN, "lang": "ar", "digits": "arab", "theme": "purple", "back": "//evil.example/"}
    answer = browser.post("/preferences", data=data, follow_redirects=False)
    assert answer.headers["location"] == "/"
    kept = {c.split("=")[0]: c.split("=")[1].split(";")[0] for c in answer.headers.get_list("set-cookie")}
    assert kept == {"marsad_lang": "ar", "marsad_digits": "arab"}
    assert all("HttpOnly" in c and "samesite=strict" in c.lower() for c in answer.headers.get_list("set-cookie"))


def judgement(told: Told, seen: str, **values: Any) -> dict[str, Any]:
    id = told[0][0].id
    return {"token": TOKEN, "incident": id, "left": id, "seen": seen, "by": "Rana", "back": f"/incidents/{id}", **values}


def seen_in(text: str) -> str:
    found = re.search(r'name="seen" value="(\w+)"', text)
    assert found
    return found.group(1)


def test_a_judgement_is_signed_kept_and_undone(visit: Visit, told: Told) -> None:
    browser = visit()
    page = f"/incidents/{told[0][0].id}"
    unsigned = browser.post("/judge", data=judgement(told, seen_in(browser.get(page).text), kind="accept", by=""))
    assert unsigned.status_code == 400
    after = browser.post("/judge", data=judgement(told, seen_in(browser.get(page).text), kind="accept"))
    assert "accepted" in after.text
    assert "Rana" in after.text
    assert browser.get("/api/incidents?review=done").json()["total"] == 1
    number = re.search(r'name="number" value="(\d+)"', after.text)
    assert number
    undone = browser.post("/undo", data={"token": TOKEN, "number": number.group(1), "back": page})
    assert 'class="gone"' in undone.text
    assert browser.get("/api/incidents?review=done").json()["total"] == 0


def test_two_people_do_not_lose_each_others_work(visit: Visit, told: Told) -> None:
    rana, omar = visit(), visit()
    page = f"/incidents/{told[0][0].id}"
    seen = seen_in(rana.get(page).text)
    omar.post("/judge", data=judgement(told, seen, kind="reject", by="Omar"))
    answer = rana.post("/judge", data=judgement(told, seen, kind="correct", slot="killed", value="5", note="my note"))
    assert answer.status_code == 409
    assert "Omar" in answer.text
    assert 'value="my note"' in answer.text
    again = rana.post("/judge", data=judgement(told, seen_in(answer.text), kind="correct", slot="killed", value="5"))
    assert again.status_code == 200
    assert [j["by"] for j in rana.get(f"/api{page}").json()["judgements"]] == ["Omar", "Rana"]


def test_a_place_is_corrected_by_name_and_gets_its_point(visit: Visit, told: Told) -> None:
    browser = visit()
    page = f"/incidents/{told[1][0].id}"
    form = {**judgement(told, seen_in(browser.get(page).text)), "incident": told[1][0].id, "left": told[1][0].id, "back": page}
    known = browser.get("/api/gazetteer?q=سراق").json()["places"]  # the beginning of Saraqib
    assert [p["name_en"] for p in known] == ["Saraqib"]
    after = browser.post("/judge", data={**form, "kind": "correct", "slot": "place", "value": "سراقب"})  # Saraqib
    assert after.status_code == 200
    places = browser.get(f"/api{page}").json()["incident"]["places"]
    assert [(p["name"], round(p["lat"], 1), round(p["lon"], 1)) for p in places] == [("سراقب", 35.9, 36.8)]  # Saraqib
    beyond = {**form, "seen": seen_in(after.text), "kind": "correct", "slot": "place", "value": "x @ 135 36"}
    assert browser.post("/judge", data=beyond).status_code == 400


def test_two_incidents_are_merged_parted_again_and_the_old_address_leads_on(visit: Visit, told: Told) -> None:
    browser = visit()
    first, other = told[0][0].id, told[2][0].id
    page = f"/incidents/{first}"
    merged = browser.post("/judge", data=judgement(told, seen_in(browser.get(page).text), kind="same", right=other))
    assert merged.status_code == 200
    assert browser.get(f"/api/incidents/{other}").json()["incident"]["id"] == browser.get(f"/api{page}").json()["incident"]["id"]
    assert len(browser.get(f"/api{page}").json()["entries"]) == 3
    now = browser.get(page)
    key = told[0][0].events[1]
    form = {**judgement(told, seen_in(now.text)), "kind": "different", "left": key, "right": first}
    browser.post("/judge", data=form)
    assert len(browser.get(f"/api{page}").json()["entries"]) == 2
    assert browser.get(f"/api/incidents/{key}").json()["incident"]["events"] == [key]
    judged = browser.get(f"/api{page}").json()["judgements"]
    for number in (j["id"] for j in reversed(judged)):
        browser.post("/undo", data={"token": TOKEN, "number": number, "by": "Rana"})
    assert len(browser.get(f"/api/incidents/{other}").json()["entries"]) == 1


@pytest.mark.parametrize(("slot", "value"), [("start", "soon"), ("killed", "many"), ("count", "1-2-3")])
def test_a_value_that_is_none_is_asked_for_again(visit: Visit, told: Told, slot: str, value: str) -> None:
    browser = visit()
    seen = seen_in(browser.get(f"/incidents/{told[0][0].id}").text)
    answer = browser.post("/judge", data=judgement(told, seen, kind="correct", slot=slot, value=value))
    assert answer.status_code == 400
    assert f'value="{value}"' in answer.text


def test_the_queue_puts_conflicts_first_and_counts_progress(visit: Visit, told: Told) -> None:
    browser = visit()
    text = browser.get("/review").text
    assert f'<code>{told[0][0].id}</code>' in text
    assert "Reviewed 0 of 3" in text
    browser.post("/judge", data=judgement(told, seen_in(text), kind="accept", back="/review"))
    after = browser.get("/review").text
    assert "Reviewed 1 of 3" in after
    assert f'<code>{told[1][0].id}</code>' in after


def test_a_workspace_that_is_gone_is_told(visit: Visit, workspace: Any) -> None:
    browser = visit()
    for file in workspace.name, f"{workspace.name}-wal":
        try:
            os.rename(file, f"{file}.moved")
        except FileNotFoundError:
            continue
    answer = browser.get("/")
    assert answer.status_code == 503
    assert "is gone" in answer.text
    assert browser.get("/api/places").json()["error"] == "error.workspace"


def test_the_public_view_shows_reviewed_incidents_without_reports(visit: Visit, told: Told) -> None:
    inside, public = visit(), visit(public=True)
    assert public.get("/api/incidents").json()["total"] == 0
    seen = seen_in(inside.get(f"/incidents/{told[0][0].id}").text)
    inside.post("/judge", data=judgement(told, seen, kind="accept"))
    found = public.get("/api/incidents").json()["incidents"]
    assert [(r["lat"], r["lon"], r["places"], r["origins"]) for r in found] == [(35.8, 36.6, "", "")]
    for path in ("/documents", "/documents/a", f"/incidents/{told[0][0].id}", f"/api/incidents/{told[0][0].id}", "/review", "/add", "/api/documents"):
        assert public.get(path).status_code == 404, path
    assert "title a" not in public.get("/").text


def test_a_report_that_its_outlet_withdrew_is_flagged(visit: Visit, workspace: Workspace) -> None:
    assert "gone from its address" not in visit().get("/documents/a").text
    withdraw(workspace, "a", basis="told by the outlet", by="Rana", now=datetime(2024, 1, 1, tzinfo=UTC))
    page = visit().get("/documents/a").text
    assert "This report was withdrawn or is gone from its address." in page and "told by the outlet" in page


def test_a_workspace_that_another_program_holds_is_told_and_nothing_is_lost(
    tmp_path: Path, told: Told, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connect, "BUSY_SECONDS", 0.05)
    with open_workspace(workspace.name, make=False) as impatient:
        browser = TestClient(make_app(impatient), base_url="http://localhost", raise_server_exceptions=False)
        browser.cookies.update({"marsad_lang": "en", TOKEN_COOKIE: TOKEN})
        seen = seen_in(browser.get(f"/incidents/{told[0][0].id}").text)
        holder = sqlite3.connect(workspace.name, isolation_level=None)
        holder.execute("BEGIN IMMEDIATE")
        answer = browser.post("/judge", data=judgement(told, seen, kind="correct", slot="killed", value="5", note="my note"))
        holder.execute("ROLLBACK")
        holder.close()
        assert "in use by another program" in answer.text
        assert 'value="my note"' in answer.text
        again = browser.post("/judge", data=judgement(told, seen_in(answer.text), kind="correct", slot="killed", value="5"))
        assert again.status_code == 200
