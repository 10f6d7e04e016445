"""Disposal with an application that came over the API (APIの申請の廃棄)."""

from datetime import datetime
from uuid import UUID

from tsunagaru.services.partners.models import Submission


def dispose(application: UUID, at: datetime) -> list[str]:  # noqa: ARG001 - as the offer is called
    """Forget what the request said; that there was one stays, so that none is made again."""
    Submission.objects.filter(application=application).update(fingerprint="")
    return []
