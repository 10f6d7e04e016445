"""What the town sends to many at once, and what became of it (配信): the outbox.

A message and its targets are written together, outcomes are only ever added, and no row is changed
for each recipient: see docs/decisions on the outbox.
"""

import uuid

from django.db import models

from tsunagaru.ground.vault.labels import columns


class Lane(models.IntegerChoices):
    """Which messages go first (優先順位)."""

    ALERT = 0, "緊急"
    SAFETY = 1, "安否"
    PERSONAL = 2, "個別"
    NEWS = 3, "お知らせ"


class BroadcastState(models.TextChoices):
    """Where a broadcast stands (配信の状態)."""

    DRAFT = "draft", "下書き"
    ASKED = "asked", "承認待ち"
    APPROVED = "approved", "配信待ち"
    SENDING = "sending", "配信中"
    DONE = "done", "配信済み"
    STOPPED = "stopped", "中止"


@columns(
    internal="""id key lane topic title texts audience section state drill made_at approved_at
        send_at released_at expires_at finished_at counts waived page own_page choices""",
    pseudonymous="made_by approved_by",
)
class Broadcast(models.Model):
    """One message to many (配信).

    Args:
        key: names it towards providers; retry keys and Message-IDs are made from it.
        title: the staff's own name of it.
        texts: by language (``ja``, ``ja-easy``, ``en`` …) a ``title`` and a ``body``.
        audience: the rule that chose the recipients, as written by ``rules.audience``.
        drill: an exercise; every text says so, and it leaves on no real channel unless it is sent
            to those who take part.
        counts: how many ``targets``; where there are none, ``nobody`` says why as a code; when it
            is finished, by kind of channel and outcome.
        waived: an emergency in which nobody confirmed; shown for good.
        page: path of the page that tells how things stand; empty for the broadcast's own.
        own_page: path of a page for each recipient alone, with ``{token}``; empty for none.
        choices: by language the buttons under it, each a label and what it sends.
    """

    id = models.BigAutoField(primary_key=True)
    key = models.UUIDField("識別子", default=uuid.uuid4, unique=True, editable=False)
    lane = models.PositiveSmallIntegerField("優先順位", choices=Lane, default=Lane.NEWS)
    topic = models.CharField("話題", max_length=40, blank=True)
    title = models.CharField("件名", max_length=200)
    texts = models.JSONField("本文")
    audience = models.JSONField("対象")
    section = models.CharField("担当課", max_length=40)
    state = models.CharField("状態", max_length=10, choices=BroadcastState)
    drill = models.BooleanField("訓練", default=False)
    made_by = models.UUIDField("作成者")
    made_at = models.DateTimeField("作成日時")
    approved_by = models.UUIDField("承認者", null=True)
    approved_at = models.DateTimeField("承認日時", null=True)
    waived = models.BooleanField("承認省略", default=False)
    send_at = models.DateTimeField("配信予定", null=True)
    released_at = models.DateTimeField("配信開始", null=True)
    expires_at = models.DateTimeField("期限", null=True)
    finished_at = models.DateTimeField("配信完了", null=True)
    counts = models.JSONField("結果", default=dict)
    page = models.CharField("くわしいページ", max_length=200, blank=True, default="")
    own_page = models.CharField("本人のページ", max_length=200, blank=True, default="")
    choices = models.JSONField("返事のボタン", default=dict)

    class Meta:
        indexes = [models.Index(fields=["state", "send_at"], name="messages_broadcast_due")]

    def __str__(self) -> str:
        return f"{self.title} {self.state}"

    @property
    def reached_nobody(self) -> bool:
        """Tell whether it has left and nobody got it (だれにも届かなかった)."""
        by_kind = [one for one in self.counts.values() if isinstance(one, dict)]
        none = not any(one.get("accepted") for one in by_kind)
        return self.state == BroadcastState.DONE and none

    @property
    def state_words(self) -> str:
        """Return where it stands in words; "sent" is only said where somebody got it (状態)."""
        return "届いた人なし" if self.reached_nobody else BroadcastState(self.state).label


@columns(internal="broadcast seq kind language hold wording", pseudonymous="contact subscriber")
class Target(models.Model):
    """One recipient on one channel (送信先); written once, never changed.

    No foreign keys: a million rows are written by one statement, and the people behind them may
    leave while the count must stay.

    Args:
        hold: hour of the day until which the recipient wants quiet, -1 for none; of those who wait
            for the better wording, their whole quiet time as ``comparing.window_code`` writes it.
        wording: which of two wordings, as ``comparing.Wording``; None where there is one only.
    """

    pk = models.CompositePrimaryKey("broadcast", "seq")
    broadcast = models.BigIntegerField("配信")
    seq = models.IntegerField("番号")
    contact = models.UUIDField("連絡先")
    subscriber = models.UUIDField("受信者")
    kind = models.CharField("経路", max_length=8)
    language = models.CharField("言語", max_length=8)
    hold = models.SmallIntegerField("静かな時間の終わり", default=-1)
    wording = models.SmallIntegerField("文面の区分", null=True)

    class Meta:
        indexes = [models.Index(fields=["subscriber"], name="messages_target_person")]

    def __str__(self) -> str:
        return f"{self.broadcast}/{self.seq}"


