"""A telephone proves itself by a code before it gets short messages (ショートメールの登録)."""

from datetime import UTC, datetime, timedelta

import pytest

from tsunagaru.engines.messages import tasks
from tsunagaru.engines.messages.events import PhoneCodeAsked
from tsunagaru.engines.messages.gateways.channels import CannotReach, Kind
from tsunagaru.engines.messages.models import Contact, PhoneCode
from tsunagaru.engines.messages.models.subscribers import ContactKind, ContactState
from tsunagaru.engines.messages.rules.addresses import CannotRead
from tsunagaru.engines.messages.rules.phone_codes import LIVES, TRIES, code_of, fits
from tsunagaru.engines.messages.services import phones
from tsunagaru.engines.messages.services.phones import Proof
from tsunagaru.engines.messages.services.subscribing import Wishes, add_address, subscribe
from tsunagaru.engines.messages.testing import contracts_with, simulated_providers
from tsunagaru.ground.ledger.testing import published
from tsunagaru.ground.people.testing import a_clerk, a_resident, sign_in
from tsunagaru.ground.ui import town
from tsunagaru.ground.ui.phrases import translate
from tsunagaru.kernel import clock

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 29, 3, tzinfo=UTC)
NUMBER, E164 = "090-1234-5678", "+819012345678"


@pytest.fixture(name="them")
def providers(settings):
    with simulated_providers() as them:
        settings.TSUNAGARU_CHANNELS = contracts_with(them)
        yield them


@pytest.fixture(name="row")
def registration():
    return subscribe(a_resident().id, Wishes(), way="online", at=AT)


def sent(them):
    return [one["text"] for one in them.sms.last if one["to"] == E164]


def code(settings):
    return code_of(PhoneCode.objects.get().ask, secret=settings.SECRET_KEY)


def wrong(right):
    return f"{(int(right) + 1) % 1_000_000:06d}"


def test_the_code_comes_by_short_message_and_lets_the_telephone_work(them, row, settings):
    phones.ask_phone(row, NUMBER, way="online", at=AT)
    phones.send_code(PhoneCode.objects.get().ask, at=AT)
    [text] = sent(them)
    assert code(settings) in text
    assert text.startswith(translate(town.current().name, "ja"))  # who sends it is said first
    assert len(text) <= 70  # one message, not two
    assert phones.prove_phone(row, code(settings), way="online", at=AT) is Proof.RIGHT
    contact = Contact.objects.get()
    assert (contact.state, contact.address, contact.rank) == (ContactState.ACTIVE, E164, 1)
    assert list(row.permissions.values_list("what", flat=True)) == ["asked", "confirmed"]


def test_before_that_it_gets_nothing(row):
    phones.ask_phone(row, NUMBER, way="online", at=AT)
    assert Contact.objects.get().state == ContactState.UNCONFIRMED


@pytest.mark.parametrize("typed", ["１２３ ４５６", "123-456", " 123456 "])
def test_width_spaces_and_hyphens_do_not_matter(typed):
    assert fits(typed, "123456")


@pytest.mark.parametrize("typed", ["", "12345", "1234567", "abcdef", "²²²²²²"])
def test_nothing_else_fits(typed):
    assert not fits(typed, "123456")


@pytest.mark.parametrize("number", ["0550-76-1111", "0120-123-456", "03-1234-5678", "+1 212 555"])
def test_what_gets_no_short_messages_is_refused(row, number):
    with pytest.raises(CannotRead):
        phones.ask_phone(row, number, way="online", at=AT)


def test_guessing_ends_after_five_tries_even_with_the_right_code(row, settings):
    phones.ask_phone(row, NUMBER, way="online", at=AT)
    right = code(settings)
    told = [phones.prove_phone(row, wrong(right), way="online", at=AT) for _ in range(TRIES)]
    assert told == [Proof.WRONG] * (TRIES - 1) + [Proof.OVER]
    assert phones.prove_phone(row, right, way="online", at=AT) is Proof.OVER


