"""Residents and their households (住民と世帯). Every personal column is sealed."""

import uuid

from django.db import models

from tsunagaru.ground.people.models import indexes
from tsunagaru.ground.vault.fields import SealedJSONField, SealedTextField
from tsunagaru.ground.vault.indexes import indexed
from tsunagaru.ground.vault.labels import columns


class Source(models.TextChoices):
    """Where a resident's row comes from (登録元)."""

    REGISTER = "register", "住民記録"
    SELF = "self", "本人の登録"
    STAFF = "staff", "窓口での登録"
    DEMO = "demo", "デモ"


class Relation(models.TextChoices):
    """A member's relation to the head of the household (続柄)."""

    HEAD = "head", "世帯主"
    SPOUSE = "spouse", "配偶者"
    CHILD = "child", "子"
    PARENT = "parent", "父母"
    GRANDCHILD = "grandchild", "孫"
    OTHER = "other", "その他"


@columns(internal="created_at", pseudonymous="id district")
class Household(models.Model):
    """People who live together (世帯)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    district = models.CharField("区", max_length=40, blank=True)
    created_at = models.DateTimeField("登録日時")

    class Meta:
        verbose_name = "世帯"
        indexes = [models.Index(fields=["district"], name="people_household_district")]

    def __str__(self) -> str:
        return f"世帯 {self.pk}"


@indexed("person_index", make=indexes.of_person)
@indexed("phone_index", make=lambda row: indexes.phone_index(row.phone or ""))
@indexed("email_index", make=lambda row: indexes.email_index(row.email or ""))
@columns(
    internal="source registered_at changed_at left_on erased_at language",
    pseudonymous="id household relation district person_index birth_index phone_index email_index",
    personal="family given kana_family kana_given birth_on sex postal_code address building"
    " phone email",
)
class Resident(models.Model):
    """A person the town serves (住民).

    Args:
        address: ``{"prefecture", "city", "town", "street"}``.
        person_index: blind index of kana and birth date, to find a person at the counter.
        birth_index: blind index of the birth date, to find a card's holder.
        phone_index: blind index of the telephone number's digits.
        email_index: blind index of the e-mail address.
        left_on: day of moving out or of death; the row stays as long as its cases do.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    household = models.ForeignKey(
        Household, models.SET_NULL, null=True, blank=True, related_name="members"
    )
    relation = models.CharField("続柄", max_length=12, choices=Relation, blank=True)
    family = SealedTextField("氏", null=True)
    given = SealedTextField("名", null=True)
    kana_family = SealedTextField("シ", null=True)
    kana_given = SealedTextField("メイ", null=True)
    birth_on = SealedTextField("生年月日", null=True)
    sex = SealedTextField("性別", null=True)
    postal_code = SealedTextField("郵便番号", null=True)
    address = SealedJSONField("住所", null=True)
    building = SealedTextField("建物名・部屋番号", null=True)
    phone = SealedTextField("電話番号", null=True)
    email = SealedTextField("メールアドレス", null=True)
    district = models.CharField("区", max_length=40, blank=True)
    language = models.CharField("表示言語", max_length=8, blank=True)
    person_index = models.CharField(
        "索引（氏名・生年月日）", max_length=60, db_index=True, blank=True
    )
    birth_index = models.CharField("索引（生年月日）", max_length=60, db_index=True, blank=True)
    phone_index = models.CharField("索引（電話）", max_length=60, db_index=True, blank=True)
    email_index = models.CharField("索引（メール）", max_length=60, db_index=True, blank=True)
    source = models.CharField("登録元", max_length=10, choices=Source)
    registered_at = models.DateTimeField("登録日時")
    changed_at = models.DateTimeField("更新日時")
    left_on = models.DateField("転出・死亡の日", null=True, blank=True)
    erased_at = models.DateTimeField("消去日時", null=True, blank=True)

    class Meta:
        verbose_name = "住民"
        indexes = [models.Index(fields=["district"], name="people_resident_district")]

    def __str__(self) -> str:
        return f"住民 {self.pk}"


@columns(internal="id code given_at withdrawn_at", pseudonymous="resident")
class Consent(models.Model):
    """What a resident agreed to, and when they took it back (同意)."""

    id = models.BigAutoField(primary_key=True)
    resident = models.ForeignKey(Resident, models.CASCADE, related_name="consents")
    code = models.SlugField("内容", max_length=40)
    given_at = models.DateTimeField("同意日時")
    withdrawn_at = models.DateTimeField("撤回日時", null=True, blank=True)

    class Meta:
        verbose_name = "同意"
        constraints = [
            models.UniqueConstraint(
                fields=["resident", "code"],
                condition=models.Q(withdrawn_at=None),
                name="people_consent_in_force_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.given_at:%Y-%m-%d}"
