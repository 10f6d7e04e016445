"""The layout of the portal's API (APIの形): what gateways speak and the town writes down."""

from typing import Annotated, Self

from pydantic import StringConstraints, model_validator

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
