"""The notices of a survey's page (アンケートの画面のお知らせ): what is told, and when."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from tsunagaru.ground.people.testing import sign_in
from tsunagaru.ground.ui.phrases import say
from tsunagaru.kernel import clock
from tsunagaru.kernel.clock import day_of
from tsunagaru.services.community.models import Survey
from tsunagaru.services.community.services import surveys
from tsunagaru.services.community.testing import (
    a_home,
    a_leader,
    a_survey,
    a_town_with_districts,
    an_answer,
)

pytestmark = pytest.mark.django_db
LANGUAGES = ("ja", "ja-easy", "en")
NAMED, NAMELESS = "記名のアンケートです", "無記名のアンケートです"
ANSWERED, WITHDRAWN = "この世帯は答えました", "このアンケートは取り下げられました"
OVER = "回答の受付は終わりました。結果は、集計が済むとここに出ます。"
NO_CHANGE = "無記名のため、送った答えは示せません。変えることもできません。"
ALL = (NAMED, NAMELESS, ANSWERED, WITHDRAWN, OVER, NO_CHANGE)


@pytest.fixture
def head():
    a_town_with_districts()
    return a_leader(a_home("k1", at=clock.now()).members[0], at=clock.now())


@pytest.fixture
def ask(head):
    due_on = day_of(clock.now()) + timedelta(days=9)
    return lambda **more: a_survey(head, at=clock.now(), due_on=due_on, **more)


@pytest.fixture
def home(head):
    return a_home("k1", members=2, at=clock.now())


def notices(row, home, language):
    """Return which notices stand on the page, as a reader of a language sees it."""
    phone = sign_in(Client(), home.members[0])
    phone.cookies["language"] = language
    shown = phone.get(reverse("community:survey", args=[row.pk])).content.decode()
    unnamed = shown.replace(say(NAMELESS, language), "")
    return {one for one in ALL if say(one, language) in (unnamed if one == NAMED else shown)}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("anonymous", [False, True])
def test_who_may_answer_is_told_beforehand_who_will_see_it(ask, home, language, anonymous):
    row = ask(anonymous=anonymous)
    assert notices(row, home, language) == {NAMELESS if anonymous else NAMED}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("anonymous", [False, True])
def test_who_answered_is_told_so_and_whether_it_can_be_changed(ask, home, language, anonymous):
    row = ask(anonymous=anonymous)
    an_answer(row, home, at=clock.now())
    also = NO_CHANGE if anonymous else NAMED
    assert notices(row, home, language) == {ANSWERED, also}


@pytest.mark.parametrize("language", LANGUAGES)
def test_who_comes_after_the_last_day_is_told_that_it_is_over(ask, home, language):
    row = ask()
    Survey.objects.filter(pk=row.pk).update(due_on=day_of(clock.now()) - timedelta(days=1))
    assert notices(row, home, language) == {OVER}


@pytest.mark.parametrize("language", LANGUAGES)
def test_who_answered_what_was_withdrawn_is_told_that_and_nothing_else(ask, home, head, language):
    row = ask()
    an_answer(row, home, at=clock.now())
    surveys.withdraw(row.pk, "質問の誤り", by=head, at=clock.now())
    assert notices(row, home, language) == {WITHDRAWN}
