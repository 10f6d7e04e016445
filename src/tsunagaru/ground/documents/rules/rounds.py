"""What a circular on paper holds (回覧の様式の項目)."""

from datetime import date

from pydantic import Field

from tsunagaru.ground.documents.rules.parts import Office, Part, Text


class RoundHousehold(Part):
    """One household on a delivery list (配付先)."""

    name: Text
    address: Text = ""
    note: Text = ""


class RoundGroup(Part):
    """What one group gets (組への配付): who takes it, how many copies, and for which households."""

    name: Text
    taker: Text = ""
    copies: int = Field(ge=0)
    households: tuple[RoundHousehold, ...] = ()


class CircularPaper(Part):
    """A circular on paper (回覧): covers, delivery lists, and the circular itself.

    Args:
        sender: whose circular it is.
        way: how the paper goes round, in one sentence.
        spare: copies for the district besides those of the groups.
        correction: what is different from what went round before; empty for the first edition.
        withdrawn: why it was taken back; empty while it is good.
        body: paragraphs.
    """

    town: Text
    title: Text
    number: Text
    sender: Text
    issued_on: date
    due_on: date
    district: Text
    way: Text
    groups: tuple[RoundGroup, ...]
    spare: int = Field(default=0, ge=0)
    correction: Text = ""
    withdrawn: Text = ""
    body: tuple[Text, ...]
    notes: tuple[Text, ...] = ()
    office: Office
