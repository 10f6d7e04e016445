"""Done letters are moved on every IMAP server, and no other goes with them (受信箱の移動)."""

import pytest

from tsunagaru.engines.messages.gateways.channels import CannotReach
from tsunagaru.engines.messages.gateways.mailbox import Account, opened
from tsunagaru.engines.messages.gateways.simulators.imap import UIDPLUS, Knobs, mailbox

OURS = b"Subject: ours\r\n\r\nhello"
OTHERS = b"Subject: others\r\n\r\nhello"
WITHOUT_MOVE = [(UIDPLUS,), ()]


@pytest.fixture
def box():
    with mailbox() as desk:
        yield desk


def put_away(desk, uid):
    account = Account(
        "127.0.0.1", "town", "secret", port=desk.port, tls="none", done="Done", timeout_s=5
    )
    with opened(account) as letters:
        letters.put_away(str(uid))


def folders(desk):
    """Return which letters lie in which folder; what was removed lies in none."""
    found: dict[str, list[bytes]] = {}
    for one in desk.letters.values():
        found.setdefault(one.folder, []).append(one.raw)
    return found


@pytest.mark.parametrize("offers", WITHOUT_MOVE)
def test_a_server_that_cannot_move_copies_and_removes_that_letter_alone(box, offers):
    box.knobs = Knobs(offers=offers)
    uid = box.put(OURS)
    box.put(OTHERS)
    put_away(box, uid)
    assert folders(box) == {"": [OURS], "INBOX": [OTHERS], "Done": [OURS]}
    assert "MOVE" not in box.asked


def test_a_letter_that_another_program_marked_as_deleted_stays_over_our_move(box):
    box.knobs = Knobs(offers=(UIDPLUS,))
    uid, other = box.put(OURS), box.put(OTHERS)
    box.letters[other].deleted = True
    put_away(box, uid)
    assert folders(box) == {"": [OURS], "INBOX": [OTHERS], "Done": [OURS]}


def test_where_only_all_could_be_removed_ours_stays_marked_as_read(box):
    box.knobs = Knobs(offers=())
    uid, other = box.put(OURS), box.put(OTHERS)
    box.letters[other].deleted = True
    put_away(box, uid)
    assert folders(box) == {"INBOX": [OURS, OTHERS]}
    assert box.letters[uid].seen


@pytest.mark.parametrize("offers", WITHOUT_MOVE)
@pytest.mark.parametrize(("command", "before"), [("COPY", 0), ("STORE", 1), ("EXPUNGE", 0)])
def test_wherever_the_line_breaks_the_letter_is_somewhere_and_read(box, offers, command, before):
    box.knobs = Knobs(offers=offers, drop_before=command, drop_after=before)
    uid = box.put(OURS)
    with pytest.raises(CannotReach, match="lost"):
        put_away(box, uid)
    assert box.letters[uid].folder == "INBOX"
    assert box.letters[uid].seen
