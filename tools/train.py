"""Learns `src/marsad/data/arabic/weights.tsv` from gold: one reproducible command.

    python tools/train.py gold/train.jsonl gold/own-*.jsonl [--cv]

`--cv` learns on all theatres but one in turn and writes the held-out predictions to `out/cv.jsonl`, so
that `marsad evaluate` can measure them; without it the weights of all documents are written. Needs
scikit-learn (the `train` extra).
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

sys.path.insert(0, str(Path(__file__).parent))

from alignment import align_frames
from place_names import gold_spans, name_instances, ordinary_words, without_points

from marsad.evaluation.likeness import fold_name
from marsad.events.board import Board
from marsad.events.build import _record, draft_events, fill_drafts
from marsad.events.context import make_context
from marsad.events.drafts import (
    Draft,
    as_outcome,
    choose_type,
    group_frames,
    near_groups,
    owner_blocks,
    read_frames,
)
from marsad.events.event_features import draft_features, event_features
from marsad.events.features import frame_features
from marsad.events.fill import (
    actor_key,
    interval_of,
    look,
    party_candidates,
    site_key,
    telling_of,
    time_candidates,
    window,
)
from marsad.events.join_features import join_blocks, survey
from marsad.events.open_features import open_features
from marsad.events.parties import all_parties, role2_blocks
from marsad.events.role_features import role_blocks
from marsad.events.scene import Scene, set_scene
from marsad.events.settle import place2_blocks, source2_blocks, time2_blocks
from marsad.events.site_features import site_blocks
from marsad.events.source_features import source_blocks
from marsad.events.telling import Telling
from marsad.events.time_features import default_time_features, time_blocks
from marsad.events.type_features import type_evidence, type_standing
from marsad.mentions.find import find_mentions, hits_by_kind
from marsad.mentions.found import Found
from marsad.mentions.lexicon import Hit
from marsad.mentions.places_likely import Namer
from marsad.mentions.tribes import TRIBE
from marsad.packs.load import load_packs
from marsad.packs.weights import Model, Weights, named, read_weights
from marsad.reading import make_reader, prepare
from marsad.text.tokens import Text

STRENGTH = {"denied": 1.0, "planned": 1.0, "keep": 0.5, "join": 0.1, "event": 0.06, "type": 0.2, "name": 1.0}
SECOND_READER = 2.0  # weight of reports that two people have read (train.jsonl), against our own
UNLISTED = 0.2  # share of the gazetteer's points that reports are read without: unseen reports name as many places that no pack lists
COMMON_FROM = 2  # reports that use a word before it is kept as ordinary
LEAST = 3  # a feature seen in fewer instances is not learned
SMALLEST = 0.02  # weights under this are left out
FOLDS = 6
Rows = dict[str, list[tuple[Any, int, float]]]  # by task: features and whether the choice is right; for CHOICES the features of each option and which is right; weight
CHOICES = frozenset({"join"})  # tasks whose options are weighed against one another


def main() -> None:
    args = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    args.add_argument("gold", nargs="+")
    args.add_argument("--cv", action="store_true")
    args.add_argument("--mixed", action="store_true", help="folds across theatres instead of by theatre")
    args.add_argument("--oracle", action="store_true", help="with --cv: fill the gold events' own frames, to measure arguments alone")
    args.add_argument("--trust", type=float, default=SECOND_READER, help="weight of reports that two people have read [2]")
    args.add_argument("--only", default="", help="tasks to write, by comma; the others keep what the file has")
    args.add_argument("--out", default="src/marsad/data/arabic/weights.tsv")
    a = args.parse_args()
    docs = [{"trust": trust_of(path, a.trust), **json.loads(line)} for path in a.gold for line in Path(path).read_text(encoding="utf-8").splitlines() if line.strip()]
    folds = [n % FOLDS for n in range(len(docs))] if a.mixed else theatre_folds(docs)
    scenes, names, vocabulary = read_scenes(docs, read_texts(docs), folds)
    if a.cv:
        from marsad.exports.records import report_record  # only the measuring run needs the writer

        cross_validate(docs, scenes, folds, report_record, a.oracle)
        return
    model = learn(docs, scenes, folds)
    learned = {**model.weights, **names}
    if a.only:
        kept = read_weights(Path(a.out).read_text(encoding="utf-8")).weights
        learned = {**kept, **{task: learned[task] for task in a.only.split(",")}}
    write_weights(Model(learned), Path(a.out))
    write_vocabulary(vocabulary, Path(a.out).with_name("vocabulary.tsv"))


def trust_of(path: str, trust: float) -> float:
    """What a file's reports weigh: ours were read by one person."""
    return 1.0 if Path(path).name.startswith("own-") else trust


