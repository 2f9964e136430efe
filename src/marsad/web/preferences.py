"""A browser's preferences: kept in its cookies, read with every request, any odd value replaced by the default."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import quote, unquote

from starlette.requests import Request
from starlette.responses import Response

from marsad.web.wording import LANGUAGES, Preferences

CHOICES: Mapping[str, tuple[str, ...]] = {
    "lang": LANGUAGES,
    "theme": ("auto", "light", "dark"),
    "digits": ("latn", "arab"),
    "dates": ("long", "iso"),
    "months": ("levant", "common"),
}
PREFIX = "marsad_"
NAME_LENGTH = 60
KEPT_SECONDS = 400 * 24 * 3600  # what browsers allow at most


def read_preferences(request: Request) -> Preferences:
    """The preferences of the browser that asks; ``?lang=`` in the address goes before its cookie, for links to one language."""
    asked = {key: request.cookies.get(PREFIX + key, "") for key in CHOICES}
    if request.query_params.get("lang") in LANGUAGES:
        asked["lang"] = request.query_params["lang"]
    kept = {key: value for key, value in asked.items() if value in CHOICES[key]}
    kept.setdefault("lang", _accepted(request.headers.get("accept-language", "")))
    return Preferences(**kept, name=clean_name(unquote(request.cookies.get(PREFIX + "name", ""))))


def write_preferences(response: Response, asked: Mapping[str, str], *, secure: bool) -> None:
    """Keep those of ``asked`` that are choices there are, and the name."""
    for key, value in asked.items():
        if value in CHOICES.get(key, ()) or key == "name":
            kept = quote(clean_name(value)) if key == "name" else value
            response.set_cookie(
                PREFIX + key, kept, max_age=KEPT_SECONDS, samesite="strict", httponly=True, secure=secure
            )


def clean_name(name: str) -> str:
    """``name`` on one line without control characters, bounded.

    >>> clean_name("  Rana\\n\\u202e K. ")
    'Rana K.'
    """
    shown = "".join(c if c.isprintable() else " " for c in name)
    return " ".join(shown.split())[:NAME_LENGTH]


def _accepted(header: str) -> str:
    """The first language of an Accept-Language header that there is; Arabic when it names neither."""
    for part in header.split(","):
        code = part.split(";")[0].strip().lower().split("-")[0]
        if code in LANGUAGES:
            return code
    return "ar"
