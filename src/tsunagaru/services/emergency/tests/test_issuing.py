"""One asks, another confirms, and it leaves; or one issues alone and says why (発令)."""

from datetime import timedelta

import pytest

from tsunagaru.engines.messages.testing import a_subscriber, broadcasts, readers
from tsunagaru.ground.ledger.testing import audited, published
from tsunagaru.ground.people.testing import a_clerk, a_head, actor_of
from tsunagaru.kernel.access import Role
from tsunagaru.services.emergency.models import Alert, Announcement, Draft
from tsunagaru.services.emergency.services import issuing
from tsunagaru.services.emergency.services.settling import CannotChange, discard, edit
from tsunagaru.services.emergency.testing import (
    NOON,
    WORDS,
    a_draft,
    a_proposal,
    a_telegram,
    asked_for,
    received,
    said_alone,
)

pytestmark = pytest.mark.django_db
SOON = NOON + timedelta(minutes=3)


@pytest.fixture
def clerk():
    return actor_of(a_clerk())


@pytest.fixture
def head():
    return actor_of(a_head())


def again(row):
    return Announcement.objects.select_related("alert").get(pk=row.pk)


def from_draft(draft, by, **more):
    proposal = a_proposal(draft=draft.pk, words=draft.words, **more)
    return Announcement.objects.get(pk=issuing.propose(proposal, by=by, at=SOON))


def test_nothing_leaves_until_a_second_person_confirms(clerk, head):
    a_subscriber("hana@example.jp", at=NOON)
    row = asked_for(clerk)
    assert not broadcasts()
    issuing.confirm(row.pk, by=head, at=SOON)
    message, said = broadcasts()[0], again(row)
    assert (message.lane, message.state, message.waived) == (0, "sending", False)
    assert (message.made_by, message.approved_by) == (clerk.staff, head.staff)
    assert (said.state, said.alert.state, said.broadcast) == ("said", "in_force", message.key)
    assert len(readers(message)) == 1
    assert published("emergency.alert_issued")[0]["waived"] == "no"
    assert published("emergency.alert_issued")[0]["waited_s"] == 180


def test_the_text_says_where_in_every_language(clerk):
    said_alone(clerk)
    texts = broadcasts()[0].texts
    assert {one: text["body"].splitlines()[-1] for one, text in texts.items()} == {
        "ja": "／町内全域",
        "ja-easy": "／ぜんぶ",
        "en": "／The whole town",
    }


def test_who_asked_may_not_confirm_even_as_head(head):
    row = asked_for(head)
    with pytest.raises(issuing.CannotConfirmOwn):
        issuing.confirm(row.pk, by=head, at=SOON)
    assert not broadcasts()


def test_of_two_clerks_neither_of_whom_leads_nobody_can_confirm(clerk):
    row = asked_for(clerk)
    with pytest.raises(issuing.CannotConfirmOwn):
        issuing.confirm(row.pk, by=actor_of(a_clerk()), at=SOON)


def test_a_clerk_is_the_second_person_where_the_head_asked(clerk, head):
    row = asked_for(head)
    issuing.confirm(row.pk, by=clerk, at=SOON)
    assert again(row).state == "said"


@pytest.mark.parametrize("role", [Role.CLERK, Role.HEAD, Role.CIO])
def test_another_sections_staff_can_neither_ask_nor_confirm(clerk, role):
    stranger = actor_of(a_clerk(section="zeimu", role=role))
    row = asked_for(clerk)
    with pytest.raises(issuing.CannotConfirmOwn):
        issuing.confirm(row.pk, by=stranger, at=SOON)
    with pytest.raises(issuing.CannotIssue):
        issuing.propose(a_proposal(), by=stranger, at=SOON, because="急ぎ")
    assert not broadcasts()


def test_one_person_issues_alone_and_the_reason_stays_on_record(clerk):
    row = said_alone(clerk, because="緊急のため一人で発令")
    assert broadcasts()[0].waived
    assert (row.because, row.settled_by) == ("緊急のため一人で発令", None)
    assert len(published("emergency.confirmation_waived")) == 1
    assert [
        len(audited(f"emergency.{one}")) for one in ("alert_issued", "confirmation_waived")
    ] == [1, 1]


