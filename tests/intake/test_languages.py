"""Languages of Arabic script told apart; sentences of our own, all of them "the army shelled the village near the border"."""

from __future__ import annotations

import pytest

from marsad.intake.languages import NAMES, find_language

ARABIC = "قصف الجيش القرية القريبة من الحدود وقتل عدة أشخاص"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (ARABIC, "ar"),
        (ARABIC.replace("ي", "ی"), "ar"),  # typed on a Persian keyboard
        (f"{ARABIC} قال تشارلز پ. إن گوگل", "ar"),  # names with foreign letters
        ("ارتش روستای نزدیک مرز را گلوله‌باران کرد و چند نفر کشته شدند", "fa"),
        ("سوپا گوندەکەی نزیک سنووری تۆپباران کرد و چەند کەسێک کوژران", "ckb"),
        ("فوج نے سرحد کے قریب گاؤں پر گولہ باری کی جس میں کئی لوگ ہلاک ہو گئے", "ur"),
        ("پوځ د پولې سره نږدې کلی په توپونو وویشت او څو تنه ووژل شول ښځې", "ps"),
        ("ئارمىيە چېگرا يېنىدىكى كەنتنى توپقا تۇتتى ۋە بىر قانچە ئادەم ئۆلدى", "ug"),
        ("The army shelled the village near the border", "other"),
        ("Армия обстреляла деревню у границы", "other"),
        ("12 / 5", ""),
        ("", ""),
    ],
)
def test_languages(text: str, language: str) -> None:
    assert find_language(text) == language
    assert language in NAMES
