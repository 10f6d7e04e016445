"""Objects for the walk over all addresses (閲覧権限の検査の対象), of packages without own makers.

Each maker takes the cast and returns the arguments of an existing object and of a missing one.
Objects belong to resident A and to the clerk's section.
"""

from pathlib import Path
from typing import Any
from uuid import uuid4

from django.db import transaction

from tsunagaru.conf.loading import load
from tsunagaru.engines.applications.models import Contribution, Cosignature
from tsunagaru.engines.applications.services import cosigning
from tsunagaru.engines.applications.services.drafts import take
from tsunagaru.engines.applications.services.parts import ask_part
from tsunagaru.engines.applications.testing import NOON, a_draft, a_procedure, an_application
from tsunagaru.engines.cases.testing import a_case
from tsunagaru.engines.messages.models import Notice
from tsunagaru.engines.messages.services.sending import send
from tsunagaru.engines.messages.testing import a_template
from tsunagaru.engines.questionnaires.queries.invitations import Invitation
from tsunagaru.ground.documents.testing import an_issued_paper
from tsunagaru.ground.files.api import keep
from tsunagaru.ground.files.testing import a_pdf, a_photo, an_upload
from tsunagaru.ground.people.testing import Cast
from tsunagaru.kernel import clock
from tsunagaru.plan.models import Indicator

TOWN = Path(__file__).parents[1] / "towns" / "oyama"
Arguments = tuple[dict[str, Any], dict[str, Any]]


def of_case(_cast: Cast) -> Arguments:
    """A case of the clerk's section."""
    return {"case_id": a_case(section="jumin").id}, {"case_id": uuid4()}


def of_case_number(_cast: Cast) -> Arguments:
    """A case of the clerk's section, by its number."""
    return {"number": a_case(section="jumin").number}, {"number": "none-0000"}


def of_notice(cast: Cast) -> Arguments:
    """A notice in resident A's inbox."""
    a_template(NOON)
    values = {"title": "題", "number": "1"}
    send(
        template="receipt",
        values=values,
        at=NOON,
        event=uuid4(),
        about=uuid4(),
        resident=cast.resident_a.id,
    )
    return {"notice_id": Notice.objects.get().pk}, {"notice_id": uuid4()}


def of_rating(_cast: Cast) -> Arguments:
    """An invitation to rate, whose address is its key."""
    token = Invitation("dog", uuid4()).token
    return {"service": "dog", "token": token}, {"service": "dog", "token": f"{token}x"}


def of_procedure(_cast: Cast) -> Arguments:
    """A procedure anybody may begin."""
    a_procedure()
    return {"code": "dog"}, {"code": "nothing"}


def of_draft(cast: Cast) -> Arguments:
    """A draft of resident A."""
    a_procedure()
    return {"draft": a_draft(resident=cast.resident_a.id)}, {"draft": uuid4()}


def of_page(cast: Cast) -> Arguments:
    """A page of a draft of resident A."""
    there, missing = of_draft(cast)
    return {**there, "code": "owner"}, {**missing, "code": "owner"}


def of_application(cast: Cast) -> Arguments:
    """An application of resident A."""
    a_procedure(section="jumin")
    made = an_application(resident=cast.resident_a.id)
    return {"application": made.id}, {"application": uuid4()}


def of_counter_application(cast: Cast) -> Arguments:
    """An application that the clerk filled in for resident A."""
    a_procedure(section="jumin")
    made = an_application(resident=cast.resident_a.id, staff=cast.clerk.id, channel="counter")
    return {"application": made.id}, {"application": uuid4()}


def of_waiting(cast: Cast) -> Arguments:
    """A draft of resident A that waits for the signature of a second person."""
    name, statement = {"ja": "配偶者"}, {"ja": "同意します。"}
    cosigners = [{"code": "spouse", "name": name, "statement": statement}]
    a_procedure(section="jumin", cosigners=cosigners)
    draft = a_draft(resident=cast.resident_a.id)
    with transaction.atomic():
        cosigning.ask(take(draft), language="ja", at=clock.now())
    return {"draft": draft}, {"draft": uuid4()}


def of_cosignature(cast: Cast) -> Arguments:
    """What a second person is asked to sign."""
    asked = Cosignature.objects.get(draft=of_waiting(cast)[0]["draft"]).pk
    return {"cosignature": asked}, {"cosignature": uuid4()}


