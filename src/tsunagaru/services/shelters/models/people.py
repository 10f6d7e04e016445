"""Tables of people at shelters (避難者の表): who is there, and every entry that says so."""

import uuid
from collections.abc import Mapping

from django.db import models

from tsunagaru.ground.vault.fields import SealedJSONField
from tsunagaru.ground.vault.indexes import indexed
from tsunagaru.ground.vault.labels import columns
from tsunagaru.ground.vault.sealing import blind
from tsunagaru.kernel.events import Channel
from tsunagaru.kernel.text import fold_width, to_katakana
from tsunagaru.services.shelters.models.sites import Opening, Run
from tsunagaru.services.shelters.models.tablets import Tablet
from tsunagaru.services.shelters.rules.folding import EFFECT_NAMES
from tsunagaru.services.shelters.rules.states import (
    CHANNEL_NAMES,
    HOW_NAMES,
    KIND_NAMES,
    PRESENCE_NAMES,
)

CHANNELS = [(one.value, name) for one, name in CHANNEL_NAMES.items()]
PERSON, NAME = "shelters_evacuee.person_index", "shelters_evacuee.name_index"


@columns(internal="withdrawn_at made_at", pseudonymous="id resident")
class Pass(models.Model):
    """A resident's own QR code for shelters (受付コード); a new one ends the old."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    resident = models.UUIDField("住民")
    made_at = models.DateTimeField("作成日時")
    withdrawn_at = models.DateTimeField("使えなくなった日時", null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["resident"],
                condition=models.Q(withdrawn_at=None),
                name="shelters_one_pass_each",
            )
        ]

    def __str__(self) -> str:
        return f"受付コード {self.pk}"


@columns(internal="id made_at channel", pseudonymous="resident")
class Unlisted(models.Model):
    """That a resident does not want to stand in the lists of tablets (名簿に載せない希望).

    Args:
        channel: the way by which it was told.
    """

    id = models.BigAutoField(primary_key=True)
    resident = models.UUIDField("住民", unique=True)
    made_at = models.DateTimeField("希望した日時")
    channel = models.CharField(
        "経路", max_length=10, choices=CHANNELS, default=Channel.ONLINE.value
    )

    class Meta:
        verbose_name = "名簿に載せない希望"

    def __str__(self) -> str:
        return f"名簿に載せない希望 {self.pk}"


def name_form(details: Mapping[str, str]) -> str:
    """Return a person's reading as it is compared (照合の形); empty when it is unknown."""
    kana = details.get("kana_family", "") + details.get("kana_given", "")
    return "".join(to_katakana(fold_width(kana)).split())


def name_index(details: Mapping[str, str]) -> str:
    """Return the index of a reading, or empty."""
    form = name_form(details)
    return blind(form, place=NAME) if form else ""


def person_form(details: Mapping[str, str]) -> str:
    """Return reading and birth date as they are compared; empty when either is unknown."""
    form, born = name_form(details), details.get("birth_on", "")
    return f"{form}|{born}" if form and born else ""


def person_index(details: Mapping[str, str]) -> str:
    """Return the index of a reading with a birth date, or empty."""
    form = person_form(details)
    return blind(form, place=PERSON) if form else ""


@indexed("person_index", make=lambda row: person_index(row.details))
@indexed("name_index", make=lambda row: name_index(row.details))
@columns(
    internal="run opening state arrived_at changed_at tag unclear",
    pseudonymous="id resident person_index name_index family merged_into hidden findable",
    personal="details",
    sensitive="care",
)
class Evacuee(models.Model):
    """A person at a shelter (避難者), once within a run, whoever entered them how often.

    Args:
        resident: where they are known to the town; otherwise by ``person_index`` (kana and birth
            date), or by nothing.
        family: those who came together share it.
        details: names, kana, birth date, telephone, address. ``care``: needs, a note, pets.
        unclear: a person must look at who this is.
        hidden: nobody is told that they are here; ``findable``: their family may be told.
        merged_into: who they turned out to be.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    run = models.ForeignKey(Run, models.PROTECT, related_name="evacuees")
    resident = models.UUIDField("住民", null=True)
    person_index = models.CharField("索引（氏名・生年月日）", max_length=60, blank=True)
    name_index = models.CharField("索引（氏名）", max_length=60, blank=True, db_index=True)
    family = models.UUIDField("家族", default=uuid.uuid4)
    opening = models.ForeignKey(Opening, models.PROTECT, null=True, related_name="evacuees")
    state = models.CharField("状態", max_length=10, choices=list(PRESENCE_NAMES.items()))
    arrived_at = models.DateTimeField("到着日時", null=True)
    changed_at = models.DateTimeField("最後の動き", null=True)
    tag = models.CharField("番号", max_length=10, blank=True)
    details = SealedJSONField("氏名など")
    care = SealedJSONField("配慮")
    hidden = models.BooleanField("知らせない希望", default=False)
    findable = models.BooleanField("家族に知らせてよい", default=False)
    unclear = models.BooleanField("確かめが要る", default=False)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, related_name="others")

    class Meta:
        verbose_name = "避難者"
        constraints = [
            models.UniqueConstraint(
                fields=["run", "resident"],
                condition=models.Q(resident__isnull=False, merged_into=None),
                name="shelters_resident_once",
            ),
            models.UniqueConstraint(
                fields=["run", "person_index"],
                condition=~models.Q(person_index="") & models.Q(merged_into=None, resident=None),
                name="shelters_person_once",
            ),
        ]
        indexes = [models.Index(fields=["opening", "state"], name="shelters_present")]

    def __str__(self) -> str:
        return f"避難者 {self.pk}"


@columns(
    internal="opening tablet kind how tag at told_at received_at effect",
    pseudonymous="id evacuee by",
    personal="payload",
)
class Entry(models.Model):
    """One thing entered about a person (受付の記録); its id was made where it was entered.

    Args:
        at: when it was made, the tablet's clock corrected; ``told_at`` is what that clock said.
        effect: what it did; it may change when an earlier entry comes late.
        payload: as it was entered.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    opening = models.ForeignKey(Opening, models.PROTECT, related_name="entries")
    evacuee = models.ForeignKey(Evacuee, models.PROTECT, null=True, related_name="entries")
    tablet = models.ForeignKey(Tablet, models.PROTECT, null=True, related_name="entries")
    by = models.UUIDField("職員", null=True)
    kind = models.CharField("種類", max_length=10, choices=list(KIND_NAMES.items()))
    how = models.CharField("方法", max_length=10, choices=list(HOW_NAMES.items()))
    tag = models.CharField("番号", max_length=10, blank=True)
    at = models.DateTimeField("日時")
    told_at = models.DateTimeField("端末の時計での日時")
    received_at = models.DateTimeField("届いた日時")
    effect = models.CharField("結果", max_length=12, choices=list(EFFECT_NAMES.items()))
    payload = SealedJSONField("入力")

    class Meta:
        indexes = [
            models.Index(fields=["opening", "tag"], name="shelters_tag"),
            models.Index(fields=["opening", "effect"], name="shelters_effect"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.at:%Y-%m-%d %H:%M}"
