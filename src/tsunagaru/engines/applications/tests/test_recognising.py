"""What somebody typed whose draft nobody knows is shown with the labels of its boxes."""

import pytest

from tsunagaru.engines.applications.queries.recognising import Typed, recognised
from tsunagaru.engines.applications.testing import a_procedure

pytestmark = pytest.mark.django_db
FIELDS = [
    {"code": "born", "kind": "date", "label": "生まれた日"},
    {
        "code": "pets",
        "kind": "group",
        "label": "飼っている犬",
        "fields": [
            {"code": "name", "kind": "text", "label": "名前", "max_length": 20},
            {"code": "since", "kind": "date", "label": "飼い始めた日"},
        ],
    },
]


def a_form(code, label="住所"):
    """Publish a procedure with a page of such questions."""
    other = {"code": "other", "kind": "text", "label": label, "max_length": 20}
    pages = [{"code": "about", "title": "犬のこと", "fields": [*FIELDS, other]}]
    a_procedure(code=code, pages=pages, parts=[], email_field=None, name_field=None)


def words(page="about", **sent):
    found = recognised(
        [(name.replace("__", "-"), [text]) for name, text in sent.items()], page, "ja"
    )
    assert all(isinstance(one, Typed) for one in found)
    return [(one.label, one.text) for one in found]


def test_every_box_is_named_also_one_of_several_and_one_of_an_entry():
    a_form("dogs")
    assert words(other="藤曲", born__year="58", pets__2__name="ポチ", pets__2__since__day="3") == [
        ("住所", "藤曲"),
        ("生まれた日　年", "58"),
        ("飼っている犬2　名前", "ポチ"),
        ("飼っている犬2　飼い始めた日　日", "3"),
    ]


def test_a_box_that_no_form_has_or_two_name_otherwise_has_no_label():
    a_form("dogs")
    a_form("cats", label="連絡先")
    assert words(other="藤曲", born__year="58") == [("", "藤曲"), ("生まれた日　年", "58")]
    assert words(nothing="x") == [("", "x")]
    assert words(page="elsewhere", other="藤曲") == [("", "藤曲")]
