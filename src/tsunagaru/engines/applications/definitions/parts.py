"""What somebody else fills in for an application (第三者の記入の定義), such as an employer."""

from typing import Annotated, Any, Self

from pydantic import Field, model_validator

from tsunagaru.engines.applications.definitions.words import FieldCode, Words
from tsunagaru.engines.applications.rules import AskedBy
from tsunagaru.kernel.folder import Definition, wrong


class PartShape(Definition):
    """What somebody else fills in for an application (第三者の記入), such as an employer.

    Args:
        who: who fills it in, as the applicant reads it.
        asked_by: who sends the link: the applicant, or the section in charge (町からの依頼), as it
            asks a doctor for an opinion (主治医意見書).
        when: condition over the answers; empty means always.
        shares: the applicant's answers that the third party sees; nothing else.
        days: how long the link is good.
        remind_days: how many days before the link's end whoever was asked is reminded, once; 0 for
            never. A link that is good for no longer than that is not reminded of.
        required: whether it must have come before the application is granted; a clerk may go on
            without it for a reason, which is written down.
        readable: whether the applicant may read what was handed in.
        recipient_field: the applicant's answer that names whom to ask.
        email_field: the applicant's answer with the address the link is mailed to.
        pages: the questionnaire.
        like: code of another part whose pages are asked here as well.
    """

    code: FieldCode
    name: Words
    who: Words
    asked_by: AskedBy = AskedBy.APPLICANT
    when: str = ""
    shares: tuple[FieldCode, ...] = ()
    days: Annotated[int, Field(ge=1, le=180)] = 30
    remind_days: Annotated[int, Field(ge=0, le=60)] = 7
    required: bool = False
    readable: bool = False
    recipient_field: FieldCode | None = None
    email_field: FieldCode | None = None
    pages: tuple[dict[str, Any], ...] = ()
    like: FieldCode | None = None

    @property
    def by_office(self) -> bool:
        """Tell whether the section in charge asks, and not the applicant (町からの依頼)."""
        return self.asked_by is AskedBy.OFFICE

    @model_validator(mode="after")
    def _asks_something(self) -> Self:
        if bool(self.pages) == bool(self.like):
            ja = "pages（質問）か like（同じ質問をする部分）の、どちらか1つを書いてください。"
            raise wrong(ja, "Write either pages or like.")
        return self
