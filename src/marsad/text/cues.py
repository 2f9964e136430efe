"""What packs say of page furniture, ready for matching: phrases by place in the line, and words that protect one.

The phrases are `furniture.csv`. Months and weekdays (`time_words.csv`) tell a date line, names of towns a
dateline, and the words of triggers keep a line that tells of an event from being taken for either.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from marsad.packs.rows import Packs
from marsad.text.fold import fold

_WORD = re.compile(r"[a-z]+|[^\W\d_a-z]+")
_DIGITS = re.compile(r"\d+")
_CORE = re.compile(r"[\w#<](?:.*[\w>])?", re.DOTALL)
_AFTER_LABEL = re.compile(r"\s*(?:[:|/(#]|\d|-(?=\s|$)|$)")
_CLOCK_CLASSES = frozenset({"month", "hijri", "weekday", "daypart", "adverb", "hijrimark", "gregmark", "clock"})
_DESK_KINDS = frozenset({"city", "town", "region"})
CUE_LINE_MOST = 160  # characters: what a longer line opens with is no furniture cue
_FEMININE = "\u062a"  # the letter that a verb takes when its doer is feminine
_WEAK = ("\u064a", "\u0627")  # last letters that the ending takes the place of
_AND = ("\u0648", "\u0641")  # written to the verb they join


@dataclass(frozen=True, slots=True)
class FurnitureCues:
    """Folded phrases by how they are matched, and the word sets that line shape needs.

    ``lines`` whole line; ``openings`` by first word, for `starts` and `label`; ``contains`` anywhere in a short
    line; ``credits`` at the end of a caption; ``related`` finds a related-links phrase inside a paragraph (``hints``: one of them must be there).
    """

    lines: dict[str, str]
    openings: dict[str, tuple[tuple[str, str, str], ...]]
    contains: tuple[tuple[str, str], ...]
    credits: frozenset[str]
    clock: frozenset[str]
    desk: frozenset[str]
    voices: frozenset[str]
    places: frozenset[str]
    towns: frozenset[str]
    verbs: frozenset[str]
    told: frozenset[str]
    features: frozenset[str]
    links: frozenset[str]
    article: str
    related: re.Pattern[str]
    hints: tuple[str, ...]


def furniture_cues(packs: Packs) -> FurnitureCues:
    """The cues of ``furniture.csv`` with the words of other lists that line shape is judged by."""
    cues = [(trim(fold(c).deep), r.get("class"), r.get("match")) for r in packs.rows("furniture") for c in r.forms("cue")]
    openings: dict[str, list[tuple[str, str, str]]] = {}
    for cue, kind, match in sorted(cues, key=lambda c: (-len(c[0]), c)):
        if match in ("starts", "label"):
            openings.setdefault(_first_word(cue), []).append((cue, kind, match))
    related = [c for c, kind, match in cues if kind.startswith("related") and match == "starts"]
    words = lambda match: frozenset(c for c, _, m in cues if m == match)  # noqa: E731
    return FurnitureCues(
        lines={cue: kind for cue, kind, match in cues if match == "line"},
        openings={word: tuple(found) for word, found in openings.items()},
        contains=_contained(packs),
        credits=words("ends"),
        clock=frozenset(c for c, k, _ in cues if k == "clock") | _clock(packs),
        desk=frozenset(c for c, k, _ in cues if k == "desk"),
        voices=frozenset(c for c, k, _ in cues if k == "voice"),
        places=_towns(packs) | _forms((r.get("name"),) for r in packs.rows("nationalities")),
        towns=_towns(packs),
        verbs=_verbs(packs),
        told=_told(packs) - frozenset(c for c, k, _ in cues if k in ("desk", "voice", "clock")),
        features=_forms(r.forms("form") for r in packs.rows("place_words")),
        links=_single(_forms(r.forms("form") for r in packs.rows("function_words"))),
        article=next((r.forms("form")[0] for r in packs.rows("time_words") if r.get("class") == "link"), "\u0627\u0644"),
        related=_inside(related),
        hints=tuple(sorted({" ".join(phrase.split()[:2]) for phrase in related})),
    )


def _inside(phrases: list[str]) -> re.Pattern[str]:
    """A related-links phrase that opens a line or follows the end of a sentence, with the colon or bar that introduces its headline."""
    either = "|".join(re.escape(p) for p in sorted(phrases, key=lambda p: (-len(p), p)))
    return re.compile(rf"(?:(?:^|(?<=\n)) *|(?<=[.!?\"'\])])|(?<=[.!?\"'\])] )|(?<=\()|(?<=\[))(?:{either}) ?[:|]" if either else r"(?!)")


def _contained(packs: Packs) -> tuple[tuple[str, str], ...]:
    """Phrases found anywhere in a line, with the dots that belong to them."""
    rows = [r for r in packs.rows("furniture") if r.get("match") == "contains"]
    return tuple((fold(cue).deep, r.get("class")) for r in rows for cue in r.forms("cue"))


def _forms(cells: Iterable[tuple[str, ...]]) -> frozenset[str]:
    return frozenset(fold(form).deep for forms in cells for form in forms)


def _single(forms: frozenset[str]) -> frozenset[str]:
    return frozenset(f for f in forms if " " not in f)


def _clock(packs: Packs) -> frozenset[str]:
    """Words of dates and hours; months of two words by each word."""
    rows = [r for r in packs.rows("time_words") if r.get("class") in _CLOCK_CLASSES]
    months = _forms(r.forms("form") for r in rows if r.get("class") in ("month", "hijri"))
    return _single(_forms(r.forms("form") for r in rows)) | {w for m in months for w in m.split()}


def _towns(packs: Packs) -> frozenset[str]:
    """Names that a dateline may open with: capitals, provinces, regions, cities and towns."""
    rows = [r for r in packs.rows("places") if r.get("kind") in _DESK_KINDS]
    names = _forms((r.get("name"), *r.forms("aliases")) for r in [*rows, *packs.rows("admin1")])
    return names | _forms(r.forms("capital") for r in packs.rows("nationalities"))


def _told(packs: Packs) -> frozenset[str]:
    """Single words of triggers, alone and with the particles that are written to them."""
    base = _single(_forms(r.forms("form") for r in packs.rows("triggers")))
    return base | frozenset(link + word for link in _links(packs) for word in base)


def _verbs(packs: Packs) -> frozenset[str]:
    """Verbs that a lead opens with, as the packs write them and in the feminine: an ending of the past, a first letter of the present."""
    rows = [r for name in ("speech", "triggers") for r in packs.rows(name) if r.get("pos") == "verb"]
    present = _single(_forms(r.forms("present") for r in rows))
    base = _single(_forms(r.forms("form") for r in rows)) | present | {_FEMININE + v[1:] for v in present}
    base |= frozenset((v[:-1] if v.endswith(_WEAK) else v) + _FEMININE for v in base)
    return base | frozenset(and_ + verb for and_ in _AND for verb in base)


def _links(packs: Packs) -> frozenset[str]:
    """Particles that are written to the word they link."""
    return _forms(r.forms("form") for r in packs.rows("time_words") if r.get("class") == "link")


def trim(text: str) -> str:
    """``text`` with single spaces and without signs at its edges, so that bullets and colons do not matter."""
    m = _CORE.search(text)
    return " ".join(m.group().split()) if m else ""


def _first_word(text: str) -> str:
    m = _WORD.search(text)
    return m.group() if m else ""


def cue_kind(plain: str, stopped: bool, cues: FurnitureCues) -> tuple[str, str]:
    """Class and reason of a trimmed folded line by the phrases alone; ('', '') for a line they do not know.

    ``stopped``: the line ends as a sentence does.
    """
    kind = cues.lines.get(_DIGITS.sub("#", plain))
    if kind:
        return kind, "site furniture"
    for cue, kind, match in cues.openings.get(_first_word(plain), ()):
        if plain.startswith(cue) and _opens(plain, len(cue), match, stopped):
            return kind, f"opens with {cue!r}"
    if not stopped and len(plain) < CUE_LINE_MOST:
        for cue, kind in cues.contains:
            if cue in plain:
                return kind, f"has {cue!r}"
    return "", ""


def _opens(plain: str, end: int, match: str, stopped: bool) -> bool:
    if match == "label":
        return not stopped and len(plain) < CUE_LINE_MOST and bool(_AFTER_LABEL.match(plain, end))
    whole = end == len(plain) or not plain[end].isalnum() or plain[end - 1].isascii() != plain[end].isascii()
    return len(plain) < CUE_LINE_MOST and whole
