"""Events of an application's fee (手数料の出来事)."""

from dataclasses import dataclass

from tsunagaru.kernel.events import Event, measure


@dataclass(frozen=True, kw_only=True)
class FeeFixed(Event, name="application.fee_fixed"):
    """A clerk fixed the fee of an application (手数料の決定).

    Args:
        by_rule: yes when it is the amount the rule says.
    """

    procedure: str
    by_rule: str
    yen: int = measure()


@dataclass(frozen=True, kw_only=True)
class FeeReturned(Event, name="application.fee_returned"):
    """A clerk decided what goes back of a fee (返金の決定)."""

    procedure: str
    yen: int = measure()
    kept_yen: int = measure()
