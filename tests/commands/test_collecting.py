"""`fetch`, `feeds` and `watch` as a user meets them, against a server on loopback; killed at any moment, nothing is lost."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from marsad.cli import COULD_NOT_RUN, app
from marsad.commands import add, feeds, fetch, inputs, watch
from marsad.incidents.linker import make_linker
from marsad.packs.load import load_packs
from marsad.reading import make_reader

TEXT = "قصفت طائرات حربية القرية رقم {} أمس وقتل أربعة مدنيين، بحسب ما قالت مصادر محلية في البلدة."  # village no. {} bombed
PERSIAN = "ارتش پایگاه‌های گروه را در نزدیکی مرز گلوله‌باران کرد و چند نفر کشته شدند و روستا ویران شد. "  # the army shelled bases
RUN = [sys.executable, "-m", "marsad"]
Server = Any  # the fixture of tests/conftest.py


def page(number: int, more: str = "") -> bytes:
    text = TEXT.format(number)
    return f"<html><body><h1>قصف القرية {number}</h1><div class='entry-content'><p>{text}</p><p>{text}{more}</p></div></body></html>".encode()


def run(*args: object) -> tuple[int, str, str]:
    result = CliRunner().invoke(app, [str(a) for a in args])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.stdout, result.stderr


def net(server: Server) -> tuple[str, ...]:
    """Options under which the server on loopback is reached, without pauses."""
    return ("--allow", f"127.0.0.1:{server.port}", "--delay", "0", "--timeout", "5")


def rows(db: Path, query: str) -> list[Any]:
    connection = sqlite3.connect(db)
    try:
        return connection.execute(query).fetchall()
    finally:
        connection.close()


def rss(server: Server, numbers: range, path: str = "/rss", head: str = "", changed: str = "") -> str:
    items = "".join(
        f"<item><link>{server.url(f'/{n}')}</link><pubDate>2023-06-07{changed}</pubDate></item>"
        for n in numbers
    )
    body = f"<rss version='2.0'><channel><title>x</title>{items}</channel></rss>".encode()
    return str(server.says(path, body, head=f"Content-Type: application/rss+xml{head}"))


@pytest.fixture
def db(tmp_path: Path) -> Path:
    return tmp_path / "w.db"


@pytest.fixture(scope="module", autouse=True)
def packs_read_once() -> Iterator[None]:
    """The real packs, reader and linker, made once for all runs of this module instead of once a run."""
    patch = pytest.MonkeyPatch()
    packs = load_packs()
    reader, linker = make_reader(packs), make_linker(packs)
    patch.setattr(inputs, "load_packs", lambda: packs)
    for module in (add, feeds, fetch, watch):
        patch.setattr(module, "make_reader", lambda *_: reader, raising=False)
        patch.setattr(module, "make_linker", lambda _: linker)
    yield
    patch.undo()


def test_a_page_fetched_changed_gone_and_back(db: Path, server: Server) -> None:
    address = server.says("/1", page(1), head='Content-Type: text/html\r\nETag: "v1"')
    status, out, err = run("fetch", address, "--db", db, *net(server), "--contact", "desk@a.example")
    assert (status, out) == (0, f"added 1; {db}\n") and f"added: {address}" in err
    assert "desk@a.example" in server.requests[-1] and "Marsad/" in server.requests[-1]
    assert run("fetch", address, "--db", db, *net(server))[1] == f"added 0, already 1; {db}\n"
    assert 'If-None-Match: "v1"' in server.requests[-1]
    server.says("/1", page(1, " ثم ارتفعت الحصيلة."))  # then the toll rose
    assert run("fetch", address, "--db", db, *net(server))[1].startswith("added 0, changed 1; ")
    server.says("/1", b"", status="410 Gone")
    status, _, err = run("fetch", address, "--db", db, *net(server))
    assert status == 0 and f"withdrawn: {address} (status 410)" in err
    assert "status 410" in run("status", "--db", db)[1]
    assert (
        len(
            [
                r
                for r in map(json.loads, run("export", "jsonl", "--db", db)[1].splitlines())
                if "withdrawn" in r
            ]
        )
        == 2
    )
    server.says("/1", page(1, " ثم ارتفعت الحصيلة."))
    assert json.loads(run("fetch", address, "--db", db, *net(server), "--json")[1]) == {"already": 1}
    assert "withdrawn" not in run("status", "--db", db)[1]
    assert run("verify", "--db", db)[0] == 0


FRONT = "<html><body><h1>الصفحة الأولى</h1><ul>{}</ul></body></html>".format("".join(f"<li><a href='/{n}'>خبر من أخبار القرية رقم {n}</a></li>" for n in range(9)))
# A longer report of something else: the council opened a new school and thanked those who had given for it.
OTHER = "افتتح المجلس البلدي مدرسة جديدة في المدينة وشكر الأهالي الذين تبرعوا لبنائها خلال العام الماضي. "


@pytest.mark.parametrize("place", ["/", "/news/2"])  # the ways to tell them: tests/intake/test_moved.py
def test_a_report_whose_address_leads_elsewhere_is_flagged(db: Path, server: Server, place: str) -> None:
    """A removed report that redirects to a front page, and one that redirects to another report."""
    address = server.says("/news/1", page(1), head='Content-Type: text/html\r\nETag: "v1"')
    assert run("fetch", address, "--db", db, *net(server))[0] == 0
    body = page(2).replace(TEXT.format(2).encode(), OTHER.encode() * 2) if place == "/news/2" else FRONT.encode()
    target = server.says(place, body, head='Content-Type: text/html\r\nETag: "v1"')
    server.says("/news/1", b"", status="302 Found", head=f"Location: {place}")
    for _ in range(2):  # the second time the page it leads to is known
        status, _, err = run("fetch", address, "--db", db, *net(server))
        assert (status, err) == (0, f"withdrawn: {address} (redirected to {target})\n")
    assert "If-None-Match" not in server.requests[-1]  # the mark is of another address
    assert f"{address}: redirected to {target}" in run("status", "--db", db)[1]
    (record,) = map(json.loads, run("export", "jsonl", "--db", db)[1].splitlines())
    assert record["withdrawn_basis"] == f"{address}: redirected to {target}" and record["events"]
    server.says("/news/1", page(1))
    run("fetch", address, "--db", db, *net(server))
    assert "withdrawn" not in run("status", "--db", db)[1]
    assert run("verify", "--db", db)[0] == 0


def test_a_report_that_moved_is_not_gone(db: Path, server: Server) -> None:
    address = server.says("/?p=1", page(1))
    assert run("fetch", address, "--db", db, *net(server))[0] == 0
    server.says("/2023/strike", page(1, " ثم ارتفعت الحصيلة."))  # then the toll rose
    server.says("/?p=1", b"", status="301 Moved", head="Location: /2023/strike")
    for _ in range(2):
        assert "withdrawn" not in run("fetch", address, "--db", db, *net(server))[2]
    assert "withdrawn" not in run("status", "--db", db)[1]


def test_a_page_that_says_in_words_that_nothing_is_there_is_gone(db: Path, server: Server) -> None:
    address = server.says("/1", page(1))
    run("fetch", address, "--db", db, *net(server))
    server.says("/1", FRONT.encode())
    assert f"withdrawn: {address} (no article at {address} any more)" in run("fetch", address, "--db", db, *net(server))[2]
    server.says("/1", b"<html><body><h1>Checking your browser</h1></body></html>")  # says nothing of the report
    assert f"not read: {address}" in run("fetch", address, "--db", db, *net(server))[2]
    assert "withdrawn" in run("status", "--db", db)[1]


def test_an_address_that_leads_to_a_front_page_at_once_is_told_as_failed(db: Path, server: Server) -> None:
    server.says("/", page(1))
    address = server.says("/news/1", b"", status="302 Found", head="Location: /")
    status, out, err = run("fetch", address, "--db", db, *net(server))
    assert (status, out) == (1, f"added 0, failed 1; {db}\n")
    assert f"failed: {address}: redirected to {server.url('/')}; check the address" in err
    assert rows(db, "SELECT id FROM documents") == []


def test_what_fails_is_told_and_the_others_are_fetched(db: Path, server: Server) -> None:
    good = server.says("/good", page(1))
    persian = server.says(
        "/fa",
        f"<html><body><h1>x</h1><div class='entry-content'><p>{PERSIAN * 4}</p></div></body></html>".encode(),
    )
    inside = server.says("/r", b"", status="302 Found", head="Location: http://127.0.0.1:9/")
    bad = [
        "http://10.0.0.1/",
        inside,
        server.url("/none"),
        "mailto:x",
        server.says("/short", b"x", head="Content-Length: 99\r\nX: y"),
    ]
    status, out, err = run("fetch", *bad, good, persian, "--db", db, *net(server), "--ignore-robots")
    assert status == len(bad)
    assert out == f"added 1, not read 1, failed 5; {db}\n"
    lines = err.splitlines()
    assert sum(line.startswith("failed: ") for line in lines) == len(bad) and all(
        "; " in line for line in lines if line.startswith("failed")
    )
    assert any("--allow" in line for line in lines)
    assert f"not read: {persian} (Persian: kept, not read)" in lines
    found = json.loads(run("status", "--db", db, "--json")[1])
    assert found["arrivals"]["languages"] == [["fa", 1]] and len(found["unread"]) == len(bad)
    assert "Persian" in run("status", "--db", db)[1]


def test_what_came_and_cannot_be_read_counts_as_failed(db: Path, server: Server) -> None:
    picture = server.says("/x.png", b"\x89PNG\r\n\x1a\n" + b"x" * 50, head="Content-Type: image/png")
    secret = f"http://user:hunter2@127.0.0.1:{server.port}/1"
    status, out, err = run("fetch", picture, secret, "--db", db, *net(server))
    assert (status, out) == (2, f"added 0, failed 2; {db}\n")
    assert f"failed: {picture}: a picture; name the page it stands on" in err
    assert "hunter2" not in err + run("status", "--db", db)[1]


def test_robots_are_obeyed_unless_a_person_says_otherwise(db: Path, server: Server) -> None:
    server.says("/robots.txt", b"User-agent: *\nDisallow: /1", head="Content-Type: text/plain")
    address = server.says("/1", page(1))
    status, _, err = run("fetch", address, "--db", db, *net(server))
    assert status == 1 and "robots.txt does not allow it" in err and server.hits["/1"] == 0
    assert run("fetch", address, "--db", db, *net(server), "--ignore-robots")[0] == 0


def test_feeds_from_adding_to_removing(db: Path, server: Server) -> None:
    for n in range(3):
        server.says(f"/{n}", page(n))
    feed = rss(server, range(3), head="\r\nETag: e1")
    assert run("feeds", "add", feed, "--outlet", "Outlet A", "--db", db)[1] == f"{feed}: added\n"
    assert run("feeds", "add", feed, "--db", db)[1] == f"{feed}: is there already\n"
    assert "no success yet" in run("feeds", "list", "--db", db)[1]
    status, out, err = run("feeds", "run", "--db", db, *net(server))
    assert (status, out) == (0, f"1 feeds asked; added 3; waiting 0; {db}\n"), err
    assert {o for (o,) in rows(db, "SELECT outlet FROM documents")} == {"Outlet A"}
    server.says("/rss", b"", status="304 Not Modified")
    assert run("feeds", "run", "--db", db, *net(server))[1] == f"1 feeds asked; added 0; waiting 0; {db}\n"
    assert "If-None-Match: e1" in server.requests[-1] and server.hits["/1"] == 1
    told = run("feeds", "list", "--db", db)[1]
    assert "last success 20" in told and "done 3" in told
    assert json.loads(run("feeds", "list", "--db", db, "--json")[1])["done"] == 3
    assert run("feeds", "remove", feed, "--db", db)[0] == 0
    assert run("feeds", "remove", feed, "--db", db)[0] == COULD_NOT_RUN
    assert run("feeds", "run", feed, "--db", db)[0] == COULD_NOT_RUN
    assert len(rows(db, "SELECT * FROM documents")) == 3
    assert run("verify", "--db", db)[0] == 0


def test_pages_that_the_feed_calls_changed_are_fetched_again(db: Path, server: Server) -> None:
    server.says("/0", page(0))
    run("feeds", "add", rss(server, range(1)), "--db", db)
    run("feeds", "run", "--db", db, *net(server))
    server.says("/0", page(0, " تصحيح."))  # correction
    assert run("feeds", "run", "--db", db, *net(server))[1].startswith("1 feeds asked; added 0; ")
    rss(server, range(1), changed="T12:00:00")
    assert "changed 1" in run("feeds", "run", "--db", db, *net(server))[1]


def test_pages_are_visited_again_when_asked_for(db: Path, server: Server) -> None:
    server.says("/0", page(0))
    run("feeds", "add", rss(server, range(1)), "--db", db)
    run("feeds", "run", "--db", db, *net(server))
    connection = sqlite3.connect(db)
    connection.execute("UPDATE entries SET visited_utc = '2020-01-01 00:00:00.000000'")
    connection.commit()
    connection.close()
    server.says("/0", b"", status="404 Not Found")
    assert "withdrawn 1" in run("feeds", "run", "--db", db, "--revisit", 7, *net(server))[1]


def test_what_fails_waits_for_a_later_run_and_the_queue_goes_on(db: Path, server: Server) -> None:
    for n in range(4):
        server.says(f"/{n}", page(n))
    server.says("/1", b"", status="503 Busy", head="Retry-After: 3600")
    server.says("/2", b"", status="403 No")
    run("feeds", "add", rss(server, range(4)), "--db", db)
    run("feeds", "add", server.says("/none", b"<html></html>"), "--db", db)
    status, out, err = run("feeds", "run", "--db", db, *net(server))
    assert (status, out) == (3, f"2 feeds asked; added 2, failed 3; waiting 1; {db}\n"), err
    assert (
        "status 503; a later run tries it again" in err
        and "status 403; check the address" in err
        and "no feed" in err
    )
    states = dict(rows(db, "SELECT substr(address, -1), state FROM entries"))
    assert states == {"0": "done", "1": "waiting", "2": "failed", "3": "done"}
    assert "failed 1 times: no feed" in run("feeds", "list", "--db", db)[1]


def test_a_sitemap_index_and_the_bound_on_pages_of_a_host(db: Path, server: Server) -> None:
    for n in range(5):
        server.says(f"/{n}", page(n))
    listed = "".join(
        f"<url><loc>{server.url(f'/{n}')}</loc><lastmod>2023-06-0{n + 1}</lastmod></url>" for n in range(5)
    )
    server.says("/s1", f"<urlset>{listed}</urlset>".encode(), head="Content-Type: application/xml")
    index = server.says(
        "/index", f"<sitemapindex><sitemap><loc>{server.url('/s1')}</loc></sitemap></sitemapindex>".encode()
    )
    run("feeds", "add", index, "--db", db)
    assert (
        run("feeds", "run", "--db", db, "--most", 2, *net(server))[1]
        == f"1 feeds asked; added 2; waiting 3; {db}\n"
    )
    assert server.hits["/4"] == server.hits["/3"] == 1 and not server.hits["/0"]  # the newest first
    assert "added 3" in run("feeds", "run", "--db", db, *net(server))[1]


def slowly(body: bytes) -> Any:
    def route(_: bytes) -> Iterator[bytes]:
        time.sleep(0.03)
        yield (
            f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: {len(body)}\r\n\r\n".encode()
            + body
        )

    return route


def killed_after(command: list[str], documents: int, db: Path) -> bool:
    """Run a command and kill it as soon as the workspace holds so many documents; whether it was killed."""
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as child:
        while child.poll() is None:
            if db.exists() and _count(db) >= documents:
                child.send_signal(signal.SIGKILL)
                return child.wait() == -signal.SIGKILL
            time.sleep(0.005)
    return False


def _count(db: Path) -> int:
    try:
        return int(rows(db, "SELECT count(*) FROM documents")[0][0])
    except sqlite3.OperationalError:
        return -1


needs_kill = pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs SIGKILL")


def check_whole(db: Path, number: int) -> None:
    assert run("verify", "--db", db)[0] == 0
    assert (
        len(rows(db, "SELECT DISTINCT text FROM documents"))
        == len(rows(db, "SELECT * FROM documents"))
        == number
    )


@needs_kill
def test_a_feed_run_that_is_killed_loses_nothing_and_doubles_nothing(db: Path, server: Server) -> None:
    for n in range(12):
        server.speaks(f"/{n}", slowly(page(n)))
    run("feeds", "add", rss(server, range(12)), "--db", db)
    command = [*RUN, "feeds", "run", "--db", str(db), *net(server)]
    assert killed_after(command, 2, db) and killed_after(command, 5, db)
    assert run("feeds", "run", "--db", db, *net(server))[0] == 0
    check_whole(db, 12)
    assert server.hits["/0"] + server.hits["/1"] <= 4


@needs_kill
def test_an_import_that_is_killed_loses_nothing_and_doubles_nothing(db: Path, tmp_path: Path) -> None:
    blocks = []
    for n in range(40):
        block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + page(n)
        blocks.append(
            f"WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: https://a.example/{n}\r\nWARC-Date: 2023-06-07T10:00:00Z\r\n"
            f"WARC-Record-ID: <urn:uuid:{n}>\r\nContent-Type: application/http\r\nContent-Length: {len(block)}\r\n\r\n".encode()
            + block
            + b"\r\n\r\n"
        )
    (tmp_path / "c.warc").write_bytes(b"".join(blocks))
    command = [*RUN, "add", str(tmp_path / "c.warc"), "--db", str(db)]
    assert killed_after(command, 3, db) and killed_after(command, 10, db)
    assert run("add", tmp_path / "c.warc", "--db", db)[0] == 0
    check_whole(db, 40)


@needs_kill
def test_a_watch_takes_what_comes_and_may_be_killed(db: Path, tmp_path: Path) -> None:
    folder = tmp_path / "incoming"
    folder.mkdir()
    for n in range(12):
        (folder / f"{n}.html").write_bytes(page(n))
    command = [*RUN, "watch", str(folder), "--db", str(db), "--settle", "0", "--every", "0.1"]
    assert killed_after(command, 4, db)
    (folder / "late.html").write_bytes(page(99))
    assert killed_after(command, 13, db)  # it would go on for ever
    check_whole(db, 13)


def test_watch_once(db: Path, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.html").write_bytes(page(1))
    (tmp_path / "in" / "bad.pdf").write_bytes(b"%PDF broken")
    os.utime(tmp_path / "in" / "a.html", (1, 1))
    status, _, err = run("watch", tmp_path / "in", "--once", "--db", db)
    assert status == 0 and "added 1" in err  # the other may still be written
    os.utime(tmp_path / "in" / "bad.pdf", (1, 1))
    assert "bad.pdf: a broken PDF" in run("watch", tmp_path / "in", "--once", "--db", db)[2]
    assert run("watch", tmp_path / "none", "--once", "--db", db)[0] == COULD_NOT_RUN
    assert _count(db) == 1
