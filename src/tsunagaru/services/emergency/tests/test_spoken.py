"""How places and sentences are read aloud (読み上げ)."""

from typing import Any

import pytest

from tsunagaru.services.emergency.rules.loudspeaker import Manner, Sound, script
from tsunagaru.services.emergency.rules.naming import Named, named

AREA = Named("小山", "おやま", "Oyama")
READINGS = {"第一区": "だいいっく", "区": "く"}
ROMAJI = {"第一区": " 1", "区": ""}
SOUND = Sound("チャイム", 4, 0, 1)


@pytest.mark.parametrize(
    ("name", "read_out", "english"),
    [
        ("小山第一区", "小山第一区（おやまだいいっく）", "Oyama 1"),
        ("小山区", "小山区（おやまく）", "Oyama"),
        ("小山団地", "小山団地", "小山団地"),
        ("中島区", "中島区", "中島区"),
    ],
)
def test_a_district_is_read_as_its_area_and_what_follows(name, read_out, english):
    found = named(name, AREA, readings=READINGS, romaji=ROMAJI)
    assert (found.read_out, found.in_language("en")) == (read_out, english)


def manner(**more):
    given: dict[str, Any] = {
        "opening": "こちらは、見本町です。",
        "closing": "見本町でした。",
        "repeat": "くり返します。",
        "times": 2,
        "longest": 15,
        "leave_out": ("気象庁の見出し",),
        "begins": SOUND,
        "ends": SOUND,
    }
    return Manner(**given | more)


def test_long_sentences_are_parted_at_commas_and_lines_for_the_eye_are_left_out():
    body = "崖の近くの方は、すぐに、安全な場所へ避難してください。\n\n気象庁の見出し：大雨です。"
    lines = script("題名", body, ["町内の皆さま"], manner()).splitlines()
    assert "崖の近くの方は、すぐに、" in lines
    assert "安全な場所へ避難してください。" in lines
    assert not any("見出し" in line for line in lines)


def test_a_full_hour_has_no_minutes():
    assert "9時、集まってください。" in script(
        "題名", "09:00、集まってください。", ["町"], manner()
    )
