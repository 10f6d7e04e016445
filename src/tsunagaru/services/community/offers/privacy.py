"""Export and erasure of what a resident did in the district (開示と消去)."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from tsunagaru.ground.people import api as people
from tsunagaru.kernel.offers import Erasure
from tsunagaru.services.community.models import (
    Collection,
    Delivery,
    MinutesEdition,
    PaperHome,
    Reader,
    RosterEntry,
    SignUp,
    SurveyAnswer,
    Term,
)
from tsunagaru.services.community.rules.rosters import Field
from tsunagaru.services.community.rules.surveys import Way, said
from tsunagaru.services.community.services.households import note_moved
from tsunagaru.services.community.services.paper_homes import give_way

KEPT = "区の役職は町の記録として、会費の集金と会議の記録は区の記録として、年数まで残します。"


def export(resident: UUID) -> Any:  # noqa: ANN401 - any JSON
    """Return what a resident read, for which household, and which offices were held."""
    opened = Delivery.objects.filter(opened_by=resident).select_related("circular")
    reads = Reader.objects.filter(resident=resident).select_related("standing").first()
    return {
        "opened": [
            {"circular": one.circular.number, "at": one.opened_at.isoformat()}
            for one in opened.order_by("opened_at")
            if one.opened_at
        ],
        "roster": _roster(resident),
        "paper_home": _paper_home(resident),
        "sign_ups": _sign_ups(resident),
        "surveys": _surveys(resident),
        "dues": _dues(resident),
        "minutes": [
            {"title": one.title, "held_on": one.held_on.isoformat(), "present": one.present}
            for one in MinutesEdition.objects.filter(by=resident).order_by("at")
        ],
        "wish": reads.standing.wish if reads else "",
        "confirmed_at": reads.confirmed_at.isoformat() if reads and reads.confirmed_at else "",
        "offices": [
            {
                "district": one.district,
                "duty": one.duty,
                "from_on": one.from_on.isoformat(),
                "until_on": one.until_on.isoformat() if one.until_on else "",
            }
            for one in Term.objects.filter(resident=resident).order_by("from_on")
        ],
    }


def _roster(resident: UUID) -> dict[str, str]:
    row = RosterEntry.objects.filter(changed_by=resident).first()
    return {one.value: getattr(row, one.value) or "" for one in Field} if row else {}


def _paper_home(resident: UUID) -> dict[str, Any] | None:
    row = _written_of(resident)
    if row is None:
        return None
    texts = {one: getattr(row, one) or "" for one in ("name", "place", "phone")}
    looks = [{"viewer": one.viewer, "at": one.at.isoformat()} for one in row.looks.all()]
    return texts | {"people": row.people, "looks": looks}


def _sign_ups(resident: UUID) -> list[dict[str, Any]]:
    """Return what the resident signed the household up for (行事の申込み)."""
    rows = SignUp.objects.filter(by=resident).exclude(household=None).select_related("gathering")
    return [
        {
            "event": one.gathering.title,
            "on": one.gathering.on.isoformat(),
            "adults": one.adults,
            "children": one.children,
            "note": one.note or "",
            "place": one.place,
        }
        for one in rows.order_by("at")
    ]


def _surveys(resident: UUID) -> list[dict[str, Any]]:
    """Return what the resident answered with the household's name (記名の答え)."""
    rows = SurveyAnswer.objects.filter(by=resident, way=Way.ONLINE).select_related("survey")
    return [
        {
            "survey": one.survey.title,
            "answers": {
                ask.text: said(ask, one.values.get(str(n)))
                for n, ask in enumerate(one.survey.asks, start=1)
            },
            "at": one.changed_at.isoformat(),
        }
        for one in rows.order_by("at")
    ]


def _dues(resident: UUID) -> list[dict[str, Any]]:
    """Return what the association collected from the resident's household (会費)."""
    return [
        {
            "year": one.due.dues.year,
            "name": one.due.member.name,
            "place": one.due.member.place or "",
            "amount_yen": one.amount_yen,
            "paid_on": one.paid_on.isoformat(),
            "taker": one.taker,
            "reason": one.reason or "",
            "owed_yen": one.due.amount_yen,
            "reliefs": [change.reason for change in one.due.reliefs.all()],
        }
        for one in _collected(resident)
    ]


def _collected(resident: UUID) -> list[Collection]:
    found = people.residents([resident], day=date.max).get(resident)
    if found is None or found.household is None:
        return []
    rows = Collection.objects.select_related("due__member", "due__dues")
    return list(rows.filter(due__member__household=found.household).order_by("at"))


def _written_of(resident: UUID) -> PaperHome | None:
    """Return what the district's head wrote of a resident's household (紙の世帯の記載)."""
    found = people.residents([resident], day=date.max).get(resident)
    return PaperHome.objects.filter(household=found.household).first() if found else None


@transaction.atomic
def erase(resident: UUID, at: datetime) -> Erasure:
    """Take the person out of receipts; the household's receipt stays, and paper comes if needed."""
    erased = Delivery.objects.filter(opened_by=resident).update(opened_by=None)
    homes = list(Reader.objects.filter(resident=resident).values_list("standing", flat=True))
    erased += Reader.objects.filter(resident=resident).delete()[0]
    for home in homes:
        note_moved(home, at=at)
    erased += RosterEntry.objects.filter(changed_by=resident).delete()[0]
    mine = SignUp.objects.filter(by=resident).exclude(household=None)
    erased += mine.update(note=None, by=None)
    erased += SurveyAnswer.objects.filter(by=resident, way=Way.ONLINE).delete()[0]
    if (row := _written_of(resident)) and row.household:
        erased += 1
        give_way(row.household, at=at)
    kept = Term.objects.filter(resident=resident).count()
    kept += MinutesEdition.objects.filter(by=resident).count()
    kept += Collection.objects.filter(by=resident).count() + len(_collected(resident))
    return Erasure(erased=erased, kept=kept, reason=KEPT if kept else "")
