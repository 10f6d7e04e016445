
from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('applications', '0016_life_event_first'),
    ]

    operations = [
        migrations.AlterModelOptions(
            name='application',
            options={'verbose_name': '申請'},
        ),
        migrations.AlterModelOptions(
            name='bundle',
            options={'verbose_name': 'まとめて申請'},
        ),
        migrations.AlterModelOptions(
            name='contribution',
            options={'ordering': ['asked_at'], 'verbose_name': '第三者の記入'},
        ),
        migrations.AlterModelOptions(
            name='cosignature',
            options={'ordering': ['asked_at', 'role', 'place'], 'verbose_name': '連署'},
        ),
        migrations.AlterModelOptions(
            name='draft',
            options={'verbose_name': '入力中の申請'},
        ),
    ]
