"""Named features of a group of frames being an event: what the group is by itself, and what stands beside it.

The first serve the tasks ``tally``, ``campaign``, ``planned`` and ``denied`` too; whether a group is an event at all
is also read from the words around it, from the others in its sentence, and from the groups of its type told before.
"""

from __future__ import annotations

from collections import Counter

from marsad.events.drafts import Draft
from marsad.events.features import placed_words, step, words_beside
from marsad.events.frames import Frame
from marsad.events.join_features import compare_days, compare_sites, near
from marsad.events.scene import Scene

Keeps = dict[int, float]  # log odds of the frames worth reading, by number
_LEAST, _MOST = -3, 5  # steps of log odds told apart
_PLURALS, _WILL = ("ات", "ئن", "رك"), "س"  # endings of nouns in the plural; the letter that makes a future
_WORDS = 3  # tokens before and after a frame whose words count


def draft_features(scene: Scene, draft: Draft, keeps: Keeps) -> list[str]:
    """A group as a whole, by itself."""
    ctx, frames = scene.ctx, draft.frames
    best = max(keeps.get(f.n, 0.0) for f in frames)
    out = [f"type={draft.type}", f"size={min(4, len(frames))}", f"best={max(-3, min(4, round(best)))}", f"kinds={'+'.join(sorted({f.kind for f in frames}))}",
           f"trouble={min(4, int(ctx.trouble * 4))}", f"drafts={min(6, len(scene.frames_in))}"]
    forms = Counter(f.form for f in frames)
    out += [f"has={f}" for f in forms]
    out += [f"cue={c}" for c in sorted({c.rsplit(":", 1)[0] for f in frames for c in f.cues})]
    out += [f"near={c}" for c in sorted({c.split(":")[0] for f in frames for c in f.cues if not c.endswith(":sent")})]
    out += [f"w={w}" for w in sorted({f.lemma for f in frames})[:6]]
    out += [f"light={w}" for w in sorted({f.light for f in frames if f.light})[:3]]
    if any(scene.is_counted(f, "cardinal", "vague", "ordinal") for f in frames):
        out += ["counted", f"counted|{draft.type}"]
    if any(f.form == "noun" and f.hit.entry.light != f.word.form and f.hit.entry.light.endswith(_PLURALS) for f in frames):
        out.append("plural")
    if any(f.hit.preposition == _WILL for f in frames):
        out.append("future")
    days = [d for d in (near(scene, f).day for f in frames) if d is not None]
    for d in days[:2]:
        out += [f"day={d.value.precision}", f"role={d.value.role}", f"role={d.value.role}|{d.value.precision}"]
        if ctx.published and d.value.latest and d.value.earliest and d.value.earliest > ctx.published:
            out.append("day=future")
    if not days:
        out.append("day=no")
    denials = [_denied(scene, f) for f in frames]
    out += [f"deny={max(denials)}", f"deny={max(denials)}|all={min(denials) > 0}"]
    vague = {m.value.role for f in frames for m in scene.times_in.get(f.sent, ())}
    out += [f"sent-role={r}" for r in sorted(vague)]
    out.append(f"place={any(scene.sites_in.get(f.sent) for f in frames)}")
    out.append(f"party={any(m.value.id for f in frames for m in scene.actors_in.get(f.sent, ()))}")
    out.append(f"toll={any(scene.casualties_in.get(f.sent) for f in frames)}")
    return out


def _denied(scene: Scene, frame: Frame) -> int:
    """Whether a word of denial governs a frame: 2 in its own stretch, 1 earlier in its sentence, 0 not."""
    ctx = scene.ctx
    words = [i for i in range(ctx.text.sents[frame.sent].first, frame.first) if ctx.speech[i] == "deny"]
    if not words:
        return 0
    return 2 if ctx.strong[frame.first] - ctx.strong[words[-1]] <= 1 else 1


def event_features(scene: Scene, drafts: list[Draft], n: int, keeps: Keeps) -> list[str]:
    """What stands around the group ``n`` of a document's typed groups, beside `draft_features`."""
    draft = drafts[n]
    return _standing(draft, keeps) + _words(scene, draft) + _mates(scene, draft, keeps) + _sentence(scene, draft) + _rivals(scene, drafts, n)


def _standing(draft: Draft, keeps: Keeps) -> list[str]:
    """How sure its frames are."""
    sure, head = [keeps.get(f.n, 0.0) for f in draft.frames], draft.opening
    best = _halves(max(sure))
    return [f"best2={best}", f"best2={best}|{draft.type}", f"sum={max(-2, min(8, round(sum(sure))))}", f"open={_halves(keeps.get(head.n, 0.0))}",
            *(f"k:{name}" for name in head.features)]


