"""Reader of ``emergency/headquarters.yaml`` (災害対策本部の決まり)."""

from typing import Annotated, Self

from pydantic import Field, model_validator

from tsunagaru.kernel.folder import Definition, wrong
from tsunagaru.services.emergency.definitions.judging import Code
from tsunagaru.services.emergency.definitions.safety import Named


class HeadquartersFile(Definition):
    """How the headquarters works (災害対策本部の決まり).

    Args:
        stages: from the smallest to the largest (体制).
        certificate: code of the procedure by which damage is certified (罹災証明書).
    """

    stages: Annotated[tuple[Named, ...], Field(min_length=1)]
    certificate: Code | None = None

    @model_validator(mode="after")
    def _each_once(self) -> Self:
        codes = [one.code for one in self.stages]
        if twice := next((one for one in codes if codes.count(one) > 1), ""):
            raise wrong(f"体制「{twice}」が2つあります。", f"The stage “{twice}” stands twice.")
        return self

    def name(self, code: str) -> str:
        """Return a stage's name."""
        return next((one.name for one in self.stages if one.code == code), code)
