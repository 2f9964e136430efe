"""Mail (.eml) and pages saved whole (.mhtml) to a document: its text part, or the page in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from email.utils import parsedate_to_datetime

from marsad.intake.captures import Capture, Facts, Step, Taken, Unread, digest, received
from marsad.intake.decode import decode_text
from marsad.intake.failures import Failure, Flaw, failure
from marsad.intake.pages import read as read_page
from marsad.intake.settings import Intake
from marsad.intake.texts import take_text

_NO_TEXT = Flaw("a mail without a text", "save what it carries as files of their own")
_PARSER = BytesParser(policy=policy.default)


def read(capture: Capture, intake: Intake) -> Iterator[Taken | Unread | Failure]:
    """The document of a mail: plain text before HTML; of a page saved whole the page. The day is that of sending."""
    try:
        mail = _PARSER.parsebytes(capture.body)
        saved = str(mail.get("Snapshot-Content-Location") or "").strip()
        part = mail.get_body(preferencelist=("html", "plain") if saved else ("plain", "html"))
        raw = part.get_payload(decode=True) if part is not None else None
    except (
        ValueError,
        LookupError,
        TypeError,
        AttributeError,
        RecursionError,
    ) as fault:  # headers of any shape
        return iter(
            (
                failure(
                    capture.source,
                    Flaw(f"a broken mail ({type(fault).__name__})", "save it anew as .eml"),
                    capture=capture,
                ),
            )
        )
    if part is None or not isinstance(raw, bytes) or not raw.strip():
        return iter((failure(capture.source, _NO_TEXT, capture=capture),))
    charset = str(part.get_content_charset() or "")
    if part.get_content_type() == "text/html":
        return _as_page(capture, raw, charset, saved, mail, intake)
    return iter((_as_text(capture, raw, charset, mail, intake),))


def _as_page(
    capture: Capture, raw: bytes, charset: str, saved: str, mail: EmailMessage, intake: Intake
) -> Iterator[Taken | Unread | Failure]:
    headers = (("content-type", f"text/html; charset={charset}"),) if charset else ()
    inner = replace(capture, body=raw, address=saved or capture.address, headers=headers)
    day = None if saved else _sent(mail, capture)
    for item in read_page(inner, intake):
        if isinstance(item, Taken):
            own = day if item.document.published is None else None
            document = replace(item.document, sha256=capture.sha256)
            if own:
                document = replace(
                    document, published=own, published_basis="given", published_note="Date of the mail"
                )
            steps = (
                received(capture),
                Step("page taken out of the mail", "Python email", digest(raw)),
                *item.steps[1:],
            )
            yield Taken(
                document, capture if not saved else replace(capture, address=saved), steps, item.facts
            )
        else:
            yield replace(item, capture=capture)


def _as_text(
    capture: Capture, raw: bytes, charset: str, mail: EmailMessage, intake: Intake
) -> Taken | Failure:
    decoded = decode_text(raw, charset)
    if isinstance(decoded, Flaw):
        return failure(capture.source, decoded, capture=capture)
    subject = " ".join(str(mail.get("Subject") or "").split())
    text = decoded.text.replace("\r\n", "\n").strip()
    text = f"{subject}\n\n{text}" if subject and text.partition("\n")[0].strip() != subject else text
    day = _sent(mail, capture)
    own = replace(intake, published=day) if day else intake
    steps = (
        Step(f"text taken out of the mail, decoded from {decoded.charset}", "Python email", digest(text)),
    )
    found = take_text(
        capture, replace(decoded, text=text), own, title=subject, steps=steps, facts=Facts(language="ar")
    )
    if isinstance(found, Taken) and day:
        return replace(found, document=replace(found.document, published_note="Date of the mail"))
    return found


def _sent(mail: EmailMessage, capture: Capture) -> date | None:
    """The day a mail was sent, where its sender is; None for none, or one after it was received."""
    try:
        moment: datetime = parsedate_to_datetime(str(mail.get("Date") or ""))
    except (ValueError, TypeError):
        return None
    return moment.date() if (moment.date() - capture.captured_utc.date()).days <= 1 else None
