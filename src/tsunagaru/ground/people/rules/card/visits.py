"""What is asked of the provider, for what purpose (認証要求)."""

from datetime import timedelta
from enum import StrEnum

ACR = "aal3 crl"
ATTRIBUTE_SCOPES = "name address birthdate gender"
VISIT_LIFE = timedelta(minutes=10)


class Purpose(StrEnum):
    """Why somebody is sent to the provider (認証の目的)."""

    SIGN_IN = "sign_in"
    LINK = "link"
    ATTRIBUTES = "attributes"
    SIGN = "sign"


def scope_of(purpose: Purpose) -> str:
    """Return the scope of a request: the four attributes are asked for only to find a record."""
    match purpose:
        case Purpose.ATTRIBUTES | Purpose.LINK:
            return f"openid {ATTRIBUTE_SCOPES}"
        case Purpose.SIGN:
            return "openid sign"
        case _:
            return "openid"
