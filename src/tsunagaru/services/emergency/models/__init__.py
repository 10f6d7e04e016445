"""Tables of emergency (災害時の情報の表)."""

from tsunagaru.services.emergency.models.alerts import Alert, Announcement
from tsunagaru.services.emergency.models.feeds import FeedState
from tsunagaru.services.emergency.models.headquarters import (
    Entry,
    Headquarters,
    SituationReport,
    Task,
)
from tsunagaru.services.emergency.models.safety import Answer, Person, Round, RoundStep
from tsunagaru.services.emergency.models.sharing import DistrictHead, Group, Share
from tsunagaru.services.emergency.models.support import Disclosure, Supported
from tsunagaru.services.emergency.models.telegrams import (
    KINDS,
    LEVELS,
    Draft,
    Setup,
    Telegram,
)

__all__ = [
    "KINDS",
    "LEVELS",
    "Alert",
    "Announcement",
    "Answer",
    "Disclosure",
    "DistrictHead",
    "Draft",
    "Entry",
    "FeedState",
    "Group",
    "Headquarters",
    "Person",
    "Round",
    "RoundStep",
    "Setup",
    "Share",
    "SituationReport",
    "Supported",
    "Task",
    "Telegram",
]
