"""Results of debits come with the bank's answers alone (手での登録の廃止)."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("payments", "0012_postal_accounts")]

    operations = [migrations.DeleteModel("TransferReport")]