def of_part(cast: Cast) -> Arguments:
    """What a third party fills in for an application of resident A."""
    there, missing = of_application(cast)
    return there | {"part": "vet"}, missing | {"part": "vet"}


def of_contribution(cast: Cast) -> Arguments:
    """A part that a third party was asked for."""
    application = of_application(cast)[0]["application"]
    ask_part(application, "vet", at=clock.now())
    asked = Contribution.objects.get(application=application).pk
    return {"contribution": asked}, {"contribution": uuid4()}


def of_part_link(cast: Cast) -> Arguments:
    """The link a third party was given."""
    application = of_application(cast)[0]["application"]
    code = ask_part(application, "vet", at=clock.now())
    return {"code": code}, {"code": "0" * len(code)}


def of_contribution_page(cast: Cast) -> Arguments:
    """A page of a part that a third party was asked for."""
    there, missing = of_contribution(cast)
    return there | {"code": "shot"}, missing | {"code": "shot"}


def of_file(cast: Cast) -> Arguments:
    """A file in a draft of resident A."""
    a_procedure()
    draft = a_draft(resident=cast.resident_a.id)
    kept = keep(an_upload(a_pdf()), owner_kind="draft", owner=draft, allowed={"pdf"}, at=NOON)
    return {"file": kept.id}, {"file": uuid4()}


def of_picture(cast: Cast) -> Arguments:
    """A picture in a draft of resident A."""
    a_procedure()
    draft = a_draft(resident=cast.resident_a.id)
    kept = keep(an_upload(a_photo()), owner_kind="draft", owner=draft, allowed={"jpeg"}, at=NOON)
    return {"file": kept.id}, {"file": uuid4()}


def of_paper(_cast: Cast) -> Arguments:
    """An issued paper anybody may check."""
    row = an_issued_paper()
    return {"code": row.code}, {"code": "3467"}


def of_initiative(_cast: Cast) -> Arguments:
    """An initiative of the plan."""
    load(TOWN, at=NOON)
    return {"number": 1}, {"number": 99}


def of_indicator(_cast: Cast) -> Arguments:
    """An indicator of the plan."""
    load(TOWN, at=NOON)
    first = Indicator.objects.order_by("pk").values_list("pk", flat=True)[0]
    return {"code": first}, {"code": "nothing"}


def of_facts(_cast: Cast) -> Arguments:
    """A kind of facts of the plan."""
    load(TOWN, at=NOON)
    return {"kind": "survey"}, {"kind": "nothing"}


CASE_ACTS = ("take", "note", "request_correction", "cancel_correction", "decide", "withdraw")
OF_DRAFT = (
    "draft",
    "confirm",
    "submit",
    "sign",
    "check_sign",
    "paused",
    "discard",
    "claim",
    "draft_paper",
)
OF_APPLICATION = ("done", "status", "correct", "withdraw", "receipt", "notice", "visit")
SPECIMENS = {
    "cases:case": of_case,
    "cases:by_number": of_case_number,
    "messages:notice": of_notice,
    "questionnaires:rate": of_rating,
    "applications:fee": of_counter_application,
    "applications:notice_end": of_counter_application,
    "applications:page": of_page,
    "applications:paper": of_counter_application,
    "documents:verify": of_paper,
    "applications:cosigning": of_waiting,
    "applications:cosign": of_cosignature,
    "applications:part_ask": of_part,
    "applications:part_asked": of_part,
    "applications:part_revoke": of_part,
    "applications:part_page": of_contribution_page,
    "applications:part_confirm": of_contribution,
    "applications:part_decline": of_contribution,
    "applications:part_link": of_part_link,
    "files:download": of_file,
    "files:thumbnail": of_picture,
    "plan:initiative": of_initiative,
    "plan:staff_initiative": of_initiative,
    "plan:edit": of_initiative,
    "plan:indicator": of_indicator,
    "plan:staff_indicator": of_indicator,
    "plan:facts": of_facts,
    "procedures:detail": of_procedure,
    "procedures:stumbling": of_procedure,
    "procedures:api:get_procedure": of_procedure,
    **{f"cases:{act}": of_case for act in CASE_ACTS},
    **{f"applications:{page}": of_draft for page in OF_DRAFT},
    **{f"applications:{page}": of_application for page in OF_APPLICATION},
    **{f"applications:{page}": of_procedure for page in ("start", "check", "blank")},
}