@dataclass(slots=True)
class Reading:
    """A gold report on its way to instances: its text, hits, mentions, the gold places in it and its ordinary words."""

    text: Text
    hits: dict[str, list[Hit]]
    published: date
    found: Found
    gold: set[tuple[int, int]]
    words: set[str]


def read_texts(docs: list[dict[str, Any]]) -> list[Reading]:
    """All reports with the whole gazetteer."""
    reader = make_reader(load_packs())
    out = []
    for d in docs:
        published = date.fromisoformat(d["published"])
        text, _ = prepare(d["text"], reader)
        hits = hits_by_kind(text, reader.lexicon)
        found = find_mentions(text, hits, published)
        gold = gold_spans(text, d["events"])
        out.append(Reading(text, hits, published, found, gold, ordinary_words(text, found, gold)))
    return out


def read_scenes(docs: list[dict[str, Any]], readings: list[Reading], folds: list[int]) -> tuple[list[Scene], Weights, Counter[str]]:
    """Scenes of all reports, each read with part of the gazetteer missing and with names learned from the other folds; the
    weights and the ordinary words of all."""
    vocabulary = Counter(word for r in readings for word in r.words)
    rows = [name_instances(r.text, r.hits, r.found, r.gold, r.words, vocabulary) for r in readings]
    out: list[Scene | None] = [None] * len(docs)
    for fold in sorted(set(folds)):
        model = Model({"name": fit([x for r, f in zip(rows, folds) if f != fold for x in r], STRENGTH["name"])})
        for n, r in enumerate(readings):
            if folds[n] == fold:
                known = {word: count for word in vocabulary if (count := vocabulary[word] - (word in r.words))}
                found = find_mentions(r.text, without_points(r.hits, UNLISTED, docs[n]["id"]), r.published, namer=Namer(model, known))
                scene = out[n] = set_scene(make_context(found, r.published))
                for f in scene.frames:
                    f.features = frame_features(scene, f)
    return [s for s in out if s is not None], {"name": fit([x for r in rows for x in r], STRENGTH["name"])}, vocabulary


def theatre_folds(docs: list[dict[str, Any]]) -> list[int]:
    """A fold for each document: documents of one theatre go together, theatres spread evenly."""
    theatre = []
    for d in docs:
        votes: dict[str, int] = defaultdict(int)
        for e in d["events"]:
            for p in e["places"]:
                votes[p["country"] or "-"] += 1
        theatre.append(max(votes, key=lambda c: (votes[c], c)) if votes else f"none{len(d['text']) % 3}")
    sizes: dict[str, int] = defaultdict(int)
    for t in theatre:
        sizes[t] += 1
    load, where = [0] * FOLDS, {}
    for t in sorted(sizes, key=lambda t: (-sizes[t], t)):
        where[t] = load.index(min(load))
        load[where[t]] += sizes[t]
    return [where[t] for t in theatre]


