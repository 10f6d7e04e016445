"""Who asks a third party, when it is reminded of, and whether it must come, without YAML."""

import pytest

from tsunagaru.engines.applications.testing import a_procedure
from tsunagaru.ground.people.testing import a_clerk, a_section, sign_in
from tsunagaru.services.procedures.tests.test_things import THINGS, draft, save

pytestmark = pytest.mark.django_db


@pytest.fixture
def clerk(client):
    a_section("seikatsu", "生活環境課")
    a_procedure()
    return sign_in(client, a_clerk(section="seikatsu"))


def test_who_asks_when_it_is_reminded_of_and_whether_it_must_come_are_boxes(clerk):
    typed = {"code": "doctor", "name_ja": "意見書", "who_ja": "主治医", "days": "21",
             "first_ja": "意見", "kind": "text", "asked_by": "office", "remind_days": "5",
             "required": "on"}  # fmt: skip
    assert save(clerk, f"{THINGS}part/new/", **typed).status_code == 302
    part = draft()["parts"][1]
    assert (part["asked_by"], part["remind_days"], part["required"]) == ("office", 5, True)
    again = typed | {"asked_by": "applicant", "remind_days": "7"}
    again = {key: text for key, text in again.items() if key != "required"}
    assert save(clerk, f"{THINGS}part/2/", **again).status_code == 302
    part = draft()["parts"][1]
    assert (part["asked_by"], part["remind_days"], part["required"]) == ("applicant", 7, False)
