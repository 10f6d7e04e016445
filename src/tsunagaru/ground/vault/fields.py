"""Encrypted columns (暗号化列): text and JSON, opened only when somebody looks at them."""

import json
from typing import TYPE_CHECKING, Any

from django.core.exceptions import FieldError
from django.db import models
from django.db.models.query_utils import DeferredAttribute

from tsunagaru.ground.vault import keys
from tsunagaru.ground.vault.sealing import key_id_of, seal, unseal

if TYPE_CHECKING:
    AnyField = models.Field[Any, Any]
else:
    AnyField = models.Field


class Sealed(bytes):
    """A value as it stands in the database, not yet opened."""

    __slots__ = ()


class OpenOnReading(DeferredAttribute):
    """Opens a sealed value on first access; the row's key is part of its place."""

    field: "SealedField"

    def __get__(self, instance: models.Model | None, cls: Any = None) -> Any:  # noqa: ANN401 - Django's descriptor protocol
        """Return the opened value."""
        value = super().__get__(instance, cls)
        if instance is None or not isinstance(value, Sealed):
            return value
        opened = self.field.open(value, instance)
        instance.__dict__[self.field.attname] = opened
        return opened

    def __set__(self, instance: models.Model, value: object) -> None:
        """Keep a value; without this method Python would read the unopened one past us."""
        instance.__dict__[self.field.attname] = value


class SealedField(AnyField):
    """Base of encrypted columns. Rows need their primary key before they are saved (UUIDs do)."""

    descriptor_class = OpenOnReading
    empty_strings_allowed = False

    def get_internal_type(self) -> str:
        """Return the column type: bytes."""
        return "BinaryField"

    def get_lookup(self, lookup_name: str) -> Any:  # noqa: ANN401 - Django's signature
        """Allow ``isnull`` only; Django answers every other look-up with a FieldError."""
        return super().get_lookup(lookup_name) if lookup_name == "isnull" else None

    def place(self, instance: models.Model) -> str:
        """Return the place a value is bound to: table, column and row."""
        return f"{instance._meta.db_table}.{self.column}|{instance.pk}"

    def dumps(self, value: Any) -> str:  # noqa: ANN401 - what the column holds
        """Turn a value into text to seal."""
        return str(value)

    def loads(self, text: str) -> Any:  # noqa: ANN401 - what the column holds
        """Turn opened text back into a value."""
        return text

    def open(self, value: Sealed, instance: models.Model) -> Any:  # noqa: ANN401 - what the column holds
        """Open a sealed value of a row."""
        return self.loads(unseal(bytes(value), place=self.place(instance)))

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:  # noqa: ANN401, FBT001 - Django's signature
        """Seal the value for its row; an unopened value goes back as it came.

        One with an older key is sealed anew.

        Raises:
            FieldError: a row was copied with a value still sealed for the row it came from.
        """
        value = model_instance.__dict__.get(self.attname)
        if isinstance(value, Sealed) and add:
            message = f"{self.name} is sealed for another row: read it before copying."
            raise FieldError(message)
        if isinstance(value, Sealed) and key_id_of(value) != keys.ring().current_data[0]:
            # Read before a rotation, saved after it: an old seal must not come back.
            value = self.open(value, model_instance)
        if value is None or isinstance(value, Sealed):
            return value
        return Sealed(seal(self.dumps(value), place=self.place(model_instance)))

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:  # noqa: ANN401, ARG002, FBT001, FBT002 - Django's signature
        """Hand sealed bytes to the driver.

        Raises:
            FieldError: a plain value would have reached the database (look-up or update()).
        """
        if value is None:
            return None
        if not isinstance(value, Sealed):
            message = f"{self.name} is sealed: look it up by its blind index, change it by save()."
            raise FieldError(message)
        return bytes(value)

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:  # noqa: ANN401, ARG002 - Django's signature
        """Wrap what the driver returns, unopened."""
        return None if value is None else Sealed(bytes(value))


class SealedTextField(SealedField):
    """An encrypted text (暗号化した文字列)."""


class SealedJSONField(SealedField):
    """An encrypted JSON value (暗号化したJSON)."""

    def dumps(self, value: Any) -> str:  # noqa: ANN401 - any JSON
        """Turn a value into JSON."""
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"))

    def loads(self, text: str) -> Any:  # noqa: ANN401 - any JSON
        """Read JSON."""
        return json.loads(text)
