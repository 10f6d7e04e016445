"""Bringing text into the one form in which it is stored (正規化)."""

import re
import unicodedata

# Compatibility ideographs stay as written: NFC would turn a name's 神 (U+FA19) into another glyph.
_COMPATIBILITY_IDEOGRAPHS = "\uf900-\ufaff\U0002f800-\U0002fa1f"
_OTHER_RUN = re.compile(f"[^{_COMPATIBILITY_IDEOGRAPHS}]+")
_HALF_KANA_RUN = re.compile("[\uff61-\uff9f]+")
_LINE_BREAK = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
_UNWANTED = re.compile(
    "["
    "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f"  # control characters (制御文字)
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\u206a-\u206f"  # direction of writing
    "\u00ad\u180e\u200b\u200c\u2060-\u2064\ufeff\ufff9-\ufffb"  # invisible
    "\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff"  # no characters at all, lone surrogates
    "\U000e0000-\U000e007f"  # tags; variation selectors (U+E0100-) stay
    "]"
)
# A joiner is wanted only inside an emoji such as a family.
_STRAY_JOINER = re.compile("(?<![\U0001f000-\U0001faff\u2600-\u27bf\ufe0f])\u200d")
_WIDE_TO_NARROW = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}


def normalise(text: str) -> str:
    """Return text as one line in its stored form (一行の保存形).

    Control, direction and invisible characters go, half-width kana become full-width, composed
    characters are composed (NFC), spaces at both ends go. Variation selectors (異体字セレクタ)
    and compatibility ideographs stay, since names are written with them.
    """
    return _clean(text).replace("\n", " ").replace("\t", " ").strip()


def normalise_lines(text: str) -> str:
    """Return text of several lines in its stored form (複数行の保存形); see ``normalise``."""
    return _clean(text).strip()


def fold_width(text: str) -> str:
    """Return text with half-width letters and full-width kana (英数字半角・カナ全角)."""
    return _widen_kana(text).translate(_WIDE_TO_NARROW)


def _clean(text: str) -> str:
    bare = _UNWANTED.sub("", _LINE_BREAK.sub("\n", text))
    wide = _widen_kana(_STRAY_JOINER.sub("", bare))
    return _OTHER_RUN.sub(lambda run: unicodedata.normalize("NFC", run.group()), wide)


def _widen_kana(text: str) -> str:
    wide = _HALF_KANA_RUN.sub(lambda run: unicodedata.normalize("NFKC", run.group()), text)
    return wide if wide.isascii() else _join_marks(wide)


def _join_marks(text: str) -> str:
    """Return text in which a voicing mark after a full-width kana is part of it (濁点の合成)."""
    return _MARKED.sub(lambda pair: unicodedata.normalize("NFC", pair.group()), text)


_MARKED = re.compile("[\u3041-\u30ff][\u3099\u309a]")
