"""Frames grouped into happenings, and what is read of a group to tell whether it is an event."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from marsad.events.drafts import Draft, group_frames, read_frames
from marsad.events.event_features import event_features
from marsad.events.scene import Scene
from marsad.packs.weights import Model
from marsad.reading import Reader, read_document
from marsad.records import Document

PUBLISHED = date(2023, 6, 7)
# Warplanes bombed the town of Ariha. And a car bomb went off in Raqqa after clashes on its outskirts.
TEXT = "قصفت الطائرات الحربية بلدة أريحا. وانفجرت سيارة مفخخة في مدينة الرقة بعد اشتباكات في أطرافها."


def grouped(scene: Scene, weights: dict[str, float]) -> list[Draft]:
    """All frames of a scene, grouped by hand-made weights."""
    model = Model({"join": weights, "keep": {"bias": 9.0}})
    return group_frames(scene, [f for f, _ in read_frames(scene, model)], model)


def test_opening_and_joining_are_weighed_on_one_scale(scene_of: Callable[[str], Scene]) -> None:
    """What speaks for a happening of its own keeps frames apart, what speaks against it brings them together; on a tie a frame stands alone."""
    scene = scene_of(TEXT)
    frames = len(scene.frames)
    assert frames >= 3
    assert [len(d.frames) for d in grouped(scene, {"new": 1.0})] == [1] * frames
    assert [len(d.frames) for d in grouped(scene, {})] == [1] * frames
    assert [len(d.frames) for d in grouped(scene, {"new": -1.0})] == [frames]


def test_a_frame_goes_where_its_score_is_highest(scene_of: Callable[[str], Scene]) -> None:
    """Words of one sentence together, others apart: by the weights of where they stand."""
    drafts = grouped(scene_of(TEXT), {"new": 0.5, "p:where=clause": 1.0, "p:where=sent": 1.0})
    assert [{f.sent for f in d.frames} for d in drafts] == [{0}, {1}]


def test_an_event_is_read_from_what_stands_around_it(scene_of: Callable[[str], Scene]) -> None:
    """The other happenings of its sentence, the word that governs it, and its like told before are named."""
    scene = scene_of(TEXT)
    drafts = grouped(scene, {"new": 1.0})
    for draft in drafts:
        draft.type = "clash"
    keeps = {f.n: 1.0 for f in scene.frames}
    first, last = event_features(scene, drafts, 0, keeps), event_features(scene, drafts, len(drafts) - 1, keeps)
    assert "mates=0|first=True" in first and not any(name.startswith("mate=") for name in first)
    assert any(name.startswith("mate=bombing") for name in last), "the car bomb stands in its sentence"
    assert "sfn=after" in last, "'after' governs it"
    assert any(name.startswith("before-gap=") for name in last) and not any(name.startswith("before-") for name in first)


def test_a_campaign_is_named_by_its_operation(reader: Reader) -> None:
    """Its trigger is the operation's name with the word that introduces it, not the verb that launched it."""
    # The army launched on Sunday Operation "Dawn of the Hills" against Islamic State in the countryside of Deir ez-Zor, and it is still going on.
    text = "الجيش يواصل عمليته\nأطلق الجيش السوري يوم الأحد عملية \"فجر التلال\" ضد تنظيم داعش في ريف دير الزور، ولا تزال العملية مستمرة منذ أسبوعين."
    (event,) = [e for e in read_document(Document("d", text, PUBLISHED), reader).events if e.level == "campaign"]
    assert event.trigger.quote == "عملية \"فجر التلال"
