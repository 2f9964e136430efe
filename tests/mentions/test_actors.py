"""Parties as the text names them: ids, members and soldiers of a party, tribes by name. One line a case."""

from __future__ import annotations

from datetime import date

import pytest

from marsad.mentions.find import find_mentions, hits_by_kind
from marsad.mentions.found import Found
from marsad.packs.load import load_packs
from marsad.reading import Reader, make_reader, prepare

PUBLISHED = date(2023, 6, 7)

# Sentence, what of it is a party, the party's id.
CASES = [
    ("قصف الجيش التركي مواقع قسد شمال حلب.", "الجيش التركي", "turkey-military"),  # "the Turkish army shelled posts of the SDF"
    ("قصف الجيش التركي مواقع قسد شمال حلب.", "قسد", "sdf"),
    ("قُتل خمسة من عناصر تنظيم داعش.", "عناصر تنظيم داعش", "islamic-state"),  # "five of the members of IS were killed"
    ("أعلنت قسد أن ثلاثة من مقاتليها أصيبوا.", "مقاتلي", "sdf"),  # "the SDF said three of its fighters were wounded"
    ("هاجم مسلحون رتلا للجيش اللبناني فقتل جنديان.", "جنديان", "lebanon-army"),  # "a column of the Lebanese army; two soldiers were killed"
    ("اندلع قتال بين قبيلتي الهوسا والبرتا.", "قبيلتي الهوسا", "tribal-fighters"),  # "fighting between the tribes of Hausa and Berta"
    ("اندلع قتال بين قبيلتي الهوسا والبرتا.", "البرتا", "tribal-fighters"),
    ("هاجم مسلحون من قبيلة المعاليا القرية ثم انسحب المعاليا.", "المعاليا", "tribal-fighters"),  # the name again, alone
]  # fmt: skip

# Sentence, what of it is no tribe.
NO_TRIBES = [
    ("قطع رجال قبائل حضرموت الطريق.", "حضرموت"),  # "tribesmen of Hadramawt": a region
    ("وصل آل سعود إلى القصر.", "آل سعود"),  # "the house of Saud": the text speaks of no tribe
]  # fmt: skip


@pytest.fixture(scope="module")
def reader() -> Reader:
    return make_reader(load_packs())


def found_in(raw: str, reader: Reader) -> Found:
    """The mentions of one sentence."""
    text, _ = prepare(raw, reader)
    return find_mentions(text, hits_by_kind(text, reader.lexicon), PUBLISHED)


@pytest.mark.parametrize(("raw", "quote", "party"), CASES)
def test_party(raw: str, quote: str, party: str, reader: Reader) -> None:
    assert (quote, party) in {(m.value.quote, m.value.id) for m in found_in(raw, reader).actors}


@pytest.mark.parametrize(("raw", "quote"), NO_TRIBES)
def test_no_tribe(raw: str, quote: str, reader: Reader) -> None:
    assert quote not in {m.value.quote for m in found_in(raw, reader).actors if m.value.kind == "tribe"}


def test_a_tribe_is_known_by_its_name(reader: Reader) -> None:
    actors = found_in("اندلع قتال بين قبيلتي الهوسا والبرتا.", reader).actors  # "fighting between the tribes of Hausa and Berta"
    assert [m.value.name for m in actors if m.value.kind == "tribe"] == ["الهوسا", "البرتا"]


@pytest.mark.parametrize("raw", [raw for raw, _, _ in CASES])
def test_a_quote_is_its_slice(raw: str, reader: Reader) -> None:
    assert all(raw[m.value.start : m.value.end] == m.value.quote for m in found_in(raw, reader).actors)
