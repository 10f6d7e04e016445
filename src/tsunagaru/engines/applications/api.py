"""The door to applications (申請の窓口)."""

from tsunagaru.engines.applications.definitions import ProcedureDefinition, Words
from tsunagaru.engines.applications.queries.applications import (
    ApplicationView,
    application,
    application_of_case,
    applications_of,
    drafts_of,
)
from tsunagaru.engines.applications.queries.procedures import (
    CannotFind,
    LifeEventView,
    life_events,
    procedure,
    procedures,
)
from tsunagaru.engines.applications.queries.stumbling import (
    FieldCount,
    Narrowed,
    PageCount,
    Stumbling,
    VersionCount,
    stumbling,
    version_of,
)
from tsunagaru.engines.applications.queries.volumes import volumes
from tsunagaru.engines.applications.rules import format_number, read_number
from tsunagaru.engines.applications.services import guides
from tsunagaru.engines.applications.services.changes import correct, withdraw
from tsunagaru.engines.applications.services.drafts import (
    Applicant,
    CannotApplyNow,
    CannotContinue,
    Started,
    claim,
    expire_drafts,
    start_draft,
)
from tsunagaru.engines.applications.services.publication import apply, change_seal, dump, read
from tsunagaru.engines.applications.services.saving import Saved, save_page
from tsunagaru.engines.applications.services.submission import CannotSubmit, submit
from tsunagaru.kernel.folder import Part

TOWN_PART = Part("procedures", read, apply, dump)
TOWN_GUIDES = Part("guides", guides.read, guides.apply, guides.dump)

__all__ = [
    "TOWN_GUIDES",
    "TOWN_PART",
    "Applicant",
    "ApplicationView",
    "CannotApplyNow",
    "CannotContinue",
    "CannotFind",
    "CannotSubmit",
    "FieldCount",
    "LifeEventView",
    "Narrowed",
    "PageCount",
    "ProcedureDefinition",
    "Saved",
    "Started",
    "Stumbling",
    "VersionCount",
    "Words",
    "application",
    "application_of_case",
    "applications_of",
    "change_seal",
    "claim",
    "correct",
    "drafts_of",
    "expire_drafts",
    "format_number",
    "life_events",
    "procedure",
    "procedures",
    "read_number",
    "save_page",
    "start_draft",
    "stumbling",
    "submit",
    "version_of",
    "volumes",
    "withdraw",
]
