"""The staff's page on where people get stuck: shares and comparison, small cells hidden."""

from typing import Any

import pytest
from django.db import transaction

from tsunagaru.engines.applications.events import ApplicationFieldRefused, ApplicationPageOpened
from tsunagaru.engines.applications.testing import a_procedure, version_in_force
from tsunagaru.ground.ledger.api import publish_many
from tsunagaru.ground.people.testing import a_clerk, sign_in
from tsunagaru.kernel import clock

pytestmark = pytest.mark.django_db
PAGE = "/staff/procedures/stumbling/dog/"


@pytest.fixture
def desk(client):
    a_procedure()
    sign_in(client, a_clerk(section="seikatsu"))
    return client


def happened(opened=0, refused=0, **more):
    version = version_in_force("dog")
    facts: dict[str, Any] = {
        "at": clock.now(),
        "subject": version,
        "procedure": "dog",
        "version": version.hex,
    }
    facts |= {"language": "ja", "channel": "online", **more}
    with transaction.atomic():
        publish_many([ApplicationPageOpened(page="owner", **facts) for _ in range(opened)])
        publish_many(
            [
                ApplicationFieldRefused(page="owner", question="email", problem="missing", **facts)
                for _ in range(refused)
            ]
        )


def test_pages_and_questions_are_shown_with_their_counts(desk):
    happened(opened=12, refused=7)
    text = desk.get(PAGE).content.decode()
    for words in ("飼い主の方", ">10<", "メール", "入力がない", ">5<", "第1版"):
        assert words in text


def test_fewer_than_five_are_not_shown(desk):
    happened(opened=4, refused=3)
    text = desk.get(PAGE).content.decode()
    assert "5未満など" in text
    assert "メール" not in text


def test_the_page_narrows_and_survives_nonsense(desk):
    happened(opened=12, age_band="60-69")
    assert ">10<" in desk.get(PAGE, {"age": "60-69", "days": "30"}).content.decode()
    assert "まだ記録がありません" in desk.get(PAGE, {"channel": "phone"}).content.decode()
    assert desk.get(PAGE, {"version": "x", "days": "-1", "age": "<"}).status_code == 200
    assert desk.get("/staff/procedures/stumbling/none/").status_code == 404
