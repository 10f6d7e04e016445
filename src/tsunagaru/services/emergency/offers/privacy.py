"""Export and erasure of one person's safety and support (安否と名簿の開示と消去)."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from tsunagaru.kernel.offers import Erasure
from tsunagaru.services.emergency.models import (
    Answer,
    DistrictHead,
    Group,
    Person,
    Share,
    Supported,
)

KEPT = "災害のときの救助の記録として、いつ何人が無事だったかの数だけを残します。"


def export_safety(resident: UUID) -> Any:  # noqa: ANN401 - any JSON
    """Return what a resident said of being safe, and who may see it."""
    answers = Answer.objects.filter(person__resident=resident).order_by("said_at", "number")
    shares = Share.objects.filter(Q(resident=resident) | Q(other=resident)).order_by("given_at")
    return {
        "answers": [
            {
                "round": str(one.person.round_id),
                "state": one.state,
                "people": one.people,
                "place": one.place,
                "note": one.note,
                "way": one.way,
                "at": one.said_at.isoformat(),
            }
            for one in answers.select_related("person")
        ],
        "shares": [
            {
                "kind": one.kind,
                "mine": one.resident == resident,
                "since": one.given_at.isoformat(),
                "until": one.ended_at.isoformat() if one.ended_at else None,
            }
            for one in shares
        ],
    }


@transaction.atomic
def erase_safety(resident: UUID, _at: datetime) -> Erasure:
    """Delete answers and consents; the numbers of a round stay, without the person."""
    answers, _ = Answer.objects.filter(person__resident=resident).delete()
    kept = Person.objects.filter(resident=resident).update(resident=None, subscriber=None)
    shares, _ = Share.objects.filter(Q(resident=resident) | Q(other=resident)).delete()
    heads, _ = DistrictHead.objects.filter(resident=resident).delete()
    groups, _ = Group.objects.filter(keeper=resident).delete()
    return Erasure(erased=answers + shares + heads + groups, kept=kept, reason=KEPT)


def export_support(resident: UUID) -> Any:  # noqa: ANN401 - any JSON
    """Return a resident's entry on the list of those who need support."""
    row = Supported.objects.filter(resident=resident).first()
    if row is None:
        return None
    return {
        "reasons": row.reasons,
        "phone": row.phone,
        "contact": row.contact,
        "note": row.note,
        "consent": row.consent,
        "plan": row.plan,
        "listed_at": row.listed_at.isoformat(),
        "left_at": row.left_at.isoformat() if row.left_at else None,
    }


@transaction.atomic
def erase_support(resident: UUID, _at: datetime) -> Erasure:
    """Delete an entry on the list."""
    erased, _ = Supported.objects.filter(resident=resident).delete()
    return Erasure(erased=erased)


NAMELESS = (
    "本部の記録は、だれのことかで探せません。書き換えると記録のつながりが切れるため、消しません。"
)


def export_headquarters(_resident: UUID) -> Any:  # noqa: ANN401 - any JSON
    """Return nothing: the headquarters' entries are tied to no resident."""
    return None


def erase_headquarters(_resident: UUID, _at: datetime) -> Erasure:
    """Erase nothing: an entry that went would break the chain of a disaster's record."""
    return Erasure(erased=0, kept=0, reason=NAMELESS)
