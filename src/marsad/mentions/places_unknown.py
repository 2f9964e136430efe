"""Place names that no gazetteer row knows, found by what introduces them: a feature word, or a list.

"The village of X", "the villages A and B and C"; and landmarks whose feature word is part of the name
("square X", "bridge of X"). The name is kept as said; province and country are those of the container
that the text names nearby.
"""

from __future__ import annotations

from collections.abc import Iterator

from marsad.mentions.found import At, word_of
from marsad.mentions.lexicon import Hit, keep_longest
from marsad.mentions.theatre import is_leading
from marsad.records import PlaceMention
from marsad.text.tokens import Text

_BUSY = ("trigger", "actor", "nation", "time", "number", "cue", "person")
_ALWAYS = ("function", "speech", "place_word", "name_stop", "speaker")
_QUOTES = "\"'(["
_NEVER = ("function", "speech", "name_stop", "speaker", "cue", "actor", "nation")  # kinds whose words begin no name even behind "village of"
_NOUNS = ("place_word", "person", "trigger", "time", "number")  # kinds whose nouns are names there: "the quarter of the martyrs"
_SETTLED = frozenset({"village", "town", "quarter", "mountain"})
_AROUND = "\"'”“«»()[] "
_BESIDE = 6  # tokens between a name and the container told behind it
_LONGEST = 4  # tokens of a quoted name
KNOWN_ONLY = "known-only"
PART = "part"  # begins the note of adjectives that end a name
BARE = "bare"  # the note of a country that is told as no place
_ARTICLE = "ال"
_VERB_FORMS = ("past", "present")
_AND = "و"
_LED = tuple(_AND + particle for particle in ("ب", "ل", _ARTICLE))  # "and in", "and to", "and the": no name begins so right after its feature word
_FOLLOWING = ("ه", "ها", "هم")  # with a present's first letter before it, these end a verb, not a name


def find_unknown(text: Text, hits: dict[str, list[Hit]], taken: set[int], grounded: list[At[PlaceMention]], countries: dict[str, float], elsewhere: set[int]) -> list[At[PlaceMention]]:
    """Unknown place names by first token; ``taken`` tokens belong to other names and to listed words (`listed_tokens`), those
    ``elsewhere`` to names that are listed in other countries alone."""
    busy = set(taken)
    heads = name_heads(hits)
    known = {g.first: g for g in grounded}
    never = {i for kind in _NEVER for h in hits.get(kind, ()) for i in range(h.first, h.last)}
    features = {h.first for h in hits.get("place_word", ()) if not word_of(h).note.startswith(KNOWN_ONLY)}
    begun = {i for i in heads - never - features if i + 1 < len(text.deep) and i + 1 not in never and i + 1 not in known}
    nouns = {h.first for kind in _NOUNS for h in hits.get(kind, ()) if h.article and not h.conjunction and not h.preposition and h.last == h.first + 1} - never
    tails = name_tails(text, hits)
    out: list[At[PlaceMention]] = []
    for feature in keep_longest(hits.get("place_word", ())):
        word = word_of(feature)
        if feature.article or feature.pronoun or word.klass not in ("dropped", "kept") or word.note.startswith(KNOWN_ONLY):
            continue
        opened = begun | elsewhere | nouns if word.type in _SETTLED and not word.note and not plural(feature) else begun | elsewhere
        named = list(_names(text, feature, busy, opened, heads, known))
        for first, end, skip in named:
            last = end + (end in tails)
            out.append(_unknown(text, first, last, skip, feature, grounded, countries, several=plural(feature) and len(named) > 1))
            busy.update(range(first, last))
    return out


def name_heads(hits: dict[str, list[Hit]]) -> set[int]:
    """Tokens that a longer name begins with; not one before "in the district of", which ends the name."""
    heads = [h for h in hits.get("name_head", ()) if h.entry.needs_article == h.article]  # "the fort" is a name by itself
    return {h.first for h in heads} - {h.first - 1 for h in hits.get("place_word", ()) if h.preposition}


def name_tails(text: Text, hits: dict[str, list[Hit]]) -> set[int]:
    """Tokens of adjectives that end the name they stand behind: "Old Omdurman", "Damascus International"."""
    stops = (h for h in hits.get("name_stop", ()) if h.article and not h.conjunction and not h.preposition and word_of(h).note.startswith(PART))
    return {h.first for h in stops if h.first and text.between(h.first - 1, h.first) == " "}


def listed_tokens(hits: dict[str, list[Hit]]) -> set[int]:
    """Tokens of listed words of other kinds, which are no names."""
    busy = {i for kind in _BUSY for h in hits.get(kind, ()) if not _weak(h) for i in range(h.first, h.last)}
    return busy | {i for kind in _ALWAYS for h in hits.get(kind, ()) for i in range(h.first, h.last)}


def _weak(hit: Hit) -> bool:
    """A reading of a word that strips a first letter as a particle is no reason to refuse a name."""
    if hit.last != hit.first + 1 or hit.article or hit.pronoun or hit.entry.feature in _VERB_FORMS:
        return False
    return bool(hit.conjunction) or hit.preposition in ("ب", "ك", "ل", "س")


def plural(feature: Hit) -> bool:
    """Whether a feature word stands in its dual or plural."""
    first = word_of(feature).name
    return feature.entry.light not in (first, first[:-1] + "ت", first + "ا")


