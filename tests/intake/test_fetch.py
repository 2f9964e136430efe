"""Fetching from a server that means ill: each trick is refused or survived with a clear line. All on loopback."""

from __future__ import annotations

import ipaddress
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from hypothesis import given
from hypothesis import strategies as st

from marsad.intake.captures import FETCH, Capture, Taken
from marsad.intake.failures import Failure
from marsad.intake.fetch import Answer, Fault, Limits, fetch, plain_address
from marsad.intake.guard import is_public
from marsad.intake.polite import Manners, fetch_all, fetch_patiently
from marsad.intake.robots import Robots, read_rules
from marsad.intake.settings import Intake
from marsad.intake.whole import read_received

TEXT = "قصفت طائرات حربية القرية أمس وقتل أربعة مدنيين، بحسب ما قالت مصادر محلية في البلدة."  # bombed, four killed
PAGE = f"<html><body><h1>قصف القرية</h1><div class='entry-content'><p>{TEXT}</p><p>{TEXT}</p></div></body></html>".encode()
QUICK = Limits(max_bytes=100_000, seconds=20, read_seconds=10)  # a busy machine is not a slow server
Server = Any  # the fixture of tests/conftest.py


def limits(server: Server, **keys: Any) -> Limits:
    return replace(QUICK, allowed=server.allowed, **keys)


def fault(address: str, bounds: Limits) -> Fault:
    found = fetch(address, bounds)
    assert isinstance(found, Fault), found
    assert "\n" not in str(found) and found.reason
    return found


def redirect(server: Server, path: str, target: str) -> str:
    return str(server.says(path, b"", status="302 Found", head=f"Location: {target}"))


def test_a_page_as_it_is(server: Server) -> None:
    found = fetch(
        server.says("/a", PAGE, head="Content-Type: text/html\r\nETag: x"),
        limits(server, agent="Marsad/9 (a test)"),
    )
    assert isinstance(found, Answer)
    assert (found.status, found.body, found.header("etag"), found.address) == (
        200,
        PAGE,
        "x",
        server.url("/a"),
    )
    assert "User-Agent: Marsad/9 (a test)" in server.requests[0] and "Cookie" not in server.requests[0]


def test_not_modified(server: Server) -> None:
    address = server.says("/a", b"", status="304 Not Modified")
    found = fetch(address, limits(server), conditions={"If-None-Match": '"x"'})
    assert isinstance(found, Answer) and found.status == 304
    assert 'If-None-Match: "x"' in server.requests[0]


def test_redirects_are_followed_and_end(server: Server) -> None:
    server.says("/end", PAGE)
    found = fetch(redirect(server, "/1", "/end"), limits(server))
    assert isinstance(found, Answer) and (found.asked, found.address) == (
        server.url("/1"),
        server.url("/end"),
    )
    redirect(server, "/a", server.url("/b"))
    assert "circle" in fault(redirect(server, "/b", "/a"), limits(server)).reason
    for n in range(9):
        redirect(server, f"/{n}", f"/{n + 1}")
    assert "more than 5 redirects" in fault(server.url("/0"), limits(server)).reason
    assert server.hits["/7"] == 0
    assert (
        "leads nowhere"
        in fault(server.says("/none", b"", status="301 Moved", head="X: y"), limits(server)).reason
    )


@pytest.mark.parametrize(
    "target",
    [
        "http://127.0.0.1:1/x", "http://[::1]:1/x", "http://localhost:1/x", "http://0.0.0.0:1/", "http://127.1:1/", "http://2130706433:1/",
        "http://[::ffff:127.0.0.1]:1/", "http://169.254.169.254/latest/meta-data", "http://10.0.0.1/", "http://192.168.1.1/", "http://[fd00::1]/",
    ],
)  # fmt: skip
def test_private_addresses_are_refused_directly_and_behind_redirects(target: str, server: Server) -> None:
    direct = fault(target, limits(server))
    assert direct.reason.startswith("refused: ") and not direct.again
    assert fault(redirect(server, "/r", target), limits(server)).reason.startswith("refused: ")


