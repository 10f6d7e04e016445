"""What a disposed case left in other packages goes too; the books keep what the law needs."""

from datetime import datetime
from pathlib import Path

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from tests.attacks.opened import everything
from tsunagaru.engines.applications.models import Application, Bundle, BundleItem, Visit
from tsunagaru.engines.applications.services.disposing import CannotDisposeOpen
from tsunagaru.engines.applications.services.disposing import dispose as dispose_application
from tsunagaru.engines.applications.testing import a_procedure, an_application
from tsunagaru.engines.bookings.models import Booking
from tsunagaru.engines.bookings.testing import a_booking, a_person, a_resource
from tsunagaru.engines.cases import services as cases
from tsunagaru.engines.cases.models import Case
from tsunagaru.engines.cases.services.disposing import CannotDispose
from tsunagaru.engines.cases.services.disposing import dispose as dispose_case
from tsunagaru.engines.messages import api as messages
from tsunagaru.engines.payments import api as payments
from tsunagaru.engines.payments import services as money
from tsunagaru.engines.payments.models import Drawer, Invoice, Refund
from tsunagaru.engines.payments.queries import books
from tsunagaru.engines.payments.testing import a_setup, an_invoice, paid_in_cash
from tsunagaru.ground.files.models import StoredFile
from tsunagaru.ground.files.testing import a_pdf
from tsunagaru.ground.ledger.models import EventRow
from tsunagaru.ground.ledger.testing import deliver_all
from tsunagaru.ground.people.models import CardSignature
from tsunagaru.ground.people.testing import a_head, a_resident, actor_of, sign_in
from tsunagaru.kernel.access import Actor, Kind
from tsunagaru.kernel.clock import JST
from tsunagaru.kernel.folder import Folder
from tsunagaru.services.intake.gateways.simulator import a_package
from tsunagaru.services.intake.models import Arrival
from tsunagaru.services.intake.services.taking import receive
from tsunagaru.services.intake.testing import EVIDENCE, ITEMS, a_layout
from tsunagaru.services.partners.models import Submission
from tsunagaru.services.partners.testing import a_client
from tsunagaru.services.records_office.models import Disposal
from tsunagaru.services.records_office.queries.due import groups
from tsunagaru.services.records_office.services.disposing import dispose
from tsunagaru.services.records_office.testing import a_rule

pytestmark = pytest.mark.django_db
TOWN = Path(__file__).parents[1] / "towns" / "oyama"
OLD = datetime(2020, 6, 1, 10, tzinfo=JST)
AFTER_ONE_YEAR = datetime(2022, 4, 1, 9, tzinfo=JST)
AFTER_FIVE = datetime(2026, 4, 1, 9, tzinfo=JST)
CLERK = Actor(kind=Kind.STAFF, name="係")
FAMILY, WORD = "鵺野沢", "鵺"
# The payer on the receipt, and why money went back: the papers of the books.
BOOKS = {"payments_invoice.payer", "payments_refund.reason"}


@pytest.fixture
def head(db):
    a_rule(years=1)
    a_rule("books", years=5, procedures="@payments")
    a_setup(at=OLD)
    texts = messages.TOWN_PART.read(Folder(TOWN))
    assert texts
    messages.TOWN_PART.apply(texts, at=OLD)
    return actor_of(a_head(section="jumin"))


def an_arrived_application():
    """Let an application come from the portal under a procedure with a fee (届いた申請)."""
    a_procedure(section="jumin", payment={"when": "on_submit"}, at=OLD)
    files = {**EVIDENCE, "evidence/x.txt": WORD.encode(), "attachments/鵺.pdf": a_pdf()}
    items = ITEMS | {"姓": FAMILY, "犬の名前": "鵺丸", "写真": "鵺.pdf"}
    receive("P-1", a_package("DOG-1", items, files), a_layout(at=OLD), at=OLD)
    return Application.objects.get(pk=str(Arrival.objects.get().application))


