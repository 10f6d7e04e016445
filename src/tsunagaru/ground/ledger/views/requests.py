"""The request as the ledger's pages see it; the ledger lies below the page parts."""

from django.http import HttpRequest

from tsunagaru.kernel.access import Actor


class StaffRequest(HttpRequest):
    """A request after the actor middleware (職員のリクエスト)."""

    actor: Actor