def learn(docs: list[dict[str, Any]], scenes: list[Scene], folds: list[int]) -> Model:
    """Frames and groups first; then, on groups as they come out for documents not learned from, the rest."""
    aligned = [align_frames(s, d["events"]) for s, d in zip(scenes, docs)]
    trust = [d["trust"] for d in docs]
    first = [weighed(frame_rows(s, a), t) for s, a, t in zip(scenes, aligned, trust)]
    weights = fit_all(merged(first))
    grouped: list[list[tuple[Draft, int | None]]] = [[] for _ in docs]
    keeps: list[dict[int, float]] = [{} for _ in docs]
    typed: list[Rows] = [defaultdict(list) for _ in docs]
    for fold in sorted(set(folds)):
        part = Model(fit_all(merged([r for r, f in zip(first, folds) if f != fold])))
        for n, f in enumerate(folds):
            if f == fold:
                kept = read_frames(scenes[n], part)
                keeps[n] = {f.n: s for f, s in kept}
                drafts = group_frames(scenes[n], [f for f, _ in kept], part)
                grouped[n] = list(zip(drafts, own(drafts, aligned[n])))
                typed[n] = weighed(type_rows(scenes[n], docs[n]["events"], grouped[n]), trust[n])
    weights.update(fit_all(merged(typed)))
    later: list[Rows] = [defaultdict(list) for _ in docs]
    filled: list[list[tuple[Draft, dict[str, Any]]]] = [[] for _ in docs]
    for fold in sorted(set(folds)):
        part = Model(fit_all(merged([r for r, f in zip(typed, folds) if f != fold])))
        for n, f in enumerate(folds):
            if f == fold:
                later[n], filled[n] = draft_rows(scenes[n], docs[n]["events"], grouped[n], keeps[n], part)
                later[n] = weighed(later[n], trust[n])
    weights.update(fit_all(merged(later)))
    second: list[Rows] = [defaultdict(list) for _ in docs]
    for fold in sorted(set(folds)):
        part = Model(fit_all(merged([r for r, f in zip(later, folds) if f != fold])))
        for n, f in enumerate(folds):
            if f == fold:
                second[n] = weighed(second_rows(scenes[n], filled[n], part), trust[n])
    weights.update(fit_all(merged(second)))
    return Model(weights)


def weighed(rows: Rows, weight: float) -> Rows:
    """The same instances, each counting ``weight`` times."""
    return {task: [(features, label, weight) for features, label, _ in instances] for task, instances in rows.items()}


def second_rows(scene: Scene, filled: list[tuple[Draft, dict[str, Any]]], model: Model) -> Rows:
    """Instances of the choices that see the whole document."""
    rows: Rows = defaultdict(list)
    filled = sorted(filled, key=lambda p: p[0].frames[0].first)
    drafts = [d for d, _ in filled]
    looks = [look(scene, d, model) for d in drafts]
    board = Board(drafts, looks)
    for n, (draft, event) in enumerate(filled):
        for key, anyone in all_parties(looks).items():
            if not any(board.worth_weighing(role, n, key) for role in ("initiator", "target")):
                continue
            mentions = [m for ms in scene.actors_in.values() for m in ms if actor_key(m) == key]
            right = {r: any(is_party(m, g, draft.type) for m in mentions for g in event[r + "s"]) for r in ("initiator", "target")}
            for role in ("initiator", "target"):
                m = getattr(looks[n], role).get(key, (0.0, anyone))[1]
                if not (right["initiator"] and right["target"]):
                    rows[role + "2"].append((named(role2_blocks(scene, board, n, role, key, m)), int(right[role]), 1.0))
        names = {fold_name(p["name"]) for p in event["places"]}
        for key, site in board.known("place", n).items():
            rows["place2"].append((named(place2_blocks(scene, board, n, key, site)), int(not names.isdisjoint(site_names(site))), 1.0))
        options = set(board.known("time", n))
        if scene.ctx.published:
            options.add((scene.ctx.published, scene.ctx.published))
        for days in sorted(options):
            hit = (days[0].isoformat(), days[1].isoformat()) == (event["start"], event["end"])
            rows["time2"].append((named(time2_blocks(scene, board, n, days)), int(hit), 1.0))
        for name, (_, s) in looks[n].source.items():
            if not board.worth_weighing("source", n, name):
                continue
            said = fold_name(name)
            hit = any(said and (said in fold_name(g) or fold_name(g) in said) for g in event["sources"])
            rows["source2"].append((named(source2_blocks(board, n, name, s)), int(hit), 1.0))
    return rows


