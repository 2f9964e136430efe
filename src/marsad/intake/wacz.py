"""WACZ files (a ZIP of WARC files with an index) to documents; the archives in it are held against its list of hashes."""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Iterator
from typing import BinaryIO

from marsad.intake.captures import Known, Taken, Unread
from marsad.intake.failures import Failure, Flaw, Notice, failure
from marsad.intake.settings import Intake
from marsad.intake.warc import read as read_warc

LIST_BYTES = 5_000_000  # bytes of the list of contents
_LIST = "datapackage.json"


def read(
    stream: BinaryIO, source: str, stem: str, intake: Intake
) -> Iterator[Taken | Unread | Known | Failure | Notice]:
    """Documents of the archives in a WACZ, by name; an archive that is not the one listed is a failure, and read."""
    try:
        with zipfile.ZipFile(stream) as package:
            hashes = _hashes(package)
            names = sorted(
                n
                for n in package.namelist()
                if n.startswith("archive/") and n.endswith((".warc", ".warc.gz"))
            )
            if not names:
                yield failure(source, Flaw("no WARC file in it", "name a WACZ that a crawler wrote"))
            for name in names:
                if name in hashes and hashes[name] != _sha256(package, name):
                    yield failure(
                        f"{source}/{name}",
                        Flaw("its hash is not the one listed", "get the archive again; it was changed"),
                    )
                with package.open(name) as archive:
                    yield from read_warc(archive, f"{source}/{name}", stem, intake)  # type: ignore[arg-type]
    except (zipfile.BadZipFile, NotImplementedError, OSError) as fault:
        yield failure(
            source, Flaw(f"a broken WACZ file ({' '.join(str(fault).split())[:80]})", "get it again")
        )


def _sha256(package: zipfile.ZipFile, name: str) -> str:
    with package.open(name) as archive:
        return hashlib.file_digest(archive, "sha256").hexdigest()  # type: ignore[arg-type]


def _hashes(package: zipfile.ZipFile) -> dict[str, str]:
    """SHA-256 by path out of the list of contents; {} where there is none that can be read."""
    try:
        with package.open(_LIST) as listed:
            resources = json.loads(listed.read(LIST_BYTES)).get("resources", [])
        pairs = [(str(r.get("path", "")), str(r.get("hash", ""))) for r in resources if isinstance(r, dict)]
    except (KeyError, ValueError, AttributeError, RecursionError):
        return {}
    return {path: value.removeprefix("sha256:") for path, value in pairs if value.startswith("sha256:")}
