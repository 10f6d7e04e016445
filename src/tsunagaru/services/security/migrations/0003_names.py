
from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('security', '0002_statement_makers'),
    ]

    operations = [
        migrations.AlterModelOptions(
            name='finding',
            options={'verbose_name': '個人番号の検知'},
        ),
        migrations.AlterModelOptions(
            name='statement',
            options={'verbose_name': '個人番号でないという申し出'},
        ),
    ]
