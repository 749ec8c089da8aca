"""What spellings of one name share: one folding for look-up, linking, ids and search.

Letters of all scripts become ASCII by the tables of `anyascii`; what it does not know of names
is here: the two letters that are written đ, and scripts that write a word in one sign.
"""

import re
import unicodedata
from functools import cache, lru_cache
from hashlib import blake2b

from anyascii import anyascii

# A sign which is a syllable: Chinese characters and Hangul. They are written without spaces.
_SIGN = "\u3400-\u9fff\uac00-\ud7a3\uf900-\ufaff\U00020000-\U0003ffff"
_BETWEEN_SIGNS = re.compile(rf"(?<=[{_SIGN}])(?=[{_SIGN}])")
# With the accents that have no letter of their own.
_LETTERS = r"(?:[^\W\d_]|[\u0300-\u036f])*"
_WORD_WITH_D = re.compile(rf"{_LETTERS}[đĐ]{_LETTERS}")
# A Vietnamese word is one syllable and begins with its đ ("Đinh"); others are South Slavic.
_VIETNAMESE = re.compile(r"d[aeiouy]{1,3}(?:c|ch|m|n|ng|nh|p|t)?", re.IGNORECASE)


def plain(name: str) -> str:
    """A name in ASCII, in the case it has: without accents, other scripts transliterated."""
    if name.isascii():
        return name
    # Written together where it can be: a syllable of Hangul is one sign, an "й" no "и".
    composed = _BETWEEN_SIGNS.sub(" ", unicodedata.normalize("NFKC", name))
    if "đ" in composed.lower():
        composed = _WORD_WITH_D.sub(_with_d, composed)
    return anyascii(composed).replace("`", "'")


def _with_d(word: re.Match[str]) -> str:
    """A word with đ: a d in Vietnamese ("Đinh"), dj in Serbian and Croatian ("Đorđe")."""
    if _VIETNAMESE.fullmatch(anyascii(word[0])):
        return word[0].replace("đ", "d").replace("Đ", "D")
    return word[0].replace("đ", "dj").replace("Đ", "Dj")


def fold(name: str) -> str:
    """A name in lower-case ASCII: what it shares with its spellings; marks stay where they are."""
    return plain(name.casefold()).lower()


def slug(name: str, length: int | None = None) -> str:
    """The readable part of an id: lower-case ASCII letters and digits with hyphens.

    Longer ones than ``length`` are cut, at a word if they have one. It is never empty: what has
    neither letters nor digits gets a hash.
    """
    # "U.S." is one word, "page.txt" two.
    joined = re.sub(r"'|(?<=\b[a-z])\.", "", fold(name))
    found = re.sub(r"[^a-z0-9]+", "-", joined).strip("-")
    if length and len(found) > length:
        found = found[: length + 1].rpartition("-")[0] or found[:length]
    return found or blake2b(name.encode(), digest_size=4).hexdigest()


@lru_cache(1 << 16)
def key(name: str) -> str:
    """What two spellings of one name share, after "the" and with a possessive too."""
    told = fold(name).replace(".", "").replace("-", " ").strip()
    words = " ".join(re.sub(r"'s$|'", "", told).split())
    return re.sub(r"^(?:the )+", "", words) or told or name


@cache
def letters() -> dict[str, str]:
    """Small letters of European alphabets by what they fold to, if that is more than an accent."""
    small = (chr(code) for part in ((0xDF, 0x250), (0x370, 0x460)) for code in range(*part))
    return {
        letter: fold(letter)
        for letter in small
        if letter.islower() and unicodedata.normalize("NFD", letter)[0] != fold(letter)
    }
