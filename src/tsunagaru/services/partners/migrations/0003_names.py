
from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('partners', '0002_blind_keys'),
    ]

    operations = [
        migrations.AlterModelOptions(
            name='submission',
            options={'verbose_name': '連携先からの申請'},
        ),
    ]
