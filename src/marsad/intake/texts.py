"""A plain text as received to a document."""

from __future__ import annotations

from collections.abc import Iterator

from marsad.intake.captures import Capture, Facts, Step, Taken, digest, received
from marsad.intake.decode import Decoded, decode_text, find_flaw
from marsad.intake.failures import Failure, Flaw, failure
from marsad.intake.settings import Intake
from marsad.records import Document


def read(capture: Capture, intake: Intake) -> Iterator[Taken | Failure]:
    """The document of a text file, or why it holds none."""
    decoded = decode_text(capture.body)
    if isinstance(decoded, Flaw):
        return iter((failure(capture.source, decoded, capture=capture),))
    return iter((take_text(capture, decoded, intake),))


def take_text(
    capture: Capture,
    decoded: Decoded,
    intake: Intake,
    *,
    title: str = "",
    steps: tuple[Step, ...] = (),
    facts: Facts | None = None,
) -> Taken | Failure:
    """The document that ``decoded`` is; ``steps`` are those between the bytes and the text, decoding by default."""
    flaw = find_flaw(decoded.text)
    if flaw:
        return failure(capture.source, flaw, capture=capture)
    known = intake.outlets.of(capture.address)
    document = Document(
        id=capture.name,
        text=decoded.text,
        published=intake.published,
        published_basis="given" if intake.published else "unknown",
        title=title,
        outlet=(known.name if known else "") or intake.outlet,
        url=capture.address,
        sha256=capture.sha256,
    )
    steps = steps or (Step(f"decoded from {decoded.charset}", "Python", digest(decoded.text)),)
    return Taken(document, capture, (received(capture), *steps), facts or Facts())
