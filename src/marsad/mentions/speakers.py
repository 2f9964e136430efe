"""Who says it: the noun phrase that a verb of saying, "according to" or a document word introduces.

A speaker runs from its head to the next word that cannot belong to a name. Parties may speak too; the
same words then are an actor and a speaker, and the event stage decides which of the two they are.
"""

from __future__ import annotations

from marsad.mentions.found import At, word_of
from marsad.mentions.lexicon import Hit, keep_longest
from marsad.records import ActorMention, SpeakerMention
from marsad.text.tokens import Text

_LONGEST = 9  # tokens of a speaker's name
_AFTER = 3  # tokens between the verb and its speaker
_HEDGES = {"accuse": "accused", "deny": "denied"}
_STOP_CLASSES = frozenset({"that", "relative", "where", "break", "contrast", "when", "if", "then", "was", "already", "cause", "during", "after",
                           "before", "since", "until", "prep-in", "prep-on", "prep-to", "prep-about", "prep-with", "prep-from", "negation",
                           "partner", "prep-agent", "prep-near", "this"})


def find_speakers(text: Text, hits: dict[str, list[Hit]], actors: list[At[ActorMention]]) -> list[At[SpeakerMention]]:
    """Speakers by first token. ``lead`` is the class of what introduces them, ``note`` its token span ``a:b``."""
    stops = _stops(hits)
    heads = {h.first: h for h in keep_longest(hits.get("speaker", ()))}
    parties = {m.first: m for m in actors}
    out: dict[int, At[SpeakerMention]] = {}
    for cue in keep_longest(hits.get("speech", ())):
        word = word_of(cue)
        found = _after(text, cue, stops, heads, parties) if word.direction != "before" else None
        if found is None and word.direction in ("before", "both"):
            found = _before(text, cue, heads, parties)
        if found is not None and found[0] not in out:
            out[found[0]] = _speaker(text, found, cue, heads, parties)
    for first, hit in heads.items():
        if not any(s.first <= first < s.last for s in out.values()) and word_of(hit).klass in ("correspondent",):
            out[first] = _speaker(text, (first, _extent(text, first, stops, heads, parties)), hit, heads, parties)
    return [out[k] for k in sorted(out)]


def _stops(hits: dict[str, list[Hit]]) -> set[int]:
    stops = {h.first for h in hits.get("function", ()) if word_of(h).klass in _STOP_CLASSES and not h.preposition}
    stops |= {h.first for h in hits.get("speech", ())} | {h.first for h in hits.get("time", ()) if h.last - h.first >= 1}
    return stops | {h.first for h in hits.get("trigger", ()) if h.entry.feature in ("past", "present")}


def _after(text: Text, cue: Hit, stops: set[int], heads: dict[int, Hit], parties: dict[int, At[ActorMention]]) -> tuple[int, int] | None:
    """The speaker that follows its cue directly, or after a short phrase in commas."""
    at = cue.last
    for first in range(at, min(at + _AFTER, len(text.deep))):
        gap = text.between(first - 1, first)
        if "\n" in gap or any(c in gap for c in ".;?!") or (":" in gap and first > at):
            return None
        if first in heads or first in parties:
            return first, _extent(text, first, stops, heads, parties)
        if first in stops and first != at:
            return None
        if first in stops:
            continue
        if first == at and word_of(cue).klass in ("say", "announce", "according", "confirm", "deny", "carry", "document"):
            last = _extent(text, first, stops, heads, parties)
            return (first, last) if last > first and len(text.deep[first]) > 2 else None
    return None


def _before(text: Text, cue: Hit, heads: dict[int, Hit], parties: dict[int, At[ActorMention]]) -> tuple[int, int] | None:
    """The speaker that stands before its cue: "the observatory said"."""
    sent = text.sents[text.sent_of[cue.first]]
    for first in range(cue.first - 1, max(sent.first, cue.first - 6) - 1, -1):
        if first in heads:
            return first, max(heads[first].last, min(cue.first, first + _LONGEST))
        if first in parties and parties[first].last >= cue.first - 1:
            return first, parties[first].last
        if any(c in text.between(first, first + 1) for c in ".;!?:"):
            return None
    return None


def _extent(text: Text, first: int, stops: set[int], heads: dict[int, Hit], parties: dict[int, At[ActorMention]]) -> int:
    last = max(heads[first].last if first in heads else first + 1, parties[first].last if first in parties else 0)
    while last < len(text.deep) and last - first < _LONGEST:
        gap = text.between(last - 1, last)
        if gap.strip(" \"'()") or last in stops or text.deep[last][0].isdigit():
            break
        if text.deep[last].startswith(("ل", "ب", "ان")) and last not in heads and last not in parties and len(text.deep[last]) < 5:
            break
        last += 1
    return last


def _speaker(text: Text, found: tuple[int, int], cue: Hit, heads: dict[int, Hit], parties: dict[int, At[ActorMention]]) -> At[SpeakerMention]:
    first, last = found
    begin = heads[first].start if first in heads else text.starts[first]
    start, end = text.folded.span(begin, text.ends[last - 1])
    quote = text.folded.raw[start:end]
    kind = word_of(heads[first]).klass if first in heads else "party" if first in parties else "person"
    word = word_of(cue)
    value = SpeakerMention(start, end, quote, quote, kind, _HEDGES.get(word.klass, "asserted"), str(word.origin))
    return At(first, last, value, word.klass, note=f"{cue.first}:{cue.last}")