def frame_rows(scene: Scene, aligned: dict[int, int | None]) -> Rows:
    rows: Rows = defaultdict(list)
    told = [f for f in scene.frames if aligned.get(f.n) is not None]
    for f in scene.frames:
        rows["keep"].append((f.features, int(aligned[f.n] is not None), 1.0))
    groups: list[list[Any]] = []
    owners: list[int] = []
    for f in told:
        event = aligned[f.n]
        assert event is not None
        home = owners.index(event) if event in owners else None
        if groups:
            around, options = survey(groups, f), near_groups(groups, f)
            features = [open_features(scene, groups, f, around), *(named(join_blocks(scene, groups, n, f, around)) for n in options)]
            rows["join"].append((features, 1 + options.index(home) if home in options else 0, 1.0))
        if home is not None:
            groups[home].append(f)
        else:
            groups.append([f])
            owners.append(event)
    return rows


def type_rows(scene: Scene, events: list[dict[str, Any]], grouped: list[tuple[Draft, int | None]]) -> Rows:
    """Instances of the choice of type, on the groups that a model which has not seen this document makes of it."""
    rows: Rows = defaultdict(list)
    for draft, owner in grouped:
        if owner is not None:
            evidence = named(type_evidence(scene, draft.frames, draft.opening))
            for t, block in type_standing(draft.frames, draft.opening):
                rows["type"].append(([*(f"{e}>{t}" for e in evidence), *named([block])], int(t == events[owner]["type"]), 1.0))
    return rows


def draft_rows(scene: Scene, events: list[dict[str, Any]], grouped: list[tuple[Draft, int | None]], keeps: dict[int, float], model: Model) -> tuple[Rows, list[tuple[Draft, dict[str, Any]]]]:
    """Instances of all later choices; whether a group is an event is learned with the type that it would be given."""
    rows: Rows = defaultdict(list)
    filled: list[tuple[Draft, dict[str, Any]]] = []
    drafts = [draft for draft, _ in grouped]
    for draft in drafts:
        draft.type = choose_type(scene, draft, model)
    around = [event_features(scene, drafts, n, keeps) for n in range(len(drafts))]
    for (draft, owner), beside in zip(grouped, around):
        event = events[owner] if owner is not None else None
        features = draft_features(scene, draft, keeps)
        rows["event"].append((features + beside, int(event is not None), 1.0))
        if event is not None:
            for task, value in (("tally", event["level"] == "tally"), ("campaign", event["level"] == "campaign"),
                                ("planned", event["status"] == "planned"), ("denied", event["status"] == "denied")):
                rows[task].append((features, int(value), 1.0))
            draft.type, draft.level, draft.status = event["type"], event["level"], event["status"]
            filled.append((draft, event))
    for draft, event in filled:
        slot_rows(scene, draft, event, rows)
    outcome_rows(scene, filled, rows)
    return rows, filled


def own(drafts: list[Draft], aligned: dict[int, int | None]) -> list[int | None]:
    """The gold event of each draft; of several drafts of one event the one with most frames has it."""
    votes = []
    for draft in drafts:
        count: dict[int, float] = defaultdict(float)
        for f in draft.frames:
            g = aligned.get(f.n)
            if g is not None:
                count[g] += 1.0 if f.kind != "title" else 0.9
        votes.append(count)
    out: list[int | None] = [None] * len(drafts)
    taken: set[int] = set()
    for _weight, n, g in sorted(((w, n, g) for n, c in enumerate(votes) for g, w in c.items()), key=lambda x: (-x[0], x[1])):
        if out[n] is None and g not in taken:
            out[n] = g
            taken.add(g)
    return out


def slot_rows(scene: Scene, draft: Draft, event: dict[str, Any], rows: Rows) -> None:
    telling = telling_of(scene, draft)
    for role in ("initiator", "target"):
        gold = event[role + "s"]
        other = event["targets" if role == "initiator" else "initiators"]
        for mentions in party_candidates(scene, draft).values():
            hit = any(is_party(m, g, draft.type) for m in mentions for g in gold)
            if hit and any(is_party(m, g, draft.type) for m in mentions for g in other):
                continue
            pick = [min(mentions, key=lambda m: gap_to(telling, m))] if hit else mentions
            for m in pick:
                rows[role].append((named(role_blocks(telling, m)), int(hit), 1.0))
    names = {fold_name(p["name"]) for p in event["places"]}
    near: dict[str, list[Any]] = defaultdict(list)
    for s in sorted(window(scene, draft)):
        for site in scene.sites_in.get(s, ()):
            near[site_key(site)].append(site)
    for sites in near.values():
        hit = any(not names.isdisjoint(site_names(site)) for site in sites)
        pick = [min(sites, key=lambda s: gap_to(telling, s.place))] if hit else sites
        for site in pick:
            rows["place"].append((named(site_blocks(telling, site)), int(hit), 1.0))
    time_rows(scene, draft, event, rows)
    for s in scene.ctx.found.speakers:
        said = fold_name(s.value.name)
        hit = any(said and (said in fold_name(g) or fold_name(g) in said) for g in event["sources"])
        rows["source"].append((named(source_blocks(telling, s)), int(hit), 1.0))


