"""What components show, as plain values (部品の値). Dictionaries with the same keys do as well."""

from dataclasses import dataclass
from datetime import date, datetime

from tsunagaru.ground.ui.phrases import Text
from tsunagaru.kernel.panels import ShownPlace


@dataclass(frozen=True)
class SummaryRow:
    """One answer on a confirmation page (確認画面の行).

    Args:
        label: the question.
        value: the answer as text; line breaks are kept.
        change_url: where 変更 leads, or empty.
        missing: whether the answer is absent, shown as 「未入力」.
        place: the place meant on a small map, where the answer is one.
    """

    label: Text
    value: Text
    change_url: str = ""
    missing: bool = False
    place: ShownPlace | None = None


@dataclass(frozen=True)
class TimelineEntry:
    """One thing that happened (経過).

    Args:
        at: when; a datetime is shown in Japan's time.
        title: what happened.
        text: more about it, or empty.
        by: who did it, or empty.
    """

    at: datetime | date
    title: Text
    text: Text = ""
    by: Text = ""


@dataclass(frozen=True)
class Crumb:
    """One step of the way to a page (パンくず); the page itself has no address."""

    text: Text
    url: str = ""
