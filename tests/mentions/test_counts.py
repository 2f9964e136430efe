"""Numbers: bounds, what they count, and what is no count."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from marsad.records import CountMention

Counts = Callable[[str], list[CountMention]]

# (gloss, sentence, quote, low, high, kind, noun)
CASES = [
    ("5 guards", "قتل 5 حراس", "5", 5, 5, "cardinal", "حراس"),
    ("three guards", "قتل ثلاثة حراس", "ثلاثة", 3, 3, "cardinal", "حراس"),
    ("and three guards", "قتل وثلاثة حراس", "ثلاثة", 3, 3, "cardinal", "حراس"),
    ("for ten guards", "سلموا الطعام لعشرة حراس", "عشرة", 10, 10, "cardinal", "حراس"),
    ("twenty-three", "قتل ثلاثة وعشرون حارسا", "ثلاثة وعشرون", 23, 23, "cardinal", "حارسا"),
    ("eleven", "قتل أحد عشر حارسا", "أحد عشر", 11, 11, "cardinal", "حارسا"),
    ("eleven, feminine", "قتلت إحدى عشرة امرأة", "إحدى عشرة", 11, 11, "cardinal", "امراه"),
    ("twenty-one, feminine", "قتلت إحدى وعشرون امرأة", "إحدى وعشرون", 21, 21, "cardinal", "امراه"),
    ("eleven thousand", "نزح أحد عشر ألف شخص", "أحد عشر ألف", 11000, 11000, "cardinal", "شخص"),
    ("fifteen", "قتل خمسة عشر حارسا", "خمسة عشر", 15, 15, "cardinal", "حارسا"),
    ("two hundred, construct", "نزح مئتا شخص", "مئتا", 200, 200, "cardinal", "شخص"),
    ("three hundred and twenty-five", "نزح ثلاثمئة وخمسة وعشرون شخصا", "ثلاثمئة وخمسة وعشرون", 325, 325, "cardinal", "شخصا"),
    ("three hundred in two words", "نزح ثلاث مئة شخص", "ثلاث مئة", 300, 300, "cardinal", "شخص"),
    ("a thousand and 215", "نزح ألف و215 شخصا", "ألف و215", 1215, 1215, "cardinal", "شخصا"),
    ("two thousand three hundred", "نزح ألفان وثلاثمئة شخص", "ألفان وثلاثمئة", 2300, 2300, "cardinal", "شخص"),
    ("two thousand, construct", "نزح ألفا شخص", "ألفا", 2000, 2000, "cardinal", "شخص"),
    ("a thousand at least", "نزح ألفاً على الأقل", "ألفاً على الأقل", 1000, None, "cardinal", ""),
    ("tens of thousands, other plural", "قتل عشرات الألوف", "عشرات الألوف", 20000, 99999, "vague", ""),
    ("70 thousand", "نزح 70 ألفا", "70 ألفا", 70000, 70000, "cardinal", ""),
    ("seven thousand", "حشدت سبعة آلاف مقاتل", "سبعة آلاف", 7000, 7000, "cardinal", "مقاتل"),
    ("fourteen thousand five hundred", "نزح أربعة عشر ألفا وخمسمئة شخص", "أربعة عشر ألفا وخمسمئة", 14500, 14500, "cardinal", "شخص"),
    ("a million and a half", "نزح مليون ونصف مدني", "مليون ونصف", 1500000, 1500000, "cardinal", "مدني"),
    ("3.5 million", "نزح 3.5 مليون مدني", "3.5 مليون", 3500000, 3500000, "cardinal", "مدني"),
    ("a million and 345 thousand", "نزح مليون و345 ألف مدني", "مليون و345 ألف", 1345000, 1345000, "cardinal", "مدني"),
    ("1,250 with a separator", "نزح 1,250 شخصا", "1,250", 1250, 1250, "cardinal", "شخصا"),
    ("Arabic digits", "نزح ١٢ شخصا", "١٢", 12, 12, "cardinal", "شخصا"),
    ("with 22 vehicles, stretched", "هاجموا بـ22 آلية", "22", 22, 22, "cardinal", "آلية".replace("آ", "ا").replace("ة", "ه")),
    ("more than 15", "قتل أكثر من 15 حارسا", "أكثر من 15", 15, None, "cardinal", "حارسا"),
    ("no fewer than 21", "قتل ما لا يقل عن 21 حارسا", "ما لا يقل عن 21", 21, None, "cardinal", "حارسا"),
    ("12 at least, after the noun", "قتل 12 حارسا على الأقل", "12", 12, None, "cardinal", "حارسا"),
    ("about seven thousand", "حشدت نحو سبعة آلاف مقاتل", "نحو سبعة آلاف", 7000, 7000, "cardinal", "مقاتل"),
    ("up to 20", "قتل ما يصل إلى 20 حارسا", "ما يصل إلى 20", None, 20, "cardinal", "حارسا"),
    ("between 3 and 5", "قتل بين 3 و5 حراس", "بين 3 و5", 3, 5, "cardinal", "حراس"),
    ("from three to five", "قتل من ثلاثة إلى خمسة حراس", "من ثلاثة إلى خمسة", 3, 5, "cardinal", "حراس"),
    ("between 3 and 5 thousand", "نزح بين 3 و5 آلاف شخص", "بين 3 و5 آلاف", 3000, 5000, "cardinal", "شخص"),
    ("tens", "قتل عشرات الحراس", "عشرات", 20, 99, "vague", "حراس"),
    ("hundreds", "قتل مئات الحراس", "مئات", 200, 999, "vague", "حراس"),
    ("thousands", "نزح آلاف الأشخاص", "آلاف", 2000, 9999, "vague", "اشخاص"),
    ("tens of thousands", "نزح عشرات الآلاف", "عشرات الآلاف", 20000, 99999, "vague", ""),
    ("hundreds of thousands", "نزح مئات الآلاف", "مئات الآلاف", 200000, 999999, "vague", ""),
    ("millions", "نزح ملايين المدنيين", "ملايين", 2000000, 9999999, "vague", "مدنيين"),
    ("a number of", "قتل عدد من الحراس", "عدد من", None, None, "vague", "حراس"),
    ("seven others", "قتل القائد و7 آخرون", "7", 7, 7, "others", ""),
    ("(2) of the recruits", "أسر (2) من المجندين", "2", 2, 2, "cardinal", "مجندين"),
    ("/10/ of its men", "فقدت /10/ من عناصرها", "10", 10, 10, "cardinal", "عناصرها"),
    ("(09) elements", "أوقفت (09) عناصر", "09", 9, 9, "cardinal", "عناصر"),
    ("one of the guards", "قتل أحد الحراس", "أحد", 1, 1, "cardinal", "حراس"),
    ("the twelfth time", "قصفت للمرة الثانية عشرة", "الثانية عشرة", 12, 12, "ordinal", ""),
    ("45 km", "تقع على بعد 45 كم", "45", 45, 45, "measure", ""),
    ("aged 32", "قتل أحمد (32 عاما)", "32", 32, 32, "measure", ""),
    ("an age alone in brackets", "قتل أحمد (27) وعمر", "27", 27, 27, "measure", ""),
    ("15 per cent", "تراجعت بنسبة 15% فقط", "15", 15, 15, "measure", ""),
    ("7 in the hundred", "تراجعت بنسبة 7 في المئة", "7", 7, 7, "measure", ""),
    ("Brigade 137", "تمركز اللواء 137 مشاة", "137", 137, 137, "measure", ""),
    ("the year of an election", "انتخابات 2025", "2025", 2025, 2025, "measure", ""),
]  # fmt: skip

NONE = [
    ("a time: four days", "استمرت العملية 4 أيام"),
    ("a date", "وقع في 3 أيار 2023"),
    ("a telephone number", "الخط الساخن 9647512451273+"),
    ("F-16", "قصفت طائرة إف-16 البلدة"),
    ("an outlet's name", "قالت كوردستان24 ذلك"),
    ("an hour", "نشر 10:30 صباحا"),
    ("a score", "تعادلا 13-13"),
    ("nobody", "لم يصب أحد"),
    ("a dead man in two", "عثر على رجلين ميتين"),
]


@pytest.mark.parametrize(("gloss", "text", "quote", "low", "high", "kind", "noun"), CASES, ids=[c[0] for c in CASES])
def test_counts_with_bounds(
    counts_in: Counts, gloss: str, text: str, quote: str, low: int | None, high: int | None, kind: str, noun: str
) -> None:
    found = [(m.quote, m.low, m.high, m.kind, m.noun) for m in counts_in(text)]
    assert found == [(quote, low, high, kind, noun)]
    assert all(text[m.start : m.end] == m.quote for m in counts_in(text))


@pytest.mark.parametrize(("gloss", "text"), NONE, ids=[c[0] for c in NONE])
def test_no_count(counts_in: Counts, gloss: str, text: str) -> None:
    assert counts_in(text) == []


def test_figures_joined_by_and_stay_apart(counts_in: Counts) -> None:
    # "4 dead and 7 wounded, and three women and four children"
    found = counts_in("4 قتلى و7 جرحى وثلاث نساء وأربعة أطفال")
    assert [(m.low, m.noun) for m in found] == [(4, "قتلي"), (7, "جرحي"), (3, "نساء"), (4, "اطفال")]


@pytest.mark.xfail(reason="'a number of those who' is written like 'a number of'", strict=True)
def test_number_of_those_who(counts_in: Counts) -> None:
    # "the number of those who fell reached 20"
    assert [m.low for m in counts_in("بلغ عدد من سقطوا 20")] == [20]
