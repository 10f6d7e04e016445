"""Tables of community (地域活動の表)."""

from tsunagaru.services.community.models.circulars import Circular, Delivery, Edition, PrintRun
from tsunagaru.services.community.models.districts import Group, Setup, Term
from tsunagaru.services.community.models.dues import Collection, Due, DuesYear, Member, Relief
from tsunagaru.services.community.models.gatherings import Gathering, SignUp
from tsunagaru.services.community.models.households import Reader, Standing
from tsunagaru.services.community.models.minutes import Minutes, MinutesEdition
from tsunagaru.services.community.models.paper_homes import (
    PaperHome,
    PaperHomeLook,
    PaperHomeMatch,
)
from tsunagaru.services.community.models.rosters import RosterEntry, RosterLook
from tsunagaru.services.community.models.surveys import (
    Survey,
    SurveyAnswer,
    SurveyMark,
    SurveyMatch,
    SurveyUrn,
)

__all__ = [
    "Circular",
    "Collection",
    "Delivery",
    "Due",
    "DuesYear",
    "Edition",
    "Gathering",
    "Group",
    "Member",
    "Minutes",
    "MinutesEdition",
    "PaperHome",
    "PaperHomeLook",
    "PaperHomeMatch",
    "PrintRun",
    "Reader",
    "Relief",
    "RosterEntry",
    "RosterLook",
    "Setup",
    "SignUp",
    "Standing",
    "Survey",
    "SurveyAnswer",
    "SurveyMark",
    "SurveyMatch",
    "SurveyUrn",
    "Term",
]
