"""What a procedure costs, and when that is paid (手数料と支払い)."""

from typing import Annotated, Self

from pydantic import Field, StringConstraints, model_validator

from tsunagaru.engines.applications.definitions.words import Text, Words
from tsunagaru.engines.applications.rules.paying import When
from tsunagaru.kernel.folder import Definition, wrong


class Reduction(Definition):
    """Why somebody pays less (減免).

    Args:
        name: what it is called.
        when: condition over the answers.
        off: expression for what is taken off, in yen.
    """

    name: Words
    when: Text
    off: Text


class Fee(Definition):
    """What it costs (手数料). ``yen`` is 0 when free, absent when it depends on the answers.

    Args:
        rule: expression over the answers, in yen; the amount is worked out, not typed.
        reductions: taken off one after the other, never below zero.
    """

    yen: Annotated[int, Field(ge=0, le=10_000_000)] | None = None
    text: Words
    rule: Text | None = None
    reductions: tuple[Reduction, ...] = ()

    @model_validator(mode="after")
    def _is_one_amount(self) -> Self:
        if self.rule is not None and self.yen is not None:
            raise wrong("yen と rule は、どちらか1つだけ書いてください。", "Write yen or rule.")
        if self.reductions and self.rule is None and self.yen is None:
            raise wrong("減免には、もとの金額（yen か rule）が必要です。", "There is no amount.")
        return self


class Payment(Definition):
    """When and how the fee is paid (手数料の支払い).

    Args:
        when: ``on_submit`` right after handing in; ``after_review`` once a clerk has fixed the
            amount, or at the latest when the application is granted; ``counter`` when it is
            collected.
        due_days: days between request and due date.
        required: condition over the answers: whether the fee must be paid before it is granted.
        revenue: code of the revenue it belongs to.
        refund_percent: what share goes back when a paid application is withdrawn or refused;
            a clerk may decide otherwise with a reason.
    """

    when: When
    due_days: Annotated[int, Field(ge=1, le=180)] = 14
    required: Text = "true"
    revenue: Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_-]{1,29}$")] = "fees"
    refund_percent: Annotated[int, Field(ge=0, le=100)] = 100
