"""A Word document (.docx) to a document."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from importlib.metadata import version

from docx import Document as open_docx
from docx.document import Document as Docx
from docx.opc.exceptions import PackageNotFoundError
from docx.table import Table
from docx.text.paragraph import Paragraph
from lxml.etree import XMLSyntaxError

from marsad.intake.captures import Capture, Step, Taken, digest
from marsad.intake.decode import Decoded
from marsad.intake.failures import Failure, Flaw, failure
from marsad.intake.settings import Intake
from marsad.intake.texts import take_text
from marsad.intake.unpack import open_zip

_READER = f"python-docx {version('python-docx')}"
_BROKEN = "open it in a word processor, and save it anew or as plain text"


def read(capture: Capture, intake: Intake) -> Iterator[Taken | Failure]:
    """The document of a Word file: its paragraphs, cells of tables on lines of their own; or why it holds none."""
    found = _find_text(capture.body)
    if isinstance(found, Flaw):
        return iter((failure(capture.source, found, capture=capture),))
    step = Step("paragraphs taken", _READER, digest(found))
    return iter((take_text(capture, Decoded(found, "docx"), intake, steps=(step,)),))


def _find_text(raw: bytes) -> str | Flaw:
    with open_zip(raw) as archive:
        if isinstance(archive, Flaw):
            return archive
    try:
        return "\n".join(line for line in _lines(open_docx(io.BytesIO(raw))) if line.strip())
    except (
        PackageNotFoundError,
        XMLSyntaxError,
        zipfile.BadZipFile,
        *(
            KeyError,
            IndexError,
            ValueError,
            TypeError,
            AttributeError,
            RuntimeError,
        ),  # what odd parts raise in there
    ) as fault:
        return Flaw(f"a broken Word document ({type(fault).__name__})", _BROKEN)


def _lines(docx: Docx) -> Iterator[str]:
    for part in docx.iter_inner_content():
        if isinstance(part, Paragraph):
            yield part.text
        elif isinstance(part, Table):
            yield from (
                " | ".join(dict.fromkeys(cell.text.strip() for cell in row.cells)) for row in part.rows
            )
