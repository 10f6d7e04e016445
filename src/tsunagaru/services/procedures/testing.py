"""Makers other packages' tests may use (テスト用の手続台帳)."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from tsunagaru.engines.applications.testing import NOON, a_life_event, a_procedure
from tsunagaru.ground.people.testing import Cast, a_clerk, a_section, actor_of
from tsunagaru.kernel.access import Role
from tsunagaru.services.procedures import services
from tsunagaru.services.procedures.definitions import RegisterRow
from tsunagaru.services.procedures.models import FormDraft, RegisterEntry

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


def load_sections(town: Path) -> None:
    """Make the sections and turns in life that a town folder's procedures refer to (課)."""
    tree = YAML(typ="safe", pure=True).load((town / "organisation.yaml").read_text())
    for section in tree["sections"]:
        a_section(section["code"], section["name"])
    events = YAML(typ="safe", pure=True).load((town / "life_events.yaml").read_text())
    for event in events["life_events"]:
        a_life_event(event["code"], event["name"]["ja"])


def of_form(_cast: Cast) -> tuple[dict[str, Any], dict[str, Any]]:
    """A form of the clerk's section, and none."""
    if not FormDraft.objects.filter(code="dog").exists():
        a_procedure(section="jumin")
        a_form_draft("dog")
    return {"code": "dog"}, {"code": "no-such-procedure"}


def a_form_draft(code: str) -> FormDraft:
    """Begin to edit a form as somebody who edits all (様式の下書き)."""
    office = actor_of(a_clerk(section="dx", role=Role.DX_OFFICE))
    return services.start(code, by=office, at=NOON)


def _of(**more: str) -> Callable[[Cast], tuple[dict[str, Any], dict[str, Any]]]:
    def make(cast: Cast) -> tuple[dict[str, Any], dict[str, Any]]:
        known, missing = of_form(cast)
        return known | more, missing | more

    return make


def of_entry(_cast: Cast) -> tuple[dict[str, Any], dict[str, Any]]:
    """A procedure of the clerk's section, and none."""
    return {"code": an_entry().code}, {"code": "no-such-procedure"}


SPECIMENS = {
    "procedures:entry": of_entry,
    "procedures:form": of_form,
    "procedures:form_head": of_form,
    "procedures:form_add_page": of_form,
    "procedures:form_page": _of(where="owner"),
    "procedures:form_kinds": _of(where="owner"),
    "procedures:form_add": _of(where="owner", kind="text"),
    "procedures:form_field": _of(field="owner"),
    "procedures:form_remove": _of(field="email"),
    "procedures:form_condition": _of(what="when", target="dog_name"),
    "procedures:form_check": _of(field="dog_name", key="new"),
    "procedures:form_things": _of(group="outcomes"),
    "procedures:form_thing": _of(what="outcome", key="1"),
    "procedures:form_text": of_form,
    "procedures:form_file": of_form,
    "procedures:form_preview": of_form,
    "procedures:form_sheet": of_form,
    "procedures:form_notice": _of(outcome="granted"),
    "procedures:form_trial": of_form,
    "procedures:form_changes": of_form,
    "procedures:form_versions": of_form,
}