def time_rows(scene: Scene, draft: Draft, event: dict[str, Any], rows: Rows) -> None:
    want, telling = (event["start"], event["end"]), telling_of(scene, draft)
    options = time_candidates(scene, draft)
    right = []
    for m in options:
        days = interval_of(scene, draft, m)
        if days is not None and (days[0].isoformat(), days[1].isoformat()) == want:
            right.append(m)
    best = min(right, key=lambda m: gap_to(telling, m), default=None)
    for m in options:
        if m is best or m not in right:
            rows["time"].append((named(time_blocks(telling, m)), int(m is best), 1.0))
    published = scene.ctx.published
    fits = published is not None and want == (published.isoformat(), published.isoformat())
    if not (right and fits):
        rows["default"].append((default_time_features(telling), int(fits), 1.0))


def outcome_rows(scene: Scene, filled: list[tuple[Draft, dict[str, Any]]], rows: Rows) -> None:
    for c in scene.casualties:
        for draft, event in filled:
            if not as_outcome(draft.type, c.kind):
                continue
            features = named(owner_blocks(scene, draft, c))
            if not features:
                continue
            hit = any((o["kind"], o["min"], o["max"]) == (as_outcome(draft.type, c.kind), c.low, c.high) for o in event["outcomes"])
            rows["outcome"].append((features, int(hit), 1.0))


def site_names(site: Any) -> set[str]:
    """The names a location has in the record, folded as the scorer folds them."""
    return {fold_name(site.name), fold_name(site.place.value.mention)}


def is_party(m: Any, gold: dict[str, Any], type_: str) -> bool:
    """Whether a mention is the gold party: by id (of its state's army or government) or by its words; a tribe by its name."""
    if m.value.kind == TRIBE:
        return fold_name(m.value.name) in fold_name(gold["mention"])
    ids = {m.value.id} | ({m.value.name} if m.value.kind in ("nation", "nation-adjective") else set())
    return gold["id"] in ids or (fold_name(gold["mention"]) == fold_name(m.value.quote))


def gap_to(telling: Telling, m: Any) -> tuple[int, int, int]:
    scene, f = telling.scene, telling.nearest(m.first, m.last)
    sent = scene.ctx.text.sent_of[m.first]
    return (abs(f.sent - sent), int(scene.ctx.strong[f.first] != scene.ctx.strong[m.first]), scene.distance(f, m.first, m.last))


def merged(parts: Iterable[Rows]) -> Rows:
    out: Rows = defaultdict(list)
    for part in parts:
        for task, rows in part.items():
            out[task].extend(rows)
    return out


def fit_all(rows: Rows) -> dict[str, dict[str, float]]:
    return {task: (fit_choice if task in CHOICES else fit)(instances, STRENGTH.get(task, 0.15)) for task, instances in sorted(rows.items())}


def fit(instances: list[tuple[list[str], int, float]], strength: float) -> dict[str, float]:
    columns, x = _matrix([features for features, _, _ in instances])
    y = np.array([label for _, label, _ in instances])
    if len(set(y)) < 2:
        return {"bias": -9.0 if not y.any() else 9.0}
    lr = LogisticRegression(C=strength, solver="liblinear", max_iter=400, random_state=0)
    lr.fit(x, y, sample_weight=[w for _, _, w in instances])
    table = _table(columns, lr.coef_[0])
    table["bias"] = round(float(lr.intercept_[0]), 3)
    return table


