"""Tables of procedures (手続台帳の表): the register, and what was decided about seals."""

import uuid

from django.db import models

from tsunagaru.ground.vault.labels import columns


@columns(
    public="code name section law article kind who volume volume_source fee_yen fee_note seal"
    " seal_basis seal_article seal_needs channels standard_days form national life_events",
    internal="position loaded",
)
class RegisterEntry(models.Model):
    """One kind of procedure of the town, with or without an online form (手続台帳の1件)."""

    code = models.SlugField("符号", max_length=60, primary_key=True)
    position = models.PositiveIntegerField("並び順")
    name = models.CharField("手続きの名称", max_length=200)
    section = models.SlugField("所管課", max_length=60)
    law = models.CharField("根拠法令", max_length=200, blank=True)
    article = models.CharField("条項", max_length=100, blank=True)
    kind = models.CharField("種別", max_length=20)
    who = models.CharField("対象者", max_length=1000, blank=True)
    volume = models.PositiveIntegerField("年間件数", null=True)
    volume_source = models.CharField("件数の出どころ", max_length=10, blank=True)
    fee_yen = models.PositiveIntegerField("手数料（円）", null=True)
    fee_note = models.CharField("手数料の説明", max_length=1000, blank=True)
    seal = models.CharField("押印", max_length=20)
    seal_basis = models.CharField("押印の根拠", max_length=20)
    seal_article = models.CharField("押印の根拠条項", max_length=300, blank=True)
    seal_needs = models.CharField("押印の役割", max_length=100, blank=True)
    channels = models.CharField("受付の方法", max_length=60)
    standard_days = models.PositiveSmallIntegerField("標準処理期間", null=True)
    form = models.SlugField("オンラインの様式", max_length=60, blank=True)
    national = models.BooleanField("標準化対象事務", default=False)
    life_events = models.CharField("場面", max_length=200, blank=True)
    loaded = models.CharField("町フォルダから読み込んだ行の指紋", max_length=64, blank=True)

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return self.code


@columns(internal="code")
class RegisterRemoval(models.Model):
    """A row of the town folder that was taken out in the browser (台帳からの削除)."""

    code = models.SlugField("符号", max_length=60, primary_key=True)

    def __str__(self) -> str:
        return self.code


@columns(
    public="code decided_on section before after verdict reason demo at",
    pseudonymous="id staff",
    internal="position",
)
class SealDecision(models.Model):
    """What was decided about the seal of a procedure (押印見直しの決定). Only ever added."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    code = models.SlugField("手続き", max_length=60)
    position = models.PositiveIntegerField("並び順")
    decided_on = models.DateField("決定日")
    section = models.SlugField("決定した課", max_length=60)
    staff = models.UUIDField("登録した職員", null=True)
    before = models.CharField("見直し前", max_length=20)
    after = models.CharField("見直し後", max_length=20)
    verdict = models.CharField("結果", max_length=20)
    reason = models.CharField("理由", max_length=500)
    demo = models.BooleanField("見本", default=False)
    at = models.DateTimeField("登録日時")

    class Meta:
        ordering = ["position"]
        indexes = [models.Index(fields=["code", "position"], name="procedures_seal_history")]

    def __str__(self) -> str:
        return f"{self.code} {self.verdict}"


@columns(
    internal="id code base text revision state started_at saved_at asked_at ended_at",
    pseudonymous="started_by saved_by asked_by editors",
)
class FormDraft(models.Model):
    """A procedure's form being edited (様式の下書き): the YAML text itself, one open a procedure.

    ``base`` is the version it began from, ``revision`` counts the saves: whoever saves must have
    seen the last one. ``editors`` are those whose changes it holds.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    code = models.SlugField("手続き", max_length=60)
    base = models.UUIDField("もとの版", null=True)
    text = models.TextField("定義（YAML）")
    revision = models.PositiveIntegerField("保存の回数", default=0)
    state = models.CharField("状態", max_length=10, default="open")
    started_by = models.UUIDField("始めた職員")
    started_at = models.DateTimeField("始めた日時")
    saved_by = models.UUIDField("最後に保存した職員")
    saved_at = models.DateTimeField("最後に保存した日時")
    editors = models.JSONField("編集した職員", default=list)
    asked_by = models.UUIDField("公開を依頼した職員", null=True)
    asked_at = models.DateTimeField("公開を依頼した日時", null=True)
    ended_at = models.DateTimeField("終了日時", null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["code"],
                condition=models.Q(state="open"),
                name="procedures_one_open_draft",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.revision}"
