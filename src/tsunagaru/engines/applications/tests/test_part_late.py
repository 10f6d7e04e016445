"""A third party's link after its end: what happens next, and whom to call (期限切れのリンク)."""

from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from tsunagaru.engines.applications.models import Contribution
from tsunagaru.engines.applications.queries.parts import over_of, path_of
from tsunagaru.engines.applications.rules import Over
from tsunagaru.engines.applications.services.parts import ask_part, revoke_part
from tsunagaru.engines.applications.testing import an_application
from tsunagaru.ground.people.testing import a_resident, a_section
from tsunagaru.kernel import clock
from tsunagaru.kernel.clock import JST

pytestmark = pytest.mark.django_db
NEXT = "これからのこと"


@pytest.fixture
def application(dog):
    a_section("seikatsu", "生活環境課", phone="0550-76-6130")
    return an_application(resident=a_resident().id, at=clock.now())


def asked(application):
    return path_of(ask_part(application.id, "vet", at=clock.now()))


def end_half_filled():
    row = Contribution.objects.get()
    row.answers, row.expires_at = {"clinic": "小山"}, clock.now()
    row.save()


def over(link):
    answer = Client().get(link)
    assert answer.status_code == 404
    return answer.content.decode()


def test_a_late_link_says_what_it_was_for_what_happens_next_and_whom_to_call(application):
    link = asked(application)
    end_half_filled()
    text = over(link)
    assert "町の「犬の登録」のために" in text
    assert "申請した方に、新しいリンクを求めてください。" in text
    assert 'href="tel:0550-76-6130"' in text
    assert "花子" not in text


def test_the_code_of_a_late_link_says_the_same(application):
    code = asked(application).strip("/").rpartition("/")[2]
    Contribution.objects.update(expires_at=clock.now())
    answer = Client().post(reverse("applications:part"), {"code": code})
    assert answer.status_code == 404
    assert NEXT in answer.content.decode()


def test_a_link_is_good_for_the_whole_of_its_last_day_in_japan(application):
    morning = datetime(2026, 12, 1, 9, tzinfo=JST)
    ask_part(application.id, "vet", at=morning)
    row = Contribution.objects.get()
    last = datetime(2026, 12, 15, 23, 59, tzinfo=JST)
    assert over_of(row, last) is None
    assert over_of(row, last + timedelta(minutes=1)) is Over.LATE


def test_the_new_link_goes_on_as_the_late_one_promised(application):
    late = asked(application)
    end_half_filled()
    newer = asked(application)
    assert "続きから記入する" in Client().get(newer).content.decode()
    text = over(late)
    assert "新しいリンクが作られたため" in text
    assert NEXT not in text


def test_a_link_called_back_promises_nothing(application):
    link = asked(application)
    revoke_part(application.id, "vet", at=clock.now())
    assert NEXT not in over(link)
