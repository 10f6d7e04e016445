"""A clerk looks for a resident in one way: at the counter, for a booking, for news, for data."""

import re
from datetime import UTC, datetime

import pytest
from django.urls import reverse

from tsunagaru.engines.bookings.testing import a_resource
from tsunagaru.ground.ledger.models import AuditRow
from tsunagaru.ground.people.testing import a_clerk, a_resident, sign_in
from tsunagaru.ground.ui.numbers import NO_NUMBER
from tsunagaru.kernel.individual_number import check_digit

pytestmark = pytest.mark.django_db
ASK = "フリガナと生年月日の両方、または電話番号を入力してください。"
NUMBER = "12345678901" + str(check_digit("12345678901"))
PAGES = {
    "counter": lambda: reverse("applications:counter"),
    "booking": lambda: reverse("bookings:staff_new", args=[a_resource().code]),
    "messages": lambda: reverse("messages:staff_find"),
    "": lambda: reverse("people:residents"),
}


@pytest.fixture(params=PAGES)
def page(request, client):
    """Return the name of each page of search, its address, and a clerk who may open it."""
    a_resident(at=datetime(2026, 4, 1, tzinfo=UTC))
    address = PAGES[request.param]()
    return request.param, address, sign_in(client, a_clerk())


def look_for(page, **typed):
    name, address, clerk = page
    boxes = {"kana": "", "birth_on": "", "phone": "", **typed}
    named = {f"find-{box}": told for box, told in boxes.items()} if name == "booking" else boxes
    return clerk.post(address, {"find": "1", **named})


def test_no_two_boxes_of_a_booking_by_telephone_are_named_alike(client):
    clerk = sign_in(client, a_clerk())
    ids = re.findall(r' id="([^"]+)"', clerk.get(PAGES["booking"]()).content.decode())
    assert sorted(ids) == sorted(set(ids))


@pytest.mark.parametrize(
    "typed",
    [
        {"phone": "０５５０－７６－１１１１"},
        {"kana": "こやま はなこ", "birth_on": "昭和63年4月2日"},
    ],
)
def test_somebody_is_found_in_any_common_spelling_and_the_look_is_audited(page, typed):
    assert "小山 花子" in look_for(page, **typed).content.decode()
    facts = [row.facts for row in AuditRow.objects.filter(action="resident.searched")]
    assert [one.get("page", "") for one in facts] == [page[0]]


def test_a_look_that_finds_nobody_leaves_its_trace_as_well(page):
    assert look_for(page, phone="0550-76-9999").status_code == 200
    (row,) = AuditRow.objects.filter(action="resident.searched")
    assert row.facts["found"] == "0"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({}, ASK),
        ({"kana": "コヤマ ハナコ"}, ASK),
        ({"kana": "小山"}, "カタカナで入力してください。"),
        ({"birth_on": "きのう"}, "日付を確かめてください"),
        ({"phone": NUMBER}, NO_NUMBER),
    ],
)
def test_too_little_or_something_wrong_is_told_and_nobody_looked_for(page, typed, said):
    answer = look_for(page, **typed)
    assert answer.status_code in {400, 422}
    assert said in answer.content.decode()
    assert not AuditRow.objects.filter(action="resident.searched").exists()
