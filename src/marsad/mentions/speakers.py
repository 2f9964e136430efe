"""Who says it: the noun phrase that a verb of saying, "according to" or a document word introduces.

A speaker stands after its cue ("the observatory said" in Arabic order), before it ("as for the army, it
said"), before a colon, or alone in brackets. A cue without a speaker of its own ("it added") carries on
the last one. Parties may speak too; the same words then are an actor and a speaker, and the event stage
decides which of the two they are.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from marsad.mentions.found import At, word_of
from marsad.mentions.lexicon import Hit
from marsad.mentions.speaker_labels import bracketed, labels, opens, speaks, stands_alone
from marsad.mentions.speaker_names import Ground, ends_name, extent, foreign, kind_of, survey
from marsad.mentions.speaker_resolve import resolve_names
from marsad.records import ActorMention, SpeakerMention
from marsad.text.tokens import Text

_REACH = 6  # tokens between a cue and its speaker
_BACK = 12  # tokens of a speaker before its verb
_HEDGES = {"accuse": "accused", "deny": "denied"}
_NAMING = frozenset({"say", "announce", "according", "confirm", "deny"})  # cues that may introduce a name no list knows
_PASSED = frozenset({"already", "break"})
_THEM = frozenset({"هم", "هن", "كم", "نا", "ك"})  # a verb of saying with such an object is mostly another word
_TO_HIM = frozenset({"ه", "ها", "هم", "نا"})
_ENDS = ".;?!\n"
_Spot = tuple[int, int]


def find_speakers(text: Text, hits: dict[str, list[Hit]], actors: list[At[ActorMention]], measures: Iterable[At[Any]] = ()) -> list[At[SpeakerMention]]:
    """Speakers by first token. ``lead`` is the class of what introduces them, ``note`` its token span ``a:b``."""
    ground = survey(text, hits, actors, measures)
    out: dict[int, At[SpeakerMention]] = {}
    for cue in ground.cues.values():
        again = word_of(cue).direction == "before" and _carries_on(ground, cue) and _heard(ground, out, cue)
        for spot, lead in [((cue.first, cue.last), "more")] if again else _spots(ground, cue):
            _add(ground, out, spot, lead, cue)
    for spot in labels(ground):
        _add(ground, out, spot, "colon", None)
    covered = {i for s in out.values() for i in range(s.first, s.last)}
    for first in ground.heads:
        if first not in covered and stands_alone(ground, first):
            _add(ground, out, (first, extent(ground, first)), "bracket" if bracketed(text, first) else "name", None)
    return resolve_names(ground, [out[k] for k in sorted(out)])


def _heard(ground: Ground, out: dict[int, At[SpeakerMention]], cue: Hit) -> bool:
    """Whether the sentence of a cue has a speaker of another cue before it."""
    return any(ground.text.sents[ground.text.sent_of[cue.first]].first <= first < cue.first for first in out)


def _add(ground: Ground, out: dict[int, At[SpeakerMention]], spot: _Spot, lead: str, cue: Hit | None) -> None:
    first, last = spot
    known = out.get(first)
    if known is not None and not (known.lead == "more" and lead != "more"):
        return
    out[first] = _speaker(ground, first, last, lead, cue)


def _spots(ground: Ground, cue: Hit) -> list[tuple[_Spot, str]]:
    """The speakers of one cue with what introduces each; the cue itself when the speaker was named before."""
    word = word_of(cue)
    if ground.function.get(cue.first, "").startswith("prep-") and cue.last - cue.first == 1 and cue.first + 1 not in ground.heads and word.klass != "according":
        return []
    if cue.pronoun in _THEM:
        return []
    verb = cue.entry.feature in ("past", "present")
    found = None
    if word.direction != "before":
        found = (_before(ground, cue) if verb else None) or _after(ground, cue)
    if found is None and word.direction in ("before", "both"):
        found = _back(ground, cue)
        if found is not None and found[1] < cue.first and _carries_on(ground, cue):
            return [(found, word.klass), ((cue.first, cue.last), "more")]
    if found is None:
        return [((cue.first, cue.last), "more")] if _carries_on(ground, cue) else []
    return [(found, word.klass), *((spot, "chain") for spot in _others(ground, found[1], word.klass))]


def _after(ground: Ground, cue: Hit) -> _Spot | None:
    """The speaker that follows its cue, at most times and asides between."""
    text, i = ground.text, cue.last
    while i < min(cue.last + _REACH, len(text.deep)):
        gap = text.between(i - 1, i)
        if any(c in gap for c in _ENDS) or ":" in gap:
            return None
        if speaks(ground, i, near=i == cue.last) and not (word_of(cue).klass == "carry" and _may_suffer(ground, i)):
            return i, extent(ground, i)
        if i in ground.ends:
            i = ground.ends[i]
        elif _passed(ground, cue, i):
            i += 1
        else:
            return _unlisted(ground, i, cue)
    return None


def _passed(ground: Ground, cue: Hit, i: int) -> bool:
    """Whether a word between a cue and its speaker is no part of either."""
    klass, word = ground.function.get(i, ""), ground.text.light[i]
    if klass in _PASSED or (word[0] in "بل" and word[1:] in _TO_HIM):
        return True
    if i > cue.last:
        return False
    if klass in ("prep-about", "prep-from"):
        return word_of(cue).klass == ("carry" if klass == "prep-about" else "document")
    followed = i + 1 in ground.heads or i + 1 in ground.parties
    claimed = i in ground.nouns and word_of(cue).klass == "announce"  # "claimed the attack the group X"
    head = ground.heads.get(i + 1)
    if word_of(cue).klass == "document" and head is not None and head.preposition and not ends_name(ground, i):
        return True  # "an earlier statement of the cell"
    return followed and (claimed or (cue.entry.feature == "phrase" and not ends_name(ground, i) and word_of(cue).klass == "say"))


def _may_suffer(ground: Ground, i: int) -> bool:
    """Whether the people named may be those that are carried: "transported the wounded"."""
    return kind_of(ground, i) == "witness" or (i in ground.parties and i not in ground.heads and ground.parties[i].value.kind.startswith(("people", "members")))


def _unlisted(ground: Ground, i: int, cue: Hit) -> _Spot | None:
    """A name no list knows, if what follows it is what is said, or if it stands in quotes."""
    text, word, klass = ground.text, ground.text.light[i], word_of(cue).klass
    quoted = text.folded.deep[max(0, text.starts[i] - 1) : text.starts[i]] == '"'
    if klass not in _NAMING and klass not in ("carry", "accuse"):
        return None
    if ends_name(ground, i) or i in ground.nouns or foreign(ground, i) or len(word) < 3 or word.endswith(("ه", "ها", "هم")) or word[0].isdigit() or (word[0] == "ل" and len(word) > 4):
        return None
    last = extent(ground, i)
    gap = text.between(last - 1, last) if last < len(text.deep) else "."
    following = ground.function.get(last, "")
    titled = any(k in ground.heads for k in range(i + 1, last))
    claimed = klass in ("announce", "deny") and last in ground.nouns and last - i > 1
    if quoted or (titled and "," in text.folded.deep[text.starts[i] : text.ends[last - 1]]) or (klass in _NAMING and (following == "that" or claimed)):
        return i, last
    if klass not in _NAMING:
        return None
    single = last - i == 1
    said = any(c in gap for c in ",:") or ("." in gap and klass == "according") or following.startswith("prep-") or (last in ground.ends and klass != "according") or last in ground.cues
    return (i, last) if said and not (single and (klass == "announce" or not word.startswith("ال"))) else None


def _before(ground: Ground, cue: Hit) -> _Spot | None:
    """The speaker that stands before its verb, as after "as for", "was", "but", or at the start of a sentence."""
    text = ground.text
    floor = text.sents[text.sent_of[cue.first]].first
    end = cue.first
    while end > floor:
        if ground.function.get(end - 1) in ("already", "relative"):
            end -= 1
        else:
            begin = next((b for b in range(end - 1, max(floor, end - 6), -1) if ground.ends.get(b) == end), -1)
            if begin <= floor:
                break
            end = begin
    if end <= floor or text.between(end - 1, end).strip(" \"'),"):
        return None
    if "," in text.between(end - 1, end) and end == cue.first:
        return None
    for first in range(max(floor, end - _BACK), end):
        if not opens(ground, first, floor):
            continue
        if speaks(ground, first, near=True) and extent(ground, first) >= end:
            return first, end
        if first not in ground.function and first not in ground.cues and _named_next(ground, first, end):
            return first, min(extent(ground, first), end)
    return None


def _named_next(ground: Ground, first: int, end: int) -> bool:
    """Whether a name no list knows stands where a subject must: "X had [said]", "but X, whom we met, [said]"."""
    lead, definite = ground.function.get(first - 1), ground.text.deep[first].startswith("ال")
    reached = ground.function.get(end) == "already" or (definite and extent(ground, first) >= end)
    return (lead == "contrast" and end - first <= _REACH) or (lead == "was" and reached)


def _back(ground: Ground, cue: Hit) -> _Spot | None:
    """The listed speaker that stands a few words before a cue of its own sentence."""
    text = ground.text
    floor = max(text.sents[text.sent_of[cue.first]].first, cue.first - _REACH)
    for first in range(cue.first - 1, floor - 1, -1):
        if first in ground.heads:
            whole = next((k for k in range(floor, first) if k in ground.heads and extent(ground, k) > first), first)
            return whole, min(extent(ground, whole), cue.first)
        if any(c in text.between(first, first + 1) for c in _ENDS + ":"):
            return None
    return None


def _others(ground: Ground, last: int, klass: str) -> list[_Spot]:
    """Further speakers of a cue: "the agency quoted a source", "the ministry and the office"."""
    text = ground.text
    out: list[_Spot] = []
    while last < len(text.deep) and len(out) < 3:
        if "(" in text.between(last - 1, last):  # its short name
            last = next((k for k in range(last + 1, min(last + 5, len(text.deep))) if ")" in text.between(k - 1, k)), last)
        if text.between(last - 1, last).strip(" \"')"):
            break
        at = last + 1 if ground.function.get(last) in ("prep-about", "prep-to") and klass in ("carry", "accuse", "according", "say") else last
        head, party = ground.heads.get(at), ground.parties.get(at)
        joined = at > last or (head is not None and bool(head.conjunction)) or (party is not None and text.deep[at].startswith("و") and party.lead == "")
        if not joined or not speaks(ground, at, near=at > last):
            break
        last = extent(ground, at)
        out.append((at, last))
    return out


def _carries_on(ground: Ground, cue: Hit) -> bool:
    """Whether a cue without a speaker goes on with what the last speaker said: "and it added that"."""
    text, word = ground.text, word_of(cue)
    if word.klass == "document" or cue.last >= len(text.deep):
        return False
    document = ground.cues.get(cue.last)
    named = document is not None and document.article and word_of(document).klass == "document"
    if word.klass == "according":
        return named
    if word.direction == "before" or cue.entry.feature == "phrase":
        return word.direction != "after"
    if cue.entry.feature != "past" or (cue.first - text.sents[text.sent_of[cue.first]].first > 1 and not cue.conjunction):
        return False
    following = ground.function.get(cue.last, "")
    return named or following == "that" or following.startswith("prep-") or ":" in text.between(cue.last - 1, cue.last)


def _speaker(ground: Ground, first: int, last: int, lead: str, cue: Hit | None) -> At[SpeakerMention]:
    text = ground.text
    begin = ground.heads[first].start if first in ground.heads else text.starts[first]
    stop = text.ends[last - 1]
    if text.folded.deep[begin:stop].count('"') % 2 and text.folded.deep[stop : stop + 1] == '"':
        stop += 1
    start, end = text.folded.span(begin, stop)
    if first in ground.parties and first not in ground.heads:
        start = ground.parties[first].value.start
    quote = text.folded.raw[start:end]
    klass = word_of(cue).klass if cue is not None else lead
    rule = str(word_of(cue).origin) if cue is not None else lead
    value = SpeakerMention(start, end, quote, quote, kind_of(ground, first), _HEDGES.get(klass, "asserted"), rule)
    found = At(first, last, value, lead, note=f"{cue.first}:{cue.last}" if cue is not None else "")
    return replace(found, value=replace(value, kind="again")) if lead == "more" else found
