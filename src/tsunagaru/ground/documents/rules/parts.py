"""What all sheets are made of (様式の部品)."""

from pydantic import BaseModel, ConfigDict

Text = str


class Part(BaseModel):
    """Base of everything printed: frozen, and unknown fields are mistakes."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Office(Part):
    """Where to ask (問い合わせ先)."""

    name: Text
    address: Text = ""
    phone: Text = ""
    email: Text = ""
    contact: Text = ""
    hours: Text = ""