@pytest.mark.parametrize(
    "target",
    [
        "file:///etc/passwd",
        "ftp://a.example/",
        "gopher://a.example/",
        "javascript:alert(1)",
        "http://u:p@a.example/",
    ],
)
def test_other_schemes_are_refused_directly_and_behind_redirects(target: str, server: Server) -> None:
    assert "address" in fault(target, QUICK).reason
    assert "address" in fault(redirect(server, "/r", target), limits(server)).reason


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "::1",
        "10.1.2.3",
        "fe80::1",
        "100.64.0.1",
        "64:ff9b::7f00:1",
        "2002:7f00:1::",
        "224.0.0.1",
    ],
)
def test_names_that_stand_for_private_addresses_are_refused_where_they_are_connected_to(
    address: str, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []

    def resolve(host: str, port: int, **_: Any) -> list[Any]:
        asked.append(host)
        family = socket.AF_INET6 if ":" in address else socket.AF_INET
        return [(family, socket.SOCK_STREAM, 6, "", (address, port))]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    assert (
        fault("http://news.example/", limits(server)).reason
        == f"refused: news.example is {address}, which is no public address"
    )
    assert asked == ["news.example"]


def test_a_name_is_resolved_once_and_connected_to_where_it_was_checked(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = iter(["127.0.0.1", "10.0.0.1"])  # a name that changes between the check and the connection
    known, asked = socket.getaddrinfo, []

    def resolve(host: str, port: int, *rest: Any, **keys: Any) -> list[Any]:
        asked.append(host)
        return known(next(answers) if host == "news.example" else host, port, *rest, **keys)

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    server.says("/a", PAGE)
    assert isinstance(fetch(f"http://news.example:{server.port}/a", limits(server)), Answer)
    assert asked == [
        "news.example",
        "127.0.0.1",
    ]  # the second is the socket's own look at the address it was given


@given(st.ip_addresses())
def test_no_private_address_is_public(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> None:
    private = (
        address.is_private
        or address.is_loopback
        or address.is_link_local
        or address.is_multicast
        or address.is_unspecified
    )
    mapped = ipaddress.IPv6Address(f"::ffff:{address}") if address.version == 4 else address
    if private and not (address.version == 6 and address.sixtofour):
        assert not is_public(address)
    if address.version == 4:
        assert is_public(mapped) == is_public(address)


def drip(head: bytes, part: bytes) -> Callable[[bytes], Iterator[bytes]]:
    def route(_: bytes) -> Iterator[bytes]:
        yield head
        for _ in range(200):
            time.sleep(0.02)
            yield part

    return route


def test_dripping_servers_end_with_the_time(server: Server) -> None:
    slow_body = server.speaks("/body", drip(b"HTTP/1.1 200 OK\r\nContent-Length: 99999\r\n\r\n", b"x"))
    slow_head = server.speaks("/head", drip(b"HTTP/1.1 200 OK\r\n", b"X"))
    silent = server.speaks("/silent", drip(b"", b""))
    for address in (slow_body, slow_head, silent):
        found = fault(address, limits(server, seconds=0.6, read_seconds=0.5))
        assert found.reason == "too slow: not done within 0.6 seconds" and found.again


def test_endless_and_large_bodies_end_with_the_bound(server: Server) -> None:
    def endless(_: bytes) -> Iterator[bytes]:
        yield b"HTTP/1.1 200 OK\r\n\r\n"
        for _ in range(10_000):
            yield b"x" * 10_000

    wide = limits(server)
    assert fault(server.speaks("/endless", endless), wide).reason == "more than 0.1 MB"
    told = server.speaks("/told", lambda _: iter([b"HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n"]))
    assert fault(told, wide).reason == "more than 0.1 MB"
    heads = server.speaks("/heads", drip(b"HTTP/1.1 200 OK\r\n" + b"X-A: " + b"y" * 300_000 + b"\r\n", b""))
    assert "broken answer" in fault(heads, wide).reason


def read(found: Answer | Fault) -> Any:
    assert isinstance(found, Answer)
    capture = Capture(
        found.asked,
        found.body,
        FETCH,
        found.moment,
        found.address,
        status=found.status,
        headers=found.headers,
    )
    (item,) = read_received(capture, Intake(max_bytes=1_000_000))
    return item


def test_a_bomb_is_kept_as_received_and_not_unpacked(server: Server) -> None:
    bomb = zlib.compress(b"0" * 60_000_000, wbits=31)
    item = read(
        fetch(
            server.says("/bomb", bomb, head="Content-Type: text/html\r\nContent-Encoding: gzip"),
            limits(server),
        )
    )
    assert isinstance(item, Failure) and "unpacked" in item.reason
    assert item.capture is not None and item.capture.body == bomb


def test_packed_pages_and_broken_encodings_are_read(server: Server) -> None:
    packed = server.says(
        "/z", zlib.compress(PAGE, wbits=31), head="Content-Type: text/html\r\nContent-Encoding: gzip"
    )
    item = read(fetch(packed, limits(server)))
    assert isinstance(item, Taken) and item.document.title == "قصف القرية"
    lying = server.says(
        "/l", PAGE.decode().encode("windows-1256"), head="Content-Type: text/html; charset=utf-8"
    )
    item = read(fetch(lying, limits(server)))
    assert isinstance(item, Taken) and TEXT in item.document.text
    broken = server.says(
        "/b", PAGE.replace(b"</p>", b"\xff</p>", 1), head="Content-Type: text/html; charset=no-such"
    )
    item = read(fetch(broken, limits(server)))
    assert isinstance(item, Taken) and item.facts.notes == ("1 bytes were no utf-8",)


@pytest.mark.parametrize(
    "raw",
    [
        b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nshort",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: -4\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\nContent-Length: 5\r\n\r\nabcd",
        b"SSH-2.0-OpenSSH\r\n",
        b"",
        b"\x00" * 500,
    ],
)
def test_what_is_no_whole_answer_is_told(raw: bytes, server: Server) -> None:
    assert fault(server.speaks("/a", lambda _: iter([raw])), limits(server)).reason.startswith(
        ("broken answer", "no connection")
    )


@pytest.fixture
def bad_tls(tmp_path: Path) -> Iterator[int]:
    """The port of a server whose certificate nobody signed."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
    )
    made = made.not_valid_before(now - timedelta(1)).not_valid_after(now + timedelta(1))
    pem = made.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    (tmp_path / "cert.pem").write_bytes(pem + private)
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(tmp_path / "cert.pem")
    listener = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        while True:
            try:
                plain, _ = listener.accept()
                context.wrap_socket(plain, server_side=True).close()
            except ssl.SSLError:
                continue
            except OSError:
                return

    threading.Thread(target=serve, daemon=True).start()
    yield listener.getsockname()[1]
    listener.close()


def test_a_certificate_that_nobody_signed_is_refused(bad_tls: int, server: Server) -> None:
    bounds = replace(QUICK, allowed=frozenset({("127.0.0.1", bad_tls)}))
    found = fault(f"https://127.0.0.1:{bad_tls}/", bounds)
    assert found.reason.startswith("its certificate or encryption does not hold") and not found.again
    found = fault(f"https://127.0.0.1:{server.port}/", limits(server))  # a server that speaks no TLS
    assert found.reason


def test_no_server_and_no_name(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    assert fault(
        f"http://127.0.0.1:{port}/", replace(QUICK, allowed=frozenset({("127.0.0.1", port)}))
    ).reason.startswith("no connection")

    def fail(*_: Any, **__: Any) -> None:
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", fail)
    found = fault("http://nowhere.example/", QUICK)
    assert found.reason == "no such host (Name or service not known)" and found.again


@pytest.mark.parametrize(
    ("status", "head", "again", "wait"),
    [
        ("503 Busy", "Retry-After: 120", True, 120.0),
        ("429 Too Many", "Retry-After: 999999999", True, 86_400.0),
        ("429 Too Many", "Retry-After: soon", True, None),
        ("429 Too Many", "Retry-After: Wed, 07 Jun 2023 21:00:00 GMT", True, 0.0),
        ("500 Oh", "X: y", True, None),
        ("403 No", "X: y", False, None),
        ("206 Part", "X: y", False, None),
    ],
)
def test_statuses(status: str, head: str, again: bool, wait: float | None, server: Server) -> None:
    found = fault(server.says("/a", b"", status=status, head=head), limits(server))
    assert (found.again, found.wait) == (again, wait)


@pytest.mark.parametrize("target", ["http://[", "https://[::1/x"])
def test_a_redirect_to_what_is_no_address_is_told(target: str, server: Server) -> None:
    said = fault(redirect(server, "/1", target), limits(server))
    assert "no address" in said.reason and target in said.reason


def test_gone_is_an_answer(server: Server) -> None:
    for status in ("404 Not Found", "410 Gone", "451 Unavailable"):
        found = fetch(server.says("/a", b"", status=status), limits(server))
        assert isinstance(found, Answer) and found.is_gone


@pytest.mark.parametrize(
    ("address", "plain"),
    [
        ("HTTP://A.Example:80/x?y=1#z", "http://a.example:80/x?y=1"),
        ("https://مثال.example/خبر", "https://xn--mgbh0fb.example/%D8%AE%D8%A8%D8%B1"),
        ("https://a.example/%D8%AE b", "https://a.example/%D8%AEb"),
        ("https://a.example", "https://a.example/"),
        ("http://[2001:db8::1]:8080/", "http://[2001:db8::1]:8080/"),
    ],
)
def test_plain_addresses(address: str, plain: str) -> None:
    assert plain_address(address) == plain
    assert plain_address(plain) == plain


@given(st.text(max_size=60))
def test_no_address_raises(text: str) -> None:
    for address in (text, f"http://{text}", f"http://a.example/{text}"):
        found = plain_address(address)
        assert isinstance(found, Fault) or plain_address(found) == found


def test_tries_grow_apart_and_end() -> None:
    slept: list[float] = []
    manners = Manners(None, tries=4, sleep=slept.append)
    answers: Iterator[Answer | Fault] = iter(
        [
            Fault("a", "busy", True),
            Fault("a", "busy", True, 7.0),
            Fault("a", "busy", True),
            Fault("a", "last", True),
        ]
    )
    found = fetch_patiently(lambda: next(answers), manners)
    assert isinstance(found, Fault) and found.reason == "last" and slept == [2.0, 7.0, 8.0]
    assert fetch_patiently(lambda: Fault("a", "no", False), manners) == Fault("a", "no", False)
    assert fetch_patiently(lambda: Fault("a", "later", True, 3600.0), manners).wait == 3600.0  # type: ignore[union-attr]
    assert len(slept) == 3


def test_one_request_at_a_time_a_host_and_hosts_beside_each_other() -> None:
    at_once: dict[str, int] = {}
    most: dict[str, int] = {}
    lock = threading.Lock()

    def get(job: str) -> Fault:
        host = job.split("/")[2]
        with lock:
            at_once[host] = at_once.get(host, 0) + 1
            most[host] = max(most.get(host, 0), at_once[host])
        time.sleep(0.005)
        with lock:
            at_once[host] -= 1
        return Fault(job, "x", False)

    jobs = [f"http://h{n % 3}/{n}" for n in range(18)]
    done = [job for job, _ in fetch_all(jobs, lambda j: j, get, Manners(None, delay=0.0))]
    assert sorted(done) == sorted(jobs) and set(most.values()) == {1}
    for host in ("h0", "h1", "h2"):
        mine = [j for j in done if f"/{host}/" in j]
        assert mine == [j for j in jobs if f"/{host}/" in j]


def answer(body: bytes, status: int = 200) -> Answer:
    return Answer("r", "r", status, (), body, datetime(2026, 1, 1, tzinfo=UTC))


def test_robots() -> None:
    rules = read_rules(
        answer(
            b"User-agent: *\nDisallow: /private\nCrawl-delay: 9999\n\nUser-agent: marsad\nDisallow: /not-marsad\nCrawl-delay: 3"
        )
    )
    assert rules.allows("https://a.example/private") and not rules.allows("https://a.example/not-marsad/1")
    assert rules.delay == 3
    assert read_rules(answer(b"User-agent: *\nCrawl-delay: 9999")).delay == 30
    assert read_rules(answer(b"", 404)).allows("https://a.example/")
    assert not read_rules(Fault("r", "status 503", True)).allows("https://a.example/")
    assert read_rules(Fault("r", "status 403", False)).allows("https://a.example/")
    assert read_rules(answer(b"\xff\x00" * 300_000)).allows("https://a.example/")


def test_robots_are_asked_once_a_host() -> None:
    asked: list[str] = []

    def get(address: str) -> Answer:
        asked.append(address)
        return answer(b"User-agent: *\nDisallow: /")

    manners = Manners(Robots(get))
    assert (
        manners.refuses("https://a.example/1")
        and manners.refuses("https://a.example/2") == "its robots.txt does not allow it"
    )
    assert manners.refuses("http://a.example/1") and asked == [
        "https://a.example/robots.txt",
        "http://a.example/robots.txt",
    ]


def test_what_is_no_address_ends_nothing_but_itself() -> None:
    manners = Manners(Robots(lambda address: Fault(address, "none", False)), delay=0.0)
    jobs = ["http://[", "http://a.example/1", "https://[::1/x"]
    done = dict(fetch_all(jobs, lambda j: j, lambda j: Fault(j, manners.refuses(j), False), manners))
    assert sorted(done) == sorted(jobs)
