"""Keys and contents of requests become blind indexes (要求の鍵と要約値を索引にする)."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from tsunagaru.ground.vault.sealing import blind

KEY, CONTENT = "partners_submission.key", "partners_submission.fingerprint"


def make_blind(apps: StateApps, _editor: BaseDatabaseSchemaEditor) -> None:
    """Replace what stood there in plain; a request sent again is still known."""
    for row in apps.get_model("partners", "Submission").objects.iterator(chunk_size=1000):
        row.key = blind(row.key, place=KEY)
        row.fingerprint = blind(row.fingerprint, place=CONTENT)
        row.save(update_fields=["key", "fingerprint"])


class Migration(migrations.Migration):
    """Nothing of the form changes."""

    dependencies = [("partners", "0001_clients")]
    operations = [migrations.RunPython(make_blind, migrations.RunPython.noop, elidable=True)]