def test_a_code_is_good_for_ten_minutes(row, settings):
    phones.ask_phone(row, NUMBER, way="online", at=AT)
    late = AT + LIVES + timedelta(seconds=1)
    assert phones.prove_phone(row, code(settings), way="online", at=late) is Proof.OVER


def test_the_second_of_two_presses_at_once_finds_it_done(row, settings, monkeypatch):
    phones.ask_phone(row, NUMBER, way="online", at=AT)
    right, seen = code(settings), PhoneCode.objects.select_related("contact").get()
    assert phones.prove_phone(row, right, way="online", at=AT) is Proof.RIGHT
    monkeypatch.setattr(phones, "pending", lambda *_a, **_k: seen)  # as read before the first ended
    assert phones.prove_phone(row, right, way="online", at=AT) is Proof.RIGHT
    other = subscribe(a_resident(family="別").id, Wishes(), way="online", at=AT)
    assert phones.prove_phone(other, right, way="online", at=AT) is Proof.OVER


def test_another_persons_code_does_not_fit(row, settings):
    other = subscribe(a_resident(family="別").id, Wishes(), way="online", at=AT)
    phones.ask_phone(row, NUMBER, way="online", at=AT)
    assert phones.prove_phone(other, code(settings), way="online", at=AT) is Proof.OVER


def test_a_number_is_sent_three_codes_an_hour_at_most(row):
    for _ in range(phones.FOR_A_NUMBER):
        phones.ask_phone(row, NUMBER, way="online", at=AT)
    with pytest.raises(phones.TooManyCodes):
        phones.ask_phone(row, NUMBER, way="online", at=AT)


def test_one_person_cannot_have_codes_sent_to_ever_new_numbers(row):
    for number in range(phones.FOR_A_PERSON):
        phones.ask_phone(row, f"0901234500{number}", way="online", at=AT)
    with pytest.raises(phones.TooManyCodes):
        phones.ask_phone(row, "09012345999", way="online", at=AT)


def test_a_number_that_somebody_had_before_comes_over_to_who_holds_it_now(row, settings):
    before = subscribe(a_resident(family="前").id, Wishes(), way="online", at=AT)
    add_address(before, ContactKind.SMS, NUMBER, way="online", at=AT, confirmed=True)
    phones.ask_phone(row, NUMBER, way="online", at=AT)
    assert Contact.objects.get().subscriber_id == before.pk  # nothing moves without the code
    assert phones.prove_phone(row, code(settings), way="online", at=AT) is Proof.RIGHT
    assert Contact.objects.get().subscriber_id == row.pk


def test_one_that_works_here_already_gets_no_code(row):
    add_address(row, ContactKind.SMS, NUMBER, way="online", at=AT, confirmed=True)
    phones.ask_phone(row, NUMBER, way="online", at=AT)
    assert published("phone.code_asked") == []


def test_a_second_try_of_the_delivery_brings_the_same_code_once(them, row):
    them.sms.knobs.silent_share = 1
    phones.ask_phone(row, NUMBER, way="online", at=AT)
    ask = PhoneCode.objects.get().ask
    contract = next(one for one in contracts_with(them, timeout_s=0.3) if one.kind == Kind.SMS)
    from django.conf import settings as own  # noqa: PLC0415 - the live one

    own.TSUNAGARU_CHANNELS = [contract]
    with pytest.raises(CannotReach):
        phones.send_code(ask, at=AT)
    them.sms.knobs.silent_share = 0
    phones.send_code(ask, at=AT)
    assert len(sent(them)) == 1


@pytest.mark.parametrize("trouble", ["error_share", "a_second"])
def test_a_provider_in_trouble_is_asked_again(them, row, trouble):
    setattr(them.sms.knobs, trouble, {"error_share": 1, "a_second": 0.001}[trouble])
    phones.ask_phone(row, NUMBER, way="online", at=AT)
    with pytest.raises(CannotReach):
        phones.send_code(PhoneCode.objects.get().ask, at=AT)
    setattr(them.sms.knobs, trouble, 0)
    phones.send_code(PhoneCode.objects.get().ask, at=AT)
    assert len(sent(them)) == 1


