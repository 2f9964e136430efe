"""Speakers: who is named, how far the name runs, and whom words that point back mean. One line a case."""

from __future__ import annotations

from datetime import date

import pytest

from marsad import read

_CASES = [
    # (text, names of its speakers, gloss)
    ("قال المرصد السوري لحقوق الإنسان إن ثلاثة قتلوا", ["المرصد السوري لحقوق الإنسان"], "the observatory said that three were killed"),
    ("أفادت قناة الإخبارية السورية بمقتل ستة أشخاص", ["قناة الإخبارية السورية"], "the channel reported the killing of six: the name ends before the content"),
    ("وكانت وزارة البشمركة قد أفادت بأن قوة تابعة لها تعرضت لهجوم", ["وزارة البشمركة"], "the ministry had reported: the subject before its verb"),
    ("أما وكالة الأناضول فقالت إن القصف توقف", ["وكالة الأناضول"], "as for the agency, it said"),
    ("لكن مصدراً أمنياً قال إن عدد القتلى يتجاوز الستين", ["مصدراً أمنياً"], "but a security source said"),
    ("حزب الله: قصفنا أربع مستوطنات في الشمال", ["حزب الله"], "Hezbollah: we shelled; a speaker before a colon"),
    ("21:40 | مستشفى العودة: سبعة شهداء بعد قصف خيمة", ["مستشفى العودة"], "a time, a hospital and a colon"),
    ("قتل 12 شخصا في غارة على نيالا (محامو الطوارئ)", ["محامو الطوارئ"], "a speaker alone in brackets"),
    ("بيروت: قصف عنيف على الضاحية", [], "a dateline before a colon is nobody"),
    ("وأفادت شبكة \"السويداء 24\" بأن مسلحين أحرقوا المنازل", ["شبكة \"السويداء 24\""], "a quoted name with a number"),
    ("وقالت القناة 12 إن صاروخا سقط في البحر", ["القناة 12"], "a number after a definite noun"),
    ("وكتب المتحدث باسم الجيش، مصطفى بالي، أن السجناء سلموا أنفسهم", ["المتحدث باسم الجيش، مصطفى بالي"], "a title and a name in commas"),
    ("قال مصدر في شرطة الأنبار إن عبوة انفجرت", ["مصدر في شرطة الأنبار"], "a source in the police"),
    ("قتل أربعة، بحسب ما أعلنته وزارة الصحة", ["وزارة الصحة"], "according to what the ministry announced"),
    ("قتل أربعة بحسب بيان صدر عن خلية الإعلام الأمني", ["خلية الإعلام الأمني"], "a statement issued by the cell"),
    ("وتبنت التفجير حركة الشباب", ["حركة الشباب"], "the movement claimed the bombing: the object first"),
    ("وتبنى الهجوم فصيل يسمي نفسه \"كتيبة الوادي\"", ["كتيبة الوادي"], "a faction that calls itself so"),
    ("نقلت وكالة رويترز عن مصدر أمني أن القافلة وصلت", ["وكالة رويترز", "مصدر أمني"], "the agency quoted a source: two voices"),
    ("نقلت وكالة الأنباء السورية (سانا) عن مصدر عسكري أن القافلة وصلت", ["وكالة الأنباء السورية", "مصدر عسكري", "سانا"], "its short name in brackets between"),
    ("سقط قتيلان، حسبما أفاد به مصدر طبي", ["مصدر طبي"], "what a source informed of"),
    ("ونقلت سيارات الإسعاف الجرحى إلى المشفى", [], "carrying the wounded is not carrying words"),
    ("وقال مسؤول بحكومة أعالي النيل إن الغارة أصابت السوق", ["مسؤول بحكومة أعالي النيل"], "an official of the government, the preposition attached"),
    ("وثق \"مركز وصول لحقوق الإنسان\" توقيف مئة لاجئ", ["مركز وصول لحقوق الإنسان"], "a name in quotes runs to their end"),
    ("وأعلنت القيادة المركزية، في بيان تلقته سبوتنيك، مقتل قائد", ["القيادة المركزية"], "the agency that received the statement is not the source"),
    ("وفي بيان سابق للخلية أن القوة هبطت ليلا", ["خلية"], "an earlier statement of the cell"),
    ("وكانوا يقيمون في المخيم قرب الحدود", [], "they had lived: no speaker"),
    ("وكان بينهم نساء وأطفال", [], "among them: not the verb that is spelled so"),
]  # fmt: skip

_BACK = [
    # (text, name that the second speaker is given, gloss)
    ("قال مصدر طبي إن ثلاثة جرحوا. وأضاف أن اثنين قتلا ليلا.", "مصدر طبي", "and it added: the source named before"),
    ("قال مصدر عسكري إن الجيش تقدم. وأوضح المصدر أن خمسة قتلوا.", "مصدر عسكري", "and the source explained"),
    ("أعلنت وزارة الدفاع التركية مقتل جندي. وقالت الوزارة إن المنفذ فر.", "وزارة الدفاع التركية", "the ministry: its full name"),
    ("قال الرئيس الأميركي جو بايدن إن القائد قتل. وأكد بايدن أن العملية انتهت.", "الرئيس الأميركي جو بايدن", "a surname"),
    ("ذكر المرصد السوري لحقوق الإنسان أن ستة قتلوا. ولقي ثامن حتفه، وفق المصدر نفسه.", "المرصد السوري لحقوق الإنسان", "the same source"),
    ("أعلنت القيادة المركزية مقتل قائد. وقتل اثنان بحسب البيان.", "القيادة المركزية", "according to the statement"),
    ("أعلن المرصد السوري لحقوق الإنسان مقتل جندي، مشيرا إلى أن المنفذ فر.", "المرصد السوري لحقوق الإنسان", "pointing out: the same sentence"),
]


@pytest.mark.parametrize(("text", "names", "gloss"), _CASES, ids=[c[2] for c in _CASES])
def test_who_speaks(text: str, names: list[str], gloss: str) -> None:
    found = read(text, published=date(2024, 5, 1)).mentions.speakers
    assert sorted(s.name.strip('"') for s in found) == sorted(n.strip('"') for n in names), gloss
    assert all(text[s.start : s.end] == s.quote for s in found)


@pytest.mark.parametrize(("text", "name", "gloss"), _BACK, ids=[c[2] for c in _BACK])
def test_who_is_meant(text: str, name: str, gloss: str) -> None:
    found = read(text, published=date(2024, 5, 1)).mentions.speakers
    assert [s.name for s in found] == [name, name], gloss
    assert all(text[s.start : s.end] == s.quote for s in found)


def test_a_source_named_nowhere_is_none() -> None:
    # "the source added that the attack failed"
    assert read("وأضاف المصدر أن الهجوم فشل", published=date(2024, 5, 1)).mentions.speakers == ()
