"""What a guide puts first, and the copies of all that was handed in with it as one paper."""

from datetime import date

import pypdfium2
import pytest
from django.test import Client
from django.urls import reverse

from tsunagaru.engines.applications.models import Application
from tsunagaru.engines.applications.queries.guides import guide, plan_of
from tsunagaru.engines.applications.rules import format_number
from tsunagaru.engines.applications.testing import a_guide
from tsunagaru.engines.applications.tests.test_guides import begin, fill
from tsunagaru.ground.people.testing import a_resident, sign_in
from tsunagaru.kernel.events import Channel

pytestmark = pytest.mark.django_db


def test_the_copies_of_everything_handed_in_together_are_one_paper(client):
    a_guide()
    sign_in(client, a_resident())
    bundle, _ = begin(client, "dog", "water")
    papers = reverse("applications:bundle_receipts", args=[bundle.pk])
    fill(client, bundle)
    assert client.get(papers).status_code == 404, "nothing is handed in yet"
    done = client.post(f"/bundle/{bundle.pk}/submit/")["Location"]
    assert papers in client.get(done).content.decode()
    pages = pypdfium2.PdfDocument(client.get(papers).content)
    texts = [page.get_textpage().get_text_bounded() for page in pages]
    assert len(texts) == 2
    for number in Application.objects.values_list("number", flat=True):
        assert sum(format_number(number) in text for text in texts) == 1
    for stranger in (Client(), sign_in(Client(), a_resident())):
        assert stranger.get(papers).status_code in {302, 404}


def test_the_most_pressing_stands_first_and_what_has_no_last_day_at_the_end():
    until = [{"since": "moved_on", "days": days} for days in (30, 6, 14)]
    at_hall = [
        {"code": f"hall_{one['days']}", "name": {"ja": "届"}, "place": {"ja": "窓口"}, "until": one}
        for one in until
    ]
    steps = [
        {"code": "any", "name": {"ja": "いつでも"}, "place": {"ja": "窓口"}},
        {"code": "water", "procedure": "water"},
        *at_hall,
        {"code": "dog", "procedure": "dog", "until": until[0]},
    ]
    a_guide(steps=steps)
    plan = plan_of(guide("moving"), {"moved_on": "2026-04-18"}, Channel.ONLINE, date(2026, 4, 20))
    assert [one.step.code for one in plan.elsewhere] == ["hall_6", "hall_14", "hall_30", "any"]
    assert [one.step.code for one in plan.offered] == ["dog", "water"]
    assert [one.step.code for one in plan.fillable] == ["water", "dog"]
