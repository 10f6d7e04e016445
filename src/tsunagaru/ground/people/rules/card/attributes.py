"""The four attributes of a card (基本4情報), and whether they are those of a resident."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from tsunagaru.kernel.text import search_key

SEXES = {"1": "male", "2": "female", "3": "other", "male": "male", "female": "female"}
ANY_SIGN = "\ufffe"  # no character of any text
_PREFECTURE = re.compile(r"^(東京都|北海道|(?:京都|大阪)府|.{2,3}県)")
_UNITS = re.compile(r"丁目|番地の|番地|番|号|(?<=\d)の(?=\d)|[-‐‑–—−ー－](?=\d)")
_KANJI_NUMBER = re.compile(r"[〇一二三四五六七八九十]+(?=丁目|番|号)")
_DIGITS = {sign: str(value) for value, sign in enumerate("〇一二三四五六七八九")}
_SELECTOR = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")
_TEN = 10


@dataclass(frozen=True)
class CardPerson:
    """Who the card says its holder is (券面の本人情報).

    Args:
        name: as on the card, family and given name in one.
        birth_on: None when a part of it is unknown.
        sex: ``female``, ``male``, ``other`` or empty.
        address: one line.
        name_flags, address_flags: for each character 1 where another stands for one that the
            certificate's character set lacks (代替文字), else 0; empty when none does.
    """

    name: str
    birth_on: date | None
    sex: str
    address: str
    name_flags: str = ""
    address_flags: str = ""


def read_claims(claims: Mapping[str, Any]) -> CardPerson:
    """Return the four attributes out of the provider's claims (属性の読み取り)."""
    address = claims.get("address")
    if isinstance(address, Mapping):
        address = address.get("formatted")
    return CardPerson(
        name=str(claims.get("name") or ""),
        birth_on=_day(str(claims.get("birthdate") or "")),
        sex=SEXES.get(str(claims.get("gender") or ""), ""),
        address=str(address or ""),
    )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def is_same_person(card: CardPerson, other: CardPerson) -> bool:
    """Tell whether a card's four attributes are those of a resident's record (照合).

    All four must be known and agree. Width, spaces, variation selectors and variants of a
    character do not matter; where the card has a substitute, any character fits.
    """
    if None in {card.birth_on, other.birth_on} or not (card.sex and card.name and card.address):
        return False
    return (
        card.birth_on == other.birth_on
        and card.sex == other.sex
        and _fits(name_form(card.name, card.name_flags), name_form(other.name))
        and _fits(address_form(card.address, card.address_flags), address_form(other.address))
    )


def is_holder(card: CardPerson, other: CardPerson) -> bool:
    """Tell whether a card can be that of an account's owner (名義の確認).

    Name and birth date must agree, and the sex where the record has it. An address may be out of
    date on either side: the owner has shown by other means who they are.
    """
    return (
        card.birth_on is not None
        and card.birth_on == other.birth_on
        and _fits(name_form(card.name, card.name_flags), name_form(other.name))
        and other.sex in {"", card.sex}
    )


def is_name_of(card: CardPerson, name: str) -> bool:
    """Tell whether a name typed in two boxes is that of the card (氏名の確認)."""
    return _fits(name_form(card.name, card.name_flags), name_form(name))


_CITY = re.compile(r"^(.+?郡.+?[町村]|.+?市(?:.{1,4}区(?!域))?|.+?[区町村])")
_STREET = re.compile(r"[0-9０-９]|[一二三四五六七八九十]+(?=丁目|番)")


def address_parts(address: str) -> dict[str, str]:
    """Return an address in pieces: prefecture, city, town and street (住所の分割)."""
    found = _PREFECTURE.match(address)
    prefecture = found.group() if found else ""
    rest = address[len(prefecture) :]
    city_found = _CITY.match(rest)
    city = city_found.group() if city_found else ""
    rest = rest[len(city) :]
    street = _STREET.search(rest)
    place = street.start() if street else len(rest)
    return {"prefecture": prefecture, "city": city, "town": rest[:place], "street": rest[place:]}


def name_form(name: str, flags: str = "") -> str:
    """Return a name in the one form that is compared."""
    return _bare(_with_substitutes(name, flags))


def address_form(address: str, flags: str = "") -> str:
    """Return an address in the one form that is compared: 「57番地の2」 as 「57-2」."""
    plain = _bare(_with_substitutes(address, flags))
    plain = _PREFECTURE.sub("", plain).replace("大字", "")
    counted = _KANJI_NUMBER.sub(lambda found: _number(found.group()), plain)
    return _UNITS.sub("-", counted).strip("-")


def _with_substitutes(text: str, flags: str) -> str:
    """Return text with a sign for any character at each substitute's place."""
    if len(flags) != len(text):
        return text.replace(ANY_SIGN, "")
    marked = zip(text, flags, strict=True)
    return "".join(ANY_SIGN if flag == "1" else sign for sign, flag in marked)


def _bare(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", _SELECTOR.sub("", text)).split())


def _number(kanji: str) -> str:
    tens, ten, ones = kanji.rpartition("十")
    if not ten:
        return "".join(_DIGITS.get(sign, "") for sign in kanji)
    value = int(_DIGITS.get(tens, "1") or "1") * _TEN + int(_DIGITS.get(ones, "0") or "0")
    return str(value)


def _fits(card: str, other: str) -> bool:
    if not card or len(card) != len(other):
        return False
    return all(
        mine in {ANY_SIGN, theirs} or (search_key(mine) or mine) == (search_key(theirs) or theirs)
        for mine, theirs in zip(card, other, strict=True)
    )
