"""Short names of parties: a bare definite noun means the party of that head that the text named before.

"The movement", "the organisation", "the army" after "the movement of X" or "the Y army". A report's own
words go before what a pack would take the short name for.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from marsad.mentions.found import At, word_of
from marsad.mentions.lexicon import Hit, keep_longest
from marsad.records import ActorMention
from marsad.text.tokens import Text

_GROUPS = ("armed-group", "militia", "coalition")


def resolve_bare(text: Text, heads: Iterable[Hit], found: list[At[ActorMention]]) -> list[At[ActorMention]]:
    """``found`` with bare heads added or re-read as the last party named with that head, by first token."""
    head_at = {h.first: h for h in keep_longest(heads)}
    covered = {i for m in found for i in range(m.first, m.last)}
    alone = {h.first: h for h in head_at.values() if h.article and h.first not in covered}
    named = {m.first: m for m in found}
    last: dict[str, At[ActorMention]] = {}
    last_group: At[ActorMention] | None = None
    out: list[At[ActorMention]] = []
    for first in sorted({*named, *alone}):
        if first not in named:
            head = alone[first]
            known = last.get(_key(head)) or (last_group if word_of(head).klass == "group" else None)
            if known is not None:
                out.append(_short(text, head, known))
            continue
        item = _reread(named[first], head_at, last)
        if item.value.id and item.value.kind.split("+")[0] in _GROUPS:
            last_group = item
        out.append(item)
    return out


def _reread(item: At[ActorMention], head_at: dict[int, Hit], last: dict[str, At[ActorMention]]) -> At[ActorMention]:
    """A mention made of heads alone as the party of that head named before; any longer one is remembered by its heads."""
    inside = [head_at[i] for i in range(item.first, item.last) if i in head_at]
    bare = bool(inside) and len(inside) == item.last - item.first and (inside[0].article or len(inside) > 1)
    if bare and _key(inside[-1]) in last:
        known = last[_key(inside[-1])].value
        rule = f"{item.value.rule} = {known.quote!r} before"
        return replace(item, value=replace(item.value, id=known.id, name=known.name, kind=known.kind, rule=rule))
    if item.value.id and item.last - item.first > 1:
        for head in inside:
            last[_key(head)] = item
    return item


def _key(head: Hit) -> str:
    return head.entry.words[0]


def _short(text: Text, hit: Hit, known: At[ActorMention]) -> At[ActorMention]:
    start, end = text.folded.span(hit.start, hit.end)
    value = ActorMention(start, end, text.folded.raw[start:end], known.value.id, known.value.name, known.value.kind,
                         f"short for {known.value.quote!r}")
    return At(hit.first, hit.last, value, hit.preposition)
