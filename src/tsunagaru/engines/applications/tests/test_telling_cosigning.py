"""What the applicant hears of those who sign as well says what happened, and what to do."""

from dataclasses import fields
from pathlib import Path
from uuid import uuid4

import pytest
from django.db import transaction

from tsunagaru.engines.applications.services.telling_cosigning import WORDS, tell_of_cosigning
from tsunagaru.engines.applications.testing import a_draft
from tsunagaru.engines.messages import api as messages
from tsunagaru.engines.messages.testing import notices_of
from tsunagaru.ground.people.testing import a_resident
from tsunagaru.kernel import clock
from tsunagaru.kernel.folder import Folder

pytestmark = pytest.mark.django_db
TOWN = Path(__file__).parents[5] / "towns" / "oyama"


def an_event(kind, draft):
    """Return an event of a kind about a draft, with nothing else to say."""
    given = {"id": uuid4(), "at": clock.now(), "subject": draft, "answer": "refused"}
    asked = [one.name for one in fields(kind) if one.init]
    return kind(**{name: given.get(name, "") for name in asked})


@pytest.mark.parametrize("kind", WORDS, ids=lambda one: one.__name__)
def test_each_letter_names_what_happened_in_its_title_and_what_to_do(dog, kind):
    with transaction.atomic():
        texts = messages.TOWN_PART.read(Folder(TOWN))
        assert texts
        messages.TOWN_PART.apply(texts, at=clock.now())
    person = a_resident()
    tell_of_cosigning(an_event(kind, a_draft(resident=person.id)))
    (told,) = notices_of(person.id)
    news, advice = WORDS[kind]
    assert told.title == f"{news}：「犬の登録」"
    assert advice in told.body
    assert "まだ終わっていません" in told.body
