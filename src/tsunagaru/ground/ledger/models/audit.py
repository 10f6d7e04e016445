"""Who read or wrote what (監査記録)."""

from django.db import models

from tsunagaru.ground.vault.labels import columns


@columns(internal="number at action facts previous hash", pseudonymous="actor subject")
class AuditRow(models.Model):
    """One link of the audit chain (監査証跡). Appended; triggers forbid change and deletion.

    ``actor`` is ``staff:<id>``, ``resident:<id>``, ``account:<number>`` or ``system``, never a
    name. ``hash`` covers the row and the hash before it.
    """

    number = models.BigIntegerField("番号", primary_key=True)
    at = models.DateTimeField("日時")
    actor = models.CharField("操作者", max_length=60)
    action = models.CharField("操作", max_length=60)
    subject = models.CharField("対象", max_length=60, blank=True)
    facts = models.JSONField("事実", default=dict)
    previous = models.CharField("前の指紋", max_length=64)
    hash = models.CharField("指紋", max_length=64)

    class Meta:
        db_table = "ledger_audit"
        indexes = [
            models.Index(fields=["actor", "at"], name="ledger_audit_actor"),
            models.Index(fields=["subject", "at"], name="ledger_audit_subject"),
            models.Index(fields=["at"], name="ledger_audit_at"),
        ]

    def __str__(self) -> str:
        return f"#{self.number} {self.action}"
