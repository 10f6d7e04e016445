"""Programs that may use the API, as staff manage them (APIの利用者の管理)."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import Role, open_to, staff_with
from tsunagaru.services.partners import queries
from tsunagaru.services.partners.forms import ClientForm
from tsunagaru.services.partners.models import Client
from tsunagaru.services.partners.rules import SCOPE_NAMES
from tsunagaru.services.partners.services import clients

MANAGERS = staff_with(Role.HEAD, Role.DX_OFFICE)


@open_to(MANAGERS)
@require_safe
def listed(request: PageRequest) -> HttpResponse:
    """Show the programs of the town, or of one's sections."""
    names = dict(queries.sections_for(request.actor))
    rows = [(row, names.get(row.section, row.section)) for row in _rows(request)]
    return render(request, "partners/staff/clients.html", {"rows": rows})


@open_to(MANAGERS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def register(request: PageRequest) -> HttpResponse:
    """Register a program; its secret is shown once, in the answer."""
    sections = queries.sections_for(request.actor)
    form = ClientForm(sections, request.POST if request.method == "POST" else None)
    if request.method != "POST" or not form.is_valid():
        status = 422 if request.method == "POST" else 200
        return render(request, "partners/staff/register.html", {"form": form}, status=status)
    made, secret = clients.register(form.client(), by=request.actor, at=clock.now())
    return _shown(request, made, secret=secret)


@open_to(MANAGERS)
@never_cache
@require_safe
def client(request: PageRequest, client: UUID) -> HttpResponse:
    """Show one program."""
    return _shown(request, client)


@open_to(MANAGERS)
@never_cache
@require_POST
def renew(request: PageRequest, client: UUID) -> HttpResponse:
    """Give it a new secret, shown once."""
    _row(request, client)
    try:
        secret = clients.renew(client, by=request.actor, at=clock.now())
    except clients.CannotAdmit:
        raise Http404 from None
    return _shown(request, client, secret=secret)


@open_to(MANAGERS)
@require_POST
def revoke(request: PageRequest, client: UUID) -> HttpResponse:
    """Let it use the API no more."""
    _row(request, client)
    try:
        clients.revoke(client, by=request.actor, at=clock.now())
    except clients.CannotAdmit:
        raise Http404 from None
    messages.success(request, "利用を止めました。発行済みのトークンも使えません。")
    return redirect("partners:client", client)


def _rows(request: PageRequest) -> list[Client]:
    return list(queries.manageable_by(request.actor))


def _row(request: PageRequest, client: UUID) -> Client:
    row = queries.manageable_by(request.actor).filter(pk=client).first()
    if row is None:
        raise Http404
    return row


def _shown(request: PageRequest, client: UUID, *, secret: str = "") -> HttpResponse:
    row = _row(request, client)
    names = dict(queries.sections_for(request.actor))
    context = {
        "client": row,
        "section": names.get(row.section, row.section),
        "scopes": [name for scope, name in SCOPE_NAMES.items() if scope in row.scopes],
        "secret": secret,
    }
    return render(request, "partners/staff/client.html", context)
