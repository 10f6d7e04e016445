"""Where a finding or a statement stands (状態), and what people may claim."""

from datetime import timedelta
from enum import StrEnum

# An accepted statement holds this long; then the person is asked again.
ACCEPTED_FOR = timedelta(days=30)
# Statements nobody decided on yet; more than this at once is an attack, not a town.
MOST_OPEN = 500


class FindingState(StrEnum):
    """What became of a finding of the nightly scan (検出の状態)."""

    OPEN = "open"
    BLACKENED = "blackened"
    NO_NUMBER = "no_number"
    GONE = "gone"


class StatementState(StrEnum):
    """What became of a statement that a value is no individual number (申出の状態)."""

    OPEN = "open"
    ACCEPTED = "accepted"
    DECLINED = "declined"


class Claim(StrEnum):
    """What a value is said to be (申出の内容)."""

    INVOICE = "invoice"
    TRACKING = "tracking"
    CONTRACT = "contract"
    PRODUCT = "product"
    OTHER = "other"


class CannotDecideAgain(Exception):
    """It was decided already (決定済みです)."""


class CannotDecideOwn(Exception):
    """Whoever typed or contested a value does not decide on it (自分の申出は決定できません)."""


class CannotBlacken(Exception):
    """What was found cannot be changed here (ここでは消せません)."""


class CannotState(Exception):
    """There are too many statements nobody decided on (受け付けられません)."""
