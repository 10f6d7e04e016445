
from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('shelters', '0003_namesakes'),
    ]

    operations = [
        migrations.AlterModelOptions(
            name='evacuee',
            options={'verbose_name': '避難者'},
        ),
    ]
