"""One web address fetched: redirects followed one by one, within bounds of size, time and number."""

from __future__ import annotations

import re
import socket
import ssl
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import quote, urlsplit, urlunsplit

import certifi
import httpcore

from marsad.intake.addresses import join_address
from marsad.intake.guard import Guard, GuardedBackend, RefusedAddress

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_GONE = frozenset({404, 410, 451})
_LATER = frozenset({408, 425, 429, 500, 502, 503, 504})
ADDRESS_MOST = 2000  # characters of an address
WAIT_MOST = 86_400.0  # seconds that a server may ask us to stay away
_HOST = re.compile(r"[A-Za-z0-9_.-]+|[0-9A-Fa-f:.]+")
_UNSAFE = re.compile(r"[\x00-\x20\x7f]")


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of one fetch: bytes as received, seconds in all and for each read, redirects; and who asks.

    ``allowed`` are private addresses that may be reached all the same, as (address, port).
    """

    max_bytes: int = 10_000_000
    seconds: float = 60.0
    read_seconds: float = 20.0
    redirects: int = 5
    agent: str = "Marsad"
    allowed: frozenset[tuple[str, int]] = frozenset()


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server sent: the address asked for and the one that answered, status, headers, and bytes as received."""

    asked: str
    address: str
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    moment: datetime

    @property
    def is_gone(self) -> bool:
        """Whether the server says that there is nothing here any more."""
        return self.status in _GONE

    def header(self, name: str) -> str:
        """The value of a header by its name in small letters; '' without it."""
        return next((value for key, value in self.headers if key.lower() == name), "")


@dataclass(frozen=True, slots=True)
class Fault:
    """Why an address gave nothing. ``again``: worth another try, not before ``wait`` seconds where the server said so."""

    address: str
    reason: str
    again: bool
    wait: float | None = None

    def __str__(self) -> str:
        return f"{self.address}: {self.reason}"


def fetch(
    address: str,
    limits: Limits,
    *,
    conditions: Mapping[str, str] | None = None,
    conditions_of: str = "",
    check: Callable[[str], str] = lambda _: "",
) -> Answer | Fault:
    """What ``address`` gives in the end: an answer with status 200, 304 or gone, or the fault.

    ``conditions`` are If-None-Match and If-Modified-Since of an earlier answer; they are sent to the
    address ``conditions_of`` only, where it is given: not to another that a redirect leads to now. ``check`` is asked
    before each request, redirects included, and gives the reason not to make it, or ''.
    """
    guard = Guard(time.monotonic() + limits.seconds, limits.allowed)
    seen: list[str] = []
    at = address
    while True:
        plain = plain_address(at)
        if isinstance(plain, Fault):
            return Fault(plain.address if at == address else address, plain.reason, False)
        if plain in seen:
            return Fault(address, "redirects in a circle", False)
        if len(seen) > limits.redirects:
            return Fault(address, f"more than {limits.redirects} redirects", False)
        reason = check(plain)
        if reason:
            return Fault(address, reason, False)
        seen.append(plain)
        known = not conditions_of or plain == conditions_of
        found = _request(plain, address, limits, guard, conditions or {} if known else {})
        if isinstance(found, Fault) or found.status not in _REDIRECTS:
            return found if isinstance(found, Fault) else _judge(found)
        target = found.header("location")
        if not target:
            return Fault(address, f"status {found.status} that leads nowhere", False)
        at = join_address(plain, target)
        if not at:
            return Fault(address, f"redirects to {target[:80]!r}, which is no address", False)


