"""Those who need support to flee (避難行動要支援者): told by consent, or on a ground in law."""

import pytest
from django.test import Client
from django.urls import reverse

from tsunagaru.ground.ledger.testing import audited
from tsunagaru.ground.people.testing import a_clerk, a_resident, actor_of, sign_in
from tsunagaru.kernel import clock
from tsunagaru.services.emergency.models import Disclosure, Supported
from tsunagaru.services.emergency.queries import support as queries
from tsunagaru.services.emergency.services import rounds, support
from tsunagaru.services.emergency.testing import rules_of_a_town, said_alone

pytestmark = pytest.mark.django_db
NOW = clock.now()


def subjects(action):
    return [row.subject for row in audited(action)]


@pytest.fixture
def clerk():
    rules_of_a_town(at=NOW)
    return actor_of(a_clerk())


def listed(clerk, *, consent="yes", district="d01", **more):
    person = a_resident()
    entry = support.Entry(district=district, reasons=["care"], consent=consent, **more)
    return Supported.objects.get(pk=support.list_person(person.id, entry, by=clerk, at=NOW))


def handing(**more):
    return support.Handing(**{"to": "fire", "received_by": "団長", **more})


def test_in_ordinary_times_only_who_agreed_is_told_to_supporters(clerk):
    agreed = listed(clerk)
    listed(clerk, consent="no")
    listed(clerk, consent="unknown")
    support.hand_list(handing(), by=clerk, at=NOW)
    assert Disclosure.objects.get().people == 1
    assert list(queries.to_hand((), without_consent=False)) == [agreed]


def test_without_consent_there_must_be_a_disaster_a_ground_and_a_reason(clerk):
    listed(clerk, consent="no")
    lawful = handing(basis="law", because="浸水のおそれ")
    with pytest.raises(support.CannotDisclose):
        support.hand_list(lawful, by=clerk, at=NOW)
    said_alone(clerk, at=NOW)
    for wrong in (handing(basis="law"), handing(basis="none", because="理由")):
        with pytest.raises(support.CannotDisclose):
            support.hand_list(wrong, by=clerk, at=NOW)
    made = support.hand_list(lawful, by=clerk, at=NOW)
    row = Disclosure.objects.get(pk=made)
    assert (row.people, row.because, row.by) == (1, "浸水のおそれ", clerk.staff)
    assert subjects("emergency.names_disclosed") == [str(made)]


def test_a_drill_is_no_disaster(clerk):
    rounds.open_round(rounds.Opening(title="訓練", drill=True), by=clerk, at=NOW)
    said_alone(clerk, at=NOW, drill=True)
    assert not queries.is_disaster(NOW)


def test_a_plan_is_kept_with_the_day_it_was_made_and_goes_when_it_is_emptied(clerk):
    row = listed(clerk, plan={"place": "小学校", "helpers": "", "means": "", "care": ""})
    assert row.plan_at == NOW
    entry = support.Entry(district="d01", reasons=["care"], consent="yes", plan={"place": ""})
    support.list_person(row.resident, entry, by=clerk, at=NOW)
    row.refresh_from_db()
    assert (row.plan, row.plan_at) == (None, None)


def test_the_paper_is_printed_with_who_received_it_and_each_time_is_on_record(clerk):
    listed(clerk)
    made = support.hand_list(handing(), by=clerk, at=clock.now())
    staff = sign_in(Client(), a_clerk())
    paper = staff.get(reverse("emergency:support_paper", args=[made]))
    assert paper.content.startswith(b"%PDF")
    assert subjects("emergency.support_printed") == [str(made)]


def test_another_section_does_not_see_the_list(clerk):
    other = sign_in(Client(), a_clerk(section="zeimu"))
    assert other.get(reverse("emergency:support")).status_code == 404


def test_a_clerk_puts_somebody_on_the_list_and_hands_it_over(clerk):
    person, staff = a_resident(), sign_in(Client(), a_clerk())
    where = reverse("emergency:support_entry", args=[person.id])
    wrong = staff.post(where, {"consent": "yes"})
    assert wrong.status_code == 422
    given = {"district": "", "reasons": ["care"], "consent": "no", "place": "体育館"}
    assert staff.post(where, given).status_code == 422


def test_without_a_ground_the_page_says_why_it_cannot(clerk):
    staff = sign_in(Client(), a_clerk())
    given = {"to": "fire", "received_by": "団長", "basis": "law", "because": "訓練のため"}
    page = staff.post(reverse("emergency:support_hand"), given)
    assert page.status_code == 409
    assert "含められません" in page.content.decode()
