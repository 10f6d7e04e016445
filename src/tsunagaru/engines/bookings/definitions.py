"""Reader of what can be booked in the town folder (予約できるもの): ``bookings/*.yaml``."""

from collections.abc import Iterator
from datetime import date, time
from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from tsunagaru.engines.bookings.rules import fees, lottery, owing, slots
from tsunagaru.ground.ui.phrases import Trilingual
from tsunagaru.kernel.calendar import OfficeCalendar, holiday_name
from tsunagaru.kernel.expressions import CannotUnderstand
from tsunagaru.kernel.folder import Definition, wrong

Text = Annotated[str, StringConstraints(min_length=1, max_length=2000)]
Code = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=40)]
Clock = Annotated[str, StringConstraints(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")]
MonthDay = Annotated[str, StringConstraints(pattern=r"^\d\d-\d\d$")]
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
DAY_MIN = 24 * 60


class Words(Definition):
    """One text in three languages (三言語の文言); Japanese is always there."""

    ja: Text
    easy: str = ""
    en: str = ""

    @property
    def text(self) -> Trilingual:
        """Return it as templates speak it."""
        return Trilingual(ja=self.ja, easy=self.easy, en=self.en)


class HoursDefinition(Definition):
    """Opening hours on some weekdays (開館時間)."""

    days: list[Weekday] = Field(min_length=1)
    opens: Clock
    closes: Clock

    @model_validator(mode="after")
    def _in_order_and_on_the_grid(self) -> Self:
        if self.opens >= self.closes:
            raise wrong(
                "終わりの時刻は、始まりより後にしてください。", "It closes before it opens."
            )
        if any(int(at[3:]) % slots.GRID_MIN for at in (self.opens, self.closes)):
            raise wrong("時刻は15分刻みにしてください。", "Times must be quarters of an hour.")
        return self

    @property
    def hours(self) -> slots.Hours:
        """Return them as rules take them."""
        days = frozenset(WEEKDAYS.index(day) for day in self.days)
        return slots.Hours(days, time.fromisoformat(self.opens), time.fromisoformat(self.closes))


class ClosedDefinition(Definition):
    """When it is closed besides its weekdays (休館日).

    Args:
        office: closed whenever the town office is.
        holidays: closed on national holidays.
        year_end: first and last day, such as ``["12-28", "01-04"]``.
        days: single days.
    """

    office: bool = False
    holidays: bool = False
    year_end: list[MonthDay] = Field(default=[], max_length=2)
    days: list[date] = []

    def holds(self, day: date, office: OfficeCalendar) -> bool:
        """Return whether it is closed on a day."""
        return (
            (self.office and not office.is_open(day))
            or (self.holidays and holiday_name(day) is not None)
            or day in self.days
            or self._is_year_end(day)
        )

    def _is_year_end(self, day: date) -> bool:
        if len(self.year_end) != len(("first", "last")):
            return False
        first, last = self.year_end
        return f"{day:%m-%d}" >= first or f"{day:%m-%d}" <= last


class LotteryDefinition(Definition):
    """The lottery for a month of use (抽選): when applications are taken."""

    months_before: int = Field(ge=1, le=12)
    from_day: int = Field(ge=1, le=28)
    until_day: int = Field(ge=1, le=28)

    @property
    def period(self) -> lottery.Period:
        """Return it as rules take it."""
        return lottery.Period(self.months_before, self.from_day, self.until_day)


class ReductionDefinition(Definition):
    """A reduction of the fee (減免); ``checked`` ones wait for a clerk's eye."""

    code: Code
    name: Words
    percent: int = Field(ge=1, le=100)
    checked: bool = True


class LimitDefinition(Definition):
    """How many bookings one person may have (一人あたりの上限)."""

    bookings: int = Field(ge=1, le=50)
    per: Literal["day", "month", "open"] = "open"


class CancelDefinition(Definition):
    """What cancelling costs (取消しの規則)."""

    free_until_h: int = Field(default=0, ge=0)
    percent_after: int = Field(default=0, ge=0, le=100)
    closes_h: int = Field(default=0, ge=0)

    @property
    def rule(self) -> fees.CancelRule:
        """Return it as rules take it."""
        return fees.CancelRule(self.free_until_h, self.percent_after, self.closes_h)


class PayDefinition(Definition):
    """By when and how the fee is paid (使用料の支払い).

    Args:
        asked: ``false`` where it is paid on the spot, at the facility itself: nothing is asked for.
        due_days: days to pay after it is asked for; as ``payments.yaml`` says when left out.
        before_use_days: due at the latest so many days before the day of use.
        after_use_days: due so many days after the day of use instead (後納).
        lapse_days: an unpaid booking lapses so many days after the due date; never when left out.
    """

    asked: bool = True
    due_days: int | None = Field(default=None, ge=0, le=180)
    before_use_days: int | None = Field(default=None, ge=0, le=180)
    after_use_days: int | None = Field(default=None, ge=0, le=180)
    lapse_days: int | None = Field(default=None, ge=1, le=180)

    @model_validator(mode="after")
    def _lapses_only_where_asked_before_the_use(self) -> Self:
        if self.lapse_days is not None and (not self.asked or self.after_use_days is not None):
            raise wrong(
                "未納で取り消す日数（lapse_days）は、利用の前に請求するときだけ書けます。",
                "Only what is asked for before the use can lapse.",
            )
        return self

    @model_validator(mode="after")
    def _before_or_after(self) -> Self:
        if self.after_use_days is not None and (
            self.before_use_days is not None or self.due_days is not None
        ):
            raise wrong(
                "利用のあとに払うとき（after_use_days）は、ほかの日数を書かないでください。",
                "Paid after the use, so no other number of days counts.",
            )
        return self

    @property
    def rule(self) -> owing.PayRule:
        """Return it as rules take it."""
        before = self.before_use_days or 0
        return owing.PayRule(self.due_days, before, self.after_use_days)


class KeyDefinition(Definition):
    """A key code for the door (暗証番号).

    Args:
        unpaid: ``true`` where it is shown though the fee is still to be paid; where it is paid
            after the use it always is.
    """

    digits: int = Field(default=4, ge=4, le=8)
    shown_before_min: int = Field(default=60, ge=0)
    unpaid: bool = False


class ResourceDefinition(Definition):
    """One thing that can be booked (予約できるもの).

    Args:
        kind: ``visit`` to the town hall, or use of a ``facility``.
        facility: code by which indicators count it.
        units: how many can be booked for the same time (rooms, courts, counters, seats).
        count: what the number of units is called (``面の数``).
        people: how many people may use it at most (定員).
        fee: a safe expression in yen over hours, slots, units, people, weekend, evening,
            resident; empty when free.
        who: ``anyone``, or only those who signed in.
    """

    code: Code
    kind: Literal["visit", "facility"]
    facility: Code
    section: Code
    name: Words
    about: Words
    place: Words
    bring: Words | None = None
    demo: bool = False
    hours: list[HoursDefinition] = Field(min_length=1)
    closed: ClosedDefinition = ClosedDefinition()
    slot_min: int = Field(ge=15, le=480, multiple_of=15)
    max_slots: int = Field(default=1, ge=1, le=32)
    units: int = Field(default=1, ge=1, le=500)
    max_units: int = Field(default=1, ge=1, le=100)
    count: Words | None = None
    people: int | None = Field(default=None, ge=1, le=9999)
    lead_min: int = Field(default=0, ge=0)
    horizon_days: int = Field(ge=1, le=400)
    who: Literal["anyone", "account"] = "anyone"
    limit: LimitDefinition | None = None
    lottery: LotteryDefinition | None = None
    fee: str = ""
    reductions: list[ReductionDefinition] = []
    cancel: CancelDefinition = CancelDefinition()
    pay: PayDefinition = PayDefinition()
    key: KeyDefinition | None = None
    offer_h: int = Field(default=24, ge=1, le=240)
    remind_h: int = Field(default=24, ge=0, le=240)

    @model_validator(mode="after")
    def _fee_is_an_amount(self) -> Self:
        try:
            fees.full_fee(self.fee, {}, today=date(2000, 1, 1))
        except CannotUnderstand as error:
            ja = f"使用料の式が正しくありません：{error}"
            raise wrong(ja, "The fee is no expression in yen.") from error
        except fees.CannotPrice as error:
            raise wrong("使用料の式が金額になりません。", "The fee is no amount.") from error
        return self

    def plan(self, office: OfficeCalendar) -> slots.Plan:
        """Return its opening rules."""
        return slots.Plan(
            hours=tuple(one.hours for one in self.hours),
            slot_min=self.slot_min,
            lead_min=self.lead_min,
            horizon_days=self.horizon_days,
            max_slots=self.max_slots,
            is_closed=lambda day: self.closed.holds(day, office),
        )

    def reduction(self, code: str) -> ReductionDefinition | None:
        """Return a reduction by its code."""
        return next((one for one in self.reductions if one.code == code), None)


class ResourcesFile(Definition):
    """What can be booked, of one file."""

    resources: list[ResourceDefinition] = Field(min_length=1)


def doubled(resources: list[ResourceDefinition]) -> Iterator[str]:
    """Yield the codes that stand twice."""
    seen: set[str] = set()
    for one in resources:
        if one.code in seen:
            yield one.code
        seen.add(one.code)
