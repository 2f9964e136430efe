"""Unlisted names without a feature word: told from ordinary words by where they stand and how they look. Sentences written by us."""

from __future__ import annotations

import pytest

from marsad.mentions.find import find_mentions, hits_by_kind
from marsad.mentions.places_likely import core_of, read_vocabulary
from marsad.packs.load import load_packs
from marsad.reading import Reader, make_reader, prepare

# Sentence, the unlisted name in it.
NAMES = [
    ("قتل جنديان في كفرعرشين صباح اليوم.", "كفرعرشين"),  # "two soldiers were killed in Kafr Arshin"
    ("قصفت المدفعية محيط تلبصون شمال حماة.", "تلبصون"),  # "artillery shelled the surroundings of Talbassun"
    ("دارت اشتباكات شرق زرزيتا بين الطرفين.", "زرزيتا"),  # "clashes took place east of Zarzita"
]
# Sentences where the word after "in", "to", "from" is an ordinary one.
WORDS = [
    "قال في تصريح إن القوات مستعدة.",  # "he said in a statement"
    "وصلت القوات إلى مواقعها في وقت متأخر.",  # "the forces reached their posts at a late hour"
    "عاد السكان من دون خوف.",  # "the people came back without fear"
]


@pytest.fixture(scope="module")
def reader() -> Reader:
    return make_reader(load_packs())


def likely(raw: str, reader: Reader) -> list[str]:
    text, _ = prepare(raw, reader)
    found = find_mentions(text, hits_by_kind(text, reader.lexicon), None, namer=reader.namer)
    for m in found.places:
        assert raw[m.value.start : m.value.end] == m.value.quote
    return [m.value.name for m in found.places if m.note == "likely"]


@pytest.mark.parametrize(("sentence", "name"), NAMES)
def test_a_name_that_no_pack_lists_is_found_where_a_name_stands(sentence: str, name: str, reader: Reader) -> None:
    assert likely(sentence, reader) == [name]


@pytest.mark.parametrize("sentence", WORDS)
def test_ordinary_words_are_no_names(sentence: str, reader: Reader) -> None:
    assert likely(sentence, reader) == []


def test_a_likely_name_is_unknown_to_the_gazetteer_and_says_so(reader: Reader) -> None:
    text, _ = prepare(NAMES[0][0], reader)
    found = find_mentions(text, hits_by_kind(text, reader.lexicon), None, namer=reader.namer)
    place = next(m.value for m in found.places if m.note == "likely")
    assert (place.precision, place.lat, place.lon) == ("unknown", None, None)
    assert place.rule.startswith("likely a name")


def test_the_core_of_a_word_leaves_off_what_is_attached_before_it() -> None:
    assert core_of("وبالمدينه") == core_of("للمدينه") == core_of("مدينه")  # "and in the town", "to the town", "town"


def test_the_table_of_ordinary_words_is_read() -> None:
    assert read_vocabulary("# comment\nكلمه\t3\n") == {"كلمه": 3}  # "word"
