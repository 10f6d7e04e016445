"""Table of the mailbox to which letters come back (受信箱の表)."""

from django.db import models

from tsunagaru.ground.vault.labels import columns


@columns(internal="id next_at reached_at failing_since trouble taken too_large failed")
class MailboxState(models.Model):
    """Where fetching stands (受信箱の状態), for all workers together; one row.

    Args:
        next_at: when it is looked at again; whoever moves it on, looks.
        reached_at: when it was last looked through.
        failing_since: since when it cannot be reached; None while it can.
        trouble: why, as a code.
        taken: letters that said something of ours, since the beginning.
        too_large: letters left unread because of their size.
        failed: letters that could not be taken in at the last look; they are tried again.
    """

    next_at = models.DateTimeField("次に見る日時")
    reached_at = models.DateTimeField("最後に見た日時", null=True)
    failing_since = models.DateTimeField("つながらなくなった日時", null=True)
    trouble = models.CharField("つながらない理由", max_length=40, blank=True)
    taken = models.PositiveIntegerField("取り込んだ数", default=0)
    too_large = models.PositiveIntegerField("大きすぎた数", default=0)
    failed = models.PositiveIntegerField("取り込めなかった数", default=0)

    class Meta:
        verbose_name = "受信箱の状態"

    def __str__(self) -> str:
        return self.trouble or "受信箱の状態"
