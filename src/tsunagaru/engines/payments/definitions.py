"""Reader of ``payments.yaml`` in the town folder (支払いの設定)."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints, model_validator

from tsunagaru.kernel.folder import Definition, wrong

CODE = r"^[a-z][a-z0-9-]{1,19}$"
RevenueCode = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_-]{1,29}$")]
RevenueName = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=40)]
DIGITS = r"^[0-9]{{{0}}}$"


class PaypointDefinition(Definition):
    """A place where people pay (支払い窓口).

    Args:
        takes_for: sections for which it takes money too, as a one-stop counter does (総合窓口).
    """

    code: str = Field(pattern=CODE)
    name: str = Field(min_length=1, max_length=60)
    section: str = Field(max_length=20)
    site: str = Field(default="hall", pattern=CODE)
    cash: bool = True
    terminal: bool = False
    takes_for: list[str] = []


class PieceDefinition(Definition):
    """One field of the 地方税統一QR's payload, as the town's own layout says (QRの項目)."""

    source: str = ""
    constant: str = ""
    width: int = Field(default=0, ge=0, le=500)
    pad: str = Field(default="0", min_length=1, max_length=1)


class ReportDefinition(Definition):
    """The table in which payments by 地方税統一QR are reported (納付情報のファイル).

    Args:
        encoding: ``utf-8`` or ``shift_jis``.
        transaction: heading of the column with the number of one payment; each counts once.
        number: heading of the column with our invoice number.
        yen: heading of the column with the amount.
        paid_on: heading of the column with the day, ``YYYY-MM-DD`` or ``YYYYMMDD``.
        fee: heading of the column with the fee kept back, or empty.
    """

    encoding: Literal["utf-8", "shift_jis"] = "utf-8"
    transaction: str = Field(min_length=1, max_length=40)
    number: str = Field(min_length=1, max_length=40)
    yen: str = Field(min_length=1, max_length=40)
    paid_on: str = Field(min_length=1, max_length=40)
    fee: str = Field(default="", max_length=40)


class SlotDefinition(Definition):
    """One field of a record of account transfers (口座振替データの項目)."""

    name: str = Field(default="", max_length=30)
    width: int = Field(ge=1, le=500)
    kind: Literal["n", "c"] = "c"
    value: str = Field(default="", max_length=40)


class RecordsDefinition(Definition):
    """The four records of the file (口座振替データの様式), each of the same width."""

    header: list[SlotDefinition]
    data: list[SlotDefinition]
    trailer: list[SlotDefinition]
    end: list[SlotDefinition]

    @model_validator(mode="after")
    def _fits(self) -> "RecordsDefinition":
        widths = {sum(slot.width for slot in one) for one in self._all()}
        if len(widths) != 1:
            raise wrong(
                "4種類のレコードの長さがそろっていません。", "The four records differ in width."
            )
        missing = {"customer", "yen", "result"} - {slot.name for slot in self.data}
        if missing:
            names = "、".join(sorted(missing))
            raise wrong(f"明細に必要な項目がありません：{names}", f"data lacks: {names}")
        return self

    def _all(self) -> tuple[list[SlotDefinition], ...]:
        return self.header, self.data, self.trailer, self.end


class TransferDefinition(Definition):
    """How the town collects from accounts (口座振替).

    Args:
        consignor_code: the number the bank gave the town (委託者コード).
        consignor_name: the town's name in katakana, as it stands in the file.
        bank: the bank and branch that take the file, and the town's own account there.
        newline: ``crlf`` where the bank wants a line end after each record.
        results: the bank's result codes and what they mean to us (全銀の結果コード).
        postal_branch: what the file names as the branch of an account at Japan Post Bank: ``shop``,
            the number of its shop for transfers, or ``mark``, the three digits in the middle of
            its mark, as the contract with the bank says (ゆうちょ銀行の支店番号).
        again_days: days in which to pay in another way after the bank could not collect.
    """

    consignor_code: str = Field(pattern=DIGITS.format(10))
    consignor_name: str = Field(min_length=1, max_length=40)
    bank: str = Field(pattern=DIGITS.format(4))
    bank_name: str = Field(max_length=15)
    branch: str = Field(pattern=DIGITS.format(3))
    branch_name: str = Field(max_length=15)
    account_kind: str = Field(default="1", pattern=DIGITS.format(1))
    account: str = Field(pattern=DIGITS.format(7))
    newline: Literal["", "crlf"] = "crlf"
    results: dict[str, Literal["0", "1", "2", "3", "4", "8", "9"]]
    postal_branch: Literal["shop", "mark"] = "shop"
    again_days: int = Field(default=14, ge=1, le=90)
    records: RecordsDefinition


class PaymentsFile(Definition):
    """How a town takes payments (支払い).

    Args:
        section: who owns books, refunds and differences.
        revenues: what staff call a revenue, by the code that procedures name.
        fee_rate_bp: what each provider keeps, in hundredths of a percent.
        due_days: days between request and due date where a package names none.
        remind_days: days before the due date on which the payer is reminded; 0 for never.
        drawer_gap_yen: a gap of a drawer beyond which the cash is counted a second time.
        tax_qr: layout of the 地方税統一QR's payload; empty where the town has none.
        tax_qr_report: how payments by that code are reported; None where the town has no layout.
        transfer: account transfers; None where the town has no contract with a bank.
    """

    section: str = Field(default="accounts", max_length=20)
    due_days: int = Field(default=14, ge=1, le=365)
    remind_days: int = Field(default=3, ge=0, le=60)
    revenues: dict[RevenueCode, RevenueName] = Field(default_factory=dict)
    fee_rate_bp: dict[str, int] = Field(default_factory=dict)
    drawer_gap_yen: int = Field(default=1000, ge=0, le=1_000_000)
    paypoints: list[PaypointDefinition] = Field(default_factory=list)
    tax_qr: list[PieceDefinition] = Field(default_factory=list)
    tax_qr_report: ReportDefinition | None = None
    transfer: TransferDefinition | None = None
