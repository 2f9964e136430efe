"""The commands, one module each with ``register(app)``; a module is imported when its command is called.

``COMMANDS`` is all that `marsad --help` needs, so that start-up loads neither the database layer nor the
reading engine. A new command is one row here and one module.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Command:
    """A command's name, its module in this package, and its line in `marsad --help`."""

    name: str
    module: str
    summary: str


COMMANDS = (
    Command("demo", "demo", "Read the bundled sample reports and show what they say."),
    Command("extract", "extract", "Read reports and print their event records; keeps nothing."),
    Command("add", "add", "Read reports into a workspace; adding the same again changes nothing."),
    Command("fetch", "fetch", "Fetch pages by their addresses into a workspace, with the evidence of what was received."),
    Command("feeds", "feeds", "Collect from RSS, Atom and sitemaps: add, list, run, remove."),
    Command("watch", "watch", "Read reports that come into a folder, as they come, until it is stopped."),
    Command("status", "status", "Show what a workspace holds and how the last runs went."),
    Command("incidents", "incidents", "Show what is on record, each happening once, latest first; with an id all that is known of one."),
    Command("tallies", "tallies", "Show what is claimed for a period, against the incidents on record."),
    Command("campaigns", "campaigns", "Show operations that reports call by a name: phases, period, parties, area, and their incidents."),
    Command("series", "series", "Show figures that are not events (people in a camp): how many, as of when, who says so in which words."),
    Command("parties", "parties", "Show the parties on record with their incidents by role; with an id who belongs to whom, and since when."),
    Command("judge", "judge", "Say what a person decided: same, different, accept, reject, correct; undo it."),
    Command("history", "history", "Show who changed what in an incident, and when."),
    Command("serve", "serve", "Open the review page on a workspace: see, check and correct what was read."),
    Command("users", "users", "Manage who may log in to the review page."),
    Command("export", "export", "Write a workspace's events as csv, geojson or jsonl, or what was received as warc."),
    Command("evidence", "evidence", "Show what a document was made of: its bytes, hash, time, address and steps."),
    Command("revisions", "revisions", "List pages that changed, and show what changed in one."),
    Command("withdraw", "withdraw", "Flag a document that its outlet took back."),
    Command("verify", "verify", "Check every hash and the chain of the log."),
    Command("explain", "explain", "Show what each sentence gave, and why an event came out as it did."),
    Command("evaluate", "evaluate", "Score the reading against annotated reports."),
    Command("pack", "pack", "Check and list the packs that drive the reading."),
    Command("places", "places", "Bring place data for the countries you work on, and look places up."),
    Command("version", "version", "Show the version."),
)
