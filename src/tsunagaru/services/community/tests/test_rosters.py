"""A roster belongs to its district: each field is read as far as its household agreed (名簿)."""

from datetime import date, timedelta
from itertools import product

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from tsunagaru.ground.ledger.testing import audited
from tsunagaru.ground.people.testing import (
    a_clerk,
    a_resident,
    actor_of,
    move_away,
    move_within,
    sign_in,
)
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import Role
from tsunagaru.services.community.models import RosterEntry, RosterLook
from tsunagaru.services.community.rules.duties import Duty
from tsunagaru.services.community.rules.rosters import Field, Share, Viewer, visible
from tsunagaru.services.community.services.closing import end_day
from tsunagaru.services.community.services.rosters import CannotLook, look, write_entry
from tsunagaru.services.community.testing import NOON, a_home, a_leader, a_town_with_districts

VALUES = {Field.NAME: "小山 花子", Field.PHONE: "0550000001", Field.CONTACT: "", Field.NOTE: ""}
MAY = {
    (Share.LEADERS, Viewer.LEADER),
    (Share.GROUP, Viewer.LEADER),
    (Share.GROUP, Viewer.GROUP),
    *((Share.TOWN, viewer) for viewer in Viewer),
}


@pytest.mark.parametrize(("share", "viewer"), list(product(Share, Viewer)))
def test_a_field_is_read_only_as_far_as_was_agreed(share, viewer):
    assert (Field.NOTE in visible({Field.NOTE: share}, viewer)) == ((share, viewer) in MAY)


@pytest.mark.parametrize("viewer", Viewer)
def test_what_nobody_agreed_to_is_read_by_nobody(viewer):
    assert visible({}, viewer) == frozenset()


@pytest.fixture
def home(db):
    a_town_with_districts()
    return a_home("k1", group="k1-1")


def write(home, name=Share.LEADERS, phone=Share.NOBODY):
    shares = {Field.NAME: name, Field.PHONE: phone}
    write_entry(home, VALUES, shares, by=actor_of(home.members[0]), at=NOON)


def seen(by, district="k1"):
    return [dict(line.values) for line in look(district, by=by, at=NOON)]


def test_the_town_reads_only_what_the_household_lets_it(home):
    write(home, name=Share.TOWN, phone=Share.GROUP)
    assert seen(actor_of(a_clerk())) == [{Field.NAME: "小山 花子"}]
    head = a_leader(a_home("k1").members[0])
    assert seen(head) == [{Field.NAME: "小山 花子", Field.PHONE: "0550000001"}]


def test_without_consent_the_town_sees_nobody(home):
    write(home, name=Share.GROUP)
    assert seen(actor_of(a_clerk())) == []
    assert not RosterLook.objects.exists()


def test_a_groups_head_sees_the_own_group_only(home):
    other = a_home("k1", group="k1-2")
    for one in (home, other):
        write(one, name=Share.GROUP)
    assert len(seen(a_leader(other.members[0], duty=Duty.GROUP, group="k1-2"))) == 1


def test_nobody_else_looks_into_it(home):
    write(home, name=Share.TOWN)
    strangers = (
        actor_of(a_resident()),
        actor_of(a_clerk(section="zeimu")),
        actor_of(a_clerk(section="kikaku", role=Role.DX_OFFICE)),
        a_leader(a_home("k2").members[0], "k2"),
    )
    for one in strangers:
        with pytest.raises(CannotLook):
            seen(one)


def test_who_left_the_office_looks_no_more(home):
    write(home)
    former = a_leader(a_home("k1").members[0])
    a_leader(a_home("k1").members[0], at=NOON + timedelta(days=1))
    with pytest.raises(CannotLook):
        look("k1", by=former, at=NOON + timedelta(days=1))


def test_the_household_sees_who_looked_at_what(home):
    write(home, phone=Share.LEADERS)
    seen(a_leader(a_home("k1").members[0]))
    found = RosterLook.objects.get(entry=home.id)
    assert (found.viewer, found.fields) == ("leader", ["name", "phone"])
    page = sign_in(Client(), home.members[0]).get(reverse("community:own_roster"))
    assert "区長・副区長：世帯の代表の氏名・電話番号" in page.content.decode()
    assert audited("roster.viewed")


def test_what_is_written_is_sealed_in_the_database(home):
    write(home)
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM community_rosterentry")
        stored = bytes(cursor.fetchone()[0])
    assert "小山".encode() not in stored


def test_only_members_write_and_an_empty_entry_is_gone(home):
    stranger = actor_of(a_resident())
    with pytest.raises(CannotLook):
        write_entry(home, VALUES, {}, by=stranger, at=NOON)
    write(home)
    write_entry(home, dict.fromkeys(Field, ""), {}, by=actor_of(home.members[0]), at=NOON)
    assert not RosterEntry.objects.exists()


def test_who_moves_out_of_the_district_leaves_the_roster(home):
    other = a_home("k1")
    write(home)
    write(other)
    move_away(*home.members, on=date(2026, 6, 1))
    move_within(other.id, "k2")
    assert seen(a_leader(a_home("k1").members[0])) == []
    end_day(date(2026, 6, 2), at=NOON + timedelta(days=2))
    assert not RosterEntry.objects.exists()


def test_the_page_keeps_what_is_written_and_refuses_a_long_number(home):
    phone = sign_in(Client(), home.members[0])
    shares = {f"share_{one}": "1" for one in Field}
    given = {"name": "花子", "phone": "", "contact": "", "note": ""} | shares
    assert phone.post(reverse("community:own_roster"), given).status_code == 302
    assert RosterEntry.objects.get().shares["name"] == Share.LEADERS
    answer = phone.post(reverse("community:own_roster"), given | {"share_name": "9"})
    assert answer.status_code == 422


def test_the_towns_page_shows_nothing_without_consent(home):
    at = clock.now()
    write(home)
    page = sign_in(Client(), a_clerk(at=at)).get(reverse("community:staff_roster", args=["k1"]))
    assert "小山 花子" not in page.content.decode()
    assert "町の職員が見られる項目はありません" in page.content.decode()
