"""How households get their circulars (世帯の受取り方の処理): every change goes through here."""

from collections.abc import Callable, Mapping
from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import QuerySet

from tsunagaru.ground import rows
from tsunagaru.ground.ledger.api import audit, publish
from tsunagaru.ground.people import api as people
from tsunagaru.kernel.access import Actor
from tsunagaru.kernel.clock import day_of
from tsunagaru.services.community.events import PaperChanged
from tsunagaru.services.community.models import Delivery, Reader, Standing
from tsunagaru.services.community.queries.setups import need_rules
from tsunagaru.services.community.queries.standings import reading_of
from tsunagaru.services.community.rules import paper
from tsunagaru.services.community.rules.paper import Reading, Wish
from tsunagaru.services.community.rules.states import State
from tsunagaru.services.community.services.telling import tell_paper_again

BY_ITSELF = frozenset({"unread", "moved"})


def choose(household: UUID, wish: Wish, *, by: Actor, at: datetime) -> Reading:
    """Change what a household asked for (受取り方を選ぶ); paper stops when somebody reads.

    Publishes:
        PaperChanged, when it makes a difference
    """
    with transaction.atomic():
        row = _locked(household)
        row.chosen_at = at
        if wish is not Wish.PAPER and row.tried_at is None:
            row.tried_at = at
        reading = _apply(row, lambda one: paper.choose(one, wish), "chosen", at)
        facts = {"wish": wish.value}
        audit(actor=by, action="circular.wish_changed", subject=household, at=at, facts=facts)
        return reading


def confirm_trial(household: UUID, reader: UUID, *, at: datetime) -> Reading:
    """Confirm the trial circular for a household (ためしの回覧を確認する).

    Publishes:
        PaperChanged, when paper stops
    """
    with transaction.atomic():
        return _apply(_locked(household), lambda one: paper.confirm(one, reader), "confirmed", at)


def note_opened(household: UUID, reader: UUID, *, at: datetime) -> Reading:
    """Note that somebody opened a circular for the first time (読んだ).

    Publishes:
        PaperChanged, when paper stops
    """
    rule = need_rules().paper.rule()
    with transaction.atomic():
        return _apply(_locked(household), lambda one: paper.open_one(one, reader, rule), "read", at)


def note_missed(household: UUID, *, at: datetime) -> Reading:
    """Note that nobody had read by the deadline (期限までに読まれなかった).

    Publishes:
        PaperChanged, when paper comes back
    """
    rule = need_rules().paper.rule()
    with transaction.atomic():
        return _apply(_locked(household), lambda one: paper.miss(one, rule), "unread", at)


def note_moved(household: UUID, *, at: datetime) -> Reading:
    """Look again who lives there: who moved away reads for it no more (転出など).

    Publishes:
        PaperChanged, when paper comes back
    """
    with transaction.atomic():
        return _apply(_locked(household), lambda one: one, "moved", at)


@transaction.atomic
def set_group(household: UUID, group: str, *, by: Actor | None, at: datetime) -> None:
    """Put a household into a group (組に入れる); what is out goes to it there."""
    row = _locked(household)
    row.group = group
    row.save(update_fields=["group"])
    open_deliveries(household).filter(paper_at=None).update(group=group)
    audit(actor=by, action="circular.group_set", subject=household, at=at)


@transaction.atomic
def set_groups(groups: Mapping[UUID, str], *, by: Actor | None, at: datetime) -> None:
    """Put many households into their groups at once (組の一括登録); who has one keeps it."""
    rows = [Standing(household=id_, group=code) for id_, code in groups.items()]
    Standing.objects.bulk_create(rows, batch_size=1000, ignore_conflicts=True)
    facts = {"households": len(rows)}
    audit(actor=by, action="circular.groups_set", at=at, facts=facts)


def open_deliveries(household: UUID) -> QuerySet[Delivery]:
    """Return what is out for a household and not over (回覧中)."""
    return Delivery.objects.filter(household=household, left_at=None, circular__state=State.OUT)


def _locked(household: UUID) -> Standing:
    found = rows.first(Standing, lock=True, pk=household)
    if found is None:
        Standing.objects.get_or_create(household=household)
        found = rows.get(Standing, lock=True, pk=household)
    return found


def _apply(row: Standing, act: Callable[[Reading], Reading], why: str, at: datetime) -> Reading:
    before = reading_of(row)
    home = next(iter(people.households(day=day_of(at), ids=[row.household])), None)
    living = home.members if home else ()
    after = paper.stay(act(paper.stay(before, living)), living)
    _write(row, after, at)
    if after.on_paper != before.on_paper:
        _changed(row, after, home, why, at)
    elif after.on_paper and row.wish == Wish.DIGITAL:
        _bring_paper(row.household)
    return after


def _write(row: Standing, reading: Reading, at: datetime) -> None:
    row.wish, row.missed = reading.wish, reading.missed
    row.save()
    counts = dict.fromkeys(reading.readers, 0) | dict(reading.opened)
    row.people.exclude(resident__in=counts).delete()
    for resident, opened in counts.items():
        confirmed = resident in reading.readers
        known = row.people.filter(resident=resident).first()
        if known is None:
            since = at if confirmed else None
            Reader.objects.create(
                standing=row, resident=resident, opened=opened, confirmed_at=since
            )
        elif (known.opened, known.confirmed_at is not None) != (opened, confirmed):
            known.opened = opened
            known.confirmed_at = at if confirmed else None
            known.save(update_fields=["opened", "confirmed_at"])


def _changed(
    row: Standing, reading: Reading, home: people.HouseholdView | None, why: str, at: datetime
) -> None:
    to = "resumed" if reading.on_paper else "stopped"
    district = home.district if home else ""
    publish(PaperChanged(at=at, subject=uuid4(), to=to, why=why, district=district))
    if not reading.on_paper:
        return
    _bring_paper(row.household)
    row.resumed_at, row.tried_at = at, at if reading.wish is Wish.DIGITAL else None
    row.save(update_fields=["resumed_at", "tried_at"])
    if why in BY_ITSELF and home is not None:
        tell_paper_again(home, why, at=at)


def _bring_paper(household: UUID) -> None:
    """Put what is out and unread onto the paper list as well (紙でも届ける)."""
    unread = open_deliveries(household).filter(on_paper=False, opened_at=None)
    unread.update(on_paper=True, late=True)
