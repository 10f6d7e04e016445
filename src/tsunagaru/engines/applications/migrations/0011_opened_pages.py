from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('applications', '0010_visits'),
    ]

    operations = [
        migrations.AddField(
            model_name='draft',
            name='opened_pages',
            field=models.JSONField(default=dict, verbose_name='開いたページ'),
        ),
    ]
