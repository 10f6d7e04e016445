"""Telephone numbers, postal codes and e-mail addresses (連絡先), as people in Japan write them."""

import re

from tsunagaru.kernel.text.area_codes import area_digits
from tsunagaru.kernel.text.storing import fold_width

_HYPHENS = str.maketrans(dict.fromkeys("‐‑‒–—―−ーｰ～〜", "-"))
_PHONE_SIGNS = re.compile(r"[\d\-() .]+")
_PHONE = re.compile(r"0\d{9,10}")
_INTERNATIONAL = re.compile(r"^\+81[- ]?(?:\(0\))?0?")
_POSTAL = re.compile(r"(\d{3})-?(\d{4})")
_LONGEST_EMAIL = 254
_LONGEST_LOCAL = 64
# Two dots in a row are let through before the @: old addresses of mobile carriers have them.
_EMAIL = re.compile(
    r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+"
    r"@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,63}"
)
# How the digits of a number that belongs to no place are cut, by how they begin.
_CUTS = (
    (re.compile(r"0800\d{7}"), (4, 3)),
    (re.compile(r"0[5-9]0\d{8}"), (3, 4)),
    (re.compile(r"0(?:120|180|170|570|990)\d{6}"), (4, 3)),
)
_AREA_AND_EXCHANGE = 6


def normalise_phone(text: str) -> str | None:
    """Return the digits of a telephone number in Japan (電話番号), or None if it is none.

    ``＋８１ 90-1234-5678`` and ``(0550)76-1111`` are read as well; the result begins with 0 and
    has ten or eleven digits.
    """
    plain = _INTERNATIONAL.sub("0", fold_width(text).translate(_HYPHENS).strip(), count=1)
    if not _PHONE_SIGNS.fullmatch(plain):
        return None
    digits = "".join(filter(str.isdigit, plain))
    mobile = digits[1:3] in {"50", "60", "70", "80", "90"} or digits.startswith("0800")
    fits = _PHONE.fullmatch(digits) and len(digits) == (11 if mobile else 10)
    return digits if fits else None


def format_phone(digits: str) -> str:
    """Return a telephone number with hyphens (電話番号の表示), such as ``0550-76-1111``.

    Args:
        digits: as ``normalise_phone`` returns them; anything else comes back unchanged.
    """
    if not _PHONE.fullmatch(digits):
        return digits
    area = area_digits(digits)
    cuts = (cut for pattern, cut in _CUTS if pattern.fullmatch(digits))
    first, second = next(cuts, (area, _AREA_AND_EXCHANGE - area))
    return f"{digits[:first]}-{digits[first : first + second]}-{digits[first + second :]}"


def normalise_postal_code(text: str) -> str | None:
    """Return a postal code (郵便番号) as ``410-1395``, or None if it is none."""
    plain = fold_width(text).translate(_HYPHENS).replace(" ", "").removeprefix("〒")
    found = _POSTAL.fullmatch(plain)
    return f"{found[1]}-{found[2]}" if found else None


def normalise_email(text: str) -> str | None:
    """Return an e-mail address (メールアドレス) in half width, or None if it cannot be one.

    The part after the @ is put in lower case; whether the address exists is not known.
    """
    plain = fold_width(text).strip()
    local, _, domain = plain.rpartition("@")
    fits = len(plain) <= _LONGEST_EMAIL and len(local) <= _LONGEST_LOCAL
    return f"{local}@{domain.lower()}" if fits and _EMAIL.fullmatch(plain) else None


def is_email(text: str) -> bool:
    """Return whether text has the shape of an e-mail address (メールアドレスの形)."""
    return normalise_email(text) is not None
