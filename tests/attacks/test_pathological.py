"""Texts made to keep a parser busy (ReDoS): long ones are read or refused in proportion.

What takes more than its share here, with a fifth of a megabyte, grows faster than the text.
"""

import time
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from tsunagaru.engines.applications.rules import read_code, read_number
from tsunagaru.engines.questionnaires.gateways.postal import find_place
from tsunagaru.engines.questionnaires.rules import (
    addresses,
    contacts,
    dates,
    kana,
    numbers,
    persons,
    text,
)
from tsunagaru.engines.questionnaires.rules.problems import CannotRead
from tsunagaru.ground.documents.rules.characters import clean
from tsunagaru.ground.files.rules import kinds, names
from tsunagaru.ground.files.rules.refusals import CannotKeep
from tsunagaru.ground.people.rules import client_address, safe_next
from tsunagaru.ground.search.rules import asking, snippets
from tsunagaru.ground.ui.language import accepted_language
from tsunagaru.ground.ui.views.preferences import path_back
from tsunagaru.kernel import individual_number
from tsunagaru.kernel import text as words
from tsunagaru.kernel.calendar import CannotReadDate, parse_date
from tsunagaru.kernel.money import parse_yen
from tsunagaru.services.procedures.rules.finding import rank

LONG = 200_000
SHORT = 2_000
SECONDS = 0.6  # a megabyte in a second, on a machine that does other things as well
TODAY = date(2026, 6, 1)
SEEDS = {
    "digits": "1",
    "digits and spaces": "1 ",
    "digits and hyphens": "1-",
    "wide digits": "１",
    "kanji digits": "一",
    "eleven digits": "12345678901 ",
    "commas": "1,",
    "brackets": "(1)",
    "spaces": " ",
    "wide spaces": "\u3000",
    "half kana": "ｶﾞ",
    "marks": "か\u3099",
    "only marks": "\u3099",
    "combining": "a\u0301",
    "selectors": "辻\U000e0100",
    "astral": "𠮷",
    "joiners": "👩\u200d",
    "quotes": '"',
    "open quotes": "「",
    "at": "a@",
    "dots": "a.",
    "slashes": "/",
    "backslashes": "\\",
    "percent": "%25",
    "lines": "\r\n",
    "controls": "\x01",
    "turns": "\u202e",
    "long vowel": "ー",
    "hyphens": "-",
    "letters": "a",
    "kanji": "漢字",
    "era": "令和",
    "accept": "en;q=0.0,",
    "tags": "<",
    "nul": "\x00",
    "surrogates": "\ud800",
    "hangul": "\u1100\u1161\u11a8",
    "private": "\ue000",
}
KIND = kinds.KINDS["png"]
PARSERS: dict[str, Callable[[str], Any]] = {
    "normalise": words.normalise,
    "normalise_lines": words.normalise_lines,
    "fold_width": words.fold_width,
    "katakana": words.to_katakana,
    "hiragana": words.to_hiragana,
    "kana_problem": words.kana_problem,
    "phone": words.normalise_phone,
    "postal": words.normalise_postal_code,
    "email": words.normalise_email,
    "search_key": words.search_key,
    "query_tokens": words.query_tokens,
    "characters": words.report_characters,
    "printable": words.printable_problem,
    "individual_number": individual_number.contains,
    "date": parse_date,
    "yen": parse_yen,
    "understand": asking.understand,
    "snippet": lambda raw: snippets.cut(raw, asking.understand(raw[:60]).words),
    "snippet of runs": lambda raw: snippets.cut(raw, [words.search_key(raw[:30]) + "犬"]),
    "line": lambda raw: text.read_line(raw, max_length=100),
    "lines": lambda raw: text.read_lines(raw, max_length=2000),
    "clean": text.clean,
    "fold": text.fold,
    "kana": lambda raw: kana.read_kana(raw, max_length=50),
    "number": lambda raw: numbers.read_number(raw, minimum=0, maximum=9, decimals=2, units=("頭",)),
    "money": lambda raw: numbers.read_money(raw, minimum=0, maximum=9),
    "day": lambda raw: dates.read_date(
        dict.fromkeys(("era", "year", "month", "day"), raw), earliest=None, latest=TODAY
    ),
    "answered_phone": contacts.read_phone,
    "answered_email": contacts.read_email,
    "address": lambda raw: addresses.read_address(dict.fromkeys(addresses.PARTS, raw)),
    "postal_code": addresses.read_postal_code,
    "place": find_place,
    "person": lambda raw: persons.read_person(
        {"family": raw, "given": raw, "family_kana": raw},
        asked=("family", "given"),
        optional=(),
        today=TODAY,
    ),
    "name": lambda raw: names.clean(raw, KIND),
    "next": safe_next,
    "back": lambda raw: path_back("/" + raw),
    "address_of": lambda raw: client_address("10.0.0.1", raw, ["10.0.0.1"]),
    "language": accepted_language,
    "code": read_code,
    "receipt": read_number,
    "rank": lambda raw: rank([], raw),
    "glyphs": clean,
}
REFUSALS = (CannotRead, CannotKeep, CannotReadDate, ValueError)


def read(parser: str, raw: str) -> object:
    """Return what a parser reads, or the kind of its refusal; a failure to encode is none."""
    try:
        return PARSERS[parser](raw)
    except UnicodeError:
        raise
    except REFUSALS as refusal:
        return type(refusal)


@pytest.mark.parametrize("parser", PARSERS)
def test_every_parser_reads_or_refuses_what_nobody_writes(parser):
    for seed in SEEDS.values():
        for raw in (seed * (SHORT // len(seed)), seed * (SHORT // len(seed)) + "!"):
            assert read(parser, raw) == read(parser, raw), "the same text is answered alike"


@pytest.mark.drill
@pytest.mark.parametrize("parser", PARSERS)
def test_a_long_text_is_read_or_refused_in_time(parser):
    for name, seed in SEEDS.items():
        raw = seed * (LONG // len(seed) - 1) + "!"
        start = time.thread_time()
        read(parser, raw)
        assert time.thread_time() - start < SECONDS, name