def _names(text: Text, feature: Hit, busy: set[int], opened: set[int], heads: set[int], known: dict[int, At[PlaceMention]]) -> Iterator[tuple[int, int, int]]:
    """Tokens and letters to skip of each unknown name after a feature word; more than one after a plural. ``opened`` tokens may begin one though listed."""
    at, skip, several = feature.last, 0, plural(feature)
    kept = word_of(feature).klass == "kept"
    while at < len(text.deep):
        if at in known and known[at].first == at:
            if kept and not several and not text.between(at - 1, at).strip(" \"'("):
                yield at, known[at].last, 0
            at = known[at].last
        elif (at in opened or at not in busy) and _nameable(text, at, skip, at == feature.last, heads):
            last = name_end(text, at, busy, heads) if at in heads or at not in busy else at + 1
            yield at, last, skip
            at = last
        else:
            return
        if not several or at >= len(text.deep):
            return
        gap = text.between(at - 1, at).strip(" \"'()[]")
        skip = 1 if text.deep[at].startswith("و") and len(text.deep[at]) > 3 else 0
        if gap not in ("", ",") or (gap == "" and not skip):
            return


def _nameable(text: Text, at: int, skip: int, opening: bool, heads: set[int]) -> bool:
    word, light = text.deep[at], text.light[at]
    if word[0].isdigit() or (len(word) - skip < 3 and at not in heads):
        return False
    if (opening and word.startswith(_LED)) or (word[0] in "يت" and light.endswith(_FOLLOWING)):
        return False
    return at == 0 or not text.between(at - 1, at).strip(" \"'()[]" if opening else " \"'()[],")


def name_end(text: Text, at: int, busy: set[int], heads: set[int]) -> int:
    """The token after a name that starts at ``at``."""
    deep = text.folded.deep
    before = deep[text.starts[at] - 1] if text.starts[at] else " "
    last = at + 1
    if before in _QUOTES:
        while last < len(text.deep) and last - at < _LONGEST and not text.between(last - 1, last).strip():
            last += 1
        return last
    while last < len(text.deep) and last - at < 3 and last - 1 in heads and not text.between(last - 1, last).strip(" "):
        last += 1
    if last == at + 1 and _second(text, at, busy):
        last += 1
    return last


def _second(text: Text, at: int, busy: set[int]) -> bool:
    """Whether the next word completes a name of two: unknown like the first, and a clear end behind it."""
    nxt = at + 1
    if nxt >= len(text.deep) or nxt in busy or text.between(at, nxt).strip(" ") or not text.between(at, nxt):
        return False
    first, second = text.deep[at], text.deep[nxt]
    if second.startswith(_ARTICLE):
        if second.endswith("ه"):
            return False  # more often an adjective
    elif first.startswith(_ARTICLE) or second.startswith(("و", "ف", "ب", "ل")) or second[0].isdigit():
        return False
    return nxt + 1 >= len(text.deep) or bool(text.between(nxt, nxt + 1).strip(" ")) or text.deep[nxt + 1].startswith(("و", "ب")) or nxt + 1 in busy


def _unknown(text: Text, first: int, last: int, skip: int, feature: Hit, grounded: list[At[PlaceMention]], countries: dict[str, float], *, several: bool) -> At[PlaceMention]:
    """The mention of an unlisted name; a kept feature word is part of it ("hill of X", "mountains of X"), but not where it holds for ``several``."""
    word = word_of(feature)
    begin, bare = text.starts[first] + skip, text.starts[first] + skip
    if word.klass == "kept" and not several:
        first, begin = feature.first, feature.start
    start, end = text.folded.span(begin, text.ends[last - 1])
    quote = text.folded.raw[start:end].strip(_AROUND)
    start = text.folded.raw.index(quote, start)
    inside = container(grounded, first, last, text, countries)
    other = bare if begin < bare else feature.start if feature.last == first else begin
    begun, done = text.folded.span(other, text.ends[last - 1])
    value = PlaceMention(start, start + len(quote), quote, quote, "", word.type or "place", inside.admin1 if inside else None,
                         inside.country if inside else None, None, None, "unknown", (), f"{word.origin} + name as said", mention=text.folded.raw[begun:done].strip(_AROUND))
    return At(first, last, value, feature.preposition, note=word.type or word.klass)


def container(grounded: list[At[PlaceMention]], first: int, last: int, text: Text, countries: dict[str, float]) -> PlaceMention | None:
    """The listed place nearest in the sentence, the one after the name first; else the province told before.

    What stands farther off speaks for a name only where it lies in the country that the report is about (``countries``):
    the capital where a statement was made is no container.
    """
    grounded = [g for g in grounded if g.note != BARE]
    own = [g for g in grounded if first <= g.first < last]
    beside = {g.value.country for g in grounded if g.value.kind == "admin1" and text.sent_of[g.first] == text.sent_of[first] and not first <= g.first < last}
    if own and (not beside or own[0].value.country in beside):
        return own[0].value
    others = [g for g in grounded if g not in own]
    same = [g for g in others if text.sent_of[g.first] == text.sent_of[first] and g.value.kind != "country"]
    after = [g for g in same if g.first >= last]
    if after and after[0].first - last <= _BESIDE:
        return after[0].value
    home = [g for g in others if is_leading(g.value.country, countries)]
    told = [g for g in home if g in same] or [g for g in home if g.first < first and g.value.admin1]
    pick = told[-1] if told else home[0] if home else None
    return pick.value if pick else None
