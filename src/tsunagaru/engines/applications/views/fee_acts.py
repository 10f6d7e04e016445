"""What a clerk does about a fee (手数料の操作): each returns what is told afterwards."""

from collections.abc import Callable
from datetime import datetime

from tsunagaru.engines.applications.forms import AmountForm, ReturnForm
from tsunagaru.engines.applications.models import Application
from tsunagaru.engines.applications.queries.charges import Fee, fee_of
from tsunagaru.engines.applications.services import paying
from tsunagaru.ground.ui.due import PostponeForm
from tsunagaru.kernel.access import Actor

Forms = dict[str, AmountForm | PostponeForm | ReturnForm]


def _fix(by: Actor, row: Application, forms: Forms, at: datetime) -> str:
    data = forms["fix"].cleaned_data
    reason, due, before = data["reason"], data["due_on"], fee_of(row)
    paying.fix(row.pk, data["yen"], by=by, at=at, reason=reason, due_on=due)
    return _fixed(data["yen"], before, fee_of(row))


def _fixed(yen: int, before: Fee, now: Fee) -> str:
    """Say what became of a fee that was fixed: asked for, given back, or neither (決定の結果)."""
    back = before.held_yen - now.held_yen
    if now.pending is not None:
        return "手数料を決めて、請求しました。"
    if back > 0:
        return f"手数料を{yen:,}円に決めました。{back:,}円を返金します。"
    return f"手数料を{yen:,}円に決めました。新しい請求はありません。"


def _extend(by: Actor, row: Application, forms: Forms, at: datetime) -> str:
    paying.extend(row.pk, forms["extend"].cleaned_data["due_on"], by=by, at=at)
    return "支払いの期限を延ばしました。"


def _return(by: Actor, row: Application, forms: Forms, at: datetime) -> str:
    data = forms["return"].cleaned_data
    paying.return_fee(row.pk, data["yen"], reason=data["reason"], by=by, at=at)
    return "返金を決めました。" if data["yen"] else "返金しないことを記録しました。"


def _close(by: Actor, row: Application, _forms: Forms, at: datetime) -> str:
    paying.close_unpaid(row.pk, by=by, at=at)
    return "支払いがないため、この申請を終えました。"


ACTS: dict[str, Callable[[Actor, Application, Forms, datetime], str]] = {
    "fix": _fix,
    "extend": _extend,
    "return": _return,
    "close": _close,
}
