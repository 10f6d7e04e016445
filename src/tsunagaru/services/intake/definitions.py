"""Reader of ``portal_intake.yaml`` (国のポータルのAPIの形と、手続きの対応).

What the national specification says of paths, names and files is handed to municipalities only, so
nothing of it stands in the code: it is data of the town.
"""

from typing import Annotated, Self

from pydantic import Field, StringConstraints, model_validator

from tsunagaru.kernel.folder import Definition, wrong

Name = Annotated[str, StringConstraints(min_length=1, max_length=200)]
PathText = Annotated[str, StringConstraints(pattern=r"^/", max_length=300)]
NUMBER = "{number}"


class LoginShape(Definition):
    """How one logs in (ログインAPI): a JSON request with name and password gives a token.

    Args:
        user: member for the name, and ``password`` for the password.
        token: member of the answer with the token.
        header: header under which the token is sent, behind ``prefix``.
    """

    path: PathText
    user: Name
    password: Name
    token: Name
    header: Name = "Authorization"
    prefix: str = "Bearer "


class ListShape(Definition):
    """How waiting applications are listed (申請データ一覧取得API), page by page.

    Args:
        items: member with the list; ``number`` is each one's receipt number.
        page: name of the query parameter with the page, from 1; empty where all come at once.
        more: member that says whether another page follows.
    """

    path: PathText
    items: Name
    number: Name
    page: str = ""
    more: str = ""


class OneShape(Definition):
    """A call about one application (申請データ取得APIなど), with ``{number}`` in its path."""

    path: PathText

    @model_validator(mode="after")
    def _names_it(self) -> Self:
        if NUMBER not in self.path:
            raise wrong("path に {number} がありません。", "path lacks {number}.")
        return self


class CallsShape(Definition):
    """The calls (APIの呼び出し). Without ``acknowledge`` nothing is reported back."""

    login: LoginShape
    list: ListShape
    get: OneShape
    acknowledge: OneShape | None = None


class PackageShape(Definition):
    """What an application comes as (申請データ): a zip with one XML document and files.

    Args:
        document: name of the XML inside the zip.
        procedure: element with the portal's code of the procedure, below the root.
        item: element of each answer; ``name`` is its attribute with the name, the text its value.
        attachments: folder of what was attached, and ``evidence`` of signature and certificate.
    """

    document: Name
    procedure: Name
    item: Name
    name: Name
    attachments: Name
    evidence: Name


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
