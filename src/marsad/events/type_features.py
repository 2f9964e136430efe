"""Named features of what kind of happening a group of frames tells: the task ``type``.

Evidence counts for every type on its own (``feature>type`` in the weights file); the standing of a type in the group counts the same for all.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from marsad.events.frames import GENERIC, Frame
from marsad.events.join_features import near
from marsad.events.scene import Scene
from marsad.mentions.places_likely import core_of
from marsad.packs.weights import Block

TYPES = ("abduction", "agreement", "air_assault", "air_strike", "armed_attack", "bombing", "clash", "deployment", "other",
         "property", "protest", "raid", "release", "shelling", "territory")
_TELLING_CUES = frozenset({"tally", "total", "campaign", "failed", "habitual", "planned", "anaphora-other"})
_MOST_WORDS = 8
_MOST_BESIDE = 6  # frames whose next words count
_BEFORE, _AFTER = 5, 7  # tokens around a frame, in its stretch, whose words count


def type_evidence(scene: Scene, frames: list[Frame], head: Frame) -> list[Block]:
    """What a group that ``head`` opens holds that speaks for or against types."""
    strong = scene.ctx.strong
    title = "+".join(sorted({f.likely for f in frames if f.kind == "title"}))
    counts = tuple(sorted(Counter(f.likely for f in frames).items()))
    lemmas = tuple(sorted({f.lemma for f in frames}))
    out: list[Block] = [(_head, (head.family, head.lemma, head.light, head.tools, title)), (_kinds, (counts,)), (_words, (lemmas[:_MOST_WORDS], len(frames) == 1))]
    tools = tuple(sorted({(f.lemma, t) for f in frames for t in f.tools}))
    if tools:
        out.append((_tools, (tools,)))
    body = [f for f in frames if f.kind != "title"] or frames
    second = body[1].family if len(body) > 1 else ""
    out.append((_body, (body[0].family, body[0].lemma, second)))
    cues = {c.split(":")[0] for f in frames for c in f.cues if not c.endswith(":sent")} & _TELLING_CUES
    days = {d.value.role for d in (near(scene, f).day for f in frames) if d is not None}
    hurt = {c.kind for f in frames for c in scene.casualties_in.get(f.sent, ()) if strong[c.word_at] == strong[f.first]}
    out.append((_signs, (tuple(sorted(cues)), tuple(sorted(days)), tuple(sorted(hurt)))))
    out += _company(scene, frames)
    if scene.means:
        out.append((_document, (scene.means[0], all(f.likely in GENERIC or f.likely == "any" for f in frames))))
    return out


def _company(scene: Scene, frames: list[Frame]) -> list[Block]:
    """The parties in a group's clauses, and the words next to its first frames."""
    text = scene.ctx.text
    ids = sorted({i for f in frames for i in near(scene, f).parties})
    families = tuple(sorted({f.family for f in frames}))
    out: list[Block] = [(_party, (i, families)) for i in ids]
    for f in frames[:_MOST_BESIDE]:
        out.append((_next, (f.family, *(text.deep[j] for j in (f.last, f.last + 1) if j < len(text.deep) and text.sent_of[j] == f.sent))))
    return out + _around(scene, frames[:_MOST_BESIDE])


def _around(scene: Scene, frames: list[Frame]) -> list[Block]:
    """The words and instruments in the stretch of the sentence that tells it."""
    ctx = scene.ctx
    words: set[str] = set()
    tools: set[tuple[str, str]] = set()
    for f in frames:
        sent, here = ctx.text.sents[f.sent], ctx.strong[f.first]
        for j in range(max(sent.first, f.first - _BEFORE), min(sent.last, f.last + _AFTER)):
            if ctx.strong[j] == here and not f.first <= j < f.last:
                words.add(core_of(ctx.text.deep[j]))
        for at, name, type_ in scene.tools_in.get(f.sent, ()):
            if ctx.strong[at] == here:
                tools |= {(type_, "a" if at > f.first else "b"), (name, "")}
    return [*((_near_word, (w,)) for w in sorted(words)), *((_near_tool, t) for t in sorted(tools))]


def _near_word(word: str) -> list[str]:
    return [f"bw={word}"]


def _near_tool(tool: str, side: str) -> list[str]:
    return [f"st={tool}|{side}"]


def _head(family: str, lemma: str, light: str, tools: tuple[str, ...], title: str) -> list[str]:
    return ["t", f"head={family}", f"title={title}", f"hw={lemma}", f"hw={lemma}|{'+'.join(tools)}", f"hl={light}"]


def _kinds(counts: tuple[tuple[str, int], ...]) -> list[str]:
    kinds = [t for t, _ in counts]
    return [*(f"has={t}" for t in kinds), *(f"n|{t}={min(3, n)}" for t, n in counts), *(f"pair={a}+{b}" for a in kinds for b in kinds if a < b)]


def _words(lemmas: tuple[str, ...], only: bool) -> list[str]:
    return [*(f"w={w}" for w in lemmas), f"only={lemmas[0]}" if only else "many"]


def _tools(pairs: tuple[tuple[str, str], ...]) -> list[str]:
    return [*(f"tool={t}" for t in sorted({t for _, t in pairs if t})), *(f"wt={w}|{t}" for w, t in pairs)]


def _body(first: str, word: str, second: str) -> list[str]:
    out = [f"b0={first}", f"b0w={word}"]
    return [*out, f"b1={second}", f"b01={first}+{second}"] if second else out


def _signs(cues: tuple[str, ...], days: tuple[str, ...], hurt: tuple[str, ...]) -> list[str]:
    return [*(f"cue={c}" for c in cues), *(f"role={r}" for r in days), *(f"hurt={k}" for k in hurt)]


def _party(id_: str, families: tuple[str, ...]) -> list[str]:
    return [f"by={id_}", *(f"by={id_}|{f}" for f in families)]


def _next(family: str, *words: str) -> list[str]:
    return [f"nx={family}|{w}" for w in words]


def _document(means: str, general: bool) -> list[str]:
    return [f"doc={means}|general={general}"]


def type_standing(frames: list[Frame], opening: Frame) -> Iterator[tuple[str, Block]]:
    """The standing of each type in a group that ``opening`` opens, whatever the type is."""
    strong, weak = Counter(f.type for f in frames if f.word.strength == "strong"), Counter(f.type for f in frames if f.word.strength != "strong")
    tools = Counter(t for f in frames for t in ({*f.tools, f.type} if f.form == "instrument" else f.tools))
    likely, size = Counter(f.likely for f in frames), len(frames)
    for t in TYPES:
        yield t, (_standing, (min(3, strong[t]), min(2, weak[t]), min(2, tools[t]), min(3, likely[t]), opening.likely == t, likely[t] * 4 // size))


def _standing(strong: int, weak: int, tools: int, likely: int, head: bool, share: int) -> list[str]:
    return [f"strong={strong}", f"weak={weak}", f"tools={tools}", f"likely={likely}", f"head={head}", f"none={not (strong or weak or tools)}", f"share={share}"]
