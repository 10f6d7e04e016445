"""Taking cases out (書き出す): recorded with purpose and count before a line leaves the house."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from tsunagaru.engines.cases import api as cases
from tsunagaru.ground.ledger.api import audit, publish
from tsunagaru.kernel.access import Actor
from tsunagaru.services.exports import queries
from tsunagaru.services.exports.events import CasesExported
from tsunagaru.services.exports.models import Export
from tsunagaru.services.exports.rules import MOST_XLSX


class CannotExport(Exception):
    """Personal data without a purpose, or too much for a workbook (書き出せません)."""


@dataclass(frozen=True)
class Asked:
    """What somebody wants to take out (書き出しの条件).

    Args:
        words: searched for, and ``which`` the scope of the list: open, closed or all.
        form: csv or xlsx.
        personal: whether columns with personal data come along; only for a ``purpose``.
    """

    words: str
    which: str
    form: str
    answers: bool = False
    personal: bool = False
    purpose: str = ""


@transaction.atomic
def take_out(asked: Asked, *, by: Actor, at: datetime) -> queries.Wanted:
    """Record an export and return what it holds (書き出しを記録する).

    Raises:
        CannotExport: no purpose for personal data, or too many cases for a workbook.

    Publishes:
        CasesExported

    Source:
        個人情報保護法 第61条, 第69条: only as far as the purpose needs.
    """
    if by.staff is None or (asked.personal and not asked.purpose):
        raise CannotExport("purpose")
    ids = cases.ids_in_queue(by, words=asked.words, which=asked.which)
    if asked.form == "xlsx" and len(ids) > MOST_XLSX:
        raise CannotExport("size")
    row = Export.objects.create(
        staff=by.staff,
        scope=asked.which,
        form=asked.form,
        answers=asked.answers,
        personal=asked.personal,
        purpose=asked.purpose,
        count=len(ids),
        at=at,
    )
    personal = "yes" if asked.personal else "no"
    publish(
        CasesExported(at=at, subject=row.pk, form=asked.form, personal=personal, cases=len(ids))
    )
    facts: dict[str, str | int] = {"count": len(ids), "form": asked.form, "personal": personal}
    audit(actor=by, action="cases.exported", subject=row.pk, at=at, facts=facts)
    return queries.wanted(by, ids, answers=asked.answers, personal=asked.personal)
