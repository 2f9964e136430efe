"""Behind a login: who gets in, what each role may do, and how the first admin is made."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from fastapi.testclient import TestClient

from marsad.errors import WorkspaceError
from marsad.incidents.records import Incident
from marsad.store.connect import Workspace
from marsad.store.users import (
    IDLE,
    add_user,
    check_password,
    find_session,
    list_users,
    remove_user,
    set_password,
    start_session,
)
from marsad.web.access import LONGEST_SECONDS, Brake, refuse

Visit = Callable[..., TestClient]
Told = list[tuple[Incident, dict[str, str]]]
TOKEN, SECRET, PASSWORD = "a" * 48, "made-secret", "a long password"
NOW = datetime(2024, 1, 1, tzinfo=UTC)


def log_in(browser: TestClient, name: str, password: str = PASSWORD) -> int:
    return browser.post("/login", data={"token": TOKEN, "name": name, "password": password}).status_code


def test_nothing_is_shown_before_the_login(visit: Visit, told: Told) -> None:
    browser = visit(login=True, hosts=())
    for path in ("/", "/documents/a", f"/incidents/{told[0][0].id}", "/export/csv", "/openapi.json", "/docs"):
        answer = browser.get(path, follow_redirects=False)
        assert (answer.status_code, answer.headers["location"].split("?")[0]) == (303, "/login"), path
    assert browser.get("/api/incidents").status_code == 401
    assert browser.post("/add", data={"token": TOKEN, "text": "x"}).status_code == 401
    assert browser.get("/styles/base.css").status_code == 200


def test_the_first_admin_is_made_with_the_secret_and_only_once(visit: Visit, workspace: Workspace) -> None:
    browser = visit(login=True, hosts=(), secret=SECRET)
    assert "First admin" in browser.get("/").text
    form = {"token": TOKEN, "name": "Rana", "password": PASSWORD}
    assert browser.post("/setup", data={**form, "secret": "guess"}).status_code == 401
    short = browser.post("/setup", data={**form, "secret": SECRET, "password": "short"})
    assert short.status_code == 400
    assert "10 to 200 characters" in short.text
    assert "2 incidents" in browser.post("/setup", data={**form, "secret": SECRET}).text
    assert [(u.name, u.role) for u in list_users(workspace)] == [("Rana", "admin")]
    second = visit(login=True, hosts=(), secret=SECRET)
    assert second.post("/setup", data={**form, "name": "Omar", "secret": SECRET}).status_code == 400
    assert len(list_users(workspace)) == 1


def test_a_reader_sees_and_changes_nothing(visit: Visit, workspace: Workspace, told: Told) -> None:
    add_user(workspace, "Rana", "analyst", PASSWORD, now=NOW)
    add_user(workspace, "Omar", "reader", PASSWORD, now=NOW)
    omar, rana = visit(login=True, hosts=()), visit(login=True, hosts=())
    assert log_in(omar, "Omar") == log_in(rana, "Rana") == 200
    assert omar.get("/").status_code == 200
    id = told[0][0].id
    for path in ("/judge", "/undo", "/add"):
        assert omar.post(path, data={"token": TOKEN}).status_code == 403, path
    page = rana.get(f"/incidents/{id}").text
    seen = page.split('name="seen" value="')[1].split('"')[0]
    form = {"token": TOKEN, "kind": "accept", "incident": id, "left": id, "seen": seen, "by": "Someone else", "back": f"/incidents/{id}"}
    assert rana.post("/judge", data=form).status_code == 200
    assert [j["by"] for j in rana.get(f"/api/incidents/{id}").json()["judgements"]] == ["Rana"]


def test_a_session_ends(visit: Visit, workspace: Workspace) -> None:
    user = add_user(workspace, "Rana", "analyst", PASSWORD, now=NOW)
    browser = visit(login=True, hosts=())
    log_in(browser, "Rana")
    assert browser.get("/api/incidents").status_code == 200
    browser.post("/logout", data={"token": TOKEN})
    assert browser.get("/api/incidents").status_code == 401
    token = start_session(workspace, user, now=NOW)
    assert find_session(workspace, token, now=NOW + IDLE - timedelta(minutes=1)) == user
    assert find_session(workspace, token, now=NOW + 3 * IDLE) is None
    assert find_session(workspace, "no such token", now=NOW) is None
    log_in(browser, "Rana")
    set_password(workspace, "Rana", "another password")
    assert browser.get("/api/incidents").status_code == 401
    assert check_password(workspace, "Rana", PASSWORD) is None
    remove_user(workspace, "Rana")
    assert check_password(workspace, "Rana", "another password") is None


def test_passwords_are_kept_as_argon2id_and_tokens_not_at_all(workspace: Workspace) -> None:
    user = add_user(workspace, "Rana", "reader", PASSWORD, now=NOW)
    token = start_session(workspace, user, now=NOW)
    with workspace.reader.begin() as connection:
        kept = connection.exec_driver_sql("SELECT password FROM users").scalar_one()
        held = connection.exec_driver_sql("SELECT token_sha256 FROM sessions").scalar_one()
    assert kept.startswith("$argon2id$")
    assert token not in held


@pytest.mark.parametrize(("name", "role", "password"), [("", "reader", PASSWORD), ("a\nb\x00", "reader", PASSWORD), ("Rana", "king", PASSWORD), ("Rana", "reader", "short")])
def test_a_user_that_cannot_be(workspace: Workspace, name: str, role: str, password: str) -> None:
    with pytest.raises(WorkspaceError):
        add_user(workspace, name, role, password, now=NOW)
    assert list_users(workspace) == ()


def test_two_of_one_name_cannot_be(workspace: Workspace) -> None:
    add_user(workspace, "Rana", "reader", PASSWORD, now=NOW)
    with pytest.raises(WorkspaceError, match="choose another"):
        add_user(workspace, " Rana ", "admin", PASSWORD, now=NOW)


def test_failures_slow_down_and_do_not_tell_who_is_there(visit: Visit, workspace: Workspace) -> None:
    add_user(workspace, "Rana", "reader", PASSWORD, now=NOW)
    browser = visit(login=True, hosts=())
    wrong = [browser.post("/login", data={"token": TOKEN, "name": n, "password": "guess"}) for n in ("Rana", "Nobody")]
    assert [a.status_code for a in wrong] == [401, 401]
    assert wrong[0].text.replace("Rana", "") == wrong[1].text.replace("Nobody", "")
    codes = [log_in(browser, "Rana", f"guess {n}") for n in range(4)]
    assert 429 in codes
    assert log_in(browser, "Rana") == 429  # even the right one must wait


def test_the_brake_by_its_clock() -> None:
    now = [100.0]
    brake = Brake(clock=lambda: now[0])
    waits = []
    for _ in range(12):
        brake.failed("a")
        waits.append(brake.wait_seconds("a", "b"))
    assert waits[:5] == [0, 0, 1, 2, 4]
    assert waits[-1] == LONGEST_SECONDS
    now[0] += LONGEST_SECONDS
    assert brake.wait_seconds("a") == 0
    brake.succeeded("a")
    assert brake.failures == {}


def test_what_is_open_to_all_is_little() -> None:
    assert refuse("GET", "/login", "", None) is None
    assert refuse("GET", "/stylesheet", "", None) is not None
    assert refuse("POST", "/judge", "", None) is not None
