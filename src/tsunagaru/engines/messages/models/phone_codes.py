"""Table of telephones that must prove themselves (確認待ちの電話番号の表)."""

from django.db import models

from tsunagaru.engines.messages.models.subscribers import Contact, Subscriber
from tsunagaru.ground.vault.labels import columns


@columns(internal="ask asked_at tries", pseudonymous="id contact subscriber")
class PhoneCode(models.Model):
    """A code on its way to a telephone (電話番号の確認); the code itself stands nowhere.

    Args:
        contact: the telephone; perhaps another's registration's, until it proves itself.
        subscriber: to whom it will belong.
        ask: from which the code is worked out.
    """

    contact = models.OneToOneField(Contact, models.CASCADE, related_name="code")
    subscriber = models.ForeignKey(Subscriber, models.CASCADE, related_name="codes")
    ask = models.UUIDField("依頼", unique=True)
    asked_at = models.DateTimeField("依頼日時")
    tries = models.PositiveSmallIntegerField("試した回数", default=0)

    class Meta:
        verbose_name = "電話番号の確認"

    def __str__(self) -> str:
        return f"電話番号の確認 {self.pk}"
