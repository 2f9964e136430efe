"""Outcomes of one sentence: what was done to how many people. Every case has its English gloss."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from marsad.events.casualties import Casualty

CASES = [
    ("أدت القذائف إلى مقتل ستة أشخاص وإصابة 28 بجروح", ["killed 6", "wounded 28"]),  # the shells led to six killed and 28 wounded
    ("قتل القيادي في الحركة ونجلاه في الغارة", ["killed 3"]),  # the leader and his two sons were killed
    ("قتل مدير المكتب وستة من رفاقه بالضربة", ["killed 7"]),  # the office's head and six of his companions
    ("استشهدت امرأة وطفلها", ["killed 2"]),  # a woman and her child
    ("خطف مجهولون ثلاثة أطفال من القرية", ["abducted 3"]),  # unknown men kidnapped three children
    ("خطف مجهولون راعيا", ["abducted 1"]),  # unknown men kidnapped a shepherd
    ("نزحت أربعون عائلة من المخيم", ["displaced ?"]),  # forty families fled: how many people is not told
    ("أفادت مصادر أن 13 شخصا من السكان قتلوا في الهجوم", ["killed 13"]),  # 13 people were killed in the attack
    ("وكان عنصران من الشرطة قد استشهدا يوم الخميس", ["killed 2"]),  # two policemen had been killed
    ("لقي 106 مدنيين على الأقل، بينهم 19 طفلا، حتفهم", ["killed 106+"]),  # at least 106 civilians, 19 children among them, met their death
    ("أودت هجمات على المعسكر بحياة 15 من أفراد الشرطة", ["killed 15"]),  # attacks took the lives of 15
    ("خلف القصف عشرات القتلى والجرحى", ["killed ?", "wounded ?"]),  # tens of dead and wounded: one figure for both
    ("أوقع التفجير 15 قتيلا و28 جريحا", ["killed 15", "wounded 28"]),  # 15 dead and 28 wounded
    ("سقط 60 شهيدا، بينهم رضيعة، و2771 جريحا", ["killed 60", "wounded 2771"]),  # the subset ends at the comma
    ("قتل خمسة جنود وأصيب آخر في الكمين", ["killed 5", "wounded 1"]),  # and another was wounded
    ("قتل خمسة جنود وأصيب آخرون في الكمين", ["killed 5", "wounded ?"]),  # and others were wounded
    ("مقتل وإصابة تسعة عسكريين", ["killed ?", "wounded ?"]),  # nine killed and wounded, not told apart
    ("وثق المركز 23 حالة اعتقال في الشهر", ["detained 23"]),  # 23 cases of arrest
    ("أوقفت الدورية قياديا محليا في التنظيم", ["detained 1"]),  # an accusative singular is no dual
    ("احتجزوا الضباط الخمسة على الطريق", ["detained 5"]),  # the five officers
    ("عاد المخطوفون اللبنانيون التسعة إلى بيروت", ["abducted 9"]),  # the nine kidnapped Lebanese: an adjective stands between
    ("نصبوا كمينا أودى بخمسة جنود وأوقع مثلهم جرحى", ["killed 5", "wounded 5"]),  # and as many wounded
    ("رفعت النيابة عدد القتلى في الهجوم إلى 305", ["killed 305"]),  # the number of dead in the attack to 305
    ("تجاوز الجرحى المئة والعشرين", ["wounded 120+"]),  # the wounded exceeded a hundred and twenty
    ("أصيب ثلاثة جنود بينهم ضابط", ["wounded 3"]),  # three soldiers, an officer among them
    ("سقط صاروخ على المنطقة", []),  # a missile fell: nobody is told of
    ("دمرت الغارة خمسة منازل وثلاث سيارات", []),  # houses and cars are no people
    ("نقلت الطائرة تسعة لبنانيين إلى بيروت", ["people 9"]),  # people of whom only their being there is told
]


@pytest.mark.parametrize(("sentence", "expected"), CASES)
def test_outcomes_of_a_sentence(sentence: str, expected: list[str], told: Callable[[str], list[str]]) -> None:
    assert told(sentence) == expected


def test_a_vowel_mark_tells_two_from_many(told: Callable[[str], list[str]]) -> None:
    assert told("مقتل مستوطنَين قرب المدينة") == ["killed 2"]  # the killing of two settlers
    assert told("مقتل مستوطنين قرب المدينة") == ["killed ?"]  # of settlers


def test_parts_of_a_total_are_marked(casualties: Callable[[str], list[Casualty]]) -> None:
    parts = [c for c in casualties("قتل عشرة أشخاص بينهم أربعة قتلى من الشرطة") if c.subset]  # ten killed, among them four dead policemen
    assert [c.low for c in parts] == [4]


def test_no_text_no_outcome(casualties: Callable[[str], list[Casualty]]) -> None:
    assert casualties("") == []
