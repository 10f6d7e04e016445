"""What a clerk does and finds on the pages of cases."""

import pytest
from django.urls import reverse

from tsunagaru.engines.cases import queries, services
from tsunagaru.engines.cases.models import Case
from tsunagaru.engines.cases.testing import a_case
from tsunagaru.ground.people.testing import a_clerk, sign_in
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import Actor

pytestmark = pytest.mark.django_db


@pytest.fixture
def clerk(client):
    return sign_in(client, a_clerk(section="seikatsu"))


def page_of(client, **asked):
    return client.get(reverse("cases:queue"), asked).content.decode()


def test_a_decision_waits_for_the_clerk_to_confirm_what_the_letter_will_say(clerk):
    case = a_case(at=clock.now())
    path = reverse("cases:decide", args=[case.id])
    answer = clerk.post(path, {"outcome": "refused", "reason": "町外のため。"})
    assert answer.status_code == 422
    assert "町外のため。" in answer.content.decode()
    assert queries.decision_of(case.id) is None
    sent = {"outcome": "refused", "reason": "町外のため。", "confirmed": "on"}
    assert clerk.post(path, sent).status_code == 302
    assert queries.decision_of(case.id).reason == "町外のため。"


def test_staff_withdraw_only_what_the_applicant_asked_to_withdraw(clerk):
    case = a_case(at=clock.now())
    path = reverse("cases:withdraw", args=[case.id])
    answer = clerk.post(path)
    assert answer.status_code == 422
    assert "本人の申し出を確認して" in answer.content.decode()
    assert clerk.post(path, {"asked_for": "on"}).status_code == 302
    assert Case.objects.get().state == "withdrawn"


def test_closed_cases_are_found_when_asked_for(clerk):
    case, other = a_case(at=clock.now()), a_case(at=clock.now())
    services.decide(
        case.id, outcome="granted", label="認める", reason="", by=Actor(), at=clock.now()
    )
    shown = {which: page_of(clerk, which=which) for which in ("open", "closed", "all")}
    assert [case.number in shown[which] for which in shown] == [False, True, True]
    assert [other.number in shown[which] for which in shown] == [True, False, True]
    assert case.number in page_of(clerk, which="all", q=case.number)
    assert other.number not in page_of(clerk, which="all", q=case.number)
    assert other.number in page_of(clerk, which="nonsense")


def test_a_number_in_any_writing_finds_its_case_finished_or_not(clerk):
    case, other = a_case(at=clock.now()), a_case(at=clock.now())
    services.decide(
        case.id, outcome="granted", label="認める", reason="", by=Actor(), at=clock.now()
    )
    for typed in (case.number, case.number.replace("-", ""), case.number.replace("-", "－")):
        text = page_of(clerk, q=typed)
        assert str(case.id) in text
        assert str(other.id) not in text
