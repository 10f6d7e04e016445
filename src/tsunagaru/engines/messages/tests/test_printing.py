"""Who wants paper gets a letter of each message once; it can be printed again, never made twice."""

from datetime import timedelta

import pypdfium2
import pytest
from django.urls import reverse

from tsunagaru.engines.messages.models import Broadcast, Outcome, Target
from tsunagaru.engines.messages.models.broadcasts import BroadcastState, Lane
from tsunagaru.engines.messages.queries.results import results_of
from tsunagaru.engines.messages.rules.audience import Audience
from tsunagaru.engines.messages.services.closing import close_all_finished
from tsunagaru.engines.messages.services.printing import CannotPrint, make_letters
from tsunagaru.engines.messages.services.releasing import release
from tsunagaru.engines.messages.services.subscribing import Wishes, subscribe
from tsunagaru.engines.messages.tests.outbox import NOW, a_broadcast
from tsunagaru.engines.messages.tests.outbox import a_subscriber as by_line
from tsunagaru.ground.ledger.testing import audited
from tsunagaru.ground.people.testing import a_clerk, a_resident, actor_of, sign_in
from tsunagaru.kernel.access import Actor

pytestmark = pytest.mark.django_db


@pytest.fixture
def clerk():
    return actor_of(a_clerk())


def wants_paper(resident=None, **wishes):
    who = (resident or a_resident()).id
    return subscribe(who, Wishes(on_paper=True, **wishes), way="counter", at=NOW)


def sent(audience=Audience(), lane=Lane.NEWS, **more) -> Broadcast:  # noqa: B008 - frozen
    row = a_broadcast(audience, lane, section="jumin", **more)
    release(row.pk, at=NOW)
    row.refresh_from_db()
    return row


def make(row: Broadcast, clerk: Actor, at=NOW):
    return make_letters(row.pk, by=clerk, at=at)


def test_each_who_wants_paper_gets_one_letter(clerk):
    wants_paper()
    wants_paper()
    by_line(1)
    row = sent()
    assert make(row, clerk).count == 2
    with pytest.raises(CannotPrint):
        make(row, clerk)
    assert Target.objects.filter(broadcast=row.pk, kind="paper").count() == 2
    assert audited("broadcast.printed")[0].facts["letters"] == 2


def test_who_asks_for_paper_later_is_in_the_next_batch_only(clerk):
    wants_paper()
    row = sent()
    make(row, clerk)
    wants_paper(district="d02")
    second = make(row, clerk, NOW + timedelta(days=1))
    assert (second.number, second.count) == (2, 1)


def test_only_those_whom_the_message_is_for_get_a_letter(clerk):
    wants_paper(topics=("events",), district="d01")
    wants_paper(topics=("waste",), district="d01")
    wants_paper(topics=("events",), district="d02")
    row = sent(Audience(topics=("events",), districts=("d01",)))
    assert make(row, clerk).count == 1


def test_results_count_letters_and_nobody_waits_for_ever(clerk):
    wants_paper()
    wants_paper(a_resident(address={}))
    row = sent()
    printing = make(row, clerk)
    assert printing.count == 1
    failed = Outcome.objects.get(broadcast=row.pk, result="failed")
    assert failed.code == "no_address"
    close_all_finished(at=NOW)
    row.refresh_from_db()
    assert row.counts["targets"] == Outcome.objects.filter(broadcast=row.pk, stage=1).count() == 2
    paper = next(one for one in results_of(row) if one.name == "紙の手紙")
    assert (paper.planned, paper.handed_off, paper.refused, paper.waiting) == (2, 1, 1, 0)


def test_letters_made_after_the_end_are_counted_too(clerk):
    wants_paper()
    row = sent()
    close_all_finished(at=NOW)
    make(row, clerk)
    row.refresh_from_db()
    assert row.counts["paper"] == {"accepted": 1, "failed": 0}
    assert row.counts["targets"] == 1


@pytest.mark.parametrize(
    "row",
    [{"lane": Lane.ALERT}, {"drill": True}],
)
def test_what_is_urgent_or_an_exercise_does_not_go_by_post(clerk, row):
    wants_paper()
    with pytest.raises(CannotPrint):
        make(sent(**row), clerk)


def test_what_was_not_sent_does_not_go_by_post(clerk):
    wants_paper()
    with pytest.raises(CannotPrint):
        make(a_broadcast(state=BroadcastState.APPROVED), clerk)


def test_a_letter_says_to_whom_and_what_in_the_readers_words(client, clerk):
    hanako = a_resident()
    wants_paper(hanako, language="en")
    wants_paper()
    row = sent(made_by=clerk.staff)
    sign_in(client, a_clerk())
    assert "まだ手紙を作っていない人が2人います" in shown(client, row)
    client.post(reverse("messages:staff_letters", args=[row.pk]))
    assert "2通の手紙（PDF）" in shown(client, row)
    answer = client.get(reverse("messages:staff_letters_pdf", args=[row.pk, 1]))
    pages = [one.get_textpage().get_text_range() for one in pypdfium2.PdfDocument(answer.content)]
    assert len(pages) == 2
    assert sum("Water supply" in page for page in pages) == 1
    assert sum("断水のお知らせ" in page for page in pages) == 1
    assert sum(hanako.family in page for page in pages) >= 1
    assert len(audited("broadcast.reprinted")) == 1
    again = client.post(reverse("messages:staff_letters", args=[row.pk]))
    assert again.status_code == 409
    assert "手紙を待っている人はいません。" in again.content.decode()


def shown(client, row):
    return client.get(reverse("messages:staff_broadcast", args=[row.pk])).content.decode()
