"""The door to questionnaires (様式の窓口)."""

from tsunagaru.engines.questionnaires.definitions import (
    CannotReadQuestionnaire,
    FileField,
    GroupField,
    Page,
    Question,
    Questionnaire,
    problems_in,
    read_questionnaire,
)
from tsunagaru.engines.questionnaires.gateways.postal import Place, find_place
from tsunagaru.engines.questionnaires.queries.advice import advice_on
from tsunagaru.engines.questionnaires.queries.agreeing import agreed_last, with_agreement
from tsunagaru.engines.questionnaires.queries.boxes import AskedField, SentFile
from tsunagaru.engines.questionnaires.queries.cells import Cell, table_cells, table_columns
from tsunagaru.engines.questionnaires.queries.echoing import Block
from tsunagaru.engines.questionnaires.queries.entries import SHOWN, entry_name, write_entries
from tsunagaru.engines.questionnaires.queries.filling import Filled, NoSuchPage, fill_page
from tsunagaru.engines.questionnaires.queries.formulas import (
    amount,
    mistake_in_amount,
    mistake_in_condition,
)
from tsunagaru.engines.questionnaires.queries.grouping import EntryView, GroupView
from tsunagaru.engines.questionnaires.queries.invitations import Invitation
from tsunagaru.engines.questionnaires.queries.lookup import LookedUp, look_up
from tsunagaru.engines.questionnaires.queries.messages import FieldProblem, mistakes
from tsunagaru.engines.questionnaires.queries.messages import Kind as ProblemKind
from tsunagaru.engines.questionnaires.queries.paper import PaperChoice, PaperRow, paper_rows
from tsunagaru.engines.questionnaires.queries.prefilling import start_answers
from tsunagaru.engines.questionnaires.queries.pressing import REFRESH, Pressed, press
from tsunagaru.engines.questionnaires.queries.ratings import RatingView, comments_on
from tsunagaru.engines.questionnaires.queries.review import (
    ReviewSection,
    computed,
    finished_answers,
    fits,
    problems_of,
    review,
    visible_pages,
)
from tsunagaru.engines.questionnaires.queries.schema import schema_of
from tsunagaru.engines.questionnaires.queries.sharing import (
    asked,
    first_entries,
    given_by,
    left_blank,
    passed_over,
    settled,
    shared_name,
    taken_over,
)
from tsunagaru.engines.questionnaires.queries.taking import Taken, take_answers
from tsunagaru.engines.questionnaires.queries.uploads import Upload, files_of, limit_of, uploads_on
from tsunagaru.engines.questionnaires.queries.viewing import PageView, page_view
from tsunagaru.engines.questionnaires.rules.problems import CannotRead
from tsunagaru.engines.questionnaires.services import (
    CannotRateSo,
    CannotRateTwice,
    add_comment,
    rate,
)

__all__ = [
    "REFRESH",
    "SHOWN",
    "AskedField",
    "Block",
    "CannotRateSo",
    "CannotRateTwice",
    "CannotRead",
    "CannotReadQuestionnaire",
    "Cell",
    "EntryView",
    "FieldProblem",
    "FileField",
    "Filled",
    "GroupField",
    "GroupView",
    "Invitation",
    "LookedUp",
    "NoSuchPage",
    "Page",
    "PageView",
    "PaperChoice",
    "PaperRow",
    "Place",
    "Pressed",
    "ProblemKind",
    "Question",
    "Questionnaire",
    "RatingView",
    "ReviewSection",
    "SentFile",
    "Taken",
    "Upload",
    "add_comment",
    "advice_on",
    "agreed_last",
    "amount",
    "asked",
    "comments_on",
    "computed",
    "entry_name",
    "files_of",
    "fill_page",
    "find_place",
    "finished_answers",
    "first_entries",
    "fits",
    "given_by",
    "left_blank",
    "limit_of",
    "look_up",
    "mistake_in_amount",
    "mistake_in_condition",
    "mistakes",
    "page_view",
    "paper_rows",
    "passed_over",
    "press",
    "problems_in",
    "problems_of",
    "rate",
    "read_questionnaire",
    "review",
    "schema_of",
    "settled",
    "shared_name",
    "start_answers",
    "table_cells",
    "table_columns",
    "take_answers",
    "taken_over",
    "uploads_on",
    "visible_pages",
    "with_agreement",
    "write_entries",
]
