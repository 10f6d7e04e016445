"""What a clerk types to send to many (配信の入力欄)."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse

from tsunagaru.engines.messages.models import Broadcast
from tsunagaru.engines.messages.testing import the_town_topics
from tsunagaru.ground.people.testing import a_clerk, sign_in
from tsunagaru.kernel import clock

pytestmark = pytest.mark.django_db
WRITTEN = {
    "title": "断水のお知らせ",
    "body": "明日は断水です。",
    "lane": "3",
    "section": "jumin",
    "topic": "events",
}
AT = {"when": "at", "send_on": "令和18年12月8日", "send_time": "９時30分"}


@pytest.fixture(autouse=True)
def author(client, db):
    the_town_topics(at=clock.now())
    sign_in(client, a_clerk())


def written(client, **changes):
    answer = client.post(reverse("messages:staff_new"), WRITTEN | changes, follow=True)
    return answer.content.decode()


def test_day_and_time_are_read_as_people_write_them_and_shown_again(client):
    written(client, **AT)
    row = Broadcast.objects.get()
    assert row.send_at == datetime(2036, 12, 8, 0, 30, tzinfo=UTC)
    again = client.get(reverse("messages:staff_edit", args=[row.pk])).content.decode()
    assert 'value="令和18年12月8日"' in again
    assert 'value="9:30"' in again


def test_a_moment_that_has_passed_is_refused(client):
    assert "これからの日時" in written(client, **AT | {"send_on": "令和5年12月8日"})
    assert not Broadcast.objects.exists()


@pytest.mark.parametrize("wrong", [{"send_on": "あした"}, {"send_time": "朝"}])
def test_what_is_no_day_or_time_is_told_and_stays(client, wrong):
    told = written(client, **AT | wrong)
    assert f'value="{next(iter(wrong.values()))}"' in told
    assert not Broadcast.objects.exists()


def test_a_day_typed_beside_at_once_is_not_passed_over(client):
    told = written(client, **AT | {"when": "now"})
    assert "「日時を決める」を選ぶか" in told
    assert not Broadcast.objects.exists()


def test_other_words_are_folded_until_something_is_written_or_wrong(client):
    empty = client.get(reverse("messages:staff_new")).content.decode()
    assert "<details><summary>やさしい日本語の文面を書く" in empty
    wrong = written(client, when="now", title_en="Water")
    assert "<details open><summary>英語の文面を書く" in wrong
    assert "<details><summary>やさしい日本語の文面を書く" in wrong
