"""Signing up, a new password and a new address by a link in an e-mail."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client

from tsunagaru.ground.ledger.events import DayEnded
from tsunagaru.ground.ledger.testing import audited, pending, published
from tsunagaru.ground.people import api, queries, services, tasks
from tsunagaru.ground.people.models import Account, Letter, Resident, Staff
from tsunagaru.ground.people.models.indexes import email_index
from tsunagaru.ground.people.rules import LIFETIMES, Purpose
from tsunagaru.ground.people.services import tries
from tsunagaru.ground.people.testing import (
    PASSWORD,
    a_clerk,
    a_letter,
    a_resident,
    account_of,
    sign_in,
)

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 6, 1, 3, 0, tzinfo=UTC)
NEW = "another long password"
FORM = {
    "family": "小山", "given": "次郎", "kana_family": "こやま", "kana_given": "じろう",
    "birth_on": "平成2年3月4日", "email": "jiro@example.jp", "password": PASSWORD, "agree": "on",
}  # fmt: skip


@pytest.fixture(autouse=True)
def mail(settings, at):
    """A town with a mail server, at noon; what is handed over is looked at, not sent."""
    settings.EMAIL_HOST = "mail.example"


def newest(at=NOON):
    row = Letter.objects.order_by("-made_at").first()
    return api.letter(row.pk, at=at)


def path_of(letter):
    return letter.link.removeprefix("http://testserver").removeprefix("https://town.example")


def seen(answer):
    text = re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", answer.content.decode())
    return answer.status_code, re.sub(r"[\w.]+@example\.jp", "ADDRESS", text)


def test_the_link_opens_the_account_on_another_device(client):
    client.post("/sign-up/", FORM | {"next": "/me/edit/"})
    assert not Resident.objects.exists()
    phone = Client()
    answer = phone.post(path_of(newest()), {"password": PASSWORD})
    assert (answer.status_code, answer["Location"]) == (302, "/me/edit/")
    assert "小山 次郎" in phone.get("/me/").content.decode()
    assert client.get("/me/").status_code == 302


def test_known_and_unknown_addresses_get_the_same_answers(client, hanako):
    for page, form in (("/sign-up/", FORM), ("/password/", {})):
        known, unknown = client, Client()
        one = known.post(page, form | {"email": hanako.email})
        other = unknown.post(page, form | {"email": "nobody@example.jp"})
        assert (one.status_code, one["Location"]) == (other.status_code, other["Location"])
        assert seen(known.get("/letter-sent/")) == seen(unknown.get("/letter-sent/"))
    assert len(published("letter.requested")) == 4


def test_an_address_with_an_account_gets_another_letter(client, hanako):
    client.post("/sign-up/", FORM | {"email": hanako.email})
    letter = newest()
    assert "すでに登録があります" in letter.title
    assert letter.link.startswith("http://testserver/sign-in/")
    assert Account.objects.count() == Resident.objects.count() == 1


def test_a_letter_names_nobody_and_the_database_does_not_hold_the_link(client):
    client.post("/sign-up/", FORM)
    letter, row = newest(), Letter.objects.get()
    assert not any(name in letter.body for name in ("小山", "次郎", PASSWORD))
    assert path_of(letter).split("/")[2] not in str(vars(row)) + str(row.fields)
    assert PASSWORD not in str(row.fields)


@pytest.mark.parametrize(("language", "word"), [("ja-easy", "たしかめて"), ("en", "complete")])
def test_a_letter_speaks_the_language_of_its_page(client, language, word):
    client.post(f"/sign-up/?lang={language}", FORM)
    letter = newest()
    assert word in letter.title
    assert f"lang={language}" in letter.link


def test_the_configured_address_of_the_town_goes_before_the_pages(client, settings):
    settings.TSUNAGARU_URL = "https://tsunagaru.example/"
    client.post("/sign-up/", FORM)
    assert newest().link.startswith("https://tsunagaru.example/sign-up/")


def test_whoever_did_not_choose_the_password_cannot_open_the_account(client):
    link = path_of(queries.letter(a_letter(at=NOON).pk, at=NOON))
    assert client.get(link).status_code == 200
    for _ in range(tries.TRIES_PER_LETTER):
        assert client.post(link, {"password": "wrong"}).status_code == 400
    assert client.post(link, {"password": PASSWORD}).status_code == 429
    assert not Account.objects.exists()


@pytest.mark.parametrize("purpose", [Purpose.SIGN_UP, Purpose.RESET, Purpose.EMAIL])
def test_a_link_works_once_and_in_its_time_only(client, hanako, at, purpose):
    address = hanako.email if purpose is Purpose.RESET else "new@example.jp"
    data = {"password": PASSWORD, "again": PASSWORD}
    rows = [a_letter(purpose, address=address, account=account_of(hanako), at=NOON) for _ in "ab"]
    late, good = (path_of(queries.letter(row.pk, at=NOON)) for row in rows)
    at(NOON + LIFETIMES[purpose])
    assert client.post(late, data).status_code == client.get(late).status_code == 410
    at(NOON + LIFETIMES[purpose] - timedelta(seconds=1))
    assert client.post(good, data).status_code == 302
    assert client.post(good, data).status_code == 410
    assert client.get(good.replace("~", "x~")).status_code == 404


def test_a_link_of_one_purpose_opens_no_other_page(client, hanako):
    token = queries.token_of(a_letter(Purpose.RESET, address=hanako.email, at=NOON))
    assert client.get(f"/email/{token}/").status_code == 404
    assert client.get(f"/sign-up/{token}/").status_code == 404


def test_of_twenty_parallel_uses_one_comes_into_force(shared_database):
    def one(letter):
        try:
            return services.confirm_sign_up(letter, password=PASSWORD, at=NOON).login
        except services.CannotConfirm:
            return ""
        finally:
            connection.close()

    with ThreadPoolExecutor(10) as pool:
        letter = pool.submit(lambda: a_letter(at=NOON).pk).result()
        opened = [login for login in pool.map(one, [letter] * 20) if login]
        counts = pool.submit(lambda: (Account.objects.count(), Resident.objects.count())).result()
    assert (len(opened), counts) == (1, (1, 1))


def test_two_sign_ups_for_one_address_open_one_account():
    first, second = a_letter(at=NOON), a_letter(at=NOON)
    services.confirm_sign_up(first.pk, password=PASSWORD, at=NOON)
    with pytest.raises(services.CannotConfirm):
        services.confirm_sign_up(second.pk, password=PASSWORD, at=NOON)


def test_letters_are_limited_per_mailbox_for_known_and_unknown_alike(client, hanako, at):
    for email in (hanako.email, "nobody@example.jp"):
        for _ in range(tries.LETTERS_PER_MAILBOX):
            assert client.post("/password/", {"email": email}).status_code == 302
        assert client.post("/password/", {"email": email}).status_code == 429
        assert client.post("/sign-up/", FORM | {"email": email}).status_code == 429
    at(NOON + tries.LETTER_WINDOW)
    assert client.post("/password/", {"email": hanako.email}).status_code == 302


def test_a_day_that_ends_forgets_no_running_limit(client):
    for _ in range(tries.LETTERS_PER_MAILBOX):
        tries.admit_letter("a@example.jp", "", at=NOON)
    later = NOON + timedelta(minutes=20)
    tasks.forget_held_posts(DayEnded(at=later, subject=uuid4(), day="2026-06-01"))
    assert not tries.admit_letter("a@example.jp", "", at=later)


def test_a_new_password_ends_all_sessions_and_all_other_links(client, hanako):
    phone = sign_in(Client(), hanako)
    first, second = (
        a_letter(Purpose.RESET, address=hanako.email, at=NOON + timedelta(seconds=n))
        for n in (0, 1)
    )
    link = path_of(api.letter(first.pk, at=NOON))
    assert client.post(link, {"password": NEW, "again": "other"}).status_code == 400
    assert client.post(link, {"password": NEW, "again": NEW})["Location"] == "/sign-in/"
    assert phone.get("/me/").status_code == 302
    assert account_of(hanako).check_password(NEW)
    assert queries.open_letter(second.pk, Purpose.RESET, at=NOON) is None
    assert [row.facts["how"] for row in audited("account.password_changed")] == ["link"]


def test_a_changed_password_makes_links_on_their_way_useless(hanako):
    row = a_letter(Purpose.RESET, address=hanako.email, at=NOON)
    services.change_password(account_of(hanako), NEW, at=NOON)
    with pytest.raises(services.CannotConfirm):
        services.reset_password(row.pk, PASSWORD, at=NOON)


def test_an_unknown_or_closed_account_gets_no_letter(hanako):
    services.close_account(account_of(hanako), at=NOON)
    for address in (hanako.email, "nobody@example.jp"):
        assert api.letter(a_letter(Purpose.RESET, address=address, at=NOON).pk, at=NOON) is None


def test_an_address_for_contact_only_resets_nothing():
    person = a_resident(email="contact@example.jp")
    assert a_letter(Purpose.RESET, address=person.email, at=NOON).account is None


def test_staff_set_a_new_password_through_the_address_the_town_entered():
    clerk = a_clerk()
    index = email_index("clerk@town.example")
    Staff.objects.filter(pk=clerk.id).update(email_index=index)
    row = a_letter(Purpose.RESET, address="Clerk@town.example", at=NOON)
    assert row.account == account_of(clerk)


def test_a_new_address_counts_for_contact_and_sign_in_and_the_old_one_is_told(client, hanako):
    sign_in(client, hanako)
    assert client.post("/me/email/", {"email": "new@example.jp", "current": "x"}).status_code == 400
    client.post("/me/email/", {"email": "new@example.jp", "current": PASSWORD})
    letter = newest()
    assert queries.resident(hanako.id, day=NOON.date()).email == hanako.email
    assert client.post(path_of(letter))["Location"] == "/me/"
    assert queries.resident(hanako.id, day=NOON.date()).email == "new@example.jp"
    assert queries.account_of("new@example.jp") == account_of(hanako)
    assert queries.account_of(hanako.email) is None
    told = Letter.objects.get(purpose=Purpose.MOVED)
    assert (told.address, "new@" in api.letter(told.pk, at=NOON).body) == (hanako.email, False)


def test_a_chosen_sign_in_name_stays_when_the_address_changes():
    person = a_resident()
    row = a_letter(Purpose.EMAIL, account=account_of(person), at=NOON)
    login = account_of(person).login
    services.confirm_email(row.pk, at=NOON)
    assert account_of(person).login == login


def test_an_address_of_somebody_else_is_not_taken_over(client, hanako):
    other = a_resident()
    row = a_letter(Purpose.EMAIL, address=hanako.email, account=account_of(other), at=NOON)
    assert "すでに登録があります" in api.letter(row.pk, at=NOON).title
    link = f"/email/{queries.token_of(row)}/"
    assert client.post(link).status_code == 410
    assert queries.account_of(hanako.email) == account_of(hanako)


def test_a_letter_is_handed_over_once_and_never_after_its_time():
    row = a_letter(at=NOON)
    assert pending(at=NOON) == ["engines.messages.tasks.hand_letter_over"]
    assert api.letter(row.pk, at=NOON + timedelta(hours=24)) is None
    for _ in range(2):
        api.letter_accepted(row.pk, reply="250", at=NOON)
    assert api.letter(row.pk, at=NOON) is None
    assert [event["purpose"] for event in published("letter.accepted")] == ["sign_up"]


def test_letters_whose_time_is_over_are_deleted_with_all_they_hold():
    a_letter(at=NOON)
    tasks.forget_held_posts(DayEnded(at=NOON + timedelta(hours=23), subject=uuid4(), day="d"))
    assert Letter.objects.exists()
    tasks.forget_held_posts(DayEnded(at=NOON + timedelta(hours=24), subject=uuid4(), day="d"))
    assert not Letter.objects.exists()


def test_a_demo_without_mail_server_shows_the_letter_on_the_page(client, settings):
    settings.EMAIL_HOST = ""
    client.post("/sign-up/", FORM)
    text = client.get("/letter-sent/").content.decode()
    assert "見本のため、メールは送りません" in text
    (link,) = re.findall(r'href="http://testserver(/sign-up/[^"]+)"', text)
    assert client.post(link.replace("&amp;", "&"), {"password": PASSWORD}).status_code == 302
    assert not published("letter.requested")


def test_in_production_no_link_ever_stands_on_a_page(client, settings):
    shown = a_letter(at=NOON)
    Letter.objects.update(state="shown")
    settings.TSUNAGARU_DEMO, settings.EMAIL_HOST = False, ""
    assert queries.shown_letter(shown.pk, at=NOON) is None
    for page in ("/sign-up/", "/password/"):
        answer = client.post(page, FORM)
        assert (answer.status_code, "役場の窓口か電話" in answer.content.decode()) == (503, True)
    settings.EMAIL_HOST = "mail.example"
    client.post("/sign-up/", FORM)
    assert "/sign-up/" not in client.get("/letter-sent/").content.decode().split("<ul>")[0]


def test_a_person_who_is_erased_leaves_no_letter(hanako):
    a_letter(Purpose.EMAIL, account=account_of(hanako), at=NOON)
    exported = services.export_person(hanako.id, at=NOON)["packages"]["people"]["data"]
    assert [one["address"] for one in exported["letters"]] == ["jiro@example.jp"]
    services.erase_person(hanako.id, at=NOON)
    assert not Letter.objects.exists()
