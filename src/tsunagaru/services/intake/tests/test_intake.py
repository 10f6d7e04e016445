"""What was filed at the national portal arrives once, is kept, and only then told back."""

from uuid import UUID

import pytest
from django.test import Client

from tsunagaru.engines.applications import api as applications
from tsunagaru.engines.applications.testing import NOON, a_procedure
from tsunagaru.engines.cases import api as cases
from tsunagaru.ground.files.testing import a_pdf
from tsunagaru.ground.ledger.testing import published
from tsunagaru.ground.people.testing import a_cast, sign_in
from tsunagaru.kernel.individual_number import check_digit
from tsunagaru.services.intake.gateways.portal import Contract
from tsunagaru.services.intake.gateways.simulator import (
    PASSWORD,
    USER,
    Faults,
    SimulatedPortal,
    a_package,
    running,
)
from tsunagaru.services.intake.models import Arrival
from tsunagaru.services.intake.services.keeping import content_of
from tsunagaru.services.intake.services.polling import poll
from tsunagaru.services.intake.testing import EVIDENCE, ITEMS, LAYOUT, a_layout, an_arrival

pytestmark = pytest.mark.django_db
NUMBER = "12345678901" + str(check_digit("12345678901"))


@pytest.fixture
def portal():
    a_procedure(section="jumin")
    with running(SimulatedPortal()) as there:
        yield there


def ask(portal, faults=None, **layout):
    portal.faults = faults or Faults()
    where = Contract(portal.url, USER, PASSWORD, timeout_s=0.4)
    return poll(where, a_layout(**layout), at=NOON)


def filed(count):
    assert len(published("application.submitted")) == count
    assert all(fact["channel"] == "portal" for fact in published("application.submitted"))
    return count


def test_an_application_of_the_portal_becomes_a_case_with_its_evidence_kept(portal):
    files = {**EVIDENCE, "attachments/犬.pdf": a_pdf()}
    portal.add("P-1", a_package("DOG-1", ITEMS | {"写真": "犬.pdf"}, files))
    assert ask(portal).kept == 1
    row = Arrival.objects.get()
    assert row.application is not None
    found = applications.application(row.application)
    case = cases.case_of("application", found.id)
    assert (found.channel, case.section, row.state) == ("portal", "jumin", "filed")
    assert row.acknowledged_at == NOON
    assert portal.acknowledged == ["P-1"]
    assert content_of(row.parts.get(role="evidence")) == EVIDENCE["evidence/signature.xml"]
    assert "署名の検証はしていません" in cases.timeline(case.id, inside=True)[-1].text


def test_the_case_claims_no_signature_where_none_came(portal):
    portal.add("P-1", a_package("DOG-1", ITEMS))
    ask(portal)
    made = Arrival.objects.get().application
    assert made is not None
    case = cases.case_of("application", made)
    assert case is not None
    told = cases.timeline(case.id, inside=True)[-1].text
    assert "P-1" in told
    assert "署名" not in told


@pytest.mark.parametrize(
    "faults", [Faults(twice=True), Faults(resends=True), Faults(forgets=True)], ids=str
)
def test_one_receipt_number_is_one_case_however_often_it_is_listed(portal, faults):
    portal.add("P-1", a_package("DOG-1", ITEMS))
    for _ in range(3):
        ask(portal, faults)
    assert filed(1) == Arrival.objects.count()


def test_what_was_not_heard_is_told_again(portal):
    portal.add("P-1", a_package("DOG-1", ITEMS))
    ask(portal, Faults(silent=("/applications/P-1/received",)))
    assert Arrival.objects.get().acknowledged_at is None
    portal.acknowledged.clear()
    ask(portal)
    assert Arrival.objects.get().acknowledged_at == NOON
    assert filed(1) == len(set(portal.acknowledged))


def test_a_missing_page_or_a_silent_call_leaves_the_others_alone(portal):
    for number in range(7):
        portal.add(f"P-{number}", a_package("DOG-1", ITEMS))
    assert ask(portal, Faults(breaks_page=2)).missed == 1
    assert filed(3) == len(portal.acknowledged)
    assert ask(portal, Faults(silent=("/applications/P-4",))).missed == 1
    filed(6)
    assert ask(portal).missed == 0
    filed(7)


@pytest.mark.parametrize("faults", [Faults(cut=2), Faults(bad_xml=2), Faults(cut=1, bad_xml=1)])
def test_a_damaged_package_stays_at_the_portal_until_it_comes_whole(portal, faults):
    portal.add("P-1", a_package("DOG-1", ITEMS, EVIDENCE))
    for _ in range(2):
        assert ask(portal, faults).kept == 0
        assert (Arrival.objects.get().state, portal.acknowledged) == ("damaged", [])
    assert ask(portal, faults).kept == 1
    row = Arrival.objects.get()
    assert (row.state, row.tries, portal.acknowledged) == ("filed", 3, ["P-1"])


def test_a_portal_that_does_not_let_us_in_is_recorded(portal):
    portal.add("P-1", a_package("DOG-1", ITEMS))
    assert poll(Contract(portal.url, USER, "wrong", 0.4), a_layout(), at=NOON).missed == 1
    assert published("portal.asked")[-1]["reached"] == "no"
    assert portal.acknowledged == []


