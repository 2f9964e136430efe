"""Outcomes of one sentence, by construction: our own sentences, of all theatres and registers, each with its English gloss."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import pytest

CASES = [
    ("قتل ثلاثة من عناصر الدورية وأصيب رابع في هجوم شنه مسلحون على الحاجز", "killed 3; wounded 1"),  # three of the patrol were killed and a fourth was wounded in an attack that gunmen launched
    ("وكان جندي أردني قد قُتل وأصيب آخر برصاص مهربين", "killed 1; wounded 1"),  # a soldier had been killed and another wounded by smugglers: the smugglers are not the wounded
    ("قُتل راع وابنه بلغم أرضي قرب القرية", "killed 2"),  # a shepherd and his son (the pronoun looks like a feminine ending)
    ("خسرت الميليشيا قائد مجموعة وثلاثة من مرافقيه إثر انفجار لغم", "killed 4"),  # the militia lost a group leader and three of his guards
    ("وجُرح أربعة يوم السبت الماضي في هجوم على رتلهم", "wounded 4"),  # four were wounded on Saturday: no length of time
    ("كانت سيدة وطفلاها قد استشهدوا في غارة دمرت منزلهم", "killed 3"),  # a woman and her two children had been killed
    ("أفرجت الحركة عن عشرة تايلانديين وفلبيني واحد", "released 10; released 1"),  # ten Thais and one Filipino
    ("وأصيب 20 بقصف صاروخي", "wounded 20"),  # twenty were wounded by rocket fire: the word after the figure is not what it counts
    ("عولج نحو 250 في مركز صحي", "wounded 250"),  # about 250 were treated
    ("القريتين اللتين نزح منهما مئات الأهالي", "displaced 200-999"),  # from which hundreds of people fled: what follows a verb is no part of a total
    ("وقد نزحت منها نحو 40 عائلة إلى القرى الجنوبية", "displaced ?"),  # from it some forty families fled
    ("إن قياديا في إحدى الفصائل وأحد مرافقيه قتلا داخلها", "killed 2"),  # a leader and one of his guards were killed (dual)
    ("أدت غارة إلى استشهاد ستة مواطنين وإصابة اثنين وأسفرت أخرى عن خمسة شهداء وجريحين", "killed 6; wounded 2; killed 5; wounded 2"),  # five dead and two wounded: a dual has its own number
    ("أصيب أحد جنودنا بطلق ناري ليلة الجمعة", "wounded 1"),  # one of our soldiers
    ("قُتل أحد أبرز شيوخ العشيرة في كمين", "killed 1"),  # one of the most known sheikhs
    ("ما أودى بحياة رقيب وإصابة ستة من زملائه", "killed 1; wounded 6"),  # took the life of a sergeant
    ("قُتل فيها الأمين العام للجان الشعبية وخمسة آخرون", "killed 6"),  # the secretary general and five others
    ("أسفر اقتحام مماثل عن 158 إصابة واعتقال نحو 400 شاب", "wounded 158; detained 400"),  # 158 injuries and the arrest of about 400
    ("قتل السفير في المدينة وثلاثة من العاملين بالسفارة", "killed 4"),  # the ambassador and three of the staff
    ("قُتلا وأصيب عشرة أشخاص بينهم أربعة من رجال الأمن", "killed 2; wounded 10"),  # the two were killed and ten people were wounded
    ("تجاوز عدد الجرحى 150", "wounded 150+"),  # the number of wounded exceeded 150
    ("وأصاب رابعا بجروح خطرة", "wounded 1"),  # and wounded a fourth badly
    ("واعتقلت والد الشاب واثنين من أشقائه", "detained 3"),  # the young man's father and two of his brothers
    ("أسفرت الغارة عن 14 قتيلا: تسعة مدنيين وخمسة من عناصر الفصيل", "killed 14; killed 9; killed 5"),  # parts that add up to the total stand beside it
    ("ارتفعت الحصيلة إلى 64 قتيلا هم 49 مدنيا و15 جنديا", "killed 64; killed 49; killed 15"),  # 49 civilians and 15 soldiers
    ("حصدت الحملة 567 قتيلا، هم 429 من التنظيم و78 عسكريا و26 من اللجان و34 مدنيا", "killed 567; killed 429; killed 78; killed 26; killed 34"),  # four parts of one total
    ("كانت الحصيلة 124 مدنيا و20 مقاتلا و39 من القوات النظامية، أي 183 قتيلا", "killed 183; killed 124; killed 20; killed 39"),  # that is, 183 dead: parts before their total
    ("قتل عشرة أشخاص بينهم طفلان وامرأة", "killed 10"),  # parts that do not add up stay parts
    ("أوقعت المعارك خمسة قتلى من الدفاع الوطني وثلاثة من الأسايش، فضلا عن مدنيين اثنين", "killed 5; killed 3; killed 2"),  # and three of the police, besides two civilians
    ("أودى القتال بـ77 من التنظيم و39 من القوات الكردية، فضلا عن سبعة مدنيين", "killed 77; killed 39; killed 7"),  # besides seven civilians
    ("الإفراج عن 1968 أسيرا مقابل عشرين إسرائيليا", "released 1968; released 20"),  # in return for twenty Israelis
    ("دفعت المعارك أكثر من عشرة ملايين شخص إلى النزوح", "displaced 10000000+"),  # drove more than ten million people to flight
    ("أجبر القصف نحو ثلاثة آلاف شخص على ترك منازلهم", "displaced 3000"),  # forced about three thousand to leave their homes
    ("وأرغمت النزاعات أكثر من 211 ألفا على النزوح", "displaced 211000+"),  # forced more than 211 thousand to flight
    ("وقالت إن نحو ثلاثة آلاف شخص غادروا المخيم منذ الفجر", "displaced 3000"),  # about three thousand left the camp
    ("لا يزال شخصان في عداد المفقودين", "missing 2"),  # two people are still among the missing
    ("فيما عُد خمسة آخرون في عداد المفقودين", "missing 5"),  # five others are counted among the missing
    ("سلم عشرون من المسلحين أنفسهم إلى الجيش", "surrendered 20"),  # twenty of the gunmen gave themselves up
    ("سلم إرهابيان نفسيهما في الجنوب", "surrendered 2"),  # two gave themselves up
    ("سلم مطلوب نفسه للجيش", "surrendered 1"),  # a wanted man gave himself up
    ("وقع هجوم راح ضحيته 66 شخصا في المنطقة", "killed 66"),  # an attack whose victims were 66 people
    ("هجوم ذهب ضحيته 25 شخصا", "killed 25"),  # whose victims were 25 people
    ("انتشلت الفرق جثث 13 شخصا بينهم ستة أطفال", "killed 13"),  # the bodies of 13 people
    ("تضم المقبرة رفات ما لا يقل عن 73 شخصا", "killed 73+"),  # the remains of at least 73 people
    ("قضت القذيفة على أسرة من أربعة أفراد", "killed 4"),  # a family of four
    ("تشريد عائلتين من تسعة أفراد", "displaced 9"),  # two families of nine people in all
    ("أكد المصدر أن 30 من المقاتلين وتسعة من القوات الموالية للحكومة قتلوا", "killed 30; killed 9"),  # both groups of a subject before its verb
    ("وأن خمسة من رجال الأمن ومدنيين اثنين أصيبوا بجروح", "wounded 5; wounded 2"),  # five policemen and two civilians were wounded
    ("والقتلى هم 36 من المهاجمين، وعشرة من عناصر الأمن، وجندي، وسبعة مدنيين", "killed 36; killed 10; killed 1; killed 7"),  # the dead are 36 of the attackers, ten, a soldier and seven
    ("خسر المهاجمون أربعين من مقاتليهم", "killed 40"),  # the attackers lost forty of their fighters
    ("لقي 12 جنديا مصرعهم وجرح تسعة", "killed 12; wounded 9"),  # twelve soldiers met their death and nine were wounded
    ("قتل وجرح العشرات في القصف", "killed ?; wounded ?"),  # tens were killed and wounded: one figure for both
    ("سقط عشرون بين قتيل وجريح", "killed ?; wounded ?"),  # twenty fell between dead and wounded
    ("اضطرت مئات العائلات إلى النزوح", "displaced ?"),  # hundreds of families: how many people is not told
    ("هلك عشرة من المرتزقة في الكمين", "killed 10"),  # a party's word for the death of its foes
    ("تسعة من الجنود وقعوا في الأسر", "detained 9"),  # nine soldiers fell into captivity
    ("قُتل ما بين ثلاثة وخمسة جنود", "killed 3-5"),  # between three and five
    ("قتل سبعة مدنيين على الأقل وأصيب العشرات", "killed 7+; wounded 20-99"),  # at least seven killed and tens wounded
    ("خطف المسلحون أكثر من مئة تلميذة", "abducted 100+"),  # more than a hundred schoolgirls
    ("بلغ عدد الشهداء 41 وعدد الجرحى 112", "killed 41; wounded 112"),  # the number of dead reached 41 and that of wounded 112
    ("ارتفع إلى 62 عدد الشهداء في المدينة", "killed 62"),  # rose to 62 the number of dead: the figure before its noun
    ("استشهاد زوجين مسنين في قصف منزلهما", "killed 2"),  # an old couple
    ("أصيب عسكري بجروح طفيفة", "wounded 1"),  # a soldier was lightly wounded: his wounds are told once
    ("مجموع القتلى 300 والجرحى 700", "killed 300; wounded 700"),  # the dead in all 300 and the wounded 700
    ("وكان جندي قد استُشهد الثلاثاء الماضي في اشتباك مع مهربين على الواجهة نفسها", "killed 1"),  # a soldier had been killed in a clash with smugglers
    ("وكان ضابط برتبة نقيب قد استُشهد وأصيب ثلاثة أفراد في 16 كانون الثاني الحالي", "killed 1; wounded 3"),  # an officer had been killed and three men wounded: no shared figure
    ("أقر الجيش بسقوط 18 من عناصره في الهجوم", "killed 18"),  # the army owned to the fall of 18 of its men
    ("أكدت إدارة البلدة سقوط جنديين ومدني واحد", "killed 2; killed 1"),  # the fall of two soldiers and one civilian
    ("وقالت إن مئات السكان لجؤوا إلى الغابات بعد إحراق بيوتهم", "displaced 200-999"),  # hundreds of inhabitants took refuge in the woods
    ("فأصيب كذلك أكثر من عشرة جنود", "wounded 10+"),  # were wounded, too, more than ten soldiers
    ("وقدّر مدير المستشفى الجرحى بأربعين شخصاً", "wounded 40"),  # put the wounded at forty people
    ("مقتل 76 من القوات النظامية، بينهم تسعة روس، في مقابل 36 من مقاتلي التنظيم", "killed 76; killed 36"),  # nine Russians among them, against 36 of the other side
    ("قُتل 48 من مقاتلي الحزب وأُسر اثنان", "killed 48; detained 2"),  # two were captured: the letters of the verb are also 'families'
    ("فقُتل عنصر أمن وأصيب 18", "killed 1; wounded 18"),  # a security man was killed and 18 wounded
    ("أقر بخسارة أربعة جنود في العملية", "killed 4"),  # owned to the loss of four soldiers
    ("قُتل 13 شخصا، هم 11 عسكريا سوريا ومدنيان، وأصيب ثلاثة عسكريين آخرين", "killed 13; killed 11; killed 2; wounded 3"),  # they are 11 soldiers and two civilians
    ("أوقعت الهجمات 32 قتيلا وجريحا", "killed ?; wounded ?"),  # 32 dead and wounded: both are counted
    ("أوقعت الهجمات ثلاثة قتلى وجريحا", "killed 3; wounded 1"),  # three dead and one wounded
]


@pytest.mark.parametrize(("sentence", "expected"), CASES)
def test_outcomes_by_construction(sentence: str, expected: str, told: Callable[[str], list[str]]) -> None:
    assert Counter(told(sentence)) == Counter(expected.split("; "))


def test_what_falls_may_be_no_people(told: Callable[[str], list[str]]) -> None:
    assert told("أدى القصف إلى سقوط ثلاثة صواريخ على المدنيين") == []  # the fall of three rockets on civilians
    assert told("سقوط المدينة بيد الجنود") == []  # the fall of the city to the soldiers
