"""An application is handed in once, however many press at once; on real connections."""

import pytest

from tsunagaru.engines.applications.models import Application, Draft
from tsunagaru.engines.applications.services.submission import submit
from tsunagaru.engines.applications.testing import NOON, a_draft, a_procedure
from tsunagaru.engines.cases import api as cases
from tsunagaru.ground.ledger.testing import published
from tsunagaru.ground.rows.testing import together

PARALLEL = 20


def test_twenty_presses_at_once_make_one_application_and_all_see_it(shared_database):
    a_procedure()
    draft = a_draft()
    found = together(PARALLEL, lambda _: submit(draft, language="ja", at=NOON))
    assert len(set(found)) == 1
    application = Application.objects.get()
    assert found[0] == application.pk
    assert cases.case_of("application", application.pk).id == application.case
    assert len(published("application.submitted")) == len(published("case.opened")) == 1


def test_many_people_at_once_all_get_a_number_of_their_own(shared_database):
    a_procedure()
    drafts = [a_draft() for _ in range(PARALLEL)]
    together(PARALLEL, lambda number: submit(drafts[number], language="ja", at=NOON))
    numbers = set(Application.objects.values_list("number", flat=True))
    assert len(numbers) == PARALLEL
    assert not Draft.objects.exclude(state="submitted").exists()


@pytest.mark.django_db
def test_a_number_already_taken_is_drawn_again(db, monkeypatch):
    a_procedure()
    drawn = iter([7, 7, 7, 8])
    monkeypatch.setattr("secrets.randbelow", lambda _: next(drawn))
    for _ in range(2):
        submit(a_draft(with_code=False), language="ja", at=NOON)
    assert Application.objects.values("number").distinct().count() == 2
    assert len(published("case.opened")) == 2
