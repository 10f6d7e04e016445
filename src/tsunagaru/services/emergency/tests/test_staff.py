"""Clerks look at drafts and held telegrams, mend words, discard, or draft by hand (職員の画面)."""

import pytest
from django.test import Client
from django.urls import reverse

from tsunagaru.ground.ledger.testing import audited, published
from tsunagaru.ground.people.testing import a_cast, sign_in
from tsunagaru.kernel.access import Actor, Grant, Kind, Role
from tsunagaru.kernel.offers import installed
from tsunagaru.services.emergency.models import Draft, Telegram
from tsunagaru.services.emergency.testing import NOON, a_draft, a_held_telegram

pytestmark = pytest.mark.django_db


@pytest.fixture
def clerk():
    return sign_in(Client(), a_cast().clerk)


def words(**changes):
    given = {f"{part}_{one}": f"{part} {one}" for part in ("title", "body") for one in LANGUAGES}
    return given | changes


LANGUAGES = ("ja", "easy", "en")


def page(client, name, *args):
    return client.get(reverse(f"emergency:{name}", args=args)).content.decode()


def test_a_draft_is_listed_read_and_mended(clerk):
    draft = a_draft()
    assert "レベル4" in page(clerk, "listed")
    assert "まだ、だれにも送っていません" in page(clerk, "listed")
    answer = clerk.post(reverse("emergency:edit", args=[draft.pk]), words(title_ja="新しい題名"))
    assert answer.status_code == 302
    draft.refresh_from_db()
    assert (draft.words["ja"]["title"], draft.state) == ("新しい題名", "waiting")
    assert "新しい題名" in page(clerk, "draft", draft.pk)
    assert len(audited("emergency.alert_edited")) == 1


def test_the_mark_of_a_drill_comes_back_when_it_is_taken_out(clerk):
    draft = a_draft(status="訓練")
    assert "これは訓練の案です" in page(clerk, "draft", draft.pk)
    clerk.post(reverse("emergency:edit", args=[draft.pk]), words())
    draft.refresh_from_db()
    assert draft.words["ja"]["title"].startswith("【訓練】")
    assert draft.words["en"]["body"].startswith("This is a drill.")


def test_a_missing_text_is_told_and_nothing_is_changed(clerk):
    draft = a_draft()
    answer = clerk.post(reverse("emergency:edit", args=[draft.pk]), words(body_en=""))
    assert answer.status_code == 422
    assert Draft.objects.get().words == draft.words


def test_a_discarded_draft_cannot_be_mended_any_more(clerk):
    draft = a_draft()
    clerk.post(reverse("emergency:discard", args=[draft.pk]))
    clerk.post(reverse("emergency:edit", args=[draft.pk]), words())
    found = Draft.objects.get()
    assert (found.state, found.words) == ("discarded", draft.words)
    assert "使わないことにした" in page(clerk, "draft", draft.pk)
    assert len(published("emergency.alert_discarded")) == 1


def test_a_held_telegram_becomes_a_draft_by_hand(clerk):
    telegram = a_held_telegram()
    assert "知らない種類の電文です。" in page(clerk, "telegram", telegram)
    answer = clerk.post(reverse("emergency:draft_from", args=[telegram]), {"text": "level-3"})
    draft = Draft.objects.get()
    assert answer["Location"] == reverse("emergency:draft", args=[draft.pk])
    assert (draft.level, draft.state) == (3, "waiting")
    assert Telegram.objects.get().closed_at is not None
    clerk.post(reverse("emergency:draft_from", args=[telegram]), {"text": "level-3"})
    assert Draft.objects.count() == 1


def test_a_held_telegram_is_closed_with_what_was_checked(clerk):
    telegram = a_held_telegram()
    clerk.post(reverse("emergency:close", args=[telegram]), {"note": "町に関わりなし"})
    assert "町に関わりなし" in page(clerk, "telegram", telegram)
    assert published("emergency.telegram_closed")[0]["outcome"] == "none"
    assert "確かめる電文はありません" in page(clerk, "listed")


def test_drafts_and_held_telegrams_wait_on_the_staff_desk():
    actor = Actor(kind=Kind.STAFF, grants=frozenset({Grant(Role.CLERK, "jumin")}))
    a_draft()
    a_held_telegram()
    offers = next(one for one in installed() if one.package == "services.emergency")
    found = [item for queue in offers.work for item in queue.items(actor, NOON)]
    assert [(one.title, one.at_once) for one in found] == [
        ("レベル4", True),
        ("知らない電文", True),
    ]
