"""Which language an Arabic-script text is in, by letters that one has and the others lack."""

from __future__ import annotations

import re

ARABIC = "ar"
NAMES = {
    "ar": "Arabic", "fa": "Persian", "ckb": "Kurdish (Sorani)", "ur": "Urdu", "ps": "Pashto", "ug": "Uyghur",
    "sd": "Sindhi", "": "no known language", "other": "another script",
}  # fmt: skip
# Least share of Arabic letters among all letters. Reports with English names, links and embedded
# posts stay above .6 in our gold; English reports with Arabic names stay below .1.
ARABIC_SHARE = 0.3
# Share of letters that Arabic lacks from which a text may be in another language of its script. Arabic typed
# on a Persian keyboard passes it too (U+06A9, U+06CC), so the Arabic article must also be missing from its words.
FOREIGN_SHARE = 0.03
ARTICLE_SHARE = 0.03
OWN_LEAST = 0.004  # share of letters that only one language has from which a text is in it

_ARABIC = re.compile(
    "[\u0621-\u063a\u0641-\u064a\u066e-\u06d3\u06d5\u06fa-\u06fc\ufb50-\ufdff\ufe70-\ufefc]+"
)
# Letters that Arabic lacks.
_FOREIGN = tuple(
    "\u067e\u0686\u0698\u06af\u06a9\u06cc\u06be\u06c1\u06d2\u0679\u0688\u0691\u06ce\u06c6\u0695\u06b5\u06d5\u06d0\u0693\u069a"
)
_ARTICLE = re.compile(
    "(?<![^\\W\\d_])[\u0648\u0641]?[\u0628\u0643]?\u0627\u0644[^\\W\\d_]{2}|(?<![^\\W\\d_])[\u0648\u0641]?\u0644\u0644[^\\W\\d_]{2}"
)
# Letters that every other one is in Arabic: alef, lam, ya, mim, waw, nun, ra, ta.
_FREQUENT = ("\u0627", "\u0644", "\u064a", "\u0645", "\u0648", "\u0646", "\u0631", "\u062a")
_WORD = re.compile(r"[^\W\d_]+")
# Letters that only one of the languages writes, most telling first; Persian has none that Urdu and Kurdish lack,
# and is what remains.
_OWN = (
    ("sd", re.compile("[\u067b\u0684\u0687\u068c\u068f\u0699\u06b3\u067d\u06aa]")),
    ("ug", re.compile("[\u06c7\u06c8\u06cb\u06ad]")),
    ("ps", re.compile("[\u0681\u0685\u0689\u0693\u0696\u069a\u06ab\u06bc\u06cd\u06d0]")),
    ("ckb", re.compile("[\u06ce\u06c6\u0695\u06b5\u06d5]")),
    ("ur", re.compile("[\u0679\u0688\u0691\u06ba\u06d2\u06c1\u06be]")),
)


def find_language(text: str) -> str:
    """The language of ``text``: ar, fa, ckb, ur, ps, sd or ug; 'other' for another script, '' for no letters.

    >>> find_language("قصف الجيش القرية فجر اليوم"), find_language("ارتش پایگاه گروه را گلوله‌باران کرد")   # shelled
    ('ar', 'fa')
    """
    if not _WORD.search(text):
        return ""
    surely = sum(map(text.count, _FREQUENT))
    foreign = sum(text.count(letter) for letter in _FOREIGN if letter in text)  # to look is quicker than to count
    if surely >= ARABIC_SHARE * len(text) and foreign < FOREIGN_SHARE * surely:
        return ARABIC
    arabic = sum(map(len, _ARABIC.findall(text)))
    # The letters are counted only where Arabic ones are not already a large enough share of all characters.
    if arabic < ARABIC_SHARE * len(text) and arabic / sum(map(len, _WORD.findall(text))) < ARABIC_SHARE:
        return "other"
    if foreign / arabic < FOREIGN_SHARE:
        return ARABIC
    if len(_ARTICLE.findall(text)) / len(_WORD.findall(text)) >= ARTICLE_SHARE:
        return ARABIC
    shares = {name: len(own.findall(text)) / arabic for name, own in _OWN}
    return next((name for name, share in shares.items() if share >= OWN_LEAST), "fa")


def arabic_share(text: str) -> float:
    """Share of Arabic letters among the letters of ``text``; 0.0 when it has none.

    >>> arabic_share("قصف Idlib")   # shelling
    0.375
    """
    letters = sum(map(len, _WORD.findall(text)))
    return sum(map(len, _ARABIC.findall(text))) / letters if letters else 0.0


def has_article(text: str) -> bool:
    """Whether a word of ``text`` carries the Arabic article."""
    return bool(_ARTICLE.search(text))
