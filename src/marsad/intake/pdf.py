"""A PDF's text layer to a document. Scanned pages without one are told so.

PDF keeps glyphs with their places, not text: Arabic comes out of it in the order of drawing, letters in their
contextual forms. Lines are put together again by where the glyphs stand, from right to left, figures and foreign
words turned back.
"""

from __future__ import annotations

import io
import logging
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.metadata import version

from pdfminer.high_level import extract_pages
from pdfminer.layout import LAParams, LTChar, LTTextContainer, LTTextLine
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfminer.pdfexceptions import PDFException
from pdfminer.psparser import PSException

from marsad.intake.captures import Capture, Step, digest
from marsad.intake.decode import Decoded
from marsad.intake.failures import Failure, Flaw, failure
from marsad.intake.settings import Intake
from marsad.intake.texts import Taken, take_text

PAGES_MOST = 200  # pages read of one report
SPACE_WIDTH = 0.18  # of a glyph's height: a wider gap between glyphs is a space
FULL_LINE = 0.75  # of the widest line: a shorter line ends its paragraph
_STOP = (".", "؟", "!", ":", "?")
_PRESENTATION = re.compile("[\ufb50-\ufdf1\ufdf3-\ufdf9\ufdfb-\ufdff\ufe70-\ufefc]+")
_MIRRORED = str.maketrans("()[]{}<>«»", ")(][}{><»«")
_SPACES = re.compile(r"[ \t\u00a0]+")
logging.getLogger("pdfminer").setLevel(
    logging.ERROR
)  # it warns of every odd font; what it cannot read it raises
_READER = f"pdfminer.six {version('pdfminer.six')}"


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    width: float


def read(capture: Capture, intake: Intake) -> Iterator[Taken | Failure]:
    """The document of a PDF, or why it holds none."""
    found = _find_text(capture.body)
    if isinstance(found, Flaw):
        return iter((failure(capture.source, found, capture=capture),))
    step = Step("text layer taken", _READER, digest(found))
    return iter((take_text(capture, Decoded(found, "pdf"), intake, steps=(step,)),))


def _find_text(raw: bytes) -> str | Flaw:
    try:
        lines = [
            line
            for page in extract_pages(io.BytesIO(raw), maxpages=PAGES_MOST, laparams=LAParams())
            for line in _lines(page)
        ]
    except PDFPasswordIncorrect:
        return Flaw("a PDF with a password", "open it, and save it without")
    except (
        PDFException,
        PSException,
        ValueError,
        TypeError,
        KeyError,
        IndexError,
        AttributeError,
        RecursionError,
        OverflowError,
    ) as fault:
        return Flaw(
            f"a broken PDF ({type(fault).__name__})", "open it, and print it to a new PDF or save its text"
        )
    if not any(line.text for line in lines):
        return Flaw(
            "a PDF without a text layer",
            "it is a picture of a text: run it through OCR (ocrmypdf -l ara FILE out.pdf)",
        )
    return _paragraphs(lines)


def _lines(page: Iterable[object]) -> Iterator[_Line]:
    for box in page:
        if not isinstance(box, LTTextContainer):
            continue
        for line in box:
            if isinstance(line, LTTextLine):
                glyphs = [c for c in line if isinstance(c, LTChar)]
                text = _in_order(glyphs)
                if text:
                    yield _Line(text, line.width)
        yield _Line("", 0.0)


def _in_order(glyphs: list[LTChar]) -> str:
    """The text of one line's glyphs: by place from right to left where it is Arabic, else from left to right."""
    plain = [
        (c, _PRESENTATION.sub(lambda m: unicodedata.normalize("NFKC", m.group()), c.get_text()))
        for c in glyphs
    ]
    right_to_left = sum(_is_arabic(t) for _, t in plain) * 2 > sum(any(map(str.isalpha, t)) for _, t in plain)
    plain.sort(key=lambda pair: pair[0].x0)
    runs: list[tuple[bool, str]] = []
    before: LTChar | None = None
    for glyph, text in plain:
        gap = before is not None and glyph.x0 - before.x1 > SPACE_WIDTH * glyph.height
        runs += [(False, " ")] * gap + [(_is_foreign(text), text)]
        before = glyph if before is None or glyph.x1 > before.x1 else before
    if not right_to_left:
        return _SPACES.sub(" ", "".join(t for _, t in runs)).strip()
    return _SPACES.sub(" ", "".join(_turned(runs))).strip()


def _is_arabic(text: str) -> bool:
    return any("\u0600" <= c <= "\u06ff" for c in text)


def _is_foreign(text: str) -> bool:
    """Whether glyphs run from left to right inside Arabic: figures of both kinds and letters of other scripts."""
    return any(unicodedata.bidirectional(c) in ("L", "EN", "AN") for c in text)


def _turned(runs: list[tuple[bool, str]]) -> Iterator[str]:
    """The runs from the right, each stretch of figures or foreign words (with what joins it) in its own direction."""
    stretch: list[str] = []
    at = len(runs) - 1
    while at >= 0:
        foreign, text = runs[at]
        joins = (
            bool(stretch) and text in (".", ",", "/", ":", "-", " ", "٫", "%") and at > 0 and runs[at - 1][0]
        )
        if foreign or joins:
            stretch.insert(0, text)
        else:
            yield "".join(stretch)
            stretch = []
            yield text.translate(_MIRRORED)
        at -= 1
    yield "".join(stretch)


def _paragraphs(lines: list[_Line]) -> str:
    """Lines to paragraphs: a line that fills its width and ends without a stop goes on in the next."""
    widest = max((line.width for line in lines), default=0.0)
    out: list[str] = []
    joined = False
    for line in lines:
        if not line.text:
            joined = False
        elif joined:
            out[-1] += " " + line.text
            joined = line.width >= FULL_LINE * widest and not line.text.endswith(_STOP)
        else:
            out.append(line.text)
            joined = line.width >= FULL_LINE * widest and not line.text.endswith(_STOP)
    return "\n".join(out)