def _halves(score: float) -> float:
    return max(_LEAST, min(_MOST, round(score * 2) / 2))


def _words(scene: Scene, draft: Draft) -> list[str]:
    """The words next to its frames, and those next to the first where they stand."""
    head = draft.opening
    out = [f"gw={w}" for f in draft.frames[:4] for w in words_beside(scene, f.first, f.last, _WORDS + 1, _WORDS + 1)]
    out += [f"tw={draft.type}|{w}" for w in words_beside(scene, head.first, head.last, _WORDS, _WORDS)]
    out += placed_words(scene, head.first, head.last)
    if head.first == scene.ctx.text.sents[head.sent].first:
        out.append("w-1=^")
    return list(dict.fromkeys(out))


def _mates(scene: Scene, draft: Draft, keeps: Keeps) -> list[str]:
    """The other happenings told in the sentence of its first frame."""
    head, own = draft.opening, {f.n for f in draft.frames}
    mates = [f for f in scene.frames_in[head.sent] if f is not head and f.n in keeps]
    others = [f for f in mates if f.n not in own]
    first = all(f.first > head.first for f in mates)
    surer = any(keeps[f.n] > keeps.get(head.n, 0.0) for f in others)
    out = [f"mates={min(3, len(others))}|first={first}", f"surer={surer}|first={first}"]
    for f in others[:4]:
        out += [f"mate={f.family}", f"mate={f.family}|{draft.type}"]
    return out


def _sentence(scene: Scene, draft: Draft) -> list[str]:
    """The place of its first frame in sentence and text, what governs it there, and the arguments in its clause."""
    head, ctx, sents = draft.opening, scene.ctx, scene.ctx.text.sents
    sent, clause, strong = sents[head.sent], ctx.clause[head.first], ctx.strong[head.first]
    before = range(sent.first, head.first)
    out = [f"fn={x}" for x in [ctx.function[i] for i in before if ctx.function[i] and ctx.clause[i] == clause][-3:]]
    out += [f"sfn={x}" for x in sorted({ctx.function[i] for i in before if ctx.function[i] and ctx.strong[i] == strong})]
    out += [f"len={step(sent.last - sent.first)}", f"pos={step(head.first - sent.first)}", f"last={min(3, len(sents) - 1 - head.sent)}", f"sents={step(len(sents))}",
            f"at={step(head.sent)}", f"spread={step(draft.frames[-1].sent - draft.frames[0].sent)}", f"told={min(4, len({f.sent for f in draft.frames}))}"]
    out += [f"sp={x}" for x in sorted({ctx.speech[i] for i in before if ctx.speech[i]})]
    out += [f"spa={x}" for x in sorted({ctx.speech[i] for i in range(head.last, sent.last) if ctx.speech[i]})]
    actors = [m for m in scene.actors_in.get(head.sent, ()) if ctx.clause[m.first] == clause]
    place = any(ctx.strong[s.place.first] == strong for s in scene.sites_in.get(head.sent, ()))
    day = any(ctx.strong[m.first] == strong and m.value.earliest for m in scene.times_in.get(head.sent, ()))
    toll = any(ctx.strong[c.word_at] == strong for c in scene.casualties_in.get(head.sent, ()))
    args = f"{bool(actors)}{place}{day}{toll}"
    return [*out, f"args={min(2, len(actors))}{args}", f"args|{draft.type}={args}", f"args|{head.form}={args}", f"subject={any(m.first < head.first for m in actors)}|{head.form}"]


def _rivals(scene: Scene, drafts: list[Draft], n: int) -> list[str]:
    """Its standing among the document's groups, and how it compares with those of its type told before."""
    draft, size = drafts[n], min(3, len(drafts[n].frames))
    same = [m for m, d in enumerate(drafts) if m != n and d.type == draft.type]
    before = [drafts[m] for m in same if m < n]
    count = f"{min(3, len(same))}|{min(3, len(before))}"
    out = [f"same={count}", f"same={min(3, len(same))}|{draft.type}", f"groups={min(8, len(drafts) - 1)}", f"index={min(5, n)}", f"index={min(5, n)}|{size}",
           f"biggest={min(5, max((len(d.frames) for m, d in enumerate(drafts) if m != n), default=0))}|{size}"]
    if before:
        head = draft.opening
        told, own = [f for d in before for f in d.frames], near(scene, head)
        rivals = [near(scene, f) for f in told]
        out += [f"before-{x}" for x in sorted({compare_sites(x, own) for x in rivals} | {compare_days(x, own) for x in rivals})]
        out += [f"before-gap={min(4, min(abs(f.sent - head.sent) for f in told))}", f"before-word={any(f.lemma == head.lemma for f in told)}"]
    return out
