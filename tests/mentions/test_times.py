"""Expressions of time: what is found, what it means, what is left alone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marsad.records import CountMention, TimeMention

Times = Callable[[str, date | None], list[TimeMention]]
WEDNESDAY = date(2023, 6, 7)

# (gloss, sentence, expression, interval, precision, role), read on Wednesday 7 June 2023
CASES = [
    ("at dawn yesterday Tuesday", "قصفت القرية فجر أمس الثلاثاء", "فجر أمس الثلاثاء", "2023-06-06", "day", "point"),
    ("today Friday, with a Wednesday paper", "قال اليوم الثلاثاء إن الطريق آمن", "اليوم الثلاثاء", "2023-06-06", "day", "point"),
    ("on Wednesday, the day itself", "قال الأربعاء إن الطريق آمن", "الأربعاء", "2023-06-07", "day", "point"),
    ("last Wednesday, a week before", "قال الأربعاء الماضي إن الطريق آمن", "الأربعاء الماضي", "2023-05-31", "day", "point"),
    ("next Sunday", "يجتمعون الأحد المقبل", "الأحد المقبل", "2023-06-11", "day", "point"),
    ("the day before yesterday", "قصفت أول من أمس", "أول من أمس", "2023-06-05", "day", "point"),
    ("last night", "قصفت الليلة الماضية", "الليلة الماضية", "2023-06-06", "day", "point"),
    ("the night of Thursday to Friday", "قصفت ليل الخميس-الجمعة", "ليل الخميس-الجمعة", "2023-06-01..2023-06-02", "range", "point"),
    ("the 28th, with the article before the figure", "أغلقت في الـ28 من أيار", "الـ28 من أيار", "2023-05-28", "day", "point"),
    ("the ninth of May in words", "أغلقت في التاسع من أيار", "التاسع من أيار", "2023-05-09", "day", "point"),
    ("mid-May last", "أغلقت منتصف أيار/مايو الماضي", "منتصف أيار/مايو الماضي", "2023-05-11..2023-05-20", "range", "point"),
    ("during last May", "أغلقت خلال أيار الماضي", "أيار الماضي", "2023-05-01..2023-05-31", "month", "period"),
    ("in June, which is not over", "أغلقت في حزيران الجاري", "حزيران الجاري", "2023-06-01..2023-06-07", "range", "point"),
    ("in December, of the year before", "أغلقت في كانون الأول", "كانون الأول", "2022-12-01..2022-12-31", "month", "point"),
    ("during this week", "نفذت خلال هذا الأسبوع", "هذا الأسبوع", "2023-06-01..2023-06-07", "week", "period"),
    ("last week", "نفذت الأسبوع الماضي", "الأسبوع الماضي", "2023-05-25..2023-05-31", "week", "point"),
    ("last year", "نفذت العام الماضي", "العام الماضي", "2022-01-01..2022-12-31", "year", "point"),
    ("the second quarter of 2022", "نفذت في الربع الثاني من عام 2022", "الربع الثاني من عام 2022", "2022-04-01..2022-06-30", "range", "point"),
    ("the last 24 hours", "قتل ستة خلال الساعات الـ24 الماضية", "الساعات الـ24 الماضية", "2023-06-06..2023-06-07", "range", "period"),
    ("the last three days", "قتل ستة في الأيام الثلاثة الماضية", "الأيام الثلاثة الماضية", "2023-06-05..2023-06-07", "range", "period"),
    ("some days ago", "قتل ستة قبل أيام", "قبل أيام", "2023-05-31..2023-06-06", "range", "point"),
    ("about ten days ago", "قتل ستة قبل نحو عشرة أيام", "قبل نحو عشرة أيام", "2023-05-27..2023-05-29", "range", "point"),
    ("two months ago: that month", "انسحبوا قبل شهرين", "قبل شهرين", "2023-04-01..2023-04-30", "month", "point"),
    ("for days now", "القتال مستمر منذ أيام", "منذ أيام", "2023-05-31..2023-06-07", "range", "since"),
    ("since mid-March", "القتال مستمر منذ منتصف آذار", "منذ منتصف آذار", "2023-03-11..2023-06-07", "range", "since"),
    ("its eighteenth day", "دخل القتال يومه الثامن عشر", "يومه الثامن عشر", "2023-05-21..2023-06-07", "range", "since"),
    ("it lasted four days: no date", "استمرت العملية 4 أيام", "4 أيام", "?", "unknown", "duration"),
    ("recently", "كثفوا الهجمات مؤخراً", "مؤخراً", "?", "unknown", "vague"),
    ("in recent months", "كثفوا الهجمات في الأشهر الأخيرة", "الأشهر الأخيرة", "?", "unknown", "vague"),
    ("in the evening, of no day", "اندلعت النار مساء", "مساء", "?", "unknown", "daypart"),
    ("from 3 to 5 May", "نفذت من 3 إلى 5 أيار", "من 3 إلى 5 أيار", "2023-05-03..2023-05-05", "range", "period"),
    ("between the 1st of last April and the 6th of May", "نفذت بين 1 من نيسان الماضي و6 من أيار", "بين 1 من نيسان الماضي و6 من أيار", "2023-04-01..2023-05-06", "range", "period"),
    ("day first in figures", "نشر في 12/11/2022", "12/11/2022", "2022-11-12", "day", "point"),
    ("ISO", "نشر في 2022-11-12", "2022-11-12", "2022-11-12", "day", "point"),
    ("spaced dots", "نشر في 12 . 11 . 2022", "12 . 11 . 2022", "2022-11-12", "day", "point"),
    ("a wrong year mended by the weekday", "وقع الثلاثاء 6 حزيران 2022", "الثلاثاء 6 حزيران 2022", "2023-06-06", "day", "point"),
    ("an English date", "نشر November 13, 2020", "November 13, 2020", "2020-11-13", "day", "point"),
    ("a Hijri day", "وقعت في 10 محرم 1445 هـ", "10 محرم 1445 هـ", "2023-07-28", "day", "point"),
    ("a Maghrebi month", "وقع يوم 3 جانفي 2023", "يوم 3 جانفي 2023", "2023-01-03", "day", "point"),
    ("August and not the city of Ibb", "وقع في آب 2022", "آب 2022", "2022-08-01..2022-08-31", "month", "point"),
    ("due on the 25th", "من المقرر أن تبدأ في 25 حزيران", "25 حزيران", "2023-06-25", "day", "point"),
]  # fmt: skip

# (gloss, sentence): letters of time and no time
TRAPS = [
    ("the 14 March forces", "انتقدت قوى 14 آذار القرار"),
    ("17 July Street", "أغلق المحتجون شارع 17 تموز"),
    ("6 October City", "تقع المصانع في مدينة السادس من أكتوبر"),
    ("Thursday Market", "انفجرت عبوة قرب سوق الخميس"),
    ("Tishrin Dam", "قصفت الطائرات سد تشرين"),
    ("the delegation exercised pressure", "مارس الوفد ضغوطا"),
    ("he blew himself up", "فجر انتحاري نفسه"),
    ("the commander appeared", "ظهر القائد في تسجيل"),
    ("nobody was hurt", "لم يصب أحد"),
    ("two of the guards", "قتل اثنين من الحراس"),
    ("the channel Russia Today", "نقلت روسيا اليوم عن مصدر"),
    ("a father, in Ibb", "قتل أب في محافظة إب"),
    ("a gate", "وقع الانفجار في باب توما"),
    ("a man named Ramadan", "قال رمضان إنه شاهدها"),
    ("Theresa May", "قالت تيريزا ماي إنها تدين"),
    ("a pickup", "وصلوا على متن بيك آب"),
    ("he held a conference", "عقد القائد مؤتمرا"),
    ("2000 fighters", "قتل 2000 مقاتل"),
    ("aged 32", "يبلغ القتيل 32 عاما"),
    ("barrels a day", "ينتج الحقل 300 برميل في اليوم"),
    ("twenty of them", "جرح 20 منهم"),
    ("a score", "فاز المنتخب 3/1"),
    ("the monthly report", "صدر التقرير الشهري"),
]


def _interval(mention: TimeMention) -> str:
    if mention.earliest is None:
        return "?"
    return str(mention.earliest) if mention.earliest == mention.latest else f"{mention.earliest}..{mention.latest}"


@pytest.mark.parametrize(("gloss", "text", "quote", "interval", "precision", "role"), CASES, ids=[c[0] for c in CASES])
def test_says_what_and_when(times_in: Times, gloss: str, text: str, quote: str, interval: str, precision: str, role: str) -> None:
    found = [(m.quote, _interval(m), m.precision, m.role) for m in times_in(text, WEDNESDAY)]
    assert found == [(quote, interval, precision, role)]


@pytest.mark.parametrize(("gloss", "text"), TRAPS, ids=[t[0] for t in TRAPS])
def test_leaves_look_alikes_alone(times_in: Times, gloss: str, text: str) -> None:
    assert times_in(text, WEDNESDAY) == []


def test_anaphors_lean_on_the_day_told_before(times_in: Times) -> None:
    # "on Monday ... the next day ... the same day ... two days before that ... the month itself"
    text = "هاجموا الاثنين. وفي اليوم التالي انسحبوا. وفي اليوم نفسه عادوا. وقبل ذلك بيومين تجمعوا."
    assert [_interval(m) for m in times_in(text, WEDNESDAY)] == ["2023-06-05", "2023-06-06", "2023-06-06", "2023-06-04"]


def test_a_time_to_come_is_not_what_the_same_day_means(times_in: Times) -> None:
    # "he was killed on Monday; talks are due next Sunday; the same day two were hurt"
    text = "قتل الاثنين. وتعقد الجلسة الأحد المقبل. وأصيب في اليوم نفسه اثنان."
    assert _interval(times_in(text, WEDNESDAY)[-1]) == "2023-06-05"


def test_without_publication_only_full_dates_resolve(times_in: Times) -> None:
    # "yesterday ... on 3 August 2017 ... on 3 August ... since 2014"
    text = "قال أمس إنه وصل في 3 آب 2017 وغادر في 3 آب بعد إقامة منذ 2014"
    assert [_interval(m) for m in times_in(text, None)] == ["?", "2017-08-03", "?", "2014-01-01..None"]


def test_offsets_survive_vowel_marks_tatweel_and_both_digit_sets(times_in: Times) -> None:
    # "on the evening of Saturday, 3 June 2023", with vowel marks, tatweel and Arabic digits
    text = "وقعَ ذلكَ مسـاءَ السبتِ ٣ حزيرانَ ٢٠٢٣ شمالاً"
    (mention,) = times_in(text, WEDNESDAY)
    assert text[mention.start : mention.end] == mention.quote == "مسـاءَ السبتِ ٣ حزيرانَ ٢٠٢٣"
    assert mention.earliest == date(2023, 6, 3)


_PIECES = st.sampled_from([w for c in CASES for w in c[1].split()] + [w for t in TRAPS for w in t[1].split()])


@settings(max_examples=200, deadline=None)
@given(st.lists(_PIECES, max_size=14), st.sampled_from([" ", " و", "، ", "\n", " ("]), st.sampled_from([WEDNESDAY, date(2024, 2, 29), date.min, date.max, None]))
def test_any_order_of_words_reads_without_fault(times_in: Times, pieces: list[str], joint: str, published: date | None) -> None:
    text = joint.join(pieces)
    last = 0
    for mention in times_in(text, published):
        assert text[mention.start : mention.end] == mention.quote
        assert last <= mention.start < mention.end
        assert mention.earliest is None or mention.latest is None or mention.earliest <= mention.latest
        last = mention.end


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet=st.one_of(st.sampled_from("0123456789٣٤²½ /-.,:()ـو\n"), st.characters()), max_size=40), st.lists(_PIECES, max_size=4))
def test_any_text_reads_without_fault(times_in: Times, counts_in: Callable[[str], list[CountMention]], noise: str, pieces: list[str]) -> None:
    text = noise.join([*pieces, " ", ""])
    found = [*times_in(text, WEDNESDAY), *counts_in(text)]
    assert all(text[m.start : m.end] == m.quote for m in found)