def test_a_form_sent_twice_is_one_alert(clerk):
    row = said_alone(clerk)
    with pytest.raises(issuing.AlreadyAsked) as first:
        issuing.propose(a_proposal(key=row.pk), by=clerk, at=SOON, because="緊急のため")
    assert (first.value.announcement, len(broadcasts()), Alert.objects.count()) == (row.pk, 1, 1)


def test_two_people_who_take_one_draft_make_one_alert(clerk, head):
    draft = a_draft()
    row = from_draft(draft, clerk)
    with pytest.raises(issuing.AlreadyAsked) as first:
        from_draft(draft, head)
    assert first.value.announcement == row.pk
    issuing.confirm(row.pk, by=head, at=SOON)
    with pytest.raises(issuing.CannotIssue):
        issuing.confirm(row.pk, by=head, at=SOON)
    assert (len(broadcasts()), Alert.objects.count()) == (1, 1)
    assert Draft.objects.get().state == "issued"


def test_the_level_and_drill_of_a_draft_cannot_be_forged(clerk, head):
    row = from_draft(a_draft(status="訓練"), clerk, level=5, drill=False)
    assert (row.level, row.alert.drill) == (4, True)


@pytest.mark.parametrize("status", ["訓練", "試験"])
def test_a_drill_reaches_no_resident_and_says_so_in_every_text(clerk, head, status):
    a_subscriber("hana@example.jp", at=NOON)
    row = from_draft(a_draft(status=status), clerk)
    issuing.confirm(row.pk, by=head, at=SOON)
    assert not broadcasts()
    assert again(row).alert.state == "in_force"
    assert [again(row).words[one]["title"][:4] for one in ("ja", "easy", "en")] == [
        "【訓練】",
        "【くんれ",
        "[DRI",
    ]


def test_a_drill_written_by_hand_is_marked_too(clerk):
    row = said_alone(clerk, drill=True)
    assert not broadcasts()
    assert row.words["ja"]["title"] == "【訓練】題名 ja"


def test_words_that_wait_for_confirmation_cannot_be_changed_under_the_reader(clerk, head):
    draft = a_draft()
    row = from_draft(draft, clerk)
    with pytest.raises(CannotChange):
        edit(draft.pk, WORDS, by=clerk, at=SOON)
    issuing.drop(row.pk, by=clerk, at=SOON)
    edit(draft.pk, WORDS, by=clerk, at=SOON)
    assert from_draft(Draft.objects.get(), clerk).words == WORDS
    assert not broadcasts()


def test_what_newer_information_overtook_cannot_be_confirmed(clerk, head):
    row = from_draft(a_draft(), clerk)
    received(a_telegram(info_type="取消", serial="2", reported="2026-07-01T11:30:00+09:00"))
    with pytest.raises(issuing.CannotIssue):
        issuing.confirm(row.pk, by=head, at=SOON)
    assert (again(row).state, again(row).alert.state, broadcasts()) == ("dropped", "dropped", [])


def test_discarding_a_draft_lets_what_was_asked_fall(clerk, head):
    draft = a_draft()
    row = from_draft(draft, clerk)
    discard(draft.pk, by=clerk, at=SOON)
    with pytest.raises(issuing.CannotIssue):
        issuing.confirm(row.pk, by=head, at=SOON)


def test_a_low_level_goes_to_who_chose_the_topic_a_high_one_to_everybody(clerk):
    chose = a_subscriber("hana@example.jp", topics=("disaster",), at=NOON)
    a_subscriber("taro@example.jp", topics=("events",), at=NOON)
    said_alone(clerk, level=2)
    said_alone(clerk, level=3)
    low, high = map(readers, broadcasts())
    assert (low, len(high)) == ({chose.pk}, 2)
    assert [row.audience["ways"] for row in broadcasts()] == [1, 2]
