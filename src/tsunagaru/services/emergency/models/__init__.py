"""Tables of emergency (災害時の情報の表)."""

from tsunagaru.services.emergency.models.alerts import Alert, Announcement
from tsunagaru.services.emergency.models.feeds import FeedState
from tsunagaru.services.emergency.models.telegrams import (
    KINDS,
    LEVELS,
    Draft,
    Setup,
    Telegram,
)

__all__ = ["KINDS", "LEVELS", "Alert", "Announcement", "Draft", "FeedState", "Setup", "Telegram"]
