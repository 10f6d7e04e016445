"""Who signs an application besides the applicant (連署の定義)."""

from typing import Annotated

from pydantic import Field

from tsunagaru.engines.applications.definitions.words import FieldCode, Words
from tsunagaru.engines.applications.rules import Means
from tsunagaru.kernel.folder import Definition


class CosignerShape(Definition):
    """Who else signs an application before it is handed in (連署する人), such as a spouse.

    Args:
        when: condition over the answers; empty means always.
        by: by which means; ``counter`` is a clerk who saw the person sign.
        count: how many persons of this kind.
        person_field: the answer that names who signs; another name is no signature of theirs.
        days: how long the application waits for them.
        statement: what they declare by signing.
    """

    code: FieldCode
    name: Words
    when: str = ""
    by: Annotated[tuple[Means, ...], Field(min_length=1)] = (Means.CODE, Means.COUNTER)
    count: Annotated[int, Field(ge=1, le=9)] = 1
    person_field: FieldCode | None = None
    days: Annotated[int, Field(ge=1, le=60)] = 14
    statement: Words
