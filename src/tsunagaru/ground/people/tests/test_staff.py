"""Roles with a period, absences, and who stands in for a head."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest

from tsunagaru.ground.ledger.testing import audited, published
from tsunagaru.ground.people import api, queries, services
from tsunagaru.ground.people.models import Post, Section
from tsunagaru.ground.people.testing import a_clerk, a_head, a_section, actor_of, sign_in
from tsunagaru.kernel.access import Grant, Role

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 6, 1, 3, 0, tzinfo=UTC)
DAY = date(2026, 6, 1)


def grant(person, role=Role.CLERK, section="zeimu", **period):
    return services.NewGrant(
        staff=person.id, role=role, section=section, **({"from_on": DAY} | period)
    )


def test_a_role_counts_only_within_its_period():
    clerk = a_clerk()
    a_section("zeimu", "税務課")
    wanted = grant(clerk, to_on=DAY + timedelta(days=1))
    services.give_role(wanted, by=actor_of(a_clerk(role=Role.DX_OFFICE)), at=NOON)
    held = [
        Grant(Role.CLERK, "zeimu") in queries.grants_of(clerk.id, NOON + timedelta(days=days))
        for days in (-1, 0, 1, 2)
    ]
    assert held == [False, True, True, False]


def test_a_head_names_clerks_of_the_own_section_only():
    head, clerk = a_head("zeimu"), a_clerk()
    services.give_role(grant(clerk), by=actor_of(head), at=NOON)
    for other in (grant(clerk, section="jumin"), grant(clerk, role=Role.HEAD)):
        with pytest.raises(services.CannotGrant):
            services.give_role(other, by=actor_of(head), at=NOON)


def test_nobody_gives_rights_to_themselves():
    office = a_clerk(role=Role.DX_OFFICE)
    with pytest.raises(services.CannotGrant):
        services.give_role(grant(office, Role.CIO, ""), by=actor_of(office), at=NOON)


def test_clerks_cio_and_auditors_give_no_rights():
    a_section("zeimu", "税務課")
    for role in (Role.CLERK, Role.CIO, Role.AUDITOR):
        with pytest.raises(services.CannotGrant):
            services.give_role(grant(a_clerk()), by=actor_of(a_clerk(role=role)), at=NOON)


def test_a_revoked_role_is_gone_and_ends_the_session(client):
    head, clerk = a_head(), a_clerk()
    sign_in(client, clerk)
    assert client.get("/staff/people/residents/").status_code == 200
    row = next(g for g in queries.grants_in("jumin", NOON) if g.staff_id == clerk.id)
    services.revoke_role(row.pk, by=actor_of(head), at=NOON)
    assert client.get("/staff/people/residents/").status_code == 302
    assert not queries.grants_of(clerk.id, NOON)
    assert row.pk in {event["subject"] for event in published("grant.revoked")}


def test_town_wide_roles_have_no_section_and_others_need_one():
    office = actor_of(a_clerk(role=Role.DX_OFFICE))
    clerk = a_clerk()
    for wrong in (grant(clerk, Role.AUDITOR, "jumin"), grant(clerk, Role.CLERK, "")):
        with pytest.raises(services.CannotGrant):
            services.give_role(wrong, by=office, at=NOON)


def a_deputy(title, rank, section="jumin"):
    person = a_clerk(section=section)
    Post.objects.filter(staff=person.id).update(title=title, rank=rank)
    return person


def away(person, day=DAY):
    services.enter_absence(person.id, days=(day, day), why="trip", by=actor_of(person), at=NOON)


def test_the_head_decides_then_the_deputies_in_their_order():
    head = a_head()
    second, first = a_deputy("係長", 3), a_deputy("課長補佐", 2)
    Section.objects.filter(pk="jumin").update(deputies=["課長補佐", "係長"])
    for person in (head, first, second):
        assert api.acting_head("jumin", DAY).id == person.id
        away(person)
    assert api.acting_head("jumin", DAY) is None
    assert api.acting_head("jumin", DAY + timedelta(days=1)).id == head.id


def test_named_deputies_come_before_titles():
    away(a_head())
    titled, named = a_deputy("課長補佐", 2), a_clerk(section="zeimu")
    Section.objects.filter(pk="jumin").update(deputies=["課長補佐"])
    services.name_deputies("jumin", [named.id], by=actor_of(a_head()), at=NOON)
    assert [p.id for p in api.present_deciders("jumin", DAY)] == [named.id, titled.id]


def test_concurrent_posts_show_in_both_sections():
    clerk = a_clerk()
    a_section("zeimu", "税務課")
    Post.objects.create(
        staff_id=clerk.id, section_id="zeimu", title="主事", main=False, from_on=DAY
    )
    assert clerk.id in {p.id for p in api.staff_of("zeimu")}
    assert clerk.id in {p.id for p in api.staff_of("jumin")}


def test_a_clerk_enters_the_own_absence_only():
    clerk, other = a_clerk(), a_clerk()
    with pytest.raises(services.CannotEnterAbsence):
        services.enter_absence(other.id, days=(DAY, DAY), why="leave", by=actor_of(clerk), at=NOON)
    services.enter_absence(other.id, days=(DAY, DAY), why="leave", by=actor_of(a_head()), at=NOON)
    assert queries.is_absent(other.id, DAY)


def test_a_head_gives_and_takes_a_role_on_the_page(client):
    head, clerk = a_head(), a_clerk()
    sign_in(client, head)
    form = {
        "grant-staff": str(clerk.id),
        "grant-role": "clerk",
        "grant-from_on": "令和8年6月1日",
        "grant-to_on": "",
    }
    assert client.post("/staff/people/sections/jumin/grants/", form).status_code == 302
    text = client.get("/staff/people/sections/jumin/").content.decode()
    assert text.count("/revoke/") == 2
    wrong = client.post(
        "/staff/people/sections/jumin/grants/", form | {"grant-to_on": "令和8年5月1日"}
    )
    assert (wrong.status_code, "終了日は、開始日以後" in wrong.content.decode()) == (400, True)
    assert client.post("/staff/people/sections/zeimu/grants/", form).status_code == 404


def test_an_absence_is_entered_and_cancelled_on_the_page(client):
    clerk = a_clerk()
    sign_in(client, clerk)
    typed = {"staff": clerk.id, "from_on": "2026-12-24", "to_on": "2026-12-25", "why": "leave"}
    form = {f"absence-{name}": str(value) for name, value in typed.items()}
    assert client.post("/staff/people/sections/jumin/absences/", form).status_code == 302
    row = queries.absences("jumin", DAY)[0]
    assert (row.to_on, row.why) == (date(2026, 12, 25), "leave")
    assert client.post(f"/staff/people/absences/{row.pk}/cancel/").status_code == 302
    assert not queries.absences("jumin", DAY)


def typed_absence(client, person, first, last):
    typed = {"staff": person.id, "from_on": first, "to_on": last, "why": "leave"}
    form = {f"absence-{name}": str(value) for name, value in typed.items()}
    return client.post("/staff/people/sections/jumin/absences/", form)


@pytest.mark.parametrize(
    ("first", "last"),
    [
        ("2026-12-24", "2026-12-26"),
        ("2026-12-20", "2026-12-24"),
        ("2026-12-26", ""),
        ("2026-12-25", "2026-12-25"),
        ("2026-12-20", "2026-12-31"),
    ],
)
def test_days_on_which_somebody_is_away_already_are_refused_in_words(client, first, last):
    clerk = a_clerk()
    sign_in(client, clerk)
    assert typed_absence(client, clerk, "2026-12-24", "2026-12-26").status_code == 302
    again = typed_absence(client, clerk, first, last)
    assert again.status_code == 422
    text = again.content.decode()
    assert "この職員の不在は、2026年12月24日から2026年12月26日までが登録されています。" in text
    assert f'value="{first}"' in text
    assert len(queries.absences("jumin", DAY)) == 1


def test_days_next_to_an_absence_and_those_of_a_colleague_are_taken(client):
    clerk, other = a_clerk(), a_clerk()
    sign_in(client, a_head())
    for person, first, last in (
        (clerk, "2026-12-24", ""),
        (clerk, "2026-12-22", "2026-12-23"),
        (clerk, "2026-12-25", "2026-12-31"),
        (other, "2026-12-24", ""),
    ):
        assert typed_absence(client, person, first, last).status_code == 302
    assert len(queries.absences("jumin", DAY)) == 4
    one = typed_absence(client, other, "2026-12-24", "2026-12-24")
    assert "2026年12月24日が登録されています。" in one.content.decode()


def test_a_cancelled_absence_leaves_its_days_free():
    clerk = a_clerk()
    by = actor_of(clerk)
    absence = services.enter_absence(clerk.id, days=(DAY, DAY), why="trip", by=by, at=NOON)
    with pytest.raises(services.CannotBeAwayTwice):
        services.enter_absence(clerk.id, days=(DAY, DAY), why="leave", by=by, at=NOON)
    services.cancel_absence(absence, by=by, at=NOON)
    services.enter_absence(clerk.id, days=(DAY, DAY), why="leave", by=by, at=NOON)
    assert queries.is_absent(clerk.id, DAY)


def test_every_absence_is_audited_for_it_decides_who_decides():
    clerk, head = a_clerk(), actor_of(a_head())
    stay = (DAY, DAY + timedelta(days=2))
    absence = services.enter_absence(clerk.id, days=stay, why="trip", by=head, at=NOON)
    services.cancel_absence(absence, by=head, at=NOON)
    (entered,), (cancelled,) = audited("absence.entered"), audited("absence.cancelled")
    assert entered.subject == cancelled.subject == str(clerk.id)
    told = {"from": stay[0].isoformat(), "to": stay[1].isoformat(), "why": "trip"}
    assert entered.facts == cancelled.facts == told


def test_only_the_head_and_the_dx_office_name_deputies():
    clerk, stranger = a_clerk(), a_head("zeimu")
    for actor in (clerk, stranger, a_clerk(role=Role.CIO)):
        with pytest.raises(services.CannotNameDeputies):
            services.name_deputies("jumin", [clerk.id], by=actor_of(actor), at=NOON)
    office = actor_of(a_clerk(role=Role.DX_OFFICE))
    services.name_deputies("jumin", [clerk.id], by=office, at=NOON)
    assert queries.deputies_of("jumin") == [clerk.id]


def test_nobody_stands_in_twice_nor_somebody_unknown():
    head, clerk = actor_of(a_head()), a_clerk()
    for wrong in ([clerk.id, clerk.id], [uuid4()]):
        with pytest.raises(services.CannotNameDeputies):
            services.name_deputies("jumin", wrong, by=head, at=NOON)


def test_a_head_sets_the_order_of_deputies_on_the_page(client):
    head, first, second = a_head(), a_clerk(name="小山 一"), a_clerk(section="zeimu")
    Post.objects.create(
        staff_id=second.id, section_id="jumin", title="主事", main=False, from_on=DAY
    )
    sign_in(client, head)
    page = "/staff/people/sections/jumin/deputies/"
    order = {"place1": str(second.id), "place2": "", "place3": str(first.id)}
    assert client.post(page, order).status_code == 302
    assert queries.deputies_of("jumin") == [second.id, first.id]
    assert published("deputies.named")[0]["deputies"] == 2
    shown = client.get("/staff/people/sections/jumin/").content.decode()
    assert "小山 一（住民福祉課）" in shown
    twice = client.post(page, {"place1": str(first.id), "place2": str(first.id)})
    assert (twice.status_code, "二つの順位" in twice.content.decode()) == (400, True)
    assert client.get("/staff/people/sections/zeimu/deputies/").status_code == 404


def test_every_change_of_deputies_is_audited():
    head, gone, stays = actor_of(a_head()), a_clerk(), a_clerk()
    services.name_deputies("jumin", [gone.id, stays.id], by=head, at=NOON)
    services.name_deputies("jumin", [stays.id], by=head, at=NOON)
    orders = [row.facts["order"] for row in audited("deputy.named")]
    assert orders == ["1", "2", "1", "none"]


def test_only_the_sections_own_people_but_not_its_head_can_be_deputies(client):
    head, own, other = a_head(), a_clerk(name="小山 一"), a_clerk(section="zeimu")
    page = "/staff/people/sections/jumin/deputies/"
    shown = sign_in(client, head).get(page).content.decode()
    assert [str(p.id) in shown for p in (own, head, other)] == [True, False, False]
