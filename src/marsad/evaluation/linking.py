"""Predicted events linked to incidents, so that links can be scored."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence

from marsad.evaluation.likeness import Record
from marsad.incidents.compare import Linker
from marsad.incidents.keys import event_keys
from marsad.incidents.together import Told, link_records


def link_predictions(docs: Sequence[Record], run: Mapping[str, Record], linker: Linker) -> dict[str, Record]:
    """The records of ``run`` with each event's ``incident`` filled, linked over all ``docs`` that they were read from."""
    told = [Told(_digest(doc), doc["text"], run[doc["id"]]) for doc in docs if doc["id"] in run]
    home = {key: incident.id for incident in link_records(told, linker) for key in incident.events}
    out = dict(run)
    for doc in told:
        keys = event_keys(doc.sha256, doc.record["events"])
        events = [{**event, "incident": home[key]} for event, key in zip(doc.record["events"], keys, strict=True)]
        out[doc.record["id"]] = {**doc.record, "events": events}
    return out


def has_incidents(docs: Sequence[Record]) -> bool:
    """Whether gold says of any event that another document tells it too."""
    return any(event.get("incident") for doc in docs for event in doc["events"])


def _digest(doc: Record) -> str:
    return hashlib.sha256(f"{doc['id']}\n{doc['text']}".encode("utf-8", "backslashreplace")).hexdigest()
