"""Who asks for it in LINE is sent a link of their own, and comes back joined."""

from urllib.parse import parse_qs, urlsplit
from urllib.request import urlopen

import pytest
from django.urls import reverse

from tsunagaru.engines.messages.gateways.line_hook import Followed, Pressed, Wrote
from tsunagaru.engines.messages.services.answering import answer_in_line
from tsunagaru.engines.messages.services.hooking import take_line_event
from tsunagaru.engines.messages.testing import contracts_with, simulated_providers
from tsunagaru.engines.messages.tests.outbox import NOW
from tsunagaru.ground.people.testing import a_resident, sign_in

pytestmark = pytest.mark.django_db
USER = "U" + "c" * 32


@pytest.fixture
def line(settings):
    with simulated_providers() as them:
        settings.TSUNAGARU_CHANNELS = contracts_with(them)
        take_line_event(Followed(event_id="f", user=USER, at=NOW))
        yield them.line


def asks(told):
    answer = take_line_event(told)
    answer_in_line([(told, answer)] if answer else [])


def replied(line) -> list[str]:
    return [one["messages"][0]["text"] for one in line.last]


def wrote(text: str) -> Wrote:
    return Wrote(event_id="w", user=USER, at=NOW, text=text, reply_token="r")


@pytest.mark.parametrize("told", [wrote("連携"), wrote(" LINK "), wrote("つなぐ")])
def test_the_word_is_answered_with_a_link(line, told):
    asks(told)
    [text] = replied(line)
    assert "10分以内に開き" in text
    assert f"{reverse('messages:link_line')}?linkToken=" in text


def test_the_menus_button_does_the_same(line):
    asks(Pressed(event_id="p", user=USER, at=NOW, data="link", reply_token="r"))
    assert len(replied(line)) == 1


def test_another_word_is_not_taken_for_it(line):
    asks(wrote("連携できません"))
    assert replied(line) == []


def test_while_line_gives_no_token_nothing_half_is_said(line):
    line.knobs.error_share = 1
    asks(wrote("連携"))
    assert replied(line) == []


def test_the_link_leads_over_the_residents_page_to_line(line, client):
    asks(wrote("連携"))
    said = parse_qs(urlsplit(replied(line)[0].split()[-1]).query)
    sign_in(client, a_resident())
    page = client.get(reverse("messages:link_line"), {"linkToken": said["linkToken"][0]})
    with urlopen(page.context["there"], timeout=5) as answer:
        assert "LINEとつながりました" in answer.read().decode()
