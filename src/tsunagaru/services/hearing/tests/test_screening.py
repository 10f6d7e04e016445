"""Finding personal data in words for the public (公開文の個人情報の確認)."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tsunagaru.kernel.individual_number import check_digit
from tsunagaru.services.hearing.rules.screening import (
    Found,
    Sender,
    is_refused,
    marks_in,
    parts_of,
)

SENDER = Sender(
    names=("小山 花子", "オヤマ ハナコ"),
    phone="09012345678",
    email="hanako@example.jp",
    address="藤曲57番地の2",
)
NUMBER = f"12345678901{check_digit('12345678901')}"
TEXTS = st.text(alphabet="小山花子0123456789-@a.番地丁目さん様 　\n", max_size=60)


def kinds(text, sender=SENDER):
    return [one.found for one in marks_in(text, sender)]


@pytest.mark.parametrize(
    "text",
    [
        "小山花子です",
        "小山　花子から",
        "花子より",
        "おやまはなこ",
        "090-1234-5678まで",
        "０９０１２３４５６７８",
        "HANAKO@example.jp",
        "藤曲５７番地の２に住む",
    ],
)
def test_what_belongs_to_the_sender_is_never_published(text):
    marks = marks_in(text, SENDER)
    assert Found.SENDER in [one.found for one in marks]
    assert is_refused(marks)


def test_an_individual_number_is_never_published():
    assert is_refused(marks_in(f"番号は{NUMBER}です", Sender()))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("0550-76-1111へ", Found.PHONE),
        ("(0550)76-1111へ", Found.PHONE),
        ("info@town.example へ", Found.EMAIL),
        ("生土57番地の前", Found.ADDRESS),
        ("2丁目の角", Found.ADDRESS),
        ("〒410-1395", Found.ADDRESS),
        ("田中さんの家", Found.NAME),
    ],
)
def test_other_shapes_are_marked_for_a_person_to_judge(text, found):
    marks = marks_in(text, Sender())
    assert [one.found for one in marks] == [found]
    assert not is_refused(marks)


@pytest.mark.parametrize("text", ["ごみの日は火曜日です。", "令和8年4月1日", "町民の皆様へ", ""])
def test_plain_words_are_not_marked(text):
    assert kinds(text) == []


@given(TEXTS)
def test_marks_stand_in_order_and_the_pieces_are_the_whole_text(text):
    marks = marks_in(text, SENDER)
    assert all(a.end <= b.start for a, b in pairwise(marks))
    assert "".join(piece for piece, _ in parts_of(text, marks)) == text


@given(before=TEXTS, after=TEXTS, between=st.sampled_from(["", " ", "　", "\n"]))
def test_the_senders_name_is_found_wherever_it_stands(before, after, between):
    marks = marks_in(f"{before}小山{between}花子{after}", SENDER)
    assert is_refused(marks)
