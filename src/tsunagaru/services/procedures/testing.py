"""Makers other packages' tests may use (テスト用の手続台帳)."""

from typing import Any

from tsunagaru.ground.people.testing import Cast, a_section
from tsunagaru.services.procedures.definitions import RegisterRow
from tsunagaru.services.procedures.models import RegisterEntry

ROW: dict[str, Any] = {
    "code": "moving-within",
    "name": "転居届",
    "section": "jumin",
    "law": "住民基本台帳法",
    "article": "第23条",
    "kind": "notification",
    "who": "町内で引っ越した方",
    "volume": 310,
    "volume_source": "demo",
    "fee_yen": 0,
    "seal": "personal",
    "seal_basis": "practice",
    "channels": "counter",
    "standard_days": 0,
    "life_events": "moving",
}


def an_entry(**changes: Any) -> RegisterRow:  # noqa: ANN401 - any column
    """Enter a procedure without a form in the register, changed as asked (手続台帳の1件)."""
    row = RegisterRow.model_validate(ROW | changes)
    a_section(row.section)
    RegisterEntry.objects.create(
        position=RegisterEntry.objects.count(), **row.model_dump(mode="json")
    )
    return row


def of_entry(_cast: Cast) -> tuple[dict[str, Any], dict[str, Any]]:
    """A procedure of the clerk's section, and none."""
    return {"code": an_entry().code}, {"code": "no-such-procedure"}


SPECIMENS = {"procedures:entry": of_entry}
