"""Letters that come back into a mailbox are taken in once, whatever breaks (受信箱)."""

import ssl
from datetime import timedelta
from email.message import EmailMessage

import pytest

from tsunagaru.engines.messages.gateways.channels import Answer, CannotReach, Limits, Result
from tsunagaru.engines.messages.gateways.mail_addresses import ReturnPath, bounce_to
from tsunagaru.engines.messages.gateways.mailbox import Account, opened
from tsunagaru.engines.messages.gateways.simulators.imap import Knobs, mailbox
from tsunagaru.engines.messages.models import Contact, MailboxState, Target
from tsunagaru.engines.messages.models.broadcasts import BroadcastState, Stage
from tsunagaru.engines.messages.offers.desk import check_mailbox
from tsunagaru.engines.messages.queries.briefs import brief_of
from tsunagaru.engines.messages.queries.results import is_balanced
from tsunagaru.engines.messages.services import fetching_mail
from tsunagaru.engines.messages.services.carrying import (
    Desk,
    Report,
    take_work,
    write_reports,
)
from tsunagaru.engines.messages.services.closing import close_all_finished
from tsunagaru.engines.messages.services.fetching_mail import fetch_if_due
from tsunagaru.engines.messages.services.mail_arriving import take_letter
from tsunagaru.engines.messages.services.releasing import release
from tsunagaru.engines.messages.tests.outbox import (
    NOW,
    a_broadcast,
    a_subscriber,
    an_address,
    outcomes_of,
    targets_of,
)
from tsunagaru.engines.messages.tests.test_bounces import REPORT
from tsunagaru.engines.messages.tests.test_mail_relay import a_certificate
from tsunagaru.ground.ledger.testing import published

pytestmark = pytest.mark.django_db
SECRET = "s"


@pytest.fixture
def box():
    with mailbox() as desk:
        yield desk


def account(desk, **changes) -> Account:
    given = {"host": "127.0.0.1", "port": desk.port, "user": "town", "password": "secret"}
    return Account(**given | {"tls": "none", "timeout_s": 5} | changes)


def fetch(desk, at=NOW, **changes):
    return fetch_if_due(account(desk, **changes), secret=SECRET, at=at)


def sent_by_mail(*more: str):
    """Return a message that one person got by mail, finished."""
    a_subscriber(1, "email", *more)
    row = a_broadcast()
    release(row.pk, at=NOW)
    carry("email")
    row.refresh_from_db()
    assert row.state == BroadcastState.DONE
    return row


def carry(kind: str, at=NOW) -> None:
    for work in take_work(Desk(kind, Limits(100, 8), "a", brief_of), 8, at=at):
        said = [Answer(one.seq, Result.ACCEPTED) for one in work.parcel.recipients]
        write_reports([Report(work, said)], owner="a", at=at)
    close_all_finished(at=at)


def bounce_of(row, seq: int | None = 1, *, action="failed", status="5.1.1") -> bytes:
    path = ReturnPath(row.key, seq)
    to = bounce_to(path, secret=SECRET, domain="town.example")
    who = an_address("email", 1)
    return REPORT.format(to=to, who=who, action=action, status=status).encode()


@pytest.mark.parametrize("seq", [1, None])
def test_a_bounce_drops_the_address_and_reaches_the_person_another_way(box, seq):
    row = sent_by_mail("line")
    uid = box.put(bounce_of(row, seq))
    assert fetch(box).taken == 1
    assert Contact.objects.get(kind="email").state == "gone"
    assert targets_of(row) == [("email", "ja"), ("line", "ja")]
    assert box.letters[uid].seen
    carry("line")
    row.refresh_from_db()
    assert row.counts == {"targets": 2, "email": {"accepted": 1}, "line": {"accepted": 1}}
    assert (row.state, is_balanced(row)) == (BroadcastState.DONE, True)
    assert len(published("message.finished")) == 1


@pytest.mark.parametrize(
    ("action", "status", "result", "state"),
    [
        ("failed", "5.2.2", {1: "refused"}, "active"),
        ("failed", "4.4.7", {1: "refused"}, "active"),
        ("delayed", "4.4.1", {}, "active"),
        ("delivered", "2.0.0", {1: "accepted"}, "active"),
        ("failed", "5.1.1", {1: "refused"}, "gone"),
    ],
)
def test_what_the_server_says_is_what_is_written(box, action, status, result, state):
    row = sent_by_mail()
    box.put(bounce_of(row, action=action, status=status))
    fetch(box)
    assert outcomes_of(row, Stage.RECEIPT) == result
    assert Contact.objects.get().state == state


def test_the_same_letter_twice_says_it_once(box):
    row = sent_by_mail("line", "sms")
    for _ in range(3):
        box.put(bounce_of(row))
    assert fetch(box).taken == 3
    assert len(targets_of(row)) == 2


