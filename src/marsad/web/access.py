"""Who asks, and what they may do: everyone on loopback, those who logged in elsewhere."""

from __future__ import annotations

from starlette.requests import Request

from marsad.web.preferences import clean_name, read_preferences


def signer_of(request: Request, said: str = "") -> str:
    """The name a judgement is signed with: of who is logged in, else what the form or the browser's preferences say."""
    user = getattr(request.state, "user", None)
    return user.name if user else clean_name(said) or read_preferences(request).name
