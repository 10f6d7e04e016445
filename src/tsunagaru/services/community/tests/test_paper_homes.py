"""A household that lives on paper is entered by its head, and counted once (紙の世帯)."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from tsunagaru.ground.ledger.testing import audited, published
from tsunagaru.ground.people.testing import (
    a_clerk,
    a_resident,
    actor_of,
    move_away,
    sign_in,
)
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import Role
from tsunagaru.kernel.clock import day_of
from tsunagaru.services.community.events import PaperHomeEntered
from tsunagaru.services.community.models import Delivery, PaperHome, PaperHomeLook
from tsunagaru.services.community.offers.privacy import erase, export
from tsunagaru.services.community.queries.addressees import addressees
from tsunagaru.services.community.queries.copies import print_run
from tsunagaru.services.community.queries.sheets import paper
from tsunagaru.services.community.queries.summaries import summary
from tsunagaru.services.community.rules.duties import Duty
from tsunagaru.services.community.rules.paper_homes import family_of, matching, same_place
from tsunagaru.services.community.rules.rosters import Field, Share
from tsunagaru.services.community.services import paper_homes
from tsunagaru.services.community.services.closing import end_day
from tsunagaru.services.community.services.paper_homes import CannotEnter, EnteredBefore
from tsunagaru.services.community.services.rosters import write_entry
from tsunagaru.services.community.tasks import bring_out
from tsunagaru.services.community.testing import (
    NOON,
    a_circular,
    a_home,
    a_leader,
    a_paper_home,
    a_town_with_districts,
)

pytestmark = pytest.mark.django_db
NOT_FOUND, UNFIT = 404, 422
STREET = {"prefecture": "静岡県", "city": "駿東郡小山町", "town": "柳島", "street": "3-4"}
FIELDS = {"name": "見本 タケ", "place": "柳島5-1", "people": 2, "group": "k1-1", "phone": ""}


@pytest.fixture
def head():
    a_town_with_districts()
    return a_leader(a_home("k1").members[0])


def as_the_register_has_it(home):
    """Return the name and place of a household as the head would write them."""
    named = addressees([home.id], day_of(NOON))[home.id]
    return {"name": named.name.replace(" ", "　"), "place": named.place}


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("柳島1-2", "柳島1番地の2", True),
        ("藤曲57番地", "小山町藤曲57", True),
        ("１－２", "柳島1-2", True),
        ("1-2", "柳島11-2", False),
        ("2", "柳島1-2", False),
        ("柳島", "柳島", False),
        ("", "柳島1-2", False),
    ],
)
def test_a_place_is_the_same_however_it_is_written(one, other, same):
    assert same_place(one, other) is same
    assert same_place(other, one) is same


@given(st.text(max_size=8), st.text(max_size=8))
def test_who_fits_two_households_is_counted_as_neither(name, place):
    assert matching(name, place, [(1, name, place), (2, name, place)]) is None


def test_a_list_names_the_family_only():
    assert family_of("見本　タケ") == "見本"
    assert family_of(" ") == ""


def test_it_is_in_the_print_run_and_on_the_list_of_its_group(head):
    home = a_paper_home(head, group="k1-1")
    row = a_circular()
    one = Delivery.objects.get(household=home)
    assert (one.group, one.on_paper) == ("k1-1", True)
    assert print_run(row, "k1")[0].groups[0].households == 1
    assert addressees([home], day_of(NOON))[home].family == "見本"
    assert paper(row, "k1", "k1-1", at=NOON).startswith(b"%PDF-")
    assert summary("k1", day_of(NOON)).households == 1 + 1  # the head's own


def test_who_is_entered_while_a_circular_is_out_is_added_as_late(head):
    row = a_circular()
    home = a_paper_home(head)
    bring_out(published_event(home))
    assert row.deliveries.get(household=home).late
    paper_homes.remove(home, by=head, at=NOON)
    bring_out(published_event(home))
    assert row.deliveries.get(household=home).left_at == NOON


def published_event(home):
    return PaperHomeEntered(at=NOON, subject=home, matched="no", district="k1")


def test_a_household_of_the_register_is_counted_once(head):
    home = a_home("k1", given="松", address=STREET)
    a_paper_home(head, **as_the_register_has_it(home))
    assert PaperHome.objects.get().household == home.id
    row = a_circular()
    assert row.deliveries.filter(district="k1").count() == 1 + 1
    assert [one["matched"] for one in published("roster.home_entered")] == ["yes"]


def test_nobody_is_entered_twice(head):
    a_paper_home(head)
    with pytest.raises(EnteredBefore):
        a_paper_home(head, name="見本　ウメ", place="柳島７７番地の７")
    assert PaperHome.objects.count() == 1


def test_only_who_leads_the_district_or_the_town_enters_and_sees(head):
    home = a_paper_home(head)
    written = paper_homes.Written(name="別", place="1-1", people=1)
    group_head = a_leader(a_home("k1").members[0], duty=Duty.GROUP, group="k1-1")
    strangers = (
        group_head,
        actor_of(a_resident()),
        a_leader(a_home("k2").members[0], "k2"),
        actor_of(a_clerk(section="zeimu")),
        actor_of(a_clerk(section="kikaku", role=Role.DX_OFFICE)),
    )
    for stranger in strangers:
        with pytest.raises(CannotEnter):
            paper_homes.enter("k1", written, by=stranger, at=NOON)
        with pytest.raises(CannotEnter):
            paper_homes.change(home, written, by=stranger, at=NOON)
        with pytest.raises(CannotEnter):
            paper_homes.remove(home, by=stranger, at=NOON)
        with pytest.raises(CannotEnter):
            paper_homes.look("k1", by=stranger, at=NOON)
    assert not PaperHomeLook.objects.exists()


def test_the_deputy_enters_as_well():
    a_town_with_districts()
    deputy = a_leader(a_home("k1").members[0], duty=Duty.DEPUTY)
    assert PaperHome.objects.filter(pk=a_paper_home(deputy)).exists()


def test_the_town_sees_only_whom_it_was_asked_for_by_name(head):
    a_paper_home(head)
    clerk = actor_of(a_clerk())
    with pytest.raises(CannotEnter):
        paper_homes.look("k1", by=clerk, at=NOON)
    assert not paper_homes.look("k1", by=clerk, at=NOON, name="見本")
    assert len(paper_homes.look("k1", by=clerk, at=NOON, name="見本ウメ")) == 1
    assert [one.viewer for one in PaperHomeLook.objects.all()] == ["town"]
    assert len(audited("paper_home.viewed")) == 2


def test_a_telephone_number_is_kept_only_with_the_day_of_consent(head):
    home = a_paper_home(head, phone="0550-00-0001")
    assert PaperHome.objects.get().phone is None
    agreed = paper_homes.Written(
        name="見本 ウメ", place="柳島77-7", people=1, phone="0550-00-0001", agreed_on=day_of(NOON)
    )
    paper_homes.change(home, agreed, by=head, at=NOON)
    assert PaperHome.objects.get().phone == "0550-00-0001"


def test_what_was_written_is_sealed_in_the_database(head):
    a_paper_home(head)
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, place FROM community_paperhome")
        row = cursor.fetchone()
    assert all(
        "見本".encode() not in bytes(one) and "柳島".encode() not in bytes(one) for one in row
    )


def test_who_writes_into_the_roster_replaces_what_the_head_wrote(head):
    home = a_home("k1", address=STREET)
    a_paper_home(head, **as_the_register_has_it(home))
    own = actor_of(home.members[0])
    write_entry(home, {Field.NAME: "本人"}, {Field.NAME: Share.LEADERS}, by=own, at=NOON)
    assert not PaperHome.objects.exists()
    assert [one["by"] for one in published("roster.home_removed")] == ["self"]


def test_the_person_gets_it_exported_and_erased(head):
    home = a_home("k1", address=STREET)
    a_paper_home(head, **as_the_register_has_it(home))
    given = export(home.members[0])["paper_home"]
    assert given["place"].endswith("柳島3-4")
    assert erase(home.members[0], NOON).erased == 1
    assert not PaperHome.objects.exists()


def test_who_moved_away_is_forgotten_at_the_end_of_the_day(head):
    home = a_home("k1", address=STREET)
    a_paper_home(head, **as_the_register_has_it(home))
    move_away(*home.members, on=day_of(NOON))
    end_day(day_of(NOON), at=NOON + timedelta(days=1))
    assert not PaperHome.objects.exists()


def head_client(at):
    person = a_home("k1", at=at).members[0]
    a_leader(person, at=at)
    return sign_in(Client(), person)


def test_the_heads_page_says_what_is_lacking_and_loses_nothing():
    a_town_with_districts()
    client = head_client(clock.now())
    address = reverse("community:paper_homes", args=["k1"])
    answer = client.post(address, FIELDS | {"people": "0", "phone": "0550-00-0001"})
    assert answer.status_code == UNFIT
    said = answer.content.decode()
    assert "人数を1から20までの数字で入力してください。" in said
    assert "電話番号は、本人と会って同意を聞いたときだけ書けます。" in said
    assert "見本 タケ" in said
    assert not PaperHome.objects.exists()
    assert "登録しました" in client.post(address, FIELDS, follow=True).content.decode()
    assert client.post(address, FIELDS).status_code == UNFIT  # the same once more


def test_the_town_shows_corrects_links_and_removes_as_the_person_asks():
    a_town_with_districts()
    at = clock.now()
    head = a_leader(a_home("k1", at=at).members[0], at=at)
    row = PaperHome.objects.get(pk=a_paper_home(head, at=at))
    client = sign_in(Client(), a_clerk())
    asked = reverse("community:asked_homes", args=["k1"])
    assert "見本 ウメ" not in client.get(asked).content.decode()
    assert "見本 ウメ" in client.post(asked, {"name": "見本ウメ"}).content.decode()
    page = reverse("community:staff_paper_home", args=[row.pk])
    assert client.post(page, FIELDS | {"name": "見本 梅"}).status_code == 302
    acts, known = reverse("community:home_act", args=[row.pk]), a_home("k1", at=at)
    person = {"act": "link", "kana": "ダレカ ホカ", "birth_on": "1950-01-01"}
    assert "見つかりません" in client.post(acts, person, follow=True).content.decode()
    row.refresh_from_db()
    assert (row.name, row.household) == ("見本 梅", None)
    paper_homes.link(row.pk, known.id, by=actor_of(a_clerk()), at=at)
    assert len(audited("paper_home.linked")) == 1
    client.post(acts, {"act": "remove"})
    assert not PaperHome.objects.exists()
    assert client.get(page).status_code == NOT_FOUND