def test_a_number_that_the_provider_does_not_take_is_left(them, row):
    them.sms.knobs.bad_share = 1
    phones.ask_phone(row, NUMBER, way="online", at=AT)
    phones.send_code(PhoneCode.objects.get().ask, at=AT)
    assert sent(them) == []


def test_a_code_that_is_over_is_not_sent_any_more(them, row):
    phones.ask_phone(row, NUMBER, way="online", at=AT)
    phones.send_code(PhoneCode.objects.get().ask, at=AT + timedelta(hours=1))
    assert sent(them) == []


def test_the_worker_sends_what_the_page_asked_for(them, row):
    phones.ask_phone(row, NUMBER, way="online", at=clock.now())
    ask = PhoneCode.objects.get().ask
    tasks.send_phone_code(PhoneCodeAsked(at=clock.now(), subject=ask))
    assert len(sent(them)) == 1


def test_a_resident_registers_a_telephone_on_the_page(them, client, settings):
    sign_in(client, a_resident())
    assert "ショートメールで受け取る" in client.get("/my/messages/").content.decode()
    told = client.post("/my/messages/phone/", {"phone": "0550-76-1111"})
    assert told.status_code == 422
    assert "携帯電話の番号を入力" in told.content.decode()
    shown = client.post("/my/messages/phone/", {"phone": NUMBER}, follow=True).content.decode()
    assert "…5678に確認番号を送りました" in shown
    right = code(settings)
    told = client.post("/my/messages/phone/code/", {"code": wrong(right)})
    assert "確認番号が違います" in told.content.decode()
    shown = client.post("/my/messages/phone/code/", {"code": right}, follow=True).content.decode()
    assert "ショートメール …5678" in shown
    assert "確認番号を送りました" not in shown


def test_a_clerk_registers_the_telephone_of_who_calls(them, client, settings):
    person = a_resident()
    sign_in(client, a_clerk())
    page = f"/staff/messages/residents/{person.id}/phone/"
    shown = client.post(page, {"phone": NUMBER}, follow=True).content.decode()
    assert "ご本人から聞いて入力してください" in shown
    client.post(page, {"prove": "1", "code": code(settings)})
    assert Contact.objects.get().state == ContactState.ACTIVE
    assert not PhoneCode.objects.exists()


def test_a_demo_shows_no_link_that_would_do_without_the_code(them, client, settings):
    settings.TSUNAGARU_DEMO = True
    sign_in(client, a_resident())
    shown = client.post("/my/messages/phone/", {"phone": NUMBER}, follow=True).content.decode()
    assert "登録を終える" not in shown


def test_a_demo_shows_the_code_that_reaches_no_telephone(them, client, settings):
    settings.TSUNAGARU_DEMO = True
    sign_in(client, a_resident())
    shown = client.post("/my/messages/phone/", {"phone": NUMBER}, follow=True).content.decode()
    assert code(settings) in shown
    done = client.post("/my/messages/phone/code/", {"code": code(settings)}, follow=True)
    assert "見本のため" not in done.content.decode()
    assert Contact.objects.get().state == ContactState.ACTIVE


@pytest.mark.parametrize("what", ["a real town", "a real provider"])
def test_only_a_demo_without_a_real_provider_shows_it(them, client, settings, what):
    settings.TSUNAGARU_DEMO = what != "a real town"
    if what == "a real provider":
        for contract in settings.TSUNAGARU_CHANNELS:
            contract.values.pop("loopback", None)
    sign_in(client, a_resident())
    shown = client.post("/my/messages/phone/", {"phone": NUMBER}, follow=True).content.decode()
    assert "に確認番号を送りました" in shown
    assert code(settings) not in shown


def test_a_town_without_a_provider_offers_none(client, settings):
    settings.TSUNAGARU_CHANNELS = []
    sign_in(client, a_resident())
    assert "ショートメールで受け取る" not in client.get("/my/messages/").content.decode()