@pytest.mark.parametrize(
    ("procedure", "items", "why"),
    [
        ("CAT-9", ITEMS, "unknown_procedure"),
        ("DOG-1", ITEMS | {"知らない項目": "値"}, "unmapped_answers"),
        ("DOG-1", ITEMS | {"犬の名前": "ポ" * 30}, "unfit_answers"),
        ("DOG-1", {"姓": "小山"}, "unfit_answers"),
    ],
)
def test_what_does_not_fit_waits_for_a_person_with_all_that_came(portal, procedure, items, why):
    portal.add("P-1", a_package(procedure, items, EVIDENCE))
    ask(portal)
    row = Arrival.objects.get()
    assert (row.state, row.why) == ("waiting", why)
    assert row.original["items"] == [list(one) for one in items.items()]
    assert portal.acknowledged == ["P-1"]
    filed(0)


def test_an_application_whose_file_did_not_come_waits_until_a_clerk_has_seen_it(portal):
    portal.add("P-1", a_package("DOG-1", ITEMS | {"写真": "犬.pdf"}, EVIDENCE))
    ask(portal)
    row = Arrival.objects.get()
    assert (row.state, row.why) == ("waiting", "unfit_answers")
    client = sign_in(Client(), a_cast().clerk)
    page = client.get(f"/staff/intake/{row.pk}/").content.decode()
    assert "「写真」に書かれたファイル「犬.pdf」が届いていません。" in page
    client.post(f"/staff/intake/{row.pk}/again/")
    row.refresh_from_db()
    assert row.state == "filed"


def test_an_individual_number_is_never_kept_and_the_clerk_is_told(portal):
    files = {"evidence/note.txt": NUMBER.encode(), f"attachments/{NUMBER}.pdf": a_pdf()}
    portal.add("P-1", a_package("DOG-1", ITEMS | {"犬の名前": f"番号 {NUMBER}"}, files))
    ask(portal)
    row = Arrival.objects.get()
    assert (row.state, row.why, row.masked) == ("waiting", "individual_number", 3)
    assert NUMBER not in str(row.original)
    assert not row.parts.exists()
    page = sign_in(Client(), a_cast().clerk).get(f"/staff/intake/{row.pk}/").content.decode()
    assert "個人番号を消しました" in page
    assert NUMBER not in page


def test_a_file_the_house_cannot_look_into_is_kept_as_it_came(portal):
    portal.add("P-1", a_package("DOG-1", ITEMS, {"attachments/old.doc": b"\xd0\xcf\x11\xe0odd"}))
    ask(portal)
    part = Arrival.objects.get().parts.get()
    assert (part.role, content_of(part)) == ("odd", b"\xd0\xcf\x11\xe0odd")


def test_what_somebody_else_must_sign_waits_for_a_person(portal):
    spouse = {"code": "spouse", "name": {"ja": "配偶者"}, "statement": {"ja": "同意します。"}}
    a_procedure(section="jumin", cosigners=[spouse])
    portal.add("P-1", a_package("DOG-1", ITEMS))
    ask(portal)
    row = Arrival.objects.get()
    assert (row.state, row.why) == ("waiting", "needs_cosigners")
    assert filed(0) == 0


def test_without_a_call_for_it_nothing_is_told_back(portal):
    portal.add("P-1", a_package("DOG-1", ITEMS))
    calls = {name: one for name, one in LAYOUT["calls"].items() if name != "acknowledge"}
    for _ in range(2):
        ask(portal, calls=calls)
    assert filed(1) == 1
    assert portal.acknowledged == []


def test_a_bomb_is_no_package(portal):
    laughs = b'<!DOCTYPE a [<!ENTITY b "c">]><application>&b;</application>'
    portal.add("P-1", a_package("DOG-1", {}, {"application.xml": laughs}))
    assert ask(portal).kept == 0
    assert Arrival.objects.get().state == "damaged"


def test_after_the_layout_is_mended_a_clerk_takes_it_in():
    a_procedure(section="jumin")
    row = an_arrival(items=ITEMS | {"知らない項目": "値"})
    clerk = sign_in(Client(), a_cast().clerk)
    assert "知らない項目" in clerk.get(f"/staff/intake/{row.pk}/").content.decode()
    clerk.post(f"/staff/intake/{row.pk}/again/")
    assert Arrival.objects.get().state == "waiting"
    mended = [LAYOUT["procedures"][0] | {"ignore": ["知らない項目"]}]
    a_layout(procedures=mended)
    page = clerk.post(f"/staff/intake/{row.pk}/again/", follow=True).content.decode()
    assert "申請として取り込みました。" in page
    filed(1)
    assert clerk.post(f"/staff/intake/{row.pk}/again/").status_code == 404


def test_a_clerk_who_entered_it_by_hand_names_the_receipt_number():
    a_procedure(section="jumin")
    row = an_arrival(procedure="CAT-9")
    clerk = sign_in(Client(), a_cast().clerk)
    address = f"/staff/intake/{row.pk}/closing/"
    assert clerk.post(address, {"number": "1234-5678", "confirmed": "on"}).status_code == 422
    other = an_arrival("P-2").application
    assert other is not None
    number = applications.application(other).shown_number
    assert clerk.post(address, {"number": number, "confirmed": "on"}).status_code == 409
    assert clerk.post(address, {"number": "", "confirmed": "on"}).status_code == 302
    assert Arrival.objects.get(pk=row.pk).state == "closed"


def test_only_the_section_in_charge_sees_it_on_its_desk():
    a_procedure(section="jumin")
    row = an_arrival(procedure="CAT-9")
    cast = a_cast()
    for person, sees in ((cast.clerk, True), (cast.other_clerk, False)):
        desk = sign_in(Client(), person)
        assert (row.number in desk.get("/staff/").content.decode()) is sees
        assert (row.number in desk.get("/staff/intake/").content.decode()) is sees
    assert isinstance(row.pk, UUID)
