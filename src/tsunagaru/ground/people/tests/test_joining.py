"""New members of staff: the first one of a town, and all others on the page."""

from datetime import UTC, datetime

import pytest

from tsunagaru.ground.ledger.testing import audited
from tsunagaru.ground.people import api, queries, services
from tsunagaru.ground.people.models import Account, Staff
from tsunagaru.ground.people.testing import a_clerk, a_section, actor_of, sign_in
from tsunagaru.kernel.access import Grant, Role

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 6, 1, 3, 0, tzinfo=UTC)
PAGE = "/staff/people/join/"
TYPED = {"name": "小山 一", "kana": "コヤマ ハジメ", "login": "hajime", "title": "主事"}


def newcomer(**changes):
    return services.Newcomer(
        **({"login": "kanri", "name": "小山 一", "section": "jumin"} | changes)
    )


def test_the_first_member_of_staff_may_enter_the_others():
    a_section()
    first = api.enter_first(newcomer(), password=api.new_password(), at=NOON)
    held = queries.grants_of(first, NOON)
    assert held == {Grant(Role.DX_OFFICE), Grant(Role.CLERK, "jumin")}


def test_there_is_no_second_first_one():
    a_clerk(role=Role.DX_OFFICE)
    with pytest.raises(api.CannotEnterStaff):
        api.enter_first(newcomer(), password=api.new_password(), at=NOON)


def test_a_section_that_is_unknown_and_a_name_that_is_taken_are_refused_whole():
    a_section()
    with pytest.raises(api.CannotEnterStaff):
        api.enter_first(newcomer(section="nowhere"), password=api.new_password(), at=NOON)
    office = actor_of(a_clerk(role=Role.DX_OFFICE))
    services.enter_staff(newcomer(), password="a long password", by=office, at=NOON)
    before = Staff.objects.count()
    with pytest.raises(api.CannotEnterStaff):
        services.enter_staff(newcomer(), password="a long password", by=office, at=NOON)
    assert Staff.objects.count() == before


def test_a_head_enters_nobody():
    head = actor_of(a_clerk(role=Role.HEAD))
    with pytest.raises(api.CannotEnterStaff):
        services.enter_staff(newcomer(), password="a long password", by=head, at=NOON)


def test_the_dx_office_enters_somebody_on_the_page_and_sees_the_password_once(client):
    a_section()
    sign_in(client, a_clerk(role=Role.DX_OFFICE))
    answer = client.post(PAGE, TYPED | {"section": "jumin"})
    assert answer.status_code == 200
    account = Account.objects.select_related("staff").get(login="hajime")
    assert account.check_password(answer.context["password"])
    assert answer.context["password"] in answer.content.decode()
    assert audited("staff.entered")[0].subject == str(account.staff_id)
    again = client.post(PAGE, TYPED | {"section": "jumin"})
    assert (again.status_code, "すでに使われています" in again.content.decode()) == (400, True)
