"""Templates to pages: one environment, everything escaped, the interface's words and formats at hand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from marsad.web.explaining import tell_note, tell_reason
from marsad.web.families import family
from marsad.web.names import Names
from marsad.web.preferences import read_preferences
from marsad.web.security import TOKEN_COOKIE, read_token
from marsad.web.wording import Wording

PAGES = (
    ("overview", "/"),
    ("review", "/review"),
    ("tallies", "/tallies"),
    ("series", "/series"),
    ("parties", "/parties"),
    ("outlets", "/outlets"),
    ("documents", "/documents"),
    ("add", "/add"),
    ("method", "/method"),
)


@dataclass(frozen=True, slots=True)
class Templates:
    """The pages' templates. ``stamp`` and ``version`` change when scripts and styles do; ``stamp`` is '' when they were not built."""

    environment: Environment
    names: Names
    stamp: str
    version: str

    def wording(self, request: Request) -> Wording:
        """The words and formats that the browser of ``request`` wants."""
        return Wording(read_preferences(request))

    def page(self, request: Request, name: str, values: Mapping[str, Any], *, status: int = 200) -> Response:
        """The template ``name`` as a response to ``request``; sets the browser's form token when it has none."""
        token = read_token(request)
        response = HTMLResponse(self.render(request, name, values, token), status)
        if request.cookies.get(TOKEN_COOKIE) != token:
            secure = request.url.scheme == "https"
            response.set_cookie(TOKEN_COOKIE, token, samesite="strict", httponly=True, secure=secure)
        response.headers["Cache-Control"] = "no-store"
        return response

    def render(self, request: Request, name: str, values: Mapping[str, Any], token: str) -> str:
        """The template ``name`` as text."""
        wording = self.wording(request)
        lang = wording.preferences.lang
        context = {
            "w": wording,
            "t": wording.say,
            "lang": lang,
            "prefs": wording.preferences,
            "token": token,
            "path": request.url.path,
            "address": address_of(request),
            "pages": PAGES,
            "stamp": self.stamp,
            "version": self.version,
            "family": family,
            "user": request.state.user if hasattr(request.state, "user") else None,
            "public": request.app.state.marsad.settings.public,
            "party": lambda id, said="": self.names.party(id, lang, said),
            "place": lambda place: self.names.place(place, lang),
            "around": lambda place: self.names.around(place, lang),
            "note": lambda note: tell_note(wording, note),
            "reason": lambda said: tell_reason(wording, said),
            "country": lambda code: self.names.country(code, lang),
            **values,
        }
        return self.environment.get_template(name).render(context)


def make_templates(names: Names, stamp: str, version: str) -> Templates:
    """The templates of the package; an undefined name in one is an error, not an empty word."""
    environment = Environment(
        loader=PackageLoader("marsad.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["query"] = query
    return Templates(environment, names, stamp, version)


def address_of(request: Request) -> str:
    """Path and query of ``request`` without its language, for links that come back."""
    pairs = [(k, v) for k, v in request.query_params.multi_items() if k != "lang"]
    return request.url.path + (f"?{urlencode(pairs)}" if pairs else "")


def query(pairs: Mapping[str, Any]) -> str:
    """``pairs`` as a query string, empty values left out, lists repeated; '' for none.

    >>> query({"type": ["raid", "clash"], "from": "", "page": 2})
    '?type=raid&type=clash&page=2'
    """
    kept = {k: v for k, v in pairs.items() if v not in (None, "", [], ())}
    return f"?{urlencode(kept, doseq=True)}" if kept else ""
