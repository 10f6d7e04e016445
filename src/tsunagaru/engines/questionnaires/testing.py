"""Makers of forms and of what people post (様式の試験データ), for tests of other packages too."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from hypothesis import strategies as st

from tsunagaru.engines.questionnaires.api import Questionnaire, read_questionnaire
from tsunagaru.engines.questionnaires.definitions import (
    ChoiceField,
    ComputedField,
    Field,
    FileField,
    GroupField,
    MultiField,
    NoticeField,
    Question,
    TextField,
)
from tsunagaru.engines.questionnaires.queries.answers import names_of
from tsunagaru.engines.questionnaires.queries.entries import SHOWN, entry_name
from tsunagaru.engines.questionnaires.queries.filling import questions_of

TODAY = date(2026, 4, 1)
CHOICES = [{"code": "a", "label": "あ"}, {"code": "b", "label": "い"}]
EXTRAS: Mapping[str, Mapping[str, Any]] = {
    "choice": {"choices": CHOICES},
    "multi": {"choices": CHOICES},
    "declaration": {"text": "内容に相違ありません。"},
    "computed": {"compute": "1 + 1"},
    "notice": {"text": "お知らせです。"},
    "group": {"fields": [{"code": "inner", "kind": "text", "label": "中"}], "most": 3},
    "number": {"decimals": 2, "minimum": -1000, "maximum": 1000, "unit": "個"},
}
_KINDS = (
    "text textarea kana number money date choice multi address place person phone email file "
    "declaration computed notice group"
)
KINDS = _KINDS.split()
SAMPLES: Mapping[str, tuple[Mapping[str, str], Any]] = {
    "text": ({"": "駿河小山"}, "駿河小山"),
    "textarea": ({"": "一行目\r\n二行目"}, "一行目\n二行目"),
    "kana": ({"": "おやま ﾊﾅｺ"}, "オヤマ　ハナコ"),
    "number": ({"": "１２．５個"}, 12.5),
    "money": ({"": "￥１，２００円"}, 1200),
    "date": ({"era": "reiwa", "year": "8", "month": "4", "day": "1"}, "2026-04-01"),
    "choice": ({"": "b"}, "b"),
    "multi": ({"": "b"}, ["b"]),
    "phone": ({"": "（0550）７６－１１１１"}, "0550761111"),
    "email": ({"": "Hanako＠EXAMPLE.jp"}, "Hanako@example.jp"),
    "declaration": ({"": "on"}, True),
    "address": (
        {
            "postal_code": "〒410-1395",
            "prefecture": "静岡県",
            "city": "駿東郡小山町",
            "town": "藤曲",
            "street": "57-2",
        },
        {
            "postal_code": "410-1395",
            "prefecture": "静岡県",
            "city": "駿東郡小山町",
            "town": "藤曲",
            "street": "57-2",
            "building": "",
        },
    ),
    "place": (
        {"latitude": "３５．３６０１", "longitude": "138.9823", "words": " 駅の前 "},
        {"lat": 35.3601, "lon": 138.9823, "area": "", "words": "駅の前"},
    ),
    "person": (
        {
            "family": "小山",
            "given": "花子",
            "family_kana": "おやま",
            "given_kana": "ﾊﾅｺ",
            "birth_era": "showa",
            "birth_year": "63",
            "birth_month": "1",
            "birth_day": "7",
        },
        {
            "family": "小山",
            "given": "花子",
            "family_kana": "オヤマ",
            "given_kana": "ハナコ",
            "birth_on": "1988-01-07",
        },
    ),
}
"""For each kind what people type, box by box, and the answer it makes."""
NASTY = (
    "\x00",
    "\x1b[31m赤",
    "\ud800",
    "a\udfffb",
    "\u202e反対",
    "\u200f",
    "𠮷野家",
    "葛󠄀城",
    "神\ufa19社",
    "ﾊﾝｶｸｶﾅ",
    "か\u3099き",
    "👨‍👩‍👧🎌",
    "\ue000外字",
    "123456789018",
    "１２３４　５６７８　９０１８",
    "令和8年4月1日",
    "令和99年99月99日",
    "R8.4.1",
    "-1",
    "1e400",
    "٣",
    "½",
    "'; DROP TABLE--",
    "<script>",
    "{label}",
    "%s%n",
    "　",
    "\r\n",
    "\u2028",
    "0" * 500,
    "長" * 20_000,
)


def a_field(kind: str = "text", code: str = "q", **more: Any) -> dict[str, Any]:  # noqa: ANN401 - plain data
    """Return the plain data of one field."""
    label = {} if kind == "notice" else {"label": f"質問{code}"}
    return {"code": code, "kind": kind, **label, **EXTRAS.get(kind, {}), **more}


def a_page(code: str, *fields: dict[str, Any], **more: Any) -> dict[str, Any]:  # noqa: ANN401 - plain data
    """Return the plain data of one page."""
    return {"code": code, "title": f"ページ{code}", "fields": list(fields), **more}


def a_questionnaire(*fields: dict[str, Any]) -> Questionnaire:
    """Return a form of one page ``main``."""
    return read_questionnaire({"pages": [a_page("main", *(fields or (a_field(),)))]})


def every_kind(**more: Any) -> Questionnaire:  # noqa: ANN401 - plain data
    """Return a form of one page with a field of every kind, each named after its kind."""
    shared = {kind: {} if kind in ("notice", "computed") else more for kind in KINDS}
    return a_questionnaire(*(a_field(kind, kind, **shared[kind]) for kind in KINDS))


def sample_raw(question: Question) -> dict[str, list[str]]:
    """Return something right that a person could post for a question; nothing for files."""
    if isinstance(question, ChoiceField | MultiField):
        return {question.code: [question.codes[-1]]}
    if isinstance(question, GroupField):
        found = {entry_name(question.code): ["1"]}
        for member in question.asked:
            found |= sample_raw(question.placed(1, member))
        return found
    if isinstance(question, TextField) and question.digits:
        return {question.code: ["１２-34"]}
    boxes, _ = SAMPLES.get(question.kind, ({}, None))
    return {
        f"{question.code}-{part}" if part else question.code: [typed]
        for part, typed in boxes.items()
    }


def raw_page(form: Questionnaire, page_code: str, **typed: str) -> dict[str, list[str]]:
    """Return a post that fills a page rightly, with some answers replaced."""
    page = form.page(page_code)
    assert page is not None
    found: dict[str, list[str]] = {}
    for question in questions_of(page):
        found |= sample_raw(question)
    return found | {name: [value] for name, value in typed.items()}


def nasty_text() -> st.SearchStrategy[str]:
    """Return text that people paste and attackers send; never what a form hopes for."""
    anything = st.text(alphabet=st.characters(), max_size=60)
    return st.one_of(
        st.sampled_from(NASTY), anything, st.lists(st.sampled_from(NASTY)).map("".join)
    )


def raw_answers(form: Questionnaire) -> st.SearchStrategy[dict[str, list[str]]]:
    """Return posts for a form: right, wrong and nasty ones, with missing and foreign names."""
    names = [
        name
        for _, field in form.placed()
        for one in entry_questions(field)
        if not isinstance(one, NoticeField | ComputedField | FileField | GroupField)
        for name in names_of(one)
    ]
    codes = [field.code for _, field in form.placed()]
    typed = st.lists(st.one_of(nasty_text(), likely_text()), max_size=3)
    entries = [entry_name(group.code) for group in form.groups]
    numbers = st.lists(st.sampled_from(("1", "2", "3", "99", "x", "")), max_size=5)
    foreign = st.dictionaries(st.text(max_size=20), typed, max_size=3)
    posted = st.fixed_dictionaries(
        {}, optional=dict.fromkeys(names, typed) | dict.fromkeys(entries, numbers)
    )
    shown = st.fixed_dictionaries({}, optional={SHOWN: st.lists(st.sampled_from(codes))})
    return st.builds(
        lambda *parts: {k: v for part in parts for k, v in part.items()}, foreign, posted, shown
    )


def entry_questions(field: Field) -> list[Field]:
    """Return a field, or the questions of the first two entries of a group."""
    if not isinstance(field, GroupField):
        return [field]
    return [field.placed(number, member) for number in (1, 2) for member in field.asked]


def likely_text() -> st.SearchStrategy[str]:
    """Return what people do type somewhere in a form."""
    typed = [text for boxes, _ in SAMPLES.values() for text in boxes.values()]
    numbers = st.integers(-10, 3000).map(str)
    return st.one_of(st.sampled_from(typed), numbers, st.sampled_from(("reiwa", "ad", "a", "")))
