"""The door to questionnaires (様式の窓口)."""

from tsunagaru.engines.questionnaires.definitions import (
    CannotReadQuestionnaire,
    FileField,
    Page,
    Question,
    Questionnaire,
    problems_in,
    read_questionnaire,
)
from tsunagaru.engines.questionnaires.gateways.postal import Place, find_place
from tsunagaru.engines.questionnaires.queries.advice import advice_on
from tsunagaru.engines.questionnaires.queries.boxes import AskedField, SentFile
from tsunagaru.engines.questionnaires.queries.filling import SHOWN, Filled, NoSuchPage, fill_page
from tsunagaru.engines.questionnaires.queries.invitations import Invitation
from tsunagaru.engines.questionnaires.queries.lookup import LookedUp, look_up
from tsunagaru.engines.questionnaires.queries.messages import FieldProblem
from tsunagaru.engines.questionnaires.queries.paper import PaperChoice, PaperRow, paper_rows
from tsunagaru.engines.questionnaires.queries.prefilling import start_answers
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
from tsunagaru.engines.questionnaires.queries.uploads import Upload, uploads_on
from tsunagaru.engines.questionnaires.queries.viewing import Block, PageView, page_view
from tsunagaru.engines.questionnaires.rules.problems import CannotRead
from tsunagaru.engines.questionnaires.services import (
    CannotRateSo,
    CannotRateTwice,
    add_comment,
    rate,
)

__all__ = [
    "SHOWN",
    "AskedField",
    "Block",
    "CannotRateSo",
    "CannotRateTwice",
    "CannotRead",
    "CannotReadQuestionnaire",
    "FieldProblem",
    "FileField",
    "Filled",
    "Invitation",
    "LookedUp",
    "NoSuchPage",
    "Page",
    "PageView",
    "PaperChoice",
    "PaperRow",
    "Place",
    "Question",
    "Questionnaire",
    "RatingView",
    "ReviewSection",
    "SentFile",
    "Upload",
    "add_comment",
    "advice_on",
    "comments_on",
    "computed",
    "fill_page",
    "find_place",
    "finished_answers",
    "fits",
    "look_up",
    "page_view",
    "paper_rows",
    "problems_in",
    "problems_of",
    "rate",
    "read_questionnaire",
    "review",
    "start_answers",
    "uploads_on",
    "visible_pages",
]
