"""Tables of public hearing (広聴の表)."""

from tsunagaru.services.hearing.models.inquiries import Inquiry, Saying, Setup, Trace
from tsunagaru.services.hearing.models.public import PublicAnswer
from tsunagaru.services.hearing.models.replies import Reply
from tsunagaru.services.hearing.models.rounds import Idea, IdeaRound, SupportMark, Tally, VotingSlip

__all__ = [
    "Idea",
    "IdeaRound",
    "Inquiry",
    "PublicAnswer",
    "Reply",
    "Saying",
    "Setup",
    "SupportMark",
    "Tally",
    "Trace",
    "VotingSlip",
]
