"""Who was at a shelter does not outlive the years the town keeps it (避難者の記録の廃棄)."""

import pytest

from tests.test_disposal_reach import AFTER_ONE_YEAR, FAMILY, OLD, WORD, approve, where
from tsunagaru.ground.people.testing import a_clerk, a_head, actor_of
from tsunagaru.kernel.papers import CannotDisposePaper
from tsunagaru.services.records_office.models import Disposal
from tsunagaru.services.records_office.queries.due import groups
from tsunagaru.services.records_office.testing import a_rule
from tsunagaru.services.shelters.models import Evacuee, Run, Tablet
from tsunagaru.services.shelters.queries import finished
from tsunagaru.services.shelters.rules.states import OpeningAct
from tsunagaru.services.shelters.services.disposing import dispose
from tsunagaru.services.shelters.services.opening import change
from tsunagaru.services.shelters.testing import a_person, a_tablet, an_arrival, an_opening, send
from tsunagaru.services.shelters.testing import sealed as boxed

pytestmark = pytest.mark.django_db
PERSON = {"family": FAMILY, "given": "一", "kana_family": "ヌエノ", "kana_given": "ハジメ"}


def closed_shelter():
    """Let people come to a shelter by desk and by tablet, some set aside, and close it."""
    opening = an_opening(at=OLD)
    a_person(opening, at=OLD, person=PERSON)
    tablet, _ = a_tablet(opening, at=OLD)
    send(tablet, [boxed(tablet, an_arrival(2, at=OLD, person=PERSON))], at=OLD)
    Tablet.objects.update(revoked_at=OLD)
    send(tablet, [boxed(tablet, an_arrival(3, at=OLD, person=PERSON | {"given": WORD}))], at=OLD)
    act = OpeningAct.CLOSE
    change(opening.pk, act, by=actor_of(a_clerk(), at=OLD), at=OLD)
    return opening.run


@pytest.fixture(name="head")
def head_with_rule(db):
    a_rule("shelters", years=1, procedures="@shelters")
    return actor_of(a_head(section="jumin"))


def test_names_go_everywhere_and_counts_stay(head):
    closed_shelter()
    people = Evacuee.objects.count()
    assert where(FAMILY, WORD)
    approve(head, AFTER_ONE_YEAR)
    assert where(FAMILY, WORD) == set()
    assert Evacuee.objects.count() == people
    assert not any(one.private or one.token_hash for one in Tablet.objects.all())
    assert Run.objects.get().emptied_at == AFTER_ONE_YEAR
    assert Disposal.objects.count() == 1
    assert groups(head, AFTER_ONE_YEAR) == []


def test_a_shelter_that_is_open_is_never_due(head):
    opening = an_opening(at=OLD)
    a_person(opening, at=OLD, person=PERSON)
    assert groups(head, AFTER_ONE_YEAR) == []
    with pytest.raises(CannotDisposePaper):
        dispose(opening.run_id, AFTER_ONE_YEAR)


def test_what_was_disposed_of_is_not_disposed_of_again(head):
    run = closed_shelter()
    assert dispose(run.pk, AFTER_ONE_YEAR)
    with pytest.raises(CannotDisposePaper):
        dispose(run.pk, AFTER_ONE_YEAR)


def test_a_run_is_found_by_its_number_until_it_is_empty(head):
    run = closed_shelter()
    number = finished.number_of(run)
    paper = finished.find(number)
    assert paper
    assert (paper.id, paper.section) == (run.pk, "jumin")
    dispose(run.pk, AFTER_ONE_YEAR)
    assert finished.find(number) is None


def test_without_a_rule_of_its_own_nothing_goes(db):
    a_rule(years=1)
    closed_shelter()
    assert groups(actor_of(a_head(section="jumin")), AFTER_ONE_YEAR) == []
