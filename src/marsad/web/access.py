"""Who asks, and what they may do: everyone on loopback, those who logged in elsewhere."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from marsad.store.connect import Workspace
from marsad.store.users import User, find_session
from marsad.web.preferences import clean_name, read_preferences
from marsad.web.security import SAFE

SESSION_COOKIE = "marsad_session"
OPEN_PATHS = frozenset({"/login", "/setup", "/health", "/preferences"})
OPEN_FOLDERS = ("/static/", "/styles/")
READER = "reader"
FREE, MOST, LONGEST_SECONDS = (
    3,
    10_000,
    60.0,
)  # tries before the first pause, names remembered, the longest pause
READERS_POSTS = frozenset({"/preferences", "/logout", "/login", "/setup", "/api/read"})


def signer_of(request: Request, said: str = "") -> str:
    """The name a judgement is signed with: of who is logged in, else what the form or the browser's preferences say."""
    user = getattr(request.state, "user", None)
    return user.name if user else clean_name(said) or read_preferences(request).name


@dataclass(frozen=True, slots=True)
class Door:
    """ASGI middleware that lets in who has a session, and lets readers change nothing."""

    app: ASGIApp
    workspace: Workspace

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on with the user in the request's state, or send to the login."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request = Request(scope)
        token = request.cookies.get(SESSION_COOKIE, "")
        user = await run_in_threadpool(self._find, token) if token else None
        scope.setdefault("state", {})["user"] = user
        refusal = refuse(request.method, request.url.path, request.url.query, user)
        await (refusal or self.app)(scope, receive, send)

    def _find(self, token: str) -> User | None:
        return find_session(self.workspace, token, now=datetime.now(UTC))


def refuse(method: str, path: str, query: str, user: User | None) -> Response | None:
    """What is answered in place of the page; None when ``user`` may have it."""
    if path in OPEN_PATHS or path.startswith(OPEN_FOLDERS):
        return None
    if user is None:
        if path.startswith("/api/") or method not in SAFE:
            return JSONResponse({"error": "error.forbidden", "detail": "log in first"}, 401)
        return RedirectResponse(f"/login?back={quote(path + ('?' + query if query else ''))}", 303)
    if user.role == READER and method not in SAFE and path not in READERS_POSTS:
        return PlainTextResponse("Readers change nothing; ask an admin for the role of an analyst.\n", 403)
    return None


@dataclass(slots=True)
class Brake:
    """Slows down who fails to log in: after the third failure each next try must wait twice as long, a minute at most.

    Kept in memory, by name and address apart, at most ``MOST`` of them: the oldest are forgotten.
    """

    clock: Callable[[], float] = time.monotonic
    failures: dict[str, tuple[int, float]] = field(default_factory=dict)

    def wait_seconds(self, *keys: str) -> float:
        """How long until the next try may be made; 0 for now."""
        return max((self._wait(key) for key in keys), default=0.0)

    def _wait(self, key: str) -> float:
        number, last = self.failures.get(key, (0, 0.0))
        pause = 0.0 if number < FREE else min(2.0 ** (number - FREE), LONGEST_SECONDS)
        return max(0.0, last + pause - self.clock())

    def failed(self, *keys: str) -> None:
        """Count a failure."""
        for key in keys:
            number, _ = self.failures.pop(key, (0, 0.0))
            self.failures[key] = (number + 1, self.clock())
        while len(self.failures) > MOST:
            self.failures.pop(next(iter(self.failures)))

    def succeeded(self, *keys: str) -> None:
        """Forget the failures."""
        for key in keys:
            self.failures.pop(key, None)
