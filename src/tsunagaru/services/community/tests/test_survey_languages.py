"""A survey in the languages of its readers (会員アンケートの言語)."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from tsunagaru.ground.people.testing import sign_in
from tsunagaru.kernel import clock
from tsunagaru.services.community.testing import a_home, a_leader, a_survey, a_town_with_districts


@pytest.mark.django_db
def test_a_choice_stays_as_the_head_wrote_it_though_a_phrase_of_ours_is_the_same():
    now = clock.now()
    a_town_with_districts()
    head = a_leader(a_home("k1", at=now).members[0], at=now)
    row = a_survey(head, at=now, due_on=clock.day_of(now) + timedelta(days=9))
    phone = sign_in(Client(), a_home("k1", at=now).members[0])
    phone.cookies["language"] = "en"
    shown = phone.get(reverse("community:survey", args=[row.pk])).content.decode()
    assert "Prefer not to say" in shown
    assert "やめる" in shown
    assert "Stop" not in shown