def plain_address(address: str) -> str | Fault:
    """An address as it is sent: http or https, host in ASCII, no user or password, no fragment; or why it is none.

    >>> plain_address("HTTPS://a.example/خبر?x=1#top")   # news
    'https://a.example/%D8%AE%D8%A8%D8%B1?x=1'
    """
    try:
        parts = urlsplit(_UNSAFE.sub("", address))
        host, port = (parts.hostname or "").encode("idna").decode("ascii").lower(), parts.port
    except (ValueError, UnicodeError):
        return Fault(address[:80], "no web address", False)
    if parts.scheme not in ("http", "https") or not _HOST.fullmatch(host):
        return Fault(address[:80], "no web address: it must begin with http:// or https://", False)
    if parts.username is not None or parts.password is not None:
        return Fault(parts.hostname or "", "an address with a user or password", False)
    if len(address) > ADDRESS_MOST:
        return Fault(address[:80], f"an address of more than {ADDRESS_MOST} characters", False)
    shown = f"[{host}]" if ":" in host else host
    place = f"{shown}:{port}" if port else shown
    path, query = (
        quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._"),
        quote(parts.query, safe="/%:@!$&'()*+,;=~-._?[]"),
    )
    return urlunsplit((parts.scheme, place, path, query, ""))


def _request(
    address: str, asked: str, limits: Limits, guard: Guard, conditions: Mapping[str, str]
) -> Answer | Fault:
    headers: dict[bytes | str, bytes | str] = {
        "User-Agent": limits.agent,
        "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.5",
        "Accept-Language": "ar,*;q=0.5",
        "Accept-Encoding": "gzip, deflate",
        "Connection": "close",
    }
    headers.update(conditions.items())
    timeouts = {
        "connect": limits.read_seconds,
        "read": limits.read_seconds,
        "write": limits.read_seconds,
        "pool": limits.read_seconds,
    }
    # Reading the certificates takes longer than many an answer, and only https asks for them.
    secure = address.startswith("https:")
    context = ssl.create_default_context(cafile=certifi.where()) if secure else None
    try:
        with (
            httpcore.ConnectionPool(ssl_context=context, network_backend=GuardedBackend(guard)) as pool,
            pool.stream("GET", address, headers=headers, extensions={"timeout": timeouts}) as response,
        ):
            return _read(response, address, asked, limits)
    except RefusedAddress as fault:
        return Fault(asked, f"refused: {fault}", False)
    except socket.gaierror as fault:
        return Fault(asked, f"no such host ({fault.strerror})", True)
    except httpcore.TimeoutException:
        return Fault(asked, f"too slow: not done within {limits.seconds:g} seconds", True)
    except httpcore.ProtocolError as fault:
        return Fault(asked, f"broken answer ({_short(fault)})", True)
    except (httpcore.NetworkError, OSError) as fault:
        tls = "CERTIFICATE" in str(fault).upper() or "SSL" in str(fault).upper()
        said = "its certificate or encryption does not hold" if tls else "no connection"
        return Fault(asked, f"{said} ({_short(fault)})", not tls)
    except (ValueError, UnicodeError) as fault:  # headers of any shape
        return Fault(asked, f"broken answer ({_short(fault)})", False)


def _read(response: httpcore.Response, address: str, asked: str, limits: Limits) -> Answer | Fault:
    headers = tuple((k.decode("latin-1"), v.decode("latin-1")) for k, v in response.headers)
    length = next((v for k, v in headers if k.lower() == "content-length"), "")
    over = Fault(asked, f"more than {limits.max_bytes / 1e6:g} MB", False)
    if length.isdigit() and int(length) > limits.max_bytes:
        return over
    body = bytearray()
    if response.status not in _REDIRECTS:
        for part in response.iter_stream():
            body += part
            if len(body) > limits.max_bytes:
                return over
    return Answer(asked, address, response.status, headers, bytes(body), datetime.now(UTC))


def _judge(answer: Answer) -> Answer | Fault:
    if answer.status in (200, 304) or answer.is_gone:
        return answer
    if answer.status in _LATER:
        return Fault(answer.asked, f"status {answer.status}", True, _wait(answer))
    return Fault(answer.asked, f"status {answer.status}", False)


def _wait(answer: Answer) -> float | None:
    """Seconds that the server asks to wait (Retry-After, as seconds or a date); None where it says nothing readable."""
    said = answer.header("retry-after").strip()
    if said.isdigit():
        return min(float(said), WAIT_MOST)
    try:
        moment = parsedate_to_datetime(said)
    except (ValueError, TypeError):
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return min(max(0.0, (moment - answer.moment).total_seconds()), WAIT_MOST)


def _short(fault: BaseException) -> str:
    return " ".join(str(fault).split())[:120] or type(fault).__name__
