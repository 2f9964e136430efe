"""Telegram's JSON export of a public channel to documents, one a message with a text.

The export is read as a stream: that of a busy channel takes gigabytes.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any, BinaryIO

import ijson

from marsad.intake.captures import MESSAGE, Capture, Facts, Known, Step, Taken, Unread, digest, received
from marsad.intake.failures import Failure, Flaw, failure
from marsad.intake.languages import ARABIC, NAMES, find_language
from marsad.intake.settings import Intake
from marsad.records import Document

PUBLIC = frozenset({"public_channel", "public_supergroup"})
SHORTEST = 40  # characters; less is a greeting, a link, the caption of a picture
_PRIVATE = Flaw("a private chat, which is no published report", "export a public channel")
_ACCOUNT = Flaw(
    "the export of a whole account", "export the one channel: its menu, Export chat history, JSON"
)
_BROKEN = "export the channel again as JSON"


def read(
    stream: BinaryIO, source: str, stem: str, intake: Intake
) -> Iterator[Taken | Unread | Known | Failure]:
    """Documents of a channel's messages in their order; private chats are refused, they are nobody's report."""
    head: dict[str, Any] = {}
    number = 0
    try:
        for prefix, event, value in ijson.parse(stream, use_float=True):
            if prefix in ("name", "type", "id") and event in ("string", "number"):
                head[prefix] = value
            elif prefix == "chats":
                yield failure(source, _ACCOUNT)
                return
            elif prefix == "messages" and event == "start_array":
                break
        if head.get("type") not in PUBLIC:
            yield failure(
                source, _PRIVATE if head.get("type") else Flaw("no export of a Telegram channel", _BROKEN)
            )
            return
        stream.seek(0)
        for message in ijson.items(stream, "messages.item", use_float=True):
            number += 1
            yield from _read_message(message, head, source, stem, intake)
    except (ijson.JSONError, UnicodeDecodeError) as fault:
        said = " ".join(str(fault).split())[:80]
        yield failure(source, Flaw(f"broken JSON after message {number} ({said})", _BROKEN))


def _read_message(
    message: Any, head: dict[str, Any], source: str, stem: str, intake: Intake
) -> Iterator[Taken | Unread | Known | Failure]:
    if not isinstance(message, dict) or message.get("type") != "message":
        return
    text = _text(message.get("text")).strip()
    if len(text) < SHORTEST:
        return
    raw = json.dumps(message, ensure_ascii=False, sort_keys=True, default=str).encode(
        "utf-8", "surrogatepass"
    )
    key = str(message.get("id", ""))
    capture = Capture(
        f"{source} message {key}",
        raw,
        MESSAGE,
        intake.now(),
        _address(head, key),
        f"{stem}-{key}",
        ".json",
        key,
    )
    if intake.is_known(capture):
        yield Known(capture)
        return
    language = find_language(text)
    if language != ARABIC:
        yield Unread(capture, language or "other", f"{NAMES[language]}: kept, not read")
        return
    day = _day(message.get("date")) or intake.published
    known = intake.outlets.of(capture.address)
    document = Document(
        id=capture.name,
        text=text,
        published=day,
        published_basis="given" if day else "unknown",
        published_note="date of the message" if day else "",
        outlet=(known.name if known else "") or str(head.get("name") or "") or intake.outlet,
        url=capture.address,
        sha256=digest(json.dumps([str(head.get("id", "")), key, text])),
    )
    steps = (received(capture), Step("text of the message taken", "Marsad", digest(text)))
    edited = str(message.get("edited") or "")
    notes = (f"forwarded from {message['forwarded_from']}",) if message.get("forwarded_from") else ()
    yield Taken(document, capture, steps, Facts(modified=edited, language=ARABIC, notes=notes))


def _text(value: Any) -> str:
    """The text of a message, which is a string or a list of strings and of pieces with a kind of their own."""
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        return "".join(_text(v.get("text") if isinstance(v, dict) else v) for v in value)
    return ""


def _day(value: Any) -> date | None:
    try:
        return datetime.fromisoformat(str(value)).date()
    except ValueError:
        return None


def _address(head: dict[str, Any], key: str) -> str:
    """The message's place; exports give the channel's number, not its public name."""
    return f"https://t.me/c/{head['id']}/{key}" if head.get("id") else ""
