"""The preview tells payment and visit: on the guide, and right after handing in."""

import pytest

from tsunagaru.engines.applications.testing import a_procedure
from tsunagaru.engines.bookings.testing import a_resource
from tsunagaru.ground.people.testing import a_clerk, a_section, sign_in

pytestmark = pytest.mark.django_db
FORM = "/staff/procedures/forms/dog/"
MANY = {"code": "dogs", "kind": "number", "label": "頭数", "minimum": 1, "maximum": 9}
EACH = {"rule": "3000 * dogs", "text": {"ja": "1頭3,000円"}}


def shown(client, where, **changes):
    """Return one sheet of the preview, of a procedure changed as asked."""
    a_section("seikatsu", "生活環境課")
    pages = [{"code": "dog", "title": "犬", "fields": [MANY]}]
    nobody = {"name_field": None, "email_field": None}
    a_procedure(**{"pages": pages, "parts": (), "fee": EACH, **nobody, **changes})
    sign_in(client, a_clerk(section="seikatsu"))
    return client.get(f"{FORM}preview/sheet/?page={where}").content.decode()


@pytest.mark.parametrize(
    ("payment", "said"),
    [
        ({"when": "on_submit", "due_days": 7}, "期限は7日です"),
        ({"when": "on_submit"}, "支払いを確かめてから、手続きを進めます"),
        ({"when": "after_review", "required": "dogs > 1"}, "場合によって、支払いを確かめて"),
        ({"when": "counter"}, "役場の窓口で支払います"),
    ],
)
def test_the_guide_tells_when_the_fee_is_paid(client, payment, said):
    assert said in shown(client, "guide:", payment=payment)


def test_the_guide_tells_what_is_booked_as_the_public_page_does(client):
    a_resource(code="hall-visit")
    visit = {"resource": "hall-visit", "when": "dogs > 1"}
    for text in (
        shown(client, "guide:", visit=visit),
        client.get("/procedures/dog/").content.decode(),
    ):
        assert "場合によって、申請のあとで、「" in text
        assert "支払いの時期" not in text


def test_right_after_handing_in_the_amount_and_its_last_day_stand(client):
    text = shown(client, "after:", payment={"when": "on_submit", "due_days": 7})
    assert "手数料をお支払いください" in text
    assert "3,000円" in text
    waits = shown(client, "after:", payment={"when": "after_review"})
    assert "手数料のお支払い" in waits
    assert "3,000円" in waits
    assert "お支払いください" not in waits
    assert "お支払いください" not in shown(client, "after:", payment={"when": "counter"})


def test_a_visit_stands_where_the_sample_answers_want_one(client):
    a_resource(code="hall-visit")
    always = {"resource": "hall-visit"}
    assert "来庁の日時を選べます" in shown(client, "after:", visit=always)
    assert "来庁の日時" not in shown(client, "after:", visit=always | {"when": "dogs > 8"})


def test_the_page_around_it_tells_what_each_condition_comes_to(client):
    a_resource(code="hall-visit")
    visit = {"resource": "hall-visit", "when": "dogs > 8"}
    shown(client, "after:", visit=visit, payment={"when": "on_submit"})
    text = client.get(f"{FORM}preview/?page=after:").content.decode()
    assert "受付と同時に請求する" in text
    assert "勧めない" in text
    assert "「頭数」が8より大きいとき" in text


def test_nothing_is_made_up_where_nothing_is_paid_or_booked(client):
    text = shown(client, "after:")
    assert "お支払い" not in text
    assert "来庁" not in text