def with_traces(row):
    """Leave words of people wherever a case can leave them."""
    a_resource(kind="visit", fee="", at=OLD)
    booked = a_booking(at=OLD, person=a_person(name=FAMILY, email="nue@example.jp"), note=WORD)
    Visit.objects.create(application=row, booking=booked.pk, at=OLD)
    row.charges.update(by_name="係")
    for charge in row.charges.all():
        charge.reason, charge.closing = f"{FAMILY}の減免", f"{WORD}のため"
        charge.save()
    row.contributions.create(part="vet", answers={"clinic": WORD}, asked_at=OLD, expires_at=OLD)
    CardSignature.objects.create(
        subject=row.draft_id, digest="0" * 64, state="verified", evidence={"n": WORD}, asked_at=OLD
    )
    bundle = Bundle.objects.create(
        guide="moving", situation={"who": WORD}, signature={"name": FAMILY}, channel="online",
        started_at=OLD, saved_at=OLD, expires_at=OLD,
    )  # fmt: skip
    BundleItem.objects.create(bundle=bundle, draft=row.draft, position=1)
    Submission.objects.create(
        client_id=a_client()[0], key="b1:x", fingerprint="b1:y", application=row.pk, at=OLD
    )
    cases.add_note(row.case, text=f"{FAMILY}さんから電話", by=Actor(), at=OLD)


def paid_and_partly_returned(row):
    deliver_all(at=OLD)
    invoice = Invoice.objects.get()
    paid_in_cash(invoice, at=OLD)
    deliver_all(at=OLD)
    cases.decide(row.case, outcome="granted", label="可", reason=f"{WORD}のため", by=CLERK, at=OLD)
    money.refund(invoice.pk, yen=100, reason=f"{FAMILY}さんの申出", by=CLERK, at=OLD)
    drawer = Drawer.objects.get()
    money.hand_out(Refund.objects.get().pk, by=CLERK, at=OLD, drawer=drawer)
    deliver_all(at=OLD)
    return invoice


def where(*words):
    """Return the places in the database that still say one of the words."""
    return {place for place, text in everything() if any(word in text for word in words)}


def approve(actor, at):
    for due in groups(actor, at):
        dispose(due.rule.code, due.section, seen=due.digest, by=actor, at=at)


def test_nothing_a_case_left_anywhere_outlives_it_but_the_books(head):
    row = an_arrived_application()
    with_traces(row)
    paid_and_partly_returned(row)
    before = where(FAMILY, WORD)
    assert {"intake_arrival.original", "bookings_booking.name", "applications_charge.reason",
            "people_cardsignature.evidence", "applications_bundle.situation"} <= before  # fmt: skip
    approve(head, AFTER_ONE_YEAR)
    assert where(FAMILY, WORD) == BOOKS
    assert set(StoredFile.objects.values_list("state", flat=True)) == {"dropped"}
    assert Submission.objects.get().fingerprint == ""
    assert books.complaints() == []
    assert groups(head, AFTER_ONE_YEAR) == []
    # The portal lists it again: it is known, and not taken in twice.
    receive("P-1", a_package("DOG-1", ITEMS, EVIDENCE), a_layout(at=OLD), at=AFTER_ONE_YEAR)
    assert Application.objects.count() == 1


def test_after_their_own_period_the_books_keep_amounts_and_nobody(head):
    row = an_arrived_application()
    invoice = paid_and_partly_returned(row)
    approve(head, AFTER_ONE_YEAR)
    assert groups(head, datetime(2026, 3, 31, 23, tzinfo=JST)) == []
    (due,) = groups(head, AFTER_FIVE)
    assert (due.rule.code, due.total, due.cases[0].number) == ("books", 1, invoice.number)
    approve(head, AFTER_FIVE)
    assert where(FAMILY, WORD) == set()
    invoice.refresh_from_db()
    assert (invoice.amount_yen, invoice.refunded_yen, invoice.payer) == (3000, 100, "")
    assert books.complaints() == []
    assert [one.count for one in Disposal.objects.all()] == [1, 1]
    assert EventRow.objects.filter(name="payment.disposed").count() == 1
    assert groups(head, AFTER_FIVE) == []


def test_what_led_to_a_resident_leads_there_no_more_and_the_books_a_while_longer(head):
    a_procedure(section="jumin", payment={"when": "on_submit"}, at=OLD)
    resident = a_resident()
    row = Application.objects.get(pk=an_application(resident=resident.id, at=OLD).id)
    a_resource(kind="visit", fee="", at=OLD)
    booked = a_booking(at=OLD, person=a_person(resident=resident.id))
    Visit.objects.create(application=row, booking=booked.pk, at=OLD)
    paid_and_partly_returned(row)
    approve(head, AFTER_ONE_YEAR)
    assert where_else(resident) == {"payments_invoice.resident_id"}  # on whose list it stays
    approve(head, AFTER_FIVE)
    assert where_else(resident) == set()


