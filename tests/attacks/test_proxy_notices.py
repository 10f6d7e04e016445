"""A proxy hears of an application while the mandate lasts, and not a moment longer."""

import pytest

from tsunagaru.engines.applications.testing import a_procedure, an_application
from tsunagaru.engines.messages.models import Notice, Template
from tsunagaru.ground.ledger.testing import deliver_all
from tsunagaru.ground.people.testing import a_mandate, a_resident, end_mandate
from tsunagaru.kernel import clock

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("ended", [False, True])
def test_a_proxy_is_told_only_while_the_mandate_lasts(ended):
    at = clock.now()
    words = {lang: f"{lang}：{{procedure}} {{number}}" for lang in ("ja", "easy", "en")}
    content = {"code": "application_received", "title": words, "body": words, "email": words}
    Template.objects.create(code="application_received", content=content, loaded_at=at)
    a_procedure(at=at)
    principal, proxy = a_resident(), a_resident()
    mandate = a_mandate(principal, proxy, at=at)
    if ended:
        end_mandate(mandate, principal)
    an_application(resident=principal.id, proxy=proxy.id, with_code=False, at=clock.now())
    deliver_all(at=clock.now())
    told = set(Notice.objects.values_list("resident_id", flat=True))
    assert told == ({principal.id} if ended else {principal.id, proxy.id})
