"""Twenty at the same moment: exactly one thing happens, and everybody gets a true answer."""

from collections import Counter

import pytest
from django.test import Client
from django.urls import reverse

from tsunagaru.engines.applications.models import AnswerVersion, Application
from tsunagaru.engines.applications.testing import NAME, OWNER, a_draft, a_procedure, an_application
from tsunagaru.engines.cases import services as cases
from tsunagaru.engines.cases.models import Case, Decision
from tsunagaru.engines.questionnaires.models import Rating
from tsunagaru.engines.questionnaires.queries.invitations import Invitation
from tsunagaru.ground.ledger.models import EventRow
from tsunagaru.ground.ledger.testing import deliver_all
from tsunagaru.ground.people.testing import a_clerk, a_resident, actor_of, sign_in
from tsunagaru.ground.rows.testing import at_once
from tsunagaru.kernel import clock

pytestmark = pytest.mark.django_db(transaction=True)
PARALLEL = 20
APPEAR = (
    "case.decided",
    "case.withdrawn",
    "case.corrected",
    "application.submitted",
    "case.opened",
    "application.ended",
    "application.corrected",
    "application.completed",
)


@pytest.fixture
def people(shared_database):
    """A resident and a clerk with one application between them."""
    a_procedure(section="jumin", at=clock.now())
    return a_resident(), a_clerk(section="jumin")


def client_of(person):
    return sign_in(Client(raise_request_exception=False), person)


def poster(person, path, fields):
    """Return a work that posts to a page; the sign-in happens before the moment."""
    client = client_of(person)
    return lambda: client.post(path, fields).status_code


def happened():
    return Counter(EventRow.objects.filter(name__in=APPEAR).values_list("name", flat=True))


def no_crash(statuses):
    assert all(status < 500 for status in statuses), Counter(statuses)


def test_twenty_presses_of_submit_make_one_application(people):
    resident, _ = people
    draft = a_draft(resident=resident.id, at=clock.now())
    path = reverse("applications:submit", args=[draft])
    works = [poster(resident, path, {}) for _ in range(PARALLEL)]
    assert set(at_once(*works)) == {302}
    assert Application.objects.count() == Case.objects.count() == 1
    assert happened() == {"application.submitted": 1, "case.opened": 1}


def test_saving_a_page_while_handing_in_loses_neither(people):
    resident, _ = people
    draft = a_draft(resident=resident.id, at=clock.now())
    submit = reverse("applications:submit", args=[draft])
    pages = [
        (reverse("applications:page", args=[draft, code]), fields)
        for code, fields in (("owner", OWNER), ("dog", NAME))
    ]
    works = [poster(resident, submit, {}) for _ in range(4)]
    works += [poster(resident, path, fields) for path, fields in pages for _ in range(5)]
    no_crash(at_once(*works))
    assert Application.objects.get().answers["dog_name"] == "ポチ"


def test_twenty_decisions_decide_once(people):
    resident, clerk = people
    case = an_application(resident=resident.id, at=clock.now()).case
    path = reverse("cases:decide", args=[case])
    posts = [
        {"outcome": "granted", "confirmed": "on"},
        {"outcome": "refused", "confirmed": "on", "reason": "理由"},
    ]
    works = [poster(clerk, path, posts[n % 2]) for n in range(PARALLEL)]
    answers = at_once(*works)
    assert Counter(answers) == {302: PARALLEL // 2, 409: PARALLEL // 2}  # the same again is done
    assert Decision.objects.count() == 1
    deliver_all(at=clock.now())
    assert happened()["case.decided"] == happened()["application.ended"] == 1


def test_withdrawals_and_decisions_at_once_end_a_case_one_way(people):
    resident, clerk = people
    made = an_application(resident=resident.id, at=clock.now())
    works = [
        poster(resident, reverse("applications:withdraw", args=[made.id]), {}) for _ in range(7)
    ]
    works += [
        poster(clerk, reverse("cases:withdraw", args=[made.case]), {"asked_for": "on"})
        for _ in range(6)
    ]
    decided = {"outcome": "granted", "confirmed": "on"}
    works += [poster(clerk, reverse("cases:decide", args=[made.case]), decided) for _ in range(7)]
    no_crash(at_once(*works))
    deliver_all(at=clock.now())
    found = happened()
    assert found["case.decided"] + found["case.withdrawn"] == 1
    assert found["application.ended"] == 1
    row = Application.objects.get()
    assert (row.state == "decided") == Decision.objects.exists()
    assert found["application.completed"] == found["case.decided"]


def test_twenty_corrections_are_taken_once(people):
    resident, clerk = people
    made = an_application(resident=resident.id, at=clock.now())
    ask(made, clerk)
    path = reverse("applications:correct", args=[made.id])
    works = [poster(resident, path, {"dog_name": f"コロ{n}"}) for n in range(PARALLEL)]
    assert set(at_once(*works)) == {302}
    assert AnswerVersion.objects.count() == 1
    assert happened()["case.corrected"] == happened()["application.corrected"] == 1
    assert Application.objects.get().answers["dog_name"] == AnswerVersion.objects.get().after


def ask(made, clerk):
    cases.request_correction(
        made.case,
        field="dog_name",
        label="犬の名前",
        message="お願いします。",
        by=actor_of(clerk),
        at=clock.now(),
    )
    deliver_all(at=clock.now())


def test_corrections_cancellations_and_withdrawals_at_once_are_never_a_crash(people):
    resident, clerk = people
    made = an_application(resident=resident.id, at=clock.now())
    ask(made, clerk)
    correct = reverse("applications:correct", args=[made.id])
    works = [poster(resident, correct, {"dog_name": "コロ"}) for _ in range(8)]
    works += [
        poster(clerk, reverse("cases:cancel_correction", args=[made.case]), {}) for _ in range(4)
    ]
    works += [
        poster(clerk, reverse("cases:withdraw", args=[made.case]), {"asked_for": "on"})
        for _ in range(4)
    ]
    works += [
        poster(resident, reverse("applications:withdraw", args=[made.id]), {}) for _ in range(4)
    ]
    no_crash(at_once(*works))
    deliver_all(at=clock.now())
    found = happened()
    assert found["case.withdrawn"] == found["application.ended"] == 1
    assert found["case.corrected"] == found["application.corrected"] <= 1


def tapper(path, score):
    client = Client(raise_request_exception=False)
    return lambda: client.post(path, {"score": str(score)}).status_code


def test_twenty_taps_rate_once(people):
    made = an_application(at=clock.now())
    path = Invitation("dog", made.id).path
    works = [tapper(path, n % 5 + 1) for n in range(PARALLEL)]
    assert set(at_once(*works)) == {302}
    assert Rating.objects.count() == 1


def test_a_clerk_taken_twenty_times_is_responsible_once_or_says_so(people):
    resident, clerk = people
    made = an_application(resident=resident.id, at=clock.now())
    others = [clerk, *(a_clerk(section="jumin") for _ in range(3))]
    path = reverse("cases:take", args=[made.case])
    works = [poster(others[n % 4], path, {}) for n in range(PARALLEL)]
    no_crash(at_once(*works))
    assert Case.objects.get().assignee in {one.id for one in others}


@pytest.mark.drill
@pytest.mark.parametrize("again", range(10))
def test_the_same_holds_ten_times_over(people, again):
    test_corrections_cancellations_and_withdrawals_at_once_are_never_a_crash(people)
