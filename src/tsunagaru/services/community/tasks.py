"""What community does when something happens (反応)."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from tsunagaru.ground.ledger.events import DayEnded
from tsunagaru.ground.people import api as people
from tsunagaru.kernel.clock import day_of
from tsunagaru.kernel.events import outward
from tsunagaru.services.community.events import (
    CircularCorrected,
    CircularReleased,
    CircularWithdrawn,
    GatheringCancelled,
    GatheringChanged,
    PaperHomeChanged,
    PaperHomeEntered,
    PaperHomeRemoved,
    SignUpMoved,
    SurveyPublished,
    SurveyReminded,
    SurveyWithdrawn,
)
from tsunagaru.services.community.models import Circular
from tsunagaru.services.community.queries.setups import rules
from tsunagaru.services.community.queries.standings import readings
from tsunagaru.services.community.rules.paper import Wish
from tsunagaru.services.community.rules.states import State
from tsunagaru.services.community.services import telling, telling_gatherings, telling_surveys
from tsunagaru.services.community.services.closing import end_day
from tsunagaru.services.community.services.releasing import refresh

# Each works in transactions of its own, some households at a time, and can be done again.


@outward
def tell_out(event: CircularReleased) -> None:
    """Tell the households that read, and look once more who gets paper (回覧の知らせ)."""
    refresh(event.subject, at=event.at)
    row = Circular.objects.get(pk=event.subject)
    homes = people.households(day=day_of(event.at), districts=row.districts)
    found = readings(homes)
    reading = [
        home for home in homes if found[home.id].wish is not Wish.PAPER or found[home.id].readers
    ]
    telling.tell_of(row, telling.OUT, reading, at=event.at)


@outward
def tell_corrected(event: CircularCorrected) -> None:
    """Tell again whoever read it before it was corrected (訂正の知らせ)."""
    row = Circular.objects.get(pk=event.subject)
    before = row.deliveries.filter(opened_at__isnull=False, edition__lt=row.edition)
    _tell(row, telling.CORRECTED, before.values_list("household", flat=True), event)


@outward
def tell_withdrawn(event: CircularWithdrawn) -> None:
    """Tell whoever read it that it was taken back (取下げの知らせ)."""
    row = Circular.objects.get(pk=event.subject)
    before = row.deliveries.filter(opened_at__isnull=False)
    _tell(row, telling.WITHDRAWN, before.values_list("household", flat=True), event)


@outward
def bring_out(event: PaperHomeEntered | PaperHomeChanged | PaperHomeRemoved) -> None:
    """Bring what is out to the households on paper as they are now (配付先を直す)."""
    for row in Circular.objects.filter(state=State.OUT):
        if not row.districts or event.district in row.districts:
            refresh(row.pk, at=event.at)


@outward
def close_circulars(event: DayEnded) -> None:
    """Close what was due, and follow households that moved (日締め)."""
    if rules() is not None:
        end_day(date.fromisoformat(event.day), at=event.at)


def _tell(
    row: Circular,
    template: str,
    households: Iterable[UUID],
    event: CircularCorrected | CircularWithdrawn,
) -> None:
    homes = people.households(day=day_of(event.at), ids=households)
    telling.tell_of(row, template, homes, at=event.at)


@outward
def tell_gathering_changed(event: GatheringChanged) -> None:
    """Tell everybody signed up that an event takes place otherwise (行事の変更の知らせ)."""
    telling_gatherings.tell_all(event.subject, telling_gatherings.CHANGED, at=event.at)


@outward
def tell_gathering_cancelled(event: GatheringCancelled) -> None:
    """Tell everybody signed up that an event does not take place (中止の知らせ)."""
    telling_gatherings.tell_all(event.subject, telling_gatherings.CANCELLED, at=event.at)


@outward
def tell_moved_up(event: SignUpMoved) -> None:
    """Tell a household that waited that it has a place (繰上げの知らせ)."""
    telling_gatherings.tell_place(event.subject, at=event.at)


@outward
def tell_survey_out(event: SurveyPublished) -> None:
    """Tell the households of a district that they are asked (会員アンケートの知らせ)."""
    telling_surveys.tell_all(event.subject, telling_surveys.OUT, at=event.at)


@outward
def tell_survey_withdrawn(event: SurveyWithdrawn) -> None:
    """Tell the households of a district why a survey was taken back (取下げの知らせ)."""
    telling_surveys.tell_all(event.subject, telling_surveys.WITHDRAWN, at=event.at)


@outward
def tell_survey_again(event: SurveyReminded) -> None:
    """Tell once more who has not answered (もう一度の知らせ)."""
    telling_surveys.tell_waiting(event.subject, at=event.at)