def where_else(resident):
    """Return the places that lead to a resident, but the register and the trail (結び付き)."""
    marks = where(str(resident.id), resident.id.hex)
    return {place for place in marks if not place.startswith(("people_", "ledger_"))}


@pytest.mark.parametrize("state", ["to_fix", "waiting", "to_refund"])
def test_a_case_whose_money_is_open_is_never_due_and_cannot_be_disposed_of(head, state):
    row = an_arrived_application()
    paid_and_partly_returned(row)
    Case.objects.update(payment=state)
    assert groups(head, AFTER_FIVE) == []
    with pytest.raises(CannotDispose):
        dispose_case(row.case, at=AFTER_FIVE)
    with pytest.raises(DatabaseError), transaction.atomic():
        Case.objects.update(disposed_at=AFTER_FIVE)


def test_an_invoice_or_refund_that_is_open_keeps_its_case_whatever_the_case_says(head):
    row = an_arrived_application()
    invoice = paid_and_partly_returned(row)
    Refund.objects.update(state="to_hand_out")
    assert groups(head, AFTER_FIVE) == []
    with pytest.raises(CannotDisposeOpen):
        dispose_application(row.pk, at=AFTER_FIVE)
    Refund.objects.update(state="done")
    Invoice.objects.update(state="requested")
    assert groups(head, AFTER_FIVE) == []
    with pytest.raises(payments.CannotDisposeOpen):
        payments.dispose(invoice.pk, at=AFTER_FIVE)
    with pytest.raises(DatabaseError), transaction.atomic():
        Invoice.objects.update(disposed_at=AFTER_FIVE)


def test_a_visit_still_to_come_keeps_its_case(head):
    row = an_arrived_application()
    paid_and_partly_returned(row)
    a_resource(kind="visit", fee="", at=AFTER_FIVE)
    booked = a_booking(at=AFTER_FIVE)
    Visit.objects.create(application=row, booking=booked.pk, at=AFTER_FIVE)
    assert groups(head, AFTER_FIVE) == []
    with pytest.raises(CannotDisposeOpen):
        dispose_application(row.pk, at=AFTER_FIVE)
    Booking.objects.update(state="cancelled")
    assert len(groups(head, AFTER_FIVE)) == 1


def test_invoices_of_no_case_lose_their_payer_only_under_a_rule_that_names_them(head):
    row = an_invoice(kind="booking", at=OLD)
    paid_in_cash(row, at=OLD)
    assert [due.rule.code for due in groups(head, AFTER_FIVE)] == ["books"]
    assert groups(head, datetime(2026, 3, 31, 9, tzinfo=JST)) == []
    unpaid = an_invoice(kind="booking", at=OLD)
    assert unpaid.pk not in {one.id for due in groups(head, AFTER_FIVE) for one in due.cases}


def test_the_pages_of_a_disposed_case_open_without_what_is_gone(client, head):
    staff = a_head(section="jumin")
    row = an_arrived_application()
    invoice = paid_and_partly_returned(row)
    sign_in(client, staff)
    notice = reverse("applications:notice", args=[row.pk])
    assert client.get(notice).status_code == 200
    approve(head, AFTER_ONE_YEAR)
    arrival = Arrival.objects.get()
    pages = [f"/staff/cases/{row.case}/", f"/staff/payments/{invoice.pk}/",
             f"/staff/intake/{arrival.pk}/", "/staff/records/disposals/"]  # fmt: skip
    for page in pages:
        answer = client.get(page)
        assert answer.status_code in {200, 404}, page
        assert WORD not in answer.content.decode() or "payments" in page, page
    refused = client.post(f"/staff/cases/{row.case}/note/", {"text": "あとから"})
    assert refused.status_code == 409
    for paper in ("notice", "receipt", "paper"):
        answer = client.get(reverse(f"applications:{paper}", args=[row.pk]))
        assert answer.status_code == 404, paper
