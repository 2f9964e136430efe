"""What `fetch` and `feeds run` share: options, manners, and a page from its address into the workspace."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Annotated

import typer

from marsad import __version__
from marsad.commands.inputs import MOST_FAILED, read_one
from marsad.commands.progress import Progress
from marsad.exports.records import report_record
from marsad.incidents.compare import Linker
from marsad.intake.captures import FETCH, Capture, Known, Taken, Unread
from marsad.intake.failures import Failure
from marsad.intake.fetch import Answer, Fault, Limits, fetch
from marsad.intake.moved import ELSEWHERE, FRONT, find_move, is_gone, told_gone
from marsad.intake.polite import Manners
from marsad.intake.robots import ROBOTS_BYTES, Robots
from marsad.intake.settings import Intake
from marsad.intake.whole import read_received
from marsad.reading import Reader
from marsad.store.connect import Workspace
from marsad.store.evidence import is_settled
from marsad.store.runs import keep_failure
from marsad.store.visits import NOT_READ, Visit, keep_visit, reports_before

Delay = Annotated[
    float, typer.Option(metavar="SECONDS", min=0.0, help="Least pause between two requests to one host.")
]
Timeout = Annotated[
    float, typer.Option(metavar="SECONDS", min=0.1, help="Bound on the time of one request in all.")
]
Contact = Annotated[
    str,
    typer.Option(
        metavar="WHO",
        envvar="MARSAD_CONTACT",
        help="Mail or page under which sites can reach you; sent with every request.",
    ),
]
Allow = Annotated[
    list[str] | None,
    typer.Option(
        metavar="ADDRESS:PORT",
        help="A private address that may be fetched from all the same, as 10.0.0.5:80: a mirror of your own.",
    ),
]
AGENT = f"Marsad/{__version__} (reads Arabic news on armed conflict; {{}})"


def make_limits(max_mb: float, timeout: float, contact: str, allow: list[str] | None) -> Limits:
    """The bounds of a command's options. Raises a usage error for an address that is none."""
    who = f"contact: {contact}" if contact else "no contact given"
    allowed = frozenset(_allowed(said) for said in allow or ())
    agent = AGENT.format(" ".join(who.split())).encode("ascii", "replace").decode("ascii")
    return Limits(int(max_mb * 1e6), timeout, min(timeout, 20.0), agent=agent, allowed=allowed)


def _allowed(said: str) -> tuple[str, int]:
    address, colon, port = said.rpartition(":")
    if not colon or not port.isdigit():
        raise typer.BadParameter(f"{said!r}; write it as 10.0.0.5:80", param_hint="--allow")
    return address.strip("[]"), int(port)


def make_manners(limits: Limits, delay: float, *, ask_robots: bool = True) -> Manners:
    """Manners that ask each site's robots.txt, unless told not to."""
    own = replace(limits, max_bytes=ROBOTS_BYTES)
    return Manners(Robots(lambda address: fetch(address, own)) if ask_robots else None, delay)


@dataclass(slots=True)
class Collector:
    """Takes answers into a workspace, tells each on a line, and counts."""

    workspace: Workspace
    run: int
    intake: Intake
    reader: Reader
    linker: Linker
    country: str | None
    progress: Progress
    counts: Counter[str] = field(default_factory=Counter)

    def take(self, answer: Answer, *, outlet: str = "", page: int | None = None) -> str:
        """Read and keep one answer; what came of it."""
        visit = self._read(answer, outlet)
        outcome = keep_visit(
            self.workspace,
            self.run,
            visit,
            linker=self.linker,
            by=f"Marsad {__version__}",
            now=datetime.now(UTC),
            page=page,
        )
        if visit.gone and outcome == NOT_READ:
            self.fail(Fault(answer.asked, visit.gone, False), "check the address")
            return outcome
        failed = next((i for i in visit.unread if isinstance(i, Failure) and not i.language), None)
        if failed is not None and outcome == NOT_READ:
            self.fail(Fault(answer.asked, failed.reason, False), failed.mend)
            return outcome
        self.counts[outcome] += 1
        reasons = {item.reason for item in visit.unread}
        told = visit.gone or "; ".join(sorted(reasons))
        self.progress.say(f"{outcome}: {answer.asked}{f' ({told})' if told else ''}")
        self.progress.count()
        return outcome

    def _read(self, answer: Answer, outlet: str) -> Visit:
        capture = Capture(
            answer.asked,
            answer.body,
            FETCH,
            answer.moment,
            answer.address,
            status=answer.status,
            headers=answer.headers,
        )
        if answer.status != 200:
            return Visit(capture, answer, gone=f"status {answer.status}" if answer.is_gone else "")
        move, before = find_move(answer.asked, answer.address), reports_before(self.workspace, answer)
        judged = move == FRONT or (move == ELSEWHERE and before)
        if not judged and is_settled(self.workspace, capture):
            return Visit(capture, answer, known=True)
        intake = replace(self.intake, outlet=outlet or self.intake.outlet)
        documents, unread = [], []
        for item in read_received(capture, intake):
            if isinstance(item, Taken):
                documents.append((item, report_record(read_one(item.document, self.reader, self.country))))
            elif isinstance(item, Unread | Failure):
                unread.append(item)
            else:
                assert not isinstance(item, Known)
        if is_gone(move, before, (*(taken for taken, _ in documents), *unread)):
            return Visit(capture, answer, gone=told_gone(move, answer.address))
        return Visit(capture, answer, tuple(documents), tuple(unread))

    def fail(self, fault: Fault, mend: str) -> None:
        """Tell and keep that an address gave nothing."""
        self.counts["failed"] += 1
        keep_failure(self.workspace, self.run, Failure(fault.address, None, fault.reason, mend))
        self.progress.say(f"failed: {fault}; {mend}")

    def run_counts(self) -> dict[str, int]:
        """The counts as a run keeps them."""
        c = self.counts
        return {
            "added": c["added"] + c["changed"],
            "replaced": c["replaced"],
            "already": c["already"],
            "failed": c["failed"],
        }

    def told(self) -> str:
        """The counts on a line."""
        names = ("added", "changed", "replaced", "already", "withdrawn", NOT_READ, "failed")
        return ", ".join(
            f"{name} {self.counts[name]:,}" for name in names if self.counts[name] or name == "added"
        )

    def end(self) -> None:
        """Raise the exit status when addresses failed."""
        if self.counts["failed"]:
            raise typer.Exit(min(self.counts["failed"], MOST_FAILED))


def mend_of(fault: Fault) -> str:
    """What a user can do about a fault."""
    if fault.reason.startswith("refused"):
        return "only public addresses are fetched; a mirror of your own is named with --allow"
    if "robots.txt" in fault.reason:
        return "ask the site, or save the page by hand"
    if fault.again:
        return "try again later"
    return "check the address, or save the page by hand and add the file"


def as_json(counts: Mapping[str, int]) -> dict[str, int]:
    """Counts with names a program may read."""
    return {name.replace(" ", "_"): number for name, number in counts.items()}
