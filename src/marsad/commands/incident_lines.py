"""Incidents, tallies and series as text for people.

As in `table`: letters are turned round and joined by the terminal, so Arabic stands at the end of a line of its own;
in a row of cells stand ids and English names.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import Console
from rich.text import Text

from marsad.commands.table import isolate, quoted_words, show_row
from marsad.incidents.claims import TOLLS, show_range
from marsad.incidents.ledger import Campaign, Dossier, Match, Operation, Question, Series, Tally
from marsad.incidents.records import Claim, Incident, Origin, Site

_INDENT = "    "
_MOST_QUOTE = 200
_FEW = 10  # matches, history entries shown; --json has all


def show_incident(console: Console, incident: Incident) -> None:
    """An incident in a row and a line: when, what, where, who, toll; then its id, grade and title."""
    cells = [_days(incident), _kind(incident), _where(incident), _who(incident), _tolls(incident)]
    console.print(show_row([Text(cell) for cell in cells], console.width))
    many = f"{len(incident.documents)} report{'' if len(incident.documents) == 1 else 's'}"
    console.print(Text(f"{_INDENT}{incident.id}  {incident.grade} ({many}): ", end="").append(isolate(incident.rule)), soft_wrap=True)
    if incident.title:
        console.print(Text(f"{_INDENT}{incident.title}"), soft_wrap=True)
    console.print()


def _days(incident: Incident) -> str:
    return "\n".join(dict.fromkeys(str(d) for d in (incident.start, incident.end) if d)) or "unknown"


def _kind(incident: Incident) -> str:
    count = f" of {incident.count}" if incident.count is not None else ""
    told = [incident.type, "" if incident.level == "incident" else f"{incident.level}{count}", "" if incident.status == "reported" else incident.status]
    return "\n".join(line for line in told if line)


def _where(incident: Incident) -> str:
    return "\n".join(_place(site) for site in incident.places[:3])


def _place(site: Site) -> str:
    name = site.name_en or site.name
    around = site.admin1 if site.admin1 and site.admin1 != name else site.country
    return isolate(name) + (f", {around}" if around else "")


def _who(incident: Incident) -> str:
    by = [isolate(p.id or p.name) for p in incident.parties if p.role == "initiator"]
    against = [f"> {isolate(p.id or p.name)}" for p in incident.parties if p.role == "target"]
    return "\n".join([*(by or ["unknown"]), *against])


def _tolls(incident: Incident) -> str:
    return "\n".join(f"{t.kind} {show_range(t.low, t.high)}{' (they differ)' if t.conflict else ''}" for t in incident.tolls)


def dossier_lines(dossier: Dossier) -> Iterator[str]:
    """All that is known of one incident."""
    incident = dossier.incident
    if dossier.asked:
        yield f"{dossier.asked} is now {incident.id}"
    yield f"{incident.id}  {_kind(incident).replace(chr(10), ', ')}"
    yield f"when     {_days(incident).replace(chr(10), ' to ')} ({incident.date_precision})"
    yield f"where    {'; '.join(_place(s) for s in incident.places) or 'unknown'}"
    yield f"who      {_who(incident).replace(chr(10), ' ')}"
    yield f"toll     {_tolls(incident).replace(chr(10), '; ') or 'none told'}"
    yield f"grade    {incident.grade}: {isolate(incident.rule)}"
    if incident.names:
        yield f"named    {', '.join(incident.names)}"
    if incident.conflicts:
        yield f"differ   {', '.join(incident.conflicts)}"
    if incident.judged or incident.rejected:
        yield f"judged   {', '.join(incident.judged)}{'; rejected' if incident.rejected else ''}"
    yield ""
    yield from _claim_lines(incident)
    yield from _report_lines(dossier)
    yield from _after_lines(dossier)


def _claim_lines(incident: Incident) -> Iterator[str]:
    """Every value with who gives it; figures, and slots on which reports differ, with the words."""
    names = {o.id: o for o in incident.origins}
    yield "claims (slot, value, first said, by how many; who, in which words)"
    values: dict[tuple[str, str], list[Claim]] = {}
    for claim in incident.claims:
        values.setdefault((claim.slot, claim.value), []).append(claim)
    for (slot, value), claims in values.items():
        first = min((c.first_said for c in claims if c.first_said), default=None)
        state = f"  [{claims[0].state}]" if claims[0].state != "stands" else ""
        yield f"  {slot:<10} {isolate(value)}  {first or 'undated'}  {len(claims)}{state}"
        told = slot in TOLLS or slot in incident.conflicts
        for claim in claims if told else claims[:1]:
            yield f"{_INDENT}{_INDENT}{_origin(names.get(claim.origin), claim)}"
    yield "origins (those with + count as independent)"
    for origin in incident.origins:
        yield f"  {'+' if origin.independent else ' '} {origin.kind:<10} {origin.party or '-'}  {len(origin.documents)}"
        yield f"{_INDENT}{_INDENT}{origin.name}"
    yield ""


def _origin(origin: Origin | None, claim: Claim) -> str:
    if origin is None:
        return claim.origin
    words = next((" ".join(s.quote.split()) for s in claim.sayings if s.quote), "")
    via = f"، {'، '.join(origin.via)}" if origin.via else ""
    return f"{origin.name}{via}" + (f': "{words[:_MOST_QUOTE]}"' if words else "")


def _report_lines(dossier: Dossier) -> Iterator[str]:
    yield "reports"
    for entry in dossier.entries:
        copied = f"  copy of {entry.copy_of}" if entry.copy_of else ""
        yield f"  {entry.published or 'undated'}  {entry.document}  {entry.key}{copied}"
        if entry.outlet:
            yield f"{_INDENT}{entry.outlet}"
        yield f"{_INDENT}{quoted_words(entry.record)}"
        for theirs, ours in entry.differs[:_FEW]:
            yield f"{_INDENT}{_INDENT}{theirs or '-'} ← {ours or '-'}"
    yield ""


def _after_lines(dossier: Dossier) -> Iterator[str]:
    if dossier.questions:
        yield "may be the same (judge with: marsad judge same A B, or different A B)"
        yield from (f"  {line}" for q in dossier.questions for line in question_lines(q))
    if dossier.judgements:
        yield "judgements"
        for j in dossier.judgements:
            state = "  [undone]" if j.undone else f"  [overruled by {j.overruled_by}]" if j.overruled_by else ""
            yield f"  {j.id}  {j.at_utc:%Y-%m-%d %H:%M}  {j.kind} {j.slot} {j.value}{state}  by {j.by}{'  ' + j.note if j.note else ''}"
    if dossier.history:
        yield "history"
        yield from (f"  {c.at_utc:%Y-%m-%d %H:%M}  {c.what}: {c.detail}  by {c.by}" for c in dossier.history)


def question_lines(question: Question) -> Iterator[str]:
    """A question: the two incidents, how likely they are one, and the parts that weigh most."""
    parts = sorted((p for p in question.parts if p.name != "bias"), key=lambda p: -abs(p.weight))[:5]
    yield f"{question.left_incident} {question.right_incident}  {question.score:.2f}"
    yield f"{_INDENT}{', '.join(f'{p.name} {p.found} {p.weight:+.1f}' for p in parts)}"


def tally_lines(tally: Tally) -> Iterator[str]:
    """A tally held against the record."""
    claimed = "no number of events" if tally.claimed is None else f"claimed {tally.claimed}"
    missing = "" if tally.missing is None else f", {'missing' if tally.missing >= 0 else 'beyond it'} {abs(tally.missing)}"
    yield f"{_INDENT}{claimed}; on record in period and area {tally.recorded}, matching {tally.matching}{missing}"
    for kind, low, high, least, most in tally.outcomes:
        yield f"{_INDENT}{kind}: claimed {show_range(low, high)}, matching incidents {show_range(least, most)}"
    yield from _match_lines(tally.matches)
    if tally.overlaps:
        yield f"{_INDENT}overlaps with {', '.join(tally.overlaps)}: do not add them up"


def campaign_lines(campaign: Campaign) -> Iterator[str]:
    """A campaign with its phases and what it gathers."""
    if campaign.phases:
        yield f"{_INDENT}other phases and reports of its name: {', '.join(campaign.phases)}"
    yield f"{_INDENT}gathers {len(campaign.matches)} on record"
    yield from _match_lines(campaign.matches)


def operation_lines(operation: Operation) -> Iterator[str]:
    """A named operation: its phases with their sentences, and what it gathers."""
    yield isolate(operation.name)
    for phase in operation.phases:
        days = " to ".join(dict.fromkeys(str(day) for day in (phase.start, phase.end) if day)) or "undated"
        yield f"{_INDENT}{f'phase {phase.number}' if phase.number else 'no phase told'}  {days}"
        if phase.parties:
            yield f"{_INDENT}{_INDENT}parties  {', '.join(phase.parties)}"
        if phase.places:
            yield f"{_INDENT}{_INDENT}area     {', '.join(isolate(place) for place in phase.places)}"
        for saying in phase.sayings:
            yield f'{_INDENT}{_INDENT}{saying.document}: "{" ".join(saying.quote.split())[:_MOST_QUOTE]}"'
    yield f"{_INDENT}gathers {len(operation.matches)} on record"
    yield from _match_lines(operation.matches)


def _match_lines(matches: Sequence[Match]) -> Iterator[str]:
    for match in matches[:_FEW]:
        yield f"{_INDENT}{_INDENT}{match.incident}  {match.fits}: {match.why}"
    if len(matches) > _FEW:
        yield f"{_INDENT}{_INDENT}and {len(matches) - _FEW} more (--json shows all)"


def series_lines(series: Series) -> Iterator[str]:
    """A series: what and where, then a figure a line."""
    yield f"{series.subject}  {isolate(series.place)}"
    for figure in series.figures:
        yield f"{_INDENT}{figure.as_of or 'undated'}  {show_range(figure.low, figure.high)}  ({figure.precision})"
        yield f'{_INDENT}{_INDENT}{figure.source or "the outlet itself"}: "{" ".join(figure.saying.quote.split())[:_MOST_QUOTE]}"'
