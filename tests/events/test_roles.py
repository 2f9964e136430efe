"""Where a party stands in its sentence: what governs it, what ties it there, whose subject it is. One line a case."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from marsad.events.role_features import role_blocks
from marsad.events.scene import Scene
from marsad.events.telling import make_telling
from marsad.packs.weights import named

# Sentence, a party in it, what ties it to the word that governs it, how many bare phrases stand before it there.
TIES = [
    ("قصف الجيش التركي مواقع قسد.", "الجيش التركي", "word", 0),  # "the Turkish army shelled posts of the SDF": subject
    ("قصف الجيش التركي مواقع قسد.", "قسد", "word", 1),  # object, over one noun
    ("قتل جنديان برصاص تنظيم داعش.", "تنظيم داعش", "prep-agent", 0),  # "two soldiers were killed by bullets of IS"
    ("نفذ الجيش اللبناني عملية ضد تنظيم داعش.", "تنظيم داعش", "prep-against", 0),  # "an operation against IS"
    ("شن داعش هجوما على مواقع قسد.", "قسد", "prep-on", 0),  # "an attack on posts of the SDF"
    ("اندلعت اشتباكات بين قسد وتنظيم داعش.", "تنظيم داعش", "prep-between", 0),  # "clashes between the SDF and IS": the tie is shared
    ("نفذت قسد عملية بالتنسيق مع التحالف الدولي.", "التحالف الدولي", "partner", 0),  # "in coordination with the coalition"
]  # fmt: skip

# Sentence, a party in it, how it is the subject of a verb.
SUBJECTS = [
    ("قصف الجيش التركي قرية.", "الجيش التركي", "post"),  # verb before subject
    ("قصفت قسد البلدة. واقتحمت السوق.", "قسد", "carried"),  # "the SDF shelled the town. And stormed the market."
    ("قال مصدر إن الجيش التركي قصف قرية.", "الجيش التركي", "pre"),  # "that the Turkish army shelled a village"
    ("اقتحمت قسد البلدة. واعتقلت خمسة أشخاص.", "قسد", "maybe"),  # "the SDF stormed the town. And arrested five people": they or the people
]  # fmt: skip


@pytest.mark.parametrize(("raw", "quote", "lead", "nth"), TIES)
def test_tie(raw: str, quote: str, lead: str, nth: int, scene_of: Callable[[str], Scene]) -> None:
    scene = scene_of(raw)
    at = next(m.first for m in scene.ctx.found.actors if m.value.quote == quote)
    assert (scene.positions.of[at].lead, scene.positions.of[at].nth) == (lead, nth)


@pytest.mark.parametrize(("raw", "quote", "how"), SUBJECTS)
def test_subject(raw: str, quote: str, how: str, scene_of: Callable[[str], Scene]) -> None:
    scene = scene_of(raw)
    at = next(m.first for m in scene.ctx.found.actors if m.value.quote == quote)
    assert how in scene.positions.of[at].subject_of.values()


def test_the_second_side_of_a_clash_is_told_from_the_first(scene_of: Callable[[str], Scene]) -> None:
    scene = scene_of("اندلعت اشتباكات بين قسد وتنظيم داعش.")  # "clashes broke out between the SDF and IS"
    first, second = (named(role_blocks(make_telling(scene, scene.frames, "clash"), m)) for m in scene.ctx.found.actors)
    assert "g=own|prep-between" in first
    assert "g=own|prep-between+" in second
