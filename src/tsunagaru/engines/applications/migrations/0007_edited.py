"""What a definition was written like, and what the town folder said last (画面での編集)."""

from typing import Any

from django.db import migrations, models


def take_as_loaded(apps: Any, _editor: Any) -> None:
    """Until now only the folder and decisions about seals published: call all of it loaded."""
    procedures = apps.get_model("applications", "Procedure")
    for row in procedures.objects.select_related("current"):
        procedures.objects.filter(pk=row.pk).update(loaded=row.current.hash)


class Migration(migrations.Migration):
    dependencies = [("applications", "0006_proxies")]

    operations = [
        migrations.AddField(
            model_name="procedureversion",
            name="source",
            field=models.TextField("定義（書いたまま）", blank=True, default=""),
        ),
        migrations.AddField(
            model_name="procedure",
            name="loaded",
            field=models.CharField(
                "町フォルダの版の要約値", max_length=64, blank=True, default=""
            ),
        ),
        migrations.RunPython(take_as_loaded, migrations.RunPython.noop, elidable=True),
    ]
