import pytest

from tsunagaru.engines.questionnaires import api
from tsunagaru.engines.questionnaires.testing import a_field, a_page, a_questionnaire

PERSON = {
    "family": "小山",
    "given": "花子",
    "family_kana": "オヤマ",
    "given_kana": "ハナコ",
    "birth_on": "1988-01-07",
}
ADDRESS = {
    "postal_code": "410-1395",
    "prefecture": "静岡県",
    "city": "駿東郡小山町",
    "town": "藤曲",
    "street": "57-2",
    "building": "",
}
PROFILE = {
    "person": {**PERSON, "sex": "female", "relation": "head"},
    "address_parts": ADDRESS,
    "address": "静岡県駿東郡小山町藤曲57-2",
    "phone": "0550-76-1111",
    "email": "not an address",
    "household": [{**PERSON, "given": "太郎", "relation": "spouse"}],
}


def test_a_form_starts_with_what_the_town_knows():
    form = a_questionnaire(
        a_field("person", "me", prefill="person"),
        a_field("person", "spouse", prefill="household.spouse"),
        a_field("person", "child", prefill="household.child"),
        a_field("person", "second", prefill="household.spouse.2"),
        a_field("address", "home", prefill="address"),
        a_field("phone", "phone", prefill="phone"),
        a_field("email", "email", prefill="email"),
        a_field("text", "other"),
    )
    assert api.start_answers(form, PROFILE) == {
        "me": PERSON,
        "spouse": {**PERSON, "given": "太郎"},
        "home": ADDRESS,
        "phone": "0550761111",
    }


def test_nothing_known_gives_no_answers():
    form = a_questionnaire(a_field("person", prefill="person"))
    assert api.start_answers(form, {}) == {}


def look_up(postal_code):
    form = api.read_questionnaire({"pages": [a_page("p", a_field("address", "home"), a_field())]})
    raw = {"home-postal_code": [postal_code], "home-look-up": ["1"], "q": ["kept"]}
    return api.look_up(form, "p", raw, language="ja")


def test_an_address_is_filled_in_by_its_postal_code():
    found = look_up("〒410ー1302")
    assert found.errors == ()
    assert found.raw == {
        "home-postal_code": ["〒410ー1302"],
        "home-prefecture": ["静岡県"],
        "home-city": ["駿東郡小山町"],
        "home-town": ["中島"],
        "q": ["kept"],
    }


@pytest.mark.parametrize("postal_code", ["999-9999", "", "あ", "\ud800", "1" * 9999])
def test_an_unknown_postal_code_is_told_and_nothing_typed_is_lost(postal_code):
    found = look_up(postal_code)
    assert "見つかりませんでした" in found.errors[0].message
    assert found.raw["q"] == ["kept"]


def test_another_button_looks_nothing_up():
    form = a_questionnaire(a_field("address"))
    assert api.look_up(form, "main", {"q-postal_code": ["4101302"]}, language="ja") is None
