"""The door to applications (申請の窓口)."""

from tsunagaru.engines.applications.definitions import ProcedureDefinition, Words
from tsunagaru.engines.applications.queries.applications import (
    ApplicationView,
    application,
    application_of_case,
    application_of_number,
    applications_of,
    drafts_of,
)
from tsunagaru.engines.applications.queries.fees import fee_rows, fee_yen
from tsunagaru.engines.applications.queries.guides import guide_names, guides_of
from tsunagaru.engines.applications.queries.labels import labels_of
from tsunagaru.engines.applications.queries.notices import notice_lines
from tsunagaru.engines.applications.queries.procedures import (
    CannotFind,
    Form,
    LifeEventView,
    form_from,
    form_schema,
    life_events,
    procedure,
    procedures,
)
from tsunagaru.engines.applications.queries.retention import unfinished
from tsunagaru.engines.applications.queries.sample_notices import sample_answers, sample_notice
from tsunagaru.engines.applications.queries.standing import ApplicationStanding, standing_of
from tsunagaru.engines.applications.queries.stumbling import (
    FieldCount,
    Narrowed,
    PageCount,
    Stumbling,
    VersionCount,
    stumbling,
    version_of,
)
from tsunagaru.engines.applications.queries.tables import (
    ApplicationRow,
    VersionColumns,
    application_rows,
    version_columns,
)
from tsunagaru.engines.applications.queries.volumes import volumes
from tsunagaru.engines.applications.queries.written import (
    ReadDefinition,
    VersionView,
    published_at,
    read_definition,
    version_in_force,
    versions,
)
from tsunagaru.engines.applications.rules import format_number, read_number
from tsunagaru.engines.applications.services import guides
from tsunagaru.engines.applications.services.changes import correct, withdraw
from tsunagaru.engines.applications.services.disposing import CannotDisposeOpen, dispose
from tsunagaru.engines.applications.services.drafts import (
    Applicant,
    CannotApplyNow,
    CannotContinue,
    Started,
    claim,
    start_draft,
)
from tsunagaru.engines.applications.services.expiring import expire_drafts
from tsunagaru.engines.applications.services.filing import Filing, Receipt, file
from tsunagaru.engines.applications.services.publication import apply, dump, read
from tsunagaru.engines.applications.services.publishing import change_seal, publish_text
from tsunagaru.engines.applications.services.saving import Saved, save_page
from tsunagaru.engines.applications.services.signing import CannotIdentify
from tsunagaru.engines.applications.services.submission import (
    KIND,
    CannotSubmit,
    NeedsCosigners,
    submit,
)
from tsunagaru.engines.applications.services.uploads import CannotUpload, keep_one
from tsunagaru.kernel.folder import Part

TOWN_PART = Part("procedures", read, apply, dump)
TOWN_GUIDES = Part("guides", guides.read, guides.apply, guides.dump)

__all__ = [
    "KIND",
    "TOWN_GUIDES",
    "TOWN_PART",
    "Applicant",
    "ApplicationRow",
    "ApplicationStanding",
    "ApplicationView",
    "CannotApplyNow",
    "CannotContinue",
    "CannotDisposeOpen",
    "CannotFind",
    "CannotIdentify",
    "CannotSubmit",
    "CannotUpload",
    "FieldCount",
    "Filing",
    "Form",
    "LifeEventView",
    "Narrowed",
    "NeedsCosigners",
    "PageCount",
    "ProcedureDefinition",
    "ReadDefinition",
    "Receipt",
    "Saved",
    "Started",
    "Stumbling",
    "VersionColumns",
    "VersionCount",
    "VersionView",
    "Words",
    "application",
    "application_of_case",
    "application_of_number",
    "application_rows",
    "applications_of",
    "change_seal",
    "claim",
    "correct",
    "dispose",
    "drafts_of",
    "expire_drafts",
    "fee_rows",
    "fee_yen",
    "file",
    "form_from",
    "form_schema",
    "format_number",
    "guide_names",
    "guides_of",
    "keep_one",
    "labels_of",
    "life_events",
    "notice_lines",
    "procedure",
    "procedures",
    "publish_text",
    "published_at",
    "read_definition",
    "read_number",
    "sample_answers",
    "sample_notice",
    "save_page",
    "standing_of",
    "start_draft",
    "stumbling",
    "submit",
    "unfinished",
    "version_columns",
    "version_in_force",
    "version_of",
    "versions",
    "volumes",
    "withdraw",
]
