"""`marsad explain`: what each sentence gave, and why an event came out as it did."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Annotated

import typer

from marsad.commands.inputs import (
    MAX_MB,
    Columns,
    MaxMb,
    Outlet,
    Paths,
    Published,
    Run,
    Theatre,
    load_theatre,
    make_intake,
    read_one,
)
from marsad.commands.progress import Progress
from marsad.commands.reader import load_reader
from marsad.explain import Node, explain_report


def register(app: typer.Typer) -> None:
    """Add `explain` to ``app``."""
    app.command(epilog="Example: marsad explain report.txt --published 2023-06-07")(explain)


def explain(
    paths: Paths,
    published: Published = None,
    outlet: Outlet = "",
    theatre: Theatre = None,
    max_mb: MaxMb = MAX_MB,
    columns: Columns = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print the tree as JSON, one document a line.")
    ] = False,
) -> None:
    """Show what each sentence gave, and why an event came out as it did.

    Under each sentence: what was found in it with the rule that found it, the event it tells with the
    words behind each slot, or why it gave none.
    """
    packs, country = load_theatre(theatre)
    intake = make_intake(packs, published, outlet, max_mb, None, columns)
    reader = load_reader(packs)
    with Progress("explaining", None) as progress:
        run = Run(paths, intake, progress)
        for document in run.documents():
            tree = explain_report(read_one(document, reader, country))
            typer.echo(
                json.dumps(asdict(tree), ensure_ascii=False) if as_json else "\n".join(tree_lines(tree))
            )
        run.end()


def tree_lines(node: Node, depth: int = 0) -> list[str]:
    """The tree as indented lines: the label, and the words of the text after it or, for a sentence, under it.

    A line holds at most one stretch of Arabic, at its end, so that terminals with and without bidirectional
    text show it alike and copied lines carry no control characters.
    """
    pad, quote = "  " * depth, " ".join(node.quote.split())
    if not quote:
        own = [pad + node.label]
    elif node.label.startswith("sentence"):
        own = (
            ["", f"{pad}{quote}"] if node.label == "sentence" else ["", f"{pad}{node.label}", f"{pad}{quote}"]
        )
    else:
        own = [f"{pad}{node.label}: {quote}"]
    return own + [line for child in node.children for line in tree_lines(child, depth + 1)]