def test_other_mail_is_left_where_it_lies(box):
    sent_by_mail()
    letter = EmailMessage()
    letter["To"], letter["Subject"] = "noreply@town.example", "advertisement"
    letter.set_content("buy")
    box.put(letter.as_bytes())
    fetched = fetch(box)
    assert (fetched.taken, fetched.others) == (0, 1)
    assert box.letters[1].folder == "INBOX"


def test_a_forged_bounce_says_nothing(box):
    row = sent_by_mail()
    forged = bounce_to(ReturnPath(row.key, 1), secret="another", domain="town.example")
    said = REPORT.format(to=forged, who="x@example.jp", action="failed", status="5.1.1")
    box.put(said.encode())
    assert fetch(box).taken == 0
    assert Contact.objects.get().state == "active"


def test_a_huge_letter_is_not_even_fetched(box, monkeypatch):
    monkeypatch.setattr(fetching_mail, "MOST_BYTES", 1_000)
    row = sent_by_mail()
    box.put(b"Subject: huge\r\n\r\n" + b"x" * 2_000)
    box.put(bounce_of(row)[:900] + b"\r\n")
    monkeypatch.setattr(fetching_mail, "MOST_BYTES", 1_500)
    fetched = fetch(box)
    assert fetched.too_large == 1
    assert box.asked.count("FETCH") == 3
    assert all(one.seen for one in box.letters.values())


def test_done_letters_are_moved_where_the_town_wants_them(box):
    row = sent_by_mail()
    box.put(bounce_of(row))
    fetch(box, done="Done")
    assert box.letters[1].folder == "Done"


@pytest.mark.parametrize("command", ["LOGIN", "SELECT", "SEARCH", "FETCH", "STORE"])
@pytest.mark.parametrize("after", [0, 1, 2])
def test_wherever_the_line_breaks_the_next_look_takes_in_the_rest_once(box, command, after):
    row = sent_by_mail("line", "sms")
    box.put(bounce_of(row))
    box.put(b"Subject: other\r\n\r\nhello")
    box.knobs = Knobs(drop_before=command, drop_after=after)
    first = fetch(box)
    box.knobs = Knobs()
    if first is None:
        assert MailboxState.objects.get().trouble in {"lost", "login", "folder", "refused"}
    fetch(box, at=NOW + timedelta(minutes=1))
    assert len(targets_of(row)) == 2
    assert all(one.seen for one in box.letters.values())
    assert MailboxState.objects.get().trouble == ""


def test_a_worker_killed_before_the_letter_is_put_away_doubles_nothing(box):
    row = sent_by_mail("line", "sms")
    box.put(bounce_of(row))
    with opened(account(box)) as letters:
        [one] = letters.waiting(10)
        take_letter(letters.read(one.uid), secret=SECRET, at=NOW)
    assert not box.letters[1].seen
    fetch(box)
    assert box.letters[1].seen
    assert Target.objects.filter(broadcast=row.pk).count() == 2


def test_what_cannot_be_taken_in_is_tried_again_and_holds_up_nobody(box, monkeypatch):
    row = sent_by_mail()
    box.put(b"Subject: bad\r\n\r\nbad")
    box.put(bounce_of(row))
    real = take_letter

    def bad(raw, **more):
        if b"Subject: bad" in raw:
            raise ValueError
        return real(raw, **more)

    monkeypatch.setattr(fetching_mail, "take_letter", bad)
    fetched = fetch(box)
    assert (fetched.failed, fetched.taken) == (1, 1)
    assert [one.seen for one in box.letters.values()] == [False, True]
    assert not check_mailbox(NOW).holds


def test_two_workers_look_once_a_minute_together(box):
    assert fetch(box) is not None
    assert fetch(box) is None
    assert fetch(box, at=NOW + timedelta(minutes=1)) is not None


def test_a_refused_login_is_told_on_the_desk_until_it_is_mended(box):
    assert check_mailbox(NOW).holds
    box.knobs.refuse_login = True
    fetch(box)
    assert check_mailbox(NOW).holds  # a moment is no trouble yet
    later = NOW + timedelta(minutes=11)
    told = check_mailbox(later)
    assert (told.holds, "名前かパスワード" in told.sentence) == (False, True)
    box.knobs.refuse_login = False
    fetch(box, at=later)
    assert check_mailbox(later).holds


def test_over_tls_only_a_server_we_believe_hears_our_password(tmp_path):
    context = a_certificate(tmp_path)
    trusted = ssl.create_default_context(cafile=str(tmp_path / "cert.pem"))
    with mailbox(context) as desk:
        with opened(account(desk, tls="tls", context=trusted)) as letters:
            assert letters.waiting(1) == []
        with pytest.raises(CannotReach, match="tls"), opened(account(desk, tls="tls")):
            pass
        assert desk.asked.count("LOGIN") == 1


def test_a_password_never_travels_in_the_open():
    far = Account(host="mail.example", user="town", password="secret", tls="none")
    with pytest.raises(CannotReach, match="tls"), opened(far):
        pass
