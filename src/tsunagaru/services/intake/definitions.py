"""Reader of ``portal_intake.yaml`` (国のポータルのAPIの形と、手続きの対応).

What the national specification says of paths, names and files is handed to municipalities only, so
nothing of it stands in the code: it is data of the town.
"""

from typing import Annotated, Self

from pydantic import Field, StringConstraints, model_validator

from tsunagaru.kernel.folder import Definition, wrong
from tsunagaru.services.intake.rules.layout import CallsShape, Name, PackageShape


class FieldMap(Definition):
    """From an answer at the portal to a question here (項目の対応).

    Args:
        item: its name at the portal.
        to: the question; ``owner.family`` for a part of it.
        values: the portal's values and what they are here.
        date_format: of a date, as ``strptime`` reads it.
    """

    item: Name
    to: Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*(\.[a-z_]+)?$")]
    values: dict[str, str] = Field(default_factory=dict)
    date_format: str = "%Y-%m-%d"


class ProcedureMap(Definition):
    """From a procedure at the portal to one here (手続きの対応).

    Args:
        portal: its code at the portal.
        ignore: answers that nobody here needs.
    """

    portal: Name
    procedure: Name
    fields: tuple[FieldMap, ...]
    ignore: tuple[str, ...] = ()


class IntakeFile(Definition):
    """How a town takes in what was filed at the national portal (取込みの設定).

    Args:
        section: who deals with what cannot be assigned.
    """

    section: Name
    calls: CallsShape
    package: PackageShape
    procedures: tuple[ProcedureMap, ...] = ()

    @model_validator(mode="after")
    def _each_once(self) -> Self:
        codes = [one.portal for one in self.procedures]
        if len(set(codes)) != len(codes):
            raise wrong("同じ手続きの対応が2つあります。", "A procedure is mapped twice.")
        return self

    def procedure(self, portal: str) -> ProcedureMap | None:
        """Return what a procedure of the portal is here."""
        return next((one for one in self.procedures if one.portal == portal), None)
