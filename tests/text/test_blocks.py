"""Blocks of saved pages. The pages are made up; each block's gloss stands beside it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.packs.load import load_packs
from marsad.records import Block
from marsad.text.blocks import FurnitureCues, furniture_cues, split_blocks
from marsad.text.cues import cue_kind, trim
from marsad.text.fold import fold

LEAD = "قصفت مدفعية مجهولة أطراف بلدة تل الورد مساء أمس وقتلت راعيين كانا قرب البئر، بحسب الأهالي."
# Unknown artillery shelled the edge of Tal al-Ward last evening and killed two herders by the well, residents say.
MORE = "وأضاف الأهالي أن القصف استمر نحو ساعة ثم توقف قبل وصول سيارات الإسعاف إلى المكان."
# Residents added that the shelling went on for about an hour and stopped before ambulances came.
TITLE = "قتيلان بقصف على أطراف تل الورد"  # two dead by shelling on the edge of Tal al-Ward


@pytest.fixture(scope="module")
def cues() -> FurnitureCues:
    return furniture_cues(load_packs())


def kinds(page: str, cues: FurnitureCues) -> list[tuple[str, str]]:
    return [(b.kind, page[b.start : b.end]) for b in split_blocks(fold(page), cues)]


def running(page: str, cues: FurnitureCues) -> str:
    return "\n".join(said for kind, said in kinds(page, cues) if kind in ("title", "body", "heading"))


@pytest.mark.parametrize(
    ("line", "gloss"),
    [
        ("دمشق - سانا", "Damascus - SANA"),
        ("حلب ـ صوت البلد", "Aleppo, tatweel for a dash, an outlet"),
        ("خاص - شبكة النهر", "special - an outlet"),
        ("بغداد: «خاص»", "Baghdad: special"),
        ("عدن", "Aden, alone"),
        ("نشرة البلد", "an outlet's name"),
        ("الشأن المحلي", "a section"),
        ("الثلاثاء ٣ آذار ٢٠٢٠", "Tuesday 3 March 2020"),
        ("آخر تحديث: 14:20 (توقيت القدس)", "last updated"),
        ("3/3/2020 | آخر تحديث: 4/3/2020 12:15 ص (بتوقيت مكة المكرمة)", "posted | updated"),
        ("بيروت – 7 نيسان/أبريل 2021", "Beirut, a date"),
        ("منذ 3 ساعات", "3 hours ago"),
        ("كتبت: هالة رستم", "by Hala Rustum"),
        ("كتب ـ محرر الشؤون المحلية:", "by the local desk"),
        ("+ الخط -", "font size"),
        ("الرئيسية > أخبار عربية", "home > Arab news"),
        ("استمع إلى الملخص", "listen to the summary"),
        ("إعلان", "advertisement"),
        ("14:35", "a time alone"),
    ],
)
def test_lines_between_title_and_lead_are_furniture(line: str, gloss: str, cues: FurnitureCues) -> None:
    page = f"{TITLE}\n{line}\n{LEAD}\n{MORE}"
    assert kinds(page, cues) == [("title", TITLE), ("furniture", line), ("body", LEAD), ("body", MORE)], gloss


@pytest.mark.parametrize(
    ("line", "gloss"),
    [
        ("صورة: مركبات محترقة قرب السوق", "picture: burnt vehicles by the market"),
        ("مركبات محترقة قرب السوق، 3 آذار 2020 (فرانس برس)", "burnt vehicles, date, AFP"),
        ("دورية على طريق المطار - أرشيفية", "patrol on the airport road, archive"),
        ("دخان فوق الحي / صورة: Reuters (Reuters)", "smoke above the quarter"),
        ("camera iconدورية في البلدة - 4 حزيران 2020 (رويترز)", "camera icon run into the caption"),
        ("[ صورة متداولة للموقع ]", "a picture going round"),
    ],
)
def test_captions(line: str, gloss: str, cues: FurnitureCues) -> None:
    for page in (f"{TITLE}\n{line}\n{LEAD}\n{MORE}", f"{TITLE}\n{LEAD}\n{line}\n{MORE}"):
        assert ("caption", line) in kinds(page, cues), gloss


@pytest.mark.parametrize(
    ("prefix", "gloss"),
    [
        ("أربيل (صوت الجبل)-", "Erbil (outlet)-"),
        ("دمشق ـ صوت البلد:", "Damascus, tatweel, outlet:"),
        ("بغداد/ الأناضول –", "Baghdad/ Anadolu –"),
        ("بغداد / خاص /", "Baghdad / special /"),
        ("دمشق:", "Damascus:"),
        ("غزة -", "Gaza -"),
        ("القاهرة 12 أغسطس 2021 (شينخوا)", "Cairo 12 August 2021 (Xinhua)"),
        ("بيروت (أ ف ب) -", "Beirut (AFP) -"),
        ("القاهرة – سبوتنيك.", "Cairo – Sputnik."),
        ("5 أكتوبر 2024 –", "5 October 2024 –"),
        ("بعقوبة/بغداد (العراق) 20-11-2006 -", "Baqubah/Baghdad (Iraq) date -"),
        ("السيمر / الثلاثاء 20 . 11 . 2018 —", "outlet / Tuesday date —"),
        ("دبي /وكالات/", "Dubai /agencies/"),
    ],
)
def test_the_dateline_of_the_lead_is_split_off(prefix: str, gloss: str, cues: FurnitureCues) -> None:
    page = f"{TITLE}\n{prefix} {LEAD}\n{MORE}"
    found = split_blocks(fold(page), cues)
    assert (found[1].kind, found[1].reason, page[found[1].start : found[1].end]) == ("furniture", "dateline", prefix), gloss
    assert page[found[2].start : found[2].end] == LEAD


@pytest.mark.parametrize(
    ("lead", "gloss"),
    [
        ("محافظة درعا: قصفت مدفعية مجهولة أطراف البلدة مساء أمس وقتلت راعيين كانا قرب البئر.", "Daraa province: shelled"),
        ("قسد: مقتل ثلاثة من عناصرنا في هجوم على حاجز قرب البلدة مساء أمس الثلاثاء.", "SDF: three of ours killed"),
        ("مراسلنا: سقطت قذيفتان على السوق مساء أمس وقتل راعيان كانا قرب البئر الشرقية.", "our correspondent: two shells"),
        ("مقتل راعيين - أحدهما طفل - بقصف على أطراف البلدة مساء أمس بحسب ما قال الأهالي.", "two herders - one a child - killed"),
        ("الحدود السورية - العراقية شهدت مساء أمس قصفا على مواقع حول البلدة بحسب الأهالي.", "the Syrian - Iraqi border saw"),
        ("طريق حلب - دمشق قطعه مسلحون مساء أمس بعد قصف على أطراف البلدة بحسب الأهالي.", "the Aleppo - Damascus road was cut"),
        ("• دمشق: قصف على أطراف البلدة مساء أمس ومقتل راعيين كانا قرب البئر بحسب الأهالي.", "an item of a list"),
        ("14:20 دمشق: قصف على أطراف البلدة مساء أمس ومقتل راعيين كانا قرب البئر بحسب الأهالي.", "a live item"),
    ],
)
def test_leads_that_open_otherwise_stay_whole(lead: str, gloss: str, cues: FurnitureCues) -> None:
    assert kinds(f"{TITLE}\n{lead}\n{MORE}", cues)[1] == ("body", lead), gloss


def test_kickers_are_headings_and_the_third_line_can_be_the_title(cues: FurnitureCues) -> None:
    page = f"أخبار محلية\nخلال أسبوع\n{TITLE} ومحيطها الشرقي\n{LEAD}\n{MORE}"  # local news / within a week / title
    assert [k for k, _ in kinds(page, cues)] == ["heading", "heading", "title", "body", "body"]
    page = f"بمشاركة آليات ثقيلة..\n\n{TITLE}\n\n{LEAD}\n\n{MORE}"  # with heavy vehicles..
    assert [k for k, _ in kinds(page, cues)] == ["heading", "title", "body", "body"]


def test_furniture_before_the_title(cues: FurnitureCues) -> None:
    head = "Facebook\nTwitter\nرئيس التحرير\nسمير عادل\nالثلاثاء 3 آذار 2020"  # editor in chief / a name / a date
    page = f"{head}\n{TITLE}\n{LEAD}\n{MORE}"
    assert [k for k, _ in kinds(page, cues)] == ["furniture"] * 5 + ["title", "body", "body"]


def test_a_text_without_title_has_none(cues: FurnitureCues) -> None:
    assert [k for k, _ in kinds(f"{LEAD}\n{MORE}", cues)] == ["body", "body"]
    assert [k for k, _ in kinds(LEAD, cues)] == ["body"]
    assert kinds("", cues) == kinds(" \n\u200f\n", cues) == []


OTHER = "مقتل قيادي في كمين قرب الجسر"  # a commander killed in an ambush by the bridge


@pytest.mark.parametrize(
    "related",
    [
        f"اقرأ أيضا\n{OTHER}",  # read also, the headline below
        f"اقرأ أيضًا: {OTHER}",
        f"إقرأ أيضاً | {OTHER}",
        f"أخبار ذات صلة\n{OTHER}\nغارة على مستودع في الميناء",  # related news, two headlines: a strike on a depot
        f"الأكثر قراءة\n- {OTHER}\n- غارة على مستودع في الميناء",
        f"شاهد أيضا: {OTHER} (فيديو)",
    ],
)
def test_related_headlines_are_not_read(related: str, cues: FurnitureCues) -> None:
    for page in (f"{TITLE}\n{LEAD}\n\n{related}\n\n{MORE}", f"{TITLE}\n{LEAD}\n{MORE}\n{related}"):
        assert running(page, cues) == f"{TITLE}\n{LEAD}\n{MORE}"


def test_at_the_foot_of_a_page_all_headlines_go_with_read_also(cues: FurnitureCues) -> None:
    page = f"{TITLE}\n{LEAD}\n{MORE}\nاقرأ أيضا\n{OTHER}\n\nغارة على مستودع في الميناء\nقتيل في تصادم"
    assert running(page, cues) == f"{TITLE}\n{LEAD}\n{MORE}"


def test_read_also_inside_a_paragraph_is_its_own_block(cues: FurnitureCues) -> None:
    page = f"{TITLE}\n{LEAD} اقرأ أيضا: {OTHER}\n{MORE}"
    assert running(page, cues) == f"{TITLE}\n{LEAD}\n{MORE}"
    page = f"{TITLE}\n{LEAD} (اقرأ أيضا: {OTHER}) {MORE}"
    assert OTHER not in running(page, cues)
    assert MORE in running(page, cues)
    page = f"{TITLE}\n{LEAD}\nاقرأ أيضا: {OTHER}. {MORE}"
    assert running(page, cues) == f"{TITLE}\n{LEAD}\n{MORE}"


@pytest.mark.parametrize(
    ("line", "gloss"),
    [
        ("اشترك في الهجوم نحو مئتي مسلح على متن شاحنات صغيرة", "some 200 gunmen joined the attack"),
        ("انضموا إلى التنظيم قبل عام ثم قتلوا في الغارة الأخيرة", "they joined the group, then died in the strike"),
        ("المصدر أكد أن القصف أوقع ثلاثة قتلى على الأقل", "the source confirmed three dead"),
        ("موقع عسكري للجيش تعرض لقصف عنيف ليل أمس الأول", "a post of the army was shelled"),
        ("آخر الأخبار الواردة من الجبهة تفيد بمقتل جنديين", "latest news from the front: two soldiers dead"),
        ("رويترز: مقتل خمسة في غارة على سوق البلدة القديمة", "Reuters: five killed in a strike"),
        ("المزيد من القتلى سقطوا في القصف على أطراف المدينة", "more dead fell"),
        ("شارك الطيران في القصف وقتل ثلاثة من عناصر الحاجز", "aircraft took part, three killed"),
        ("• حزب الله: قصفنا مستوطنتين في الجليل (رويترز)", "an item that ends with a credit"),
        ("13:30 | اليونيفيل: قذيفة أصابت موقعنا وجرحت جنديين", "a live item"),
        ("نشر التنظيم صورة لأسيرين قال إنه خطفهما قرب البئر", "the group published a picture of two captives"),
        ("تحديث جديد للحصيلة يرفع عدد القتلى إلى خمسة في البلدة", "a new toll"),
    ],
)
def test_lines_without_a_full_stop_that_tell_of_events_stay(line: str, gloss: str, cues: FurnitureCues) -> None:
    assert ("body", line) in kinds(f"{TITLE}\n{LEAD}\n{line}\n{MORE}", cues), gloss


@pytest.mark.parametrize(
    "title",
    [
        "شاهد: لحظة القصف على سوق تل الورد",  # watch: the moment of the shelling
        "بالصور.. دمار في تل الورد بعد القصف",  # in pictures.. destruction after the shelling
        "حصيلة الأسبوع: قصف ومعارك حتى 7 أيار 2020",  # the week: shelling and fighting until 7 May 2020
        "السودان: غارة على مستوصف (رويترز)",  # Sudan: a strike on a clinic (Reuters)
        "فيديو | غارة على تل الورد",  # video | a strike on Tal al-Ward
        "عاجل | غارة على تل الورد",  # breaking | a strike
        "🔴 غارة على تل الورد",
    ],
)
def test_titles_that_look_like_furniture(title: str, cues: FurnitureCues) -> None:
    assert kinds(f"{title}\n{LEAD}\n{MORE}", cues)[0] == ("title", title)


def test_posts_carry_their_paragraph(cues: FurnitureCues) -> None:
    post = "قواتنا نفذت هذا الأسبوع أربع عمليات ضد الخلايا واعتقلت ثلاثة من عناصرها."  # our forces: four operations
    for sign in ("— Desk Speaker (@desk_x) November 13, 2020", "— الناطق (@desk) 13 نوفمبر، 2020"):
        page = f"{TITLE}\n{LEAD}\n{post}\n{sign}\n{MORE}"
        assert [k for k, _ in kinds(page, cues)] == ["title", "body", "post", "post", "body"]
    page = f"{TITLE}\n{LEAD}\n{post} pic.twitter.com/Ab1 — الناطق (@desk) November 13, 2020\n{MORE}"
    assert [k for k, _ in kinds(page, cues)] == ["title", "body", "post", "body"]


def test_the_end_of_a_page_is_furniture(cues: FurnitureCues) -> None:
    tail = [
        "#تل_الورد #قصف",  # tags
        "الوسوم: تل الورد، قصف",
        "المصدر: وكالات",
        "(أ ع/د)",  # editors' initials
        "شارك: فيسبوك | تويتر | واتساب",
        "© جميع الحقوق محفوظة",
        "تعليقات (0) | إرسال لصديق | حفظ",
        "تابعونا على تلغرام",
        "ادعموا الصحافة المستقلة",  # support independent journalism
        "×",
        "اترك تعليقاً",  # leave a comment
    ]
    page = "\n".join([TITLE, LEAD, MORE, *tail])
    assert [k for k, _ in kinds(page, cues)[3:]] == ["furniture"] * len(tail)


def test_headings_inside_the_article_and_lists_stay_running(cues: FurnitureCues) -> None:
    page = f"{TITLE}\n{LEAD}\nالوضع على الأرض\n{MORE}\nدمشق وريفها:\n- غارة على معسكر\n- مقتل جندي"
    # the situation on the ground / Damascus and its countryside: / a strike on a camp / a soldier killed
    assert [k for k, _ in kinds(page, cues)] == ["title", "body", "heading", "body", "heading", "heading", "heading"]


def test_a_paragraph_said_twice_is_read_once(cues: FurnitureCues) -> None:
    assert running(f"{TITLE}\n{LEAD}\n{LEAD}\n{MORE}", cues) == f"{TITLE}\n{LEAD}\n{MORE}"
    assert running(f"{TITLE}\n{TITLE}\n{LEAD}\n{MORE}", cues) == f"{TITLE}\n{LEAD}\n{MORE}"


def test_what_stands_under_a_picture_twice_is_its_caption(cues: FurnitureCues) -> None:
    page = f"{TITLE}\n{LEAD}\nآليات قرب البئر\nآليات قرب البئر\n{MORE}"  # vehicles by the well, alternative text and caption
    assert [k for k, _ in kinds(page, cues)] == ["title", "body", "caption", "caption", "body"]


def test_a_ticker_above_the_title_is_furniture(cues: FurnitureCues) -> None:
    ticker = f"أحدث الأخبار\n• 10:45 . {OTHER}... المزيد\n• 10:28 . غارة على مستودع في الميناء... المزيد"
    assert running(f"{ticker}\n{TITLE}\n{LEAD}\n{MORE}", cues) == f"{TITLE}\n{LEAD}\n{MORE}"


def test_examples_of_furniture_match_and_nots_do_not(cues: FurnitureCues) -> None:
    """Every row of furniture.csv that opens or fills a line is shown by its own example."""
    for row in load_packs().rows("furniture"):
        if row.get("match") in ("line", "starts", "label", "contains"):
            example, no = row.get("example"), row.get("not")
            assert cue_kind(trim(fold(example).deep), example.endswith("."), cues)[0] == row.get("class"), example
            assert not no or not cue_kind(trim(fold(no).deep), no.endswith("."), cues)[0], no


@given(st.lists(st.sampled_from([TITLE, LEAD, MORE, "اقرأ أيضا", "دمشق - سانا", "", "×", "14:35", " \u200f", OTHER]), max_size=9))
def test_blocks_cover_every_line_in_order(lines: list[str]) -> None:
    page = "\n".join(lines)
    blocks = split_blocks(fold(page), CUES)
    assert all(isinstance(b, Block) and b.start < b.end for b in blocks)
    rest = [page[a:b] for a, b in zip([0, *(b.end for b in blocks)], [*(b.start for b in blocks), len(page)])]
    assert not "".join(rest).replace("\u200f", "").strip()


def test_watch_among_items_with_one_sign_is_one_of_them() -> None:
    # "Two soldiers hurt in an ambush / Watch: a column leaves the camp / Gunmen attacked a checkpoint", each behind the same sign
    items = ["🔴 أصيب جنديان في كمين قرب البلدة", "🔴 شاهد: رتل ينسحب من المعسكر", "🔴 هاجم مسلحون نقطة على الطريق"]
    assert items[1] in running("\n".join([TITLE, *items]), CUES)
    assert items[1] not in running("\n".join([TITLE, LEAD, items[1]]), CUES)


CUES = furniture_cues(load_packs())
GOLD = sorted((Path(__file__).parents[2] / "gold").glob("own-*.jsonl"))


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text,
        lambda text: re.sub(r'[.؟!]+["”»]*(?=\s*\n|\s*$)', "", text),  # paragraphs without a full stop
        lambda text: re.sub(r'(?<=\w\w)[.؟!]+["”»]*(\s+|$)', "\n", text),  # sentences as lines
        lambda text: re.sub(r'(?<=\w\w)[.؟!،؛]+["”»]*(\s+|$)', "\n", text),  # clauses as lines
        lambda text: text.partition("\n")[2],  # no title
        lambda text: text.replace("\n", " "),  # a page flattened into one line
    ],
    ids=["as it is", "no stops", "sentences", "clauses", "no title", "one line"],
)
def test_no_gold_trigger_is_lost_to_furniture(change: Callable[[str], str]) -> None:
    for record in (json.loads(line) for path in GOLD for line in path.read_text("utf-8").splitlines()):
        page = change(record["text"])
        said = running(page, CUES)
        for event in record["events"]:
            trigger = event["trigger"]
            assert trigger in said or trigger not in page, (record["id"], trigger)
