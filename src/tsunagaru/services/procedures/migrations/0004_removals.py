from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("procedures", "0003_loaded_rows"),
    ]

    operations = [
        migrations.CreateModel(
            name="RegisterRemoval",
            fields=[
                (
                    "code",
                    models.SlugField(
                        max_length=60, primary_key=True, serialize=False, verbose_name="符号"
                    ),
                ),
            ],
        ),
    ]