@columns(
    internal="""id broadcast lane kind language low high state owner lease_until due_at attempts
        code wording"""
)
class Chunk(models.Model):
    """Some targets of one channel and language that leave together (送信のまとまり).

    Args:
        low, high: the first and last ``seq``.
        wording: as for a target.
    """

    class State(models.TextChoices):
        """Where a chunk stands (状態)."""

        WAITING = "waiting", "待機中"
        LEASED = "leased", "送信中"
        DONE = "done", "完了"

    id = models.BigAutoField(primary_key=True)
    broadcast = models.BigIntegerField("配信")
    lane = models.PositiveSmallIntegerField("優先順位")
    kind = models.CharField("経路", max_length=8)
    language = models.CharField("言語", max_length=8)
    low = models.IntegerField("初めの番号")
    high = models.IntegerField("終わりの番号")
    state = models.CharField("状態", max_length=8, choices=State, default=State.WAITING)
    owner = models.CharField("処理者", max_length=60, blank=True)
    lease_until = models.DateTimeField("占有期限", null=True)
    due_at = models.DateTimeField("次の試行")
    attempts = models.PositiveSmallIntegerField("試行回数", default=0)
    code = models.CharField("直近の応答", max_length=40, blank=True)
    wording = models.SmallIntegerField("文面の区分", null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["kind", "lane", "due_at", "id"],
                name="messages_chunk_due",
                condition=models.Q(state="waiting"),
            ),
            models.Index(
                fields=["kind", "lease_until"],
                name="messages_chunk_leased",
                condition=models.Q(state="leased"),
            ),
            models.Index(fields=["broadcast", "state"], name="messages_chunk_of"),
        ]

    def __str__(self) -> str:
        return f"{self.broadcast} {self.kind} {self.low}-{self.high} {self.state}"


class Stage(models.IntegerChoices):
    """The steps after which something is known of a recipient (段階); each is written once."""

    HANDED_OFF = 1, "引渡し"
    RECEIPT = 2, "到達の知らせ"
    OPENED = 3, "開封"
    CONFIRMED = 4, "本人の確認"
    FELL_BACK = 5, "別の経路へ"


@columns(internal="broadcast seq stage result ref code at")
class Outcome(models.Model):
    """What became of one target at one stage (結果); a later report changes nothing."""

    pk = models.CompositePrimaryKey("broadcast", "seq", "stage")
    broadcast = models.BigIntegerField("配信")
    seq = models.IntegerField("番号")
    stage = models.PositiveSmallIntegerField("段階", choices=Stage)
    result = models.CharField("結果", max_length=10)
    ref = models.CharField("事業者の番号", max_length=100, blank=True)
    code = models.CharField("理由", max_length=40, blank=True)
    at = models.DateTimeField("日時")

    def __str__(self) -> str:
        return f"{self.broadcast}/{self.seq} {self.result}"


@columns(internal="kind next_at paused_until failures")
class Gate(models.Model):
    """How fast a provider may be called, for all processes together (流量の調整)."""

    kind = models.CharField("経路", max_length=8, primary_key=True)
    next_at = models.DateTimeField("次の呼び出し")
    paused_until = models.DateTimeField("休止の終わり")
    failures = models.PositiveIntegerField("続けて失敗した回数", default=0)

    def __str__(self) -> str:
        return self.kind


@columns(internal="id broadcast number first last at", pseudonymous="by")
class Printing(models.Model):
    """A batch of letters to those who want paper (手紙の印刷); it can be printed again unchanged.

    Args:
        first, last: the targets' numbers.
    """

    broadcast = models.ForeignKey(Broadcast, models.PROTECT, related_name="printings")
    number = models.PositiveSmallIntegerField("回")
    first = models.IntegerField("最初の番号")
    last = models.IntegerField("最後の番号")
    at = models.DateTimeField("作成日時")
    by = models.UUIDField("作成者")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["broadcast", "number"], name="messages_printing_once")
        ]

    def __str__(self) -> str:
        return f"{self.broadcast_id} {self.number}"

    @property
    def count(self) -> int:
        """Return how many letters there are (通数)."""
        return self.last - self.first + 1
