"""Short and missing names of speakers: "the ministry", "the source", "it added" mean the one named before.

A speaker's name is the fullest form that the text has for it; where the words point back, the quote
stays as it stands and the name is the antecedent's.
"""

from __future__ import annotations

from dataclasses import replace

from marsad.mentions.found import At, word_of
from marsad.mentions.speaker_names import Ground
from marsad.records import SpeakerMention
from marsad.text.tokens import words_of

_ARTICLE = "ال"
_POINTS = "bare"  # the note of a word that names nobody by itself
_MANY = frozenset({"witness", "medic", "activist", "person", "party"})  # not what "the source" points back to
_WEAK_LEADS = frozenset({"name", "bracket"})


def resolve_names(ground: Ground, speakers: list[At[SpeakerMention]]) -> list[At[SpeakerMention]]:
    """``speakers`` with the full name of each; those that point back to nobody are left out."""
    words = {s.first: _words(ground, s) for s in speakers}
    known: list[At[SpeakerMention]] = []
    out: list[At[SpeakerMention]] = []
    for s in speakers:
        before = _antecedent(ground, s, known, words)
        s = _party_name(ground, s)
        if before is not None:
            value = replace(s.value, name=before.value.name, kind=before.value.kind, rule=f"{s.value.rule} = {before.value.quote!r}")
            s = replace(s, value=value)
        elif s.lead == "more" or _bare_source(ground, s):
            continue
        if s.lead not in _WEAK_LEADS:
            known.append(s)
        out.append(s)
    return [_fullest(ground, s, out, words) for s in out]


def _party_name(ground: Ground, s: At[SpeakerMention]) -> At[SpeakerMention]:
    """A party meant by a bare noun ("the movement"), by the name that the text gave it before."""
    party = ground.parties.get(s.first)
    if party is None or s.lead == "more" or not party.value.id or party.last < s.last or party.last - party.first > 1:
        return s
    same = [m for m in ground.parties.values() if m.value.id == party.value.id and m.first < s.first and m.last - m.first > 1 and m.value.kind == party.value.kind]
    named = [m for m in same if _plain(ground.text.deep[s.first]) in {_plain(w) for w in ground.text.deep[m.first : m.last]}]
    return replace(s, value=replace(s.value, name=named[-1].value.quote)) if named else s


def _words(ground: Ground, s: At[SpeakerMention]) -> frozenset[str]:
    return frozenset(_plain(w) for w in ground.text.deep[s.first : s.last])


def _plain(word: str) -> str:
    return word[2:] if word.startswith(_ARTICLE) and len(word) > 4 else word


def _bare_source(ground: Ground, s: At[SpeakerMention]) -> bool:
    """Whether a source is meant that has no name and was named nowhere: "the source"."""
    head = ground.heads.get(s.first)
    return head is not None and head.last >= s.last and word_of(head).note.startswith(_POINTS)


def _antecedent(ground: Ground, s: At[SpeakerMention], known: list[At[SpeakerMention]], words: dict[int, frozenset[str]]) -> At[SpeakerMention] | None:
    if s.lead == "more":
        firm = [k for k in known if k.lead != "according" or k.value.kind != "person"]
        return firm[-1] if firm else None
    definite = s.value.quote.startswith(_ARTICLE)
    if s.value.kind == "unnamed" and definite:
        fitting = [k for k in known if k.value.kind == "unnamed" and not k.value.quote.startswith(_ARTICLE)]
        same = [k for k in fitting if words[k.first] & words[s.first]]
        if same or fitting:
            return (same or fitting)[-1]
        single = [k for k in known if k.value.kind not in _MANY]
        return (single or known)[-1] if known and _bare_source(ground, s) else None
    if not definite and s.last - s.first > 1:
        return None
    surname = not definite and s.value.kind == "person"
    fitting = [k for k in known if words[s.first] < words[k.first] and (surname or _head(ground, s) == _head(ground, k))]
    return fitting[-1] if fitting else None


def _fullest(ground: Ground, s: At[SpeakerMention], speakers: list[At[SpeakerMention]], words: dict[int, frozenset[str]]) -> At[SpeakerMention]:
    """A party or office by the longer name that a later sentence has for it, if only one has."""
    if s.value.name != s.value.quote or s.value.kind not in ("official", "party", "medium", "agency", "monitor", "medic", "body"):
        return s
    own = words[s.first]
    longer = {k.value.name for k in speakers if k.first > s.first and k.value.name == k.value.quote and own < words[k.first] and _head(ground, s) == _head(ground, k)}
    if len(longer) != 1:
        return s
    return replace(s, value=replace(s.value, name=longer.pop()))


def _head(ground: Ground, s: At[SpeakerMention]) -> str:
    return _plain(words_of(ground.text.deep[s.first])[0])
