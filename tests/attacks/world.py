"""A town with something of everything in it (攻撃される町)."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from django.test import Client
from django.urls import reverse

from tests.specimens import TOWN
from tsunagaru.conf.loading import load
from tsunagaru.engines.applications.models import Draft, Procedure
from tsunagaru.engines.applications.queries.procedures import form_of
from tsunagaru.engines.applications.services.drafts import Applicant, start_draft
from tsunagaru.engines.applications.testing import a_draft, a_procedure, an_application
from tsunagaru.engines.cases import services as cases
from tsunagaru.engines.messages.models import Notice
from tsunagaru.engines.messages.services.sending import send
from tsunagaru.engines.questionnaires.queries.invitations import Invitation
from tsunagaru.ground.files.api import keep
from tsunagaru.ground.files.testing import a_pdf, an_upload
from tsunagaru.ground.people.testing import Cast, a_cast, actor_of, sign_in
from tsunagaru.kernel import clock
from tsunagaru.plan.models import Indicator

ROLES = (
    "anonymous",
    "resident_a",
    "resident_b",
    "clerk",
    "other_clerk",
    "head",
    "dx_office",
    "cio",
    "auditor",
)


PAGES = {
    "anonymous": (
        "/",
        "/search/",
        "/procedures/",
        "/apply/dog/",
        "/apply/resume/",
        "/sign-in/",
        "/sign-up/",
        "/ui/preferences/",
        "{rating}",
        "/plan/",
        "/apply/child-allowance/check/",
        "/apply/dog-registration/check/",
        "/apply/marriage-support/check/",
    ),
    "resident_a": (
        "/me/",
        "/me/edit/",
        "/me/account/",
        "/me/data/",
        "/me/data/erase/",
        "/my/",
        "/inbox/",
        "/applications/",
        "/inbox/{notice}/",
        "/pay/",
        "/pay/transfer/",
    ),
    "head": (
        "/staff/",
        "/staff/cases/",
        "/staff/people/residents/",
        "/staff/people/",
        "/staff/people/sections/jumin/",
        "/staff/counter/",
        "/staff/ledger/deliveries/",
        "/staff/cases/{case}/",
        "/me/account/",
        "/staff/procedures/",
        "/plan/staff/",
    ),
    "dx_office": ("/plan/staff/initiatives/1/edit/", "/plan/staff/figures/"),
    "auditor": ("/staff/ledger/audit/",),
}


@dataclass
class World:
    """Who and what there is; everything belongs to resident A and to the section jumin."""

    cast: Cast
    draft: UUID
    application: UUID
    case: UUID
    notice: UUID
    file: UUID
    town_drafts: dict[UUID, UUID]
    rating: str
    indicator: str

    def client(self, role: str, **options: Any) -> Client:
        client = Client(raise_request_exception=False, **options)
        return client if role == "anonymous" else sign_in(client, getattr(self.cast, role))

    def paths(self) -> dict[str, list[str]]:
        """Return every page that can be opened, by the role that opens it here."""
        pages = [
            reverse("applications:page", args=[draft, page.code])
            for draft, version in self.town_drafts.items()
            for page in form_of(version).questionnaire.pages
        ]
        own = [
            reverse(f"applications:{name}", args=[self.application])
            for name in ("status", "correct", "withdraw", "done")
        ]
        here = {"case": self.case, "notice": self.notice, "rating": self.rating}
        found = {role: [one.format(**here) for one in some] for role, some in PAGES.items()}
        found["resident_a"] += [*own, *pages]
        return found


def build() -> World:
    """Make the town."""
    at = clock.now()
    load(TOWN, at=at)
    a_procedure(section="jumin", at=at)
    cast = a_cast()
    resident = cast.resident_a.id
    made = an_application(resident=resident, at=at)
    draft = a_draft(resident=resident, at=at)
    kept = keep(
        an_upload(a_pdf()),
        owner_kind="draft",
        owner=draft,
        allowed={"pdf"},
        at=at,
        resident=resident,
    )
    cases.request_correction(
        made.case,
        field="dog_name",
        label="犬の名前",
        message="ご確認ください。",
        by=actor_of(cast.clerk),
        at=at,
    )
    return World(
        cast=cast,
        draft=draft,
        application=made.id,
        case=made.case,
        notice=_a_notice(resident),
        file=kept.id,
        town_drafts=_town_drafts(resident),
        rating=Invitation("dog", uuid4()).path,
        indicator=Indicator.objects.order_by("pk").values_list("pk", flat=True)[0],
    )


def _a_notice(resident: UUID) -> UUID:
    about = uuid4()
    values = {"procedure": "犬の登録", "number": "1", "path": "/"}
    send(
        template="application_received",
        values=values,
        at=clock.now(),
        event=uuid4(),
        about=about,
        resident=resident,
    )
    return Notice.objects.get(about=about).pk


def _town_drafts(resident: UUID) -> dict[UUID, UUID]:
    """Begin every procedure of the town."""
    made = {}
    for code in Procedure.objects.filter(withdrawn_at=None).values_list("pk", flat=True):
        draft = start_draft(code, Applicant(resident=resident), at=clock.now()).draft
        made[draft] = Draft.objects.get(pk=draft).version_id
    return made
