from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("payments", "0008_of_subject"),
    ]

    operations = [
        migrations.AddField(
            model_name="paypoint",
            name="takes_for",
            field=models.JSONField(default=list, verbose_name="代わりに受け取る課"),
        ),
    ]
