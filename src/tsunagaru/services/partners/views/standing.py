"""An application as the API shows it (APIでの申請の表示)."""

from uuid import UUID

from django.http import HttpRequest
from pydantic import TypeAdapter

from tsunagaru.engines.applications import api as applications
from tsunagaru.services.partners.views.problems import CannotAnswer, language_of
from tsunagaru.services.partners.views.shapes import ApplicationOut, Chosen, State

GONE = "この申請はありません。"


def shown(request: HttpRequest, application: UUID) -> ApplicationOut:
    """Return how far an application has come, in words of the reader's language.

    Raises:
        CannotAnswer: there is none.
    """
    found = applications.standing_of(application, language_of(request))
    if found is None:
        raise CannotAnswer(404, GONE)
    view = found.application
    field, label = found.asked
    return ApplicationOut(
        id=view.id,
        number=view.shown_number,
        procedure=view.procedure,
        status=TypeAdapter(State).validate_python(found.state),
        status_label=found.words,
        received_at=view.submitted_at,
        due_on=found.due_on,
        fee_yen=view.fee_yen,
        outcome=Chosen(code=found.outcome, label=found.decided) if found.outcome else None,
        correction=Chosen(code=field, label=label) if field else None,
    )
