"""The page in a browser (Debian's Chromium): what scripts add, what keys do, what a narrow screen and a reader's tools meet."""

from __future__ import annotations

import os
import re
import shutil
import socket
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, expect, sync_playwright

from marsad.incidents.records import Incident
from marsad.store.connect import Workspace
from marsad.web.app import make_app
from marsad.web.security import LOOPBACK
from marsad.web.state import Settings

AXE = Path(__file__).parents[2] / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
CHROMIUM = os.environ.get("MARSAD_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
MISSING = "no Chromium here (apt-get install chromium, or name one in MARSAD_CHROMIUM)"
# Headless drawing of the map without a graphics card; a sandbox is not to be had for root.
FLAGS = ["--no-sandbox", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"]
WIDE, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
PAGES = ("/", "/incidents/{id}", "/review", "/documents", "/documents/a", "/tallies", "/series", "/parties", "/parties/russia-military", "/outlets", "/add", "/method", "/docs")  # fmt: skip
Told = list[tuple[Incident, dict[str, str]]]
Open = Callable[..., Page]

expect.set_options(timeout=20_000)  # a busy machine; what is there is seen at once

if CHROMIUM is None and not os.environ.get("CI"):
    pytest.skip(MISSING, allow_module_level=True)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One browser for all tests here."""
    assert CHROMIUM, MISSING
    with sync_playwright() as playwright:
        opened = _launch(playwright, CHROMIUM)
        yield opened
        opened.close()


def _launch(playwright: Playwright, program: str) -> Browser:
    return playwright.chromium.launch(executable_path=program, args=FLAGS)


class Server:
    """The real server in a thread, on a port of its own; can be stopped and started again on it."""

    def __init__(self, workspace: Workspace, file: Path) -> None:
        self.app = make_app(workspace, Settings(hosts=LOOPBACK, file=file))
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]

    @property
    def address(self) -> str:
        """Where it answers."""
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Start, and come back when it answers."""
        self.server = uvicorn.Server(uvicorn.Config(self.app, port=self.port, log_level="error", lifespan="off"))
        self.thread = threading.Thread(target=self.server.run, daemon=True)
        self.thread.start()
        while not self.server.started:
            time.sleep(0.02)

    def stop(self) -> None:
        """Stop, and come back when it has."""
        self.server.should_exit = True
        self.server.force_exit = True
        self.thread.join(timeout=10)


@pytest.fixture
def server(workspace: Workspace, tmp_path: Path) -> Iterator[Server]:
    """The page on the made workspace."""
    made = Server(workspace, tmp_path / "w.db")
    made.start()
    yield made
    made.stop()


@pytest.fixture
def contexts(browser: Browser) -> Iterator[Callable[..., BrowserContext]]:
    """A function that gives browser profiles of their own; requests to elsewhere and errors of scripts fail the test."""
    opened: list[BrowserContext] = []
    faults: list[str] = []

    def make(server: Server, lang: str = "en", **options: Any) -> BrowserContext:
        context = browser.new_context(viewport=options.pop("viewport", WIDE), reduced_motion="reduce", **options)
        context.add_cookies([{"name": "marsad_lang", "value": lang, "url": server.address}])
        context.on("request", lambda r: _note_request(r.url, server.address, faults))
        context.on("weberror", lambda e: faults.append(str(e.error)))
        opened.append(context)
        return context

    yield make
    for context in opened:
        context.close()
    assert faults == []


def _note_request(url: str, own: str, faults: list[str]) -> None:
    if not url.startswith((own, "data:", f"blob:{own}", "blob:null")):
        faults.append(f"asked for {url}")


@pytest.fixture
def visit(server: Server, contexts: Callable[..., BrowserContext]) -> Open:
    """A function that opens a page by path, in a language and at a width."""

    def go(path: str, lang: str = "en", **options: Any) -> Page:
        page = contexts(server, lang, **options).new_page()
        page.goto(server.address + path)
        return page

    return go


def map_is_drawn(page: Page) -> None:
    """Wait until the map has its points."""
    page.wait_for_selector("#map[data-points]", timeout=30_000)


def axe_faults(page: Page) -> list[str]:
    """Serious and critical faults of accessibility (WCAG 2.2 AA), each with the first element that has it."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate(
        "axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']})"
    )
    return [
        f"{v['id']}: {v['nodes'][0]['html'][:160]} {v['nodes'][0]['failureSummary'][:300]}"
        for v in found["violations"]
        if v["impact"] in ("serious", "critical")
    ]


@pytest.mark.parametrize(("lang", "scheme", "viewport"), [("ar", "light", WIDE), ("en", "dark", PHONE)])
def test_no_page_has_a_serious_fault_of_accessibility(
    server: Server, contexts: Callable[..., BrowserContext], told: Told, lang: str, scheme: str, viewport: Any
) -> None:
    page = contexts(server, lang, color_scheme=scheme, viewport=viewport).new_page()
    for path in PAGES:
        page.goto(server.address + path.format(id=told[0][0].id))
        assert axe_faults(page) == [], path


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_no_page_is_wider_than_a_phone(
    server: Server, contexts: Callable[..., BrowserContext], told: Told, lang: str
) -> None:
    page = contexts(server, lang, viewport=PHONE).new_page()
    for path in PAGES:
        page.goto(server.address + path.format(id=told[0][0].id), wait_until="domcontentloaded")
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, f"{path} is wider than the screen by {wide} px"
        inside = page.evaluate("Math.max(0, ...[...document.querySelectorAll('.cards')].map((e) => e.scrollWidth - e.clientWidth))")
        assert inside <= 0, f"a table of {path} is wider than the screen by {inside} px"
    page.goto(server.address + "/documents", wait_until="domcontentloaded")
    assert page.locator(".cards").count() == 1


def test_every_page_reads_without_scripts(server: Server, contexts: Callable[..., BrowserContext], told: Told) -> None:
    page = contexts(server, java_script_enabled=False).new_page()
    for path in PAGES:
        page.goto(server.address + path.format(id=told[0][0].id))
        expect(page.locator("main")).not_to_be_empty()
    page.goto(server.address + "/")
    page.locator("select[name=type]").select_option("clash")
    page.get_by_role("button", name="Find").click()
    expect(page).to_have_url(re.compile("type=clash"))
    expect(page.locator("#incidents tbody tr")).to_have_count(1)
    page.goto(server.address + f"/incidents/{told[0][0].id}")
    page.locator("main").get_by_label("Your name").first.fill("Rana")
    page.get_by_role("button", name="Accept").click()
    expect(page.locator("#judgements")).to_contain_text("accepted")


def test_a_filter_goes_into_the_address_and_back(visit: Open, server: Server) -> None:
    page = visit("/")
    map_is_drawn(page)
    page.locator("select[name=type]").select_option("clash")
    expect(page).to_have_url(re.compile(r"type=clash"))
    expect(page.locator("#incidents tbody tr")).to_have_count(1)
    page.goto(page.url)
    expect(page.locator("select[name=type]")).to_have_value("clash")
    page.get_by_role("link", name=re.compile("Remove: What")).click()
    expect(page.locator("#incidents tbody tr")).to_have_count(2)
    page.go_back()
    expect(page.locator("#incidents tbody tr")).to_have_count(1)


def test_the_time_line_and_the_map_brush_each_other(visit: Open) -> None:
    page = visit("/?level=all")
    map_is_drawn(page)
    bars = page.locator("#timeline svg")
    box = bars.bounding_box()
    assert box
    page.mouse.move(box["x"] + 1, box["y"] + 20)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] / 3, box["y"] + 20, steps=5)
    page.mouse.up()
    expect(page).to_have_url(re.compile("until=20"))
    expect(page.locator("#incidents tbody tr")).to_have_count(2)
    assert page.get_by_label("From").input_value().startswith("2020")
    canvas = page.locator("#map canvas").bounding_box()
    assert canvas
    page.mouse.move(canvas["x"] + 60, canvas["y"] + 200)
    page.mouse.down()
    page.mouse.move(canvas["x"] + canvas["width"] - 10, canvas["y"] + 200, steps=8)
    page.mouse.up()
    expect(page).to_have_url(re.compile("box="), timeout=15_000)
    for _ in range(3):
        page.mouse.move(canvas["x"] + 60, canvas["y"] + 200)
        page.mouse.down()
        page.mouse.move(canvas["x"] + canvas["width"] - 10, canvas["y"] + 200, steps=8)
        page.mouse.up()
        page.wait_for_timeout(400)
    expect(page.locator("#shown")).to_contain_text("Nothing on record fits")


def test_an_event_lights_its_words_and_the_other_way_round(visit: Open) -> None:
    page = visit("/documents/a", "ar")
    page.locator(".event").first.hover()
    assert page.locator("#report .lit").count() >= 1
    page.mouse.move(0, 0)
    expect(page.locator("#report .lit")).to_have_count(0)
    page.locator("#report .k-act").first.hover()
    expect(page.locator(".event.lit")).to_have_count(1)
    page.locator("#report .k-place").first.click()
    expect(page.locator("#pop")).to_be_visible()
    expect(page.locator("#pop")).to_contain_text("أريحا")  # Ariha
    page.keyboard.press("Escape")
    expect(page.locator("#pop")).to_be_hidden()


def test_marks_do_not_break_the_joining_of_letters(visit: Open) -> None:
    page = visit("/documents/a", "ar")
    widths = page.evaluate(
        """() => {
          const p = document.querySelector('#report p');
          const plain = p.cloneNode(false);
          plain.textContent = p.textContent;
          plain.style.display = p.style.display = 'inline-block';
          p.after(plain);
          const cut = p.cloneNode(false);
          cut.style.display = 'inline-block';
          for (const letter of p.textContent) { const s = document.createElement('span'); s.className = 's k-place'; s.textContent = letter; cut.append(s); }
          p.after(cut);
          return [p, plain, cut].map((e) => e.getBoundingClientRect().width);
        }"""
    )
    assert abs(widths[0] - widths[1]) < 1
    assert abs(widths[2] - widths[1]) < 1  # even a mark a letter


def test_a_value_is_corrected_and_the_correction_undone(visit: Open, told: Told) -> None:
    page = visit(f"/incidents/{told[0][0].id}")
    page.get_by_text("Correct a value").click()
    page.locator("blockquote").first.evaluate("q => getSelection().selectAllChildren(q)")
    form = page.locator("#correct-form")
    form.get_by_label("Which value").select_option("killed")
    expect(page.locator("#correct-hint")).to_contain_text("A number")
    form.get_by_label("Right value").fill("5")
    expect(form.get_by_label("Note")).not_to_have_value("")
    form.get_by_label("Your name").fill("Rana")
    form.get_by_role("button", name="Keep the correction").click()
    expect(page.locator("#judgements")).to_contain_text("killed: 5")
    page.get_by_role("button", name="Undo").first.click()
    expect(page.locator("#judgements .gone")).to_have_count(1)


def test_a_place_is_picked_on_the_map(visit: Open, told: Told) -> None:
    page = visit(f"/incidents/{told[0][0].id}")
    page.wait_for_selector("#place-map[data-ready]", timeout=30_000)
    page.locator("#place-map canvas").click(position={"x": 60, "y": 60})
    value = page.locator("#correct-value").input_value()
    found = re.fullmatch(r"\s*@ (-?[\d.]+) (-?[\d.]+)", value)
    assert found, value
    assert abs(float(found[1]) - 35.8) < 5
    assert page.locator("#correct-slot").input_value() == "place"


def test_five_events_are_reviewed_by_keyboard_alone(visit: Open, workspace: Workspace) -> None:
    page = visit("/review")
    page.keyboard.press("Tab")
    page.locator("main").get_by_label("Your name").first.focus()
    page.keyboard.type("Rana")
    page.keyboard.press("Escape")
    done = 0
    while page.locator("#desk").count() and done < 5:
        done += 1
        page.keyboard.press("a" if done % 2 else "r")
        expect(page.locator(".flash")).to_be_visible()
        expect(page.locator(".progress-line")).to_contain_text(f"Reviewed {done}")
    assert done >= 1
    page.keyboard.press("u")
    expect(page.locator(".progress-line")).to_contain_text(f"Reviewed {done - 1}")


def test_incidents_are_merged_and_parted(visit: Open, told: Told) -> None:
    page = visit(f"/incidents/{told[0][0].id}")
    page.get_by_text("Merge with another").click()
    panel = page.locator("details", has_text="Merge with another")
    panel.get_by_label("Id of the other incident").fill(told[2][0].id)
    panel.get_by_label("Your name").fill("Rana")
    panel.get_by_role("button", name="Same happening").click()
    expect(page.locator(".source")).to_have_count(3)
    page.locator(f"#{told[0][0].events[1]}").get_by_role("button", name="split off").click()
    expect(page.locator(".source")).to_have_count(2)
    expect(page.locator("#judgements")).to_contain_text("different happenings")


def test_two_people_at_once(server: Server, contexts: Callable[..., BrowserContext], told: Told) -> None:
    rana, omar = (contexts(server).new_page() for _ in range(2))
    where = f"{server.address}/incidents/{told[0][0].id}"
    for page, name in ((rana, "Rana"), (omar, "Omar")):
        page.goto(where)
        page.locator("main").get_by_label("Your name").first.fill(name)
    omar.get_by_role("button", name="Reject").click()
    expect(omar.locator("#judgements")).to_contain_text("Omar")
    rana.get_by_role("button", name="Accept").click()
    expect(rana.get_by_role("alert").last).to_contain_text("Someone decided")
    rana.get_by_role("button", name="Send all the same").click()
    expect(rana.locator("#judgements")).to_contain_text("Omar")
    expect(rana.locator("#judgements")).to_contain_text("Rana")


def test_a_server_that_stops_loses_nothing_that_was_written(visit: Open, server: Server) -> None:
    page = visit("/add")
    words = "قصفت طائرات حربية أمس مدينة أريحا بريف إدلب."  # warplanes bombed Ariha yesterday
    page.locator("textarea").fill(words)
    server.stop()
    page.get_by_role("button", name="Read").click()
    expect(page.locator("#notice")).to_contain_text("The server does not answer")
    assert page.locator("textarea").input_value() == words
    server.start()
    page.get_by_role("button", name="Read").click()
    expect(page.locator("main")).to_contain_text("Added: ")


def test_the_language_is_kept_and_turns_the_page(visit: Open) -> None:
    page = visit("/")
    page.get_by_role("button", name="العربية").click()  # Arabic
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    page.goto(page.url + "documents")
    assert page.evaluate("document.documentElement.lang") == "ar"
    main = page.locator(".brand").bounding_box()
    assert main
    assert main["x"] > 600  # the name stands on the right


def test_a_new_user_finds_the_most_conflicting_incident_and_corrects_its_place(visit: Open, told: Told) -> None:
    page = visit("/")
    page.get_by_role("link", name="with conflicting claims").click()
    page.locator("#incidents tbody a").first.click()
    expect(page).to_have_url(re.compile(told[0][0].id))
    page.get_by_text("Correct a value").click()
    form = page.locator("#correct-form")
    form.get_by_label("Right value").fill("أريحا")  # Ariha
    form.get_by_label("Your name").fill("Rana")
    form.get_by_role("button", name="Keep the correction").click()
    expect(page.locator("#judgements")).to_contain_text("Where: أريحا")  # Ariha
