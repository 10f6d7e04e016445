"""Events of exports (書き出しの出来事)."""

from dataclasses import dataclass

from tsunagaru.kernel.events import Event, measure


@dataclass(frozen=True, kw_only=True)
class CasesExported(Event, name="cases.exported"):
    """Somebody took cases out as a table (案件を書き出した).

    Args:
        form: csv or xlsx.
        personal: ``yes`` when columns with personal data were asked for.
    """

    form: str
    personal: str
    cases: int = measure()