def fit_choice(instances: list[tuple[list[list[str]], int, float]], strength: float) -> dict[str, float]:
    """Weights under which the right one of each instance's options scores highest: a conditional logit, regularised like `fit`."""
    columns, x = _matrix([features for options, _, _ in instances for features in options])
    back = x.T.tocsr()
    sizes = np.array([len(options) for options, _, _ in instances])
    starts = np.concatenate(([0], np.cumsum(sizes)[:-1]))
    right = starts + np.array([r for _, r, _ in instances])
    weight = np.array([w for _, _, w in instances])

    def loss(theta: Any) -> tuple[float, Any]:
        score = x @ theta
        top = np.maximum.reduceat(score, starts)
        share = np.exp(score - np.repeat(top, sizes))
        total = np.add.reduceat(share, starts)
        likely = float((weight * (score[right] - top - np.log(total))).sum())
        miss = share / np.repeat(total, sizes) * np.repeat(weight, sizes)
        miss[right] -= weight
        return 0.5 * float(theta @ theta) - strength * likely, strength * (back @ miss) + theta

    theta = minimize(loss, np.zeros(len(columns)), jac=True, method="L-BFGS-B", options={"maxiter": 150}).x
    return _table(columns, theta)


def _matrix(rows: list[list[str]]) -> tuple[list[str], csr_matrix]:
    """The features of ``rows`` that are seen often enough to be learned, and which row has which."""
    seen = Counter(f for features in rows for f in set(features))
    columns = {f: n for n, f in enumerate(sorted(f for f, n in seen.items() if n >= LEAST))}
    found = [sorted({columns[f] for f in features if f in columns}) for features in rows]
    starts = np.cumsum([0, *map(len, found)], dtype=np.int32)
    indices = np.fromiter((i for row in found for i in row), dtype=np.int32, count=int(starts[-1]))
    return list(columns), csr_matrix((np.ones(len(indices)), indices, starts), shape=(len(found), len(columns)))


def _table(columns: list[str], weights: Any) -> dict[str, float]:
    return {f: round(float(w), 3) for f, w in zip(columns, weights, strict=True) if abs(w) >= SMALLEST}


def write_weights(model: Model, path: Path) -> None:
    lines = ["# Learned by tools/train.py from gold/; task, feature, weight (log odds). Do not edit by hand."]
    for task in sorted(model.weights):
        for feature, weight in sorted(model.weights[task].items()):
            lines.append(f"{task}\t{feature}\t{weight}")
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{path}: {len(lines) - 1} weights", file=sys.stderr)


def write_vocabulary(vocabulary: Counter[str], path: Path) -> None:
    lines = ["# Written by tools/train.py from gold/; ordinary word, reports that use it. Do not edit by hand."]
    lines += [f"{word}\t{count}" for word, count in sorted(vocabulary.items()) if count >= COMMON_FROM]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{path}: {len(lines) - 1} ordinary words", file=sys.stderr)


def oracle_drafts(scene: Scene, events: list[dict[str, Any]], model: Model) -> list[Draft]:
    """Drafts on the frames that gold events are aligned with, of gold type, level and status, filled by the model."""
    aligned = align_frames(scene, events)
    drafts = []
    for n, e in enumerate(events):
        frames = [f for f in scene.frames if aligned.get(f.n) == n]
        if frames:
            drafts.append(Draft(frames, type=e["type"], level=e["level"], status=e["status"]))
    fill_drafts(scene, drafts, model)
    return drafts


def cross_validate(docs: list[dict[str, Any]], scenes: list[Scene], folds: list[int], to_dict: Any, oracle: bool) -> None:
    from marsad.records import Document, Report

    Path("out").mkdir(exist_ok=True)
    with open("out/cv.jsonl", "w", encoding="utf-8") as out:
        for fold in sorted(set(folds)):
            inner = [n for n, f in enumerate(folds) if f != fold]
            model = learn([docs[n] for n in inner], [scenes[n] for n in inner], [folds[n] for n in inner])
            for n, f in enumerate(folds):
                if f == fold:
                    drafts = oracle_drafts(scenes[n], docs[n]["events"], model) if oracle else draft_events(scenes[n], model)
                    events = tuple(_record(scenes[n], d) for d in drafts)
                    report = Report(Document(docs[n]["id"], docs[n]["text"], scenes[n].ctx.published), (), events=events)
                    out.write(json.dumps(to_dict(report), ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
