"""Names of operations: what their words mean elsewhere does not count. Sentences written by us."""

from __future__ import annotations

from datetime import date

from marsad.events.context import make_context
from marsad.events.frames import find_frames
from marsad.mentions.find import find_mentions, hits_by_kind
from marsad.reading import Reader, prepare


def lemmas(raw: str, reader: Reader) -> list[str]:
    text, _ = prepare(raw, reader)
    ctx = make_context(find_mentions(text, hits_by_kind(text, reader.lexicon), date(2023, 6, 7)), date(2023, 6, 7))
    return [f.lemma for f in find_frames(ctx)]


def test_the_words_of_a_name_tell_nothing_by_themselves(reader: Reader) -> None:
    raw = "أطلق الجيش عملية «فجر الوديان» في الشمال.\nودخلت «فجر الوديان» يومها الثاني."  # "operation Dawn of the Valleys" (the verb "blew up" is spelled like "dawn")
    assert lemmas(raw, reader).count("named operation") == 2
    assert "فجر" not in lemmas(raw, reader)


def test_a_quotation_is_no_name(reader: Reader) -> None:
    assert "named operation" not in lemmas("وصف المتحدث ما جرى بأنه «قصف عنيف».", reader)  # 'he called it "heavy shelling"'
