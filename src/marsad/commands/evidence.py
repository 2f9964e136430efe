"""`marsad evidence`: what a document was made of."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Annotated

import typer

from marsad.commands.output import Out, check_output, open_output
from marsad.commands.workspace import DEFAULT_DB, Db
from marsad.errors import WorkspaceError
from marsad.store.sources import Source, find_sources, read_bytes
from marsad.store.workspace import open_workspace

_FACTS = ("author", "modified", "captions", "tags", "notes")


def register(app: typer.Typer) -> None:
    """Add `evidence` to ``app``."""
    app.command(epilog="Example: marsad evidence report-17 -o original.html")(evidence)


def evidence(
    name: Annotated[str, typer.Argument(metavar="ID", help="A document's id, or its address.")],
    out: Out = None,
    db: Db = DEFAULT_DB,
    as_json: Annotated[bool, typer.Option("--json", help="Print it as JSON, one capture a line.")] = False,
) -> None:
    """Show what a document was made of: its bytes, hash, time, address and steps.

    With -o the bytes of the latest capture are written, as they were received.
    """
    check_output(out, [db])
    with open_workspace(db, make=False) as workspace:
        sources = find_sources(workspace, name)
        if not sources:
            raise WorkspaceError(
                f"{name}: no evidence; check the id, or add the document again (marsad add --again)"
            )
        body = read_bytes(workspace, sources[-1].sha256) if out else b""
    for source in sources:
        typer.echo(
            json.dumps(asdict(source), ensure_ascii=False, default=str)
            if as_json
            else "\n".join(_lines(source))
        )
    if out:
        with open_output(out) as stream:
            stream.write(body)


def _lines(source: Source) -> list[str]:
    status = "" if source.status is None else f", status {source.status}"
    out = [
        f"received  {source.captured_utc:%Y-%m-%d %H:%M:%S} UTC ({source.via}{status}){'' if source.kept else ', bytes not kept'}",
        f"from      {source.address or source.source}",
        f"sha256    {source.sha256}",
        *(f"step      {step['done']} ({step['by']}): {step['sha256']}" for step in source.steps),
    ]
    for key in _FACTS:
        value = source.facts.get(key)
        if value:
            out.append(f"{key:<9} {' | '.join(value) if isinstance(value, list) else value}")
    return out
