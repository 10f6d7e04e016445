"""What the page of an application tells: its state, its outcome and how it came to that."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from tsunagaru.engines.applications.testing import NOON, an_application
from tsunagaru.engines.cases import api as cases
from tsunagaru.ground.people.testing import a_clerk, a_resident, actor_of, sign_in

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(days=2)


@pytest.fixture
def resident(dog):
    return a_resident()


@pytest.fixture
def clerk(dog):
    return a_clerk(section="seikatsu")


def decide(application, clerk, outcome="granted", reason=""):
    cases.decide(
        application.case,
        outcome=outcome,
        label=outcome,
        reason=reason,
        by=actor_of(clerk),
        at=LATER,
    )


def test_the_status_page_tells_state_reason_and_history(client, resident, clerk):
    application = an_application(resident=resident.id)
    decide(application, clerk, "refused", "すでに登録されているため。")
    sign_in(client, resident)
    text = client.get(reverse("applications:status", args=[application.id])).content.decode()
    for words in (application.shown_number, "すでに登録されているため。", "結果が決まりました"):
        assert words in text
    assert application.shown_number in client.get("/applications/").content.decode()


def test_the_outcome_stands_above_everything_else(client, resident, clerk):
    application = an_application(resident=resident.id)
    sign_in(client, resident)
    status = reverse("applications:status", args=[application.id])
    assert "受付済み" in client.get(status).content.decode()
    decide(application, clerk)
    text = client.get(status).content.decode()
    boxes = re.findall(r"class=\"notice-title\">(.*?)<", text)
    assert boxes[0] == "結果が出ました"
    assert text.index("結果が出ました") < text.index("受付番号")


def test_a_withdrawn_application_says_so_on_top(client, resident):
    application = an_application(resident=resident.id)
    sign_in(client, resident)
    client.post(reverse("applications:withdraw", args=[application.id]))
    text = client.get(reverse("applications:status", args=[application.id])).content.decode()
    assert text.index("この申請は取り下げられています") < text.index("受付番号")
    assert "取下げ" in text
