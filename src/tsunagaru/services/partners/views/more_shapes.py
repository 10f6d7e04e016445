"""Shapes of passes and problems (トークンと問題の型)."""

from typing import Annotated, Literal
from uuid import UUID

from ninja import Schema
from pydantic import Field


class TokenIn(Schema):
    """A request for a pass (トークンの要求)."""

    grant_type: Literal["client_credentials"]
    client_id: UUID
    client_secret: Annotated[str, Field(min_length=1, max_length=200)]
    scope: Annotated[str, Field(max_length=200, pattern=r"^[a-z: ]*$")] = ""


class TokenOut(Schema):
    """A pass (アクセストークン)."""

    access_token: str
    token_type: Literal["Bearer"]
    expires_in: int
    scope: str


class Mistake(Schema):
    """One mistake, with a JSON Pointer into the body or the name of a parameter (誤り)."""

    detail: str
    pointer: str | None = None
    parameter: str | None = None


class Contest(Schema):
    """Where to say that a refused number is no individual number (申出の宛先)."""

    field: str
    url: str


class Problem(Schema):
    """Why something cannot be done (RFC 9457)."""

    type: str
    title: str
    status: int
    detail: str
    errors: list[Mistake] = []
    contests: list[Contest] = []
