"""Reader of ``payments.yaml`` in the town folder (支払いの設定)."""

from pydantic import Field

from tsunagaru.kernel.folder import Definition

CODE = r"^[a-z][a-z0-9-]{1,19}$"


class PaypointDefinition(Definition):
    """A place where people pay (支払い窓口)."""

    code: str = Field(pattern=CODE)
    name: str = Field(min_length=1, max_length=60)
    section: str = Field(max_length=20)
    site: str = Field(default="hall", pattern=CODE)
    cash: bool = True
    terminal: bool = False


class PieceDefinition(Definition):
    """One field of the 地方税統一QR's payload, as the town's own layout says (QRの項目)."""

    source: str = ""
    constant: str = ""
    width: int = Field(default=0, ge=0, le=500)
    pad: str = Field(default="0", min_length=1, max_length=1)


class PaymentsFile(Definition):
    """How a town takes payments (支払い).

    Args:
        section: who owns books, refunds and differences.
        fee_rate_bp: what each provider keeps, in hundredths of a percent.
        due_days: days between request and due date where a package names none.
        remind_days: days before the due date on which the payer is reminded; 0 for never.
        tax_qr: layout of the 地方税統一QR's payload; empty where the town has none.
    """

    section: str = Field(default="accounts", max_length=20)
    due_days: int = Field(default=14, ge=1, le=365)
    remind_days: int = Field(default=3, ge=0, le=60)
    fee_rate_bp: dict[str, int] = Field(default_factory=dict)
    paypoints: list[PaypointDefinition] = Field(default_factory=list)
    tax_qr: list[PieceDefinition] = Field(default_factory=list)
