"""What stands before every page: whose name the server answers to, who may change anything, and what a page may load.

A server on loopback is reached by any page the user has open. It therefore answers to its own names only (a name
that was made to resolve to 127.0.0.1 is refused), takes changes from its own pages only, and its pages load nothing
from anywhere else.
"""

from __future__ import annotations

import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

TOKEN_COOKIE = "marsad_token"
TOKEN_HEADER = "x-marsad-token"
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
PUBLIC_PATHS = frozenset(
    (
        "/",
        "/method",
        "/docs",
        "/openapi.json",
        "/health",
        "/preferences",
        "/api/incidents",
        "/api/places",
        "/api/timeline",
    )
)
PUBLIC_FOLDERS = ("/export/", "/static/", "/styles/")
LOOPBACK = ("localhost", "127.0.0.1", "::1")
POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data: blob:",
        "connect-src 'self'",
        "worker-src 'self' blob:",
        "font-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "geolocation=(), camera=(), microphone=()",
}
MAX_BODY = 25_000_000  # bytes of one request: five files of the largest size, or 5,000 pasted pages


@dataclass(frozen=True, slots=True)
class Guard:
    """ASGI middleware. ``hosts`` are the names (without port) the server answers to; empty: any (behind a login).

    ``public``: only what strangers may see is there at all.
    """

    app: ASGIApp
    hosts: tuple[str, ...] = LOOPBACK
    public: bool = False
    max_body: int = MAX_BODY

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse, or pass on with the headers set."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                present = {name.lower() for name, _ in message["headers"]}
                added = [(k.lower().encode(), v.encode()) for k, v in HEADERS.items()]
                message["headers"] = [*message["headers"], *(h for h in added if h[0] not in present)]
            await send(message)

        refusal = self._refuse(Request(scope))
        if refusal is not None:
            await refusal(scope, receive, send_guarded)
            return
        await self.app(scope, self._bounded(receive), send_guarded)

    def _refuse(self, request: Request) -> Response | None:
        host = request.headers.get("host", "")
        if self.hosts and host_name(host) not in self.hosts:
            return PlainTextResponse(f"This server does not answer to {host!r}.\n", 421)
        if self.public and not is_public(request.url.path):
            return PlainTextResponse("Not in the public view.\n", 404)
        if request.method in SAFE:
            return None
        if not is_own(request.headers.get("sec-fetch-site"), request.headers.get("origin"), host):
            return PlainTextResponse("Changes are taken from this server's own pages only.\n", 403)
        length = request.headers.get("content-length", "")
        if length.isdigit() and int(length) > self.max_body:
            return PlainTextResponse(f"Too large: {self.max_body // 1_000_000} MB at most in one go.\n", 413)
        return None

    def _bounded(self, receive: Receive) -> Receive:
        """``receive`` that stops a body without a length, or with a false one, at the bound."""
        taken = [0]

        async def bounded() -> Message:
            message = await receive()
            taken[0] += len(message.get("body", b""))
            if taken[0] > self.max_body:
                return {"type": "http.disconnect"}
            return message

        return bounded


def is_own(site: str | None, origin: str | None, host: str) -> bool:
    """Whether a change comes from a page of this server, or from no page at all (a program).

    What the browser says of the site decides where it says so: under a no-referrer policy it sends the origin "null"
    with the forms of our own pages, too.

    >>> is_own("same-origin", "null", "localhost"), is_own("cross-site", "null", "localhost"), is_own(None, "null", "localhost")
    (True, False, False)
    """
    if site is not None:
        return site in ("same-origin", "none")
    return origin is None or urlsplit(origin).netloc == host


def is_public(path: str) -> bool:
    """Whether the public view has that path: incidents in short, never reports, names or judgements."""
    return path in PUBLIC_PATHS or path.startswith(PUBLIC_FOLDERS)


def host_name(host: str) -> str:
    """The name in a Host header, without port and brackets, lower case.

    >>> host_name("LOCALHOST:8000"), host_name("[::1]:8000"), host_name("a@127.0.0.1")
    ('localhost', '::1', '')
    """
    if not host or "@" in host or "/" in host:
        return ""
    return urlsplit(f"//{host}").hostname or ""


def read_token(request: Request) -> str:
    """The browser's token for forms: that of its cookie, or a new one (which the answer must set)."""
    kept = request.cookies.get(TOKEN_COOKIE, "")
    return kept if len(kept) >= 32 and kept.isalnum() else secrets.token_hex(24)


def token_fits(request: Request, told: str) -> bool:
    """Whether a form or header carries the token of the browser's own cookie; another site can read neither."""
    kept = request.cookies.get(TOKEN_COOKIE, "")
    return bool(kept) and secrets.compare_digest(kept.encode(), told.encode())


Handler = Callable[[Request], Awaitable[Response]]
