import uuid

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('hearing', '0001_inquiries'),
    ]

    operations = [
        migrations.CreateModel(
            name='PublicAnswer',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('number', models.PositiveIntegerField(unique=True, verbose_name='番号')),
                ('topic', models.CharField(db_index=True, max_length=40, verbose_name='分野')),
                ('title', models.CharField(max_length=100, verbose_name='題名')),
                ('question', models.TextField(verbose_name='質問')),
                ('answer', models.TextField(verbose_name='回答')),
                ('confirmed', models.CharField(blank=True, max_length=64, verbose_name='確かめた文')),
                ('written_by', models.UUIDField(verbose_name='書いた職員')),
                ('written_at', models.DateTimeField(verbose_name='書いた日時')),
                ('published_by', models.UUIDField(null=True, verbose_name='公開した職員')),
                ('published_at', models.DateTimeField(null=True, verbose_name='公開日時')),
                ('withdrawn_at', models.DateTimeField(null=True, verbose_name='公開をやめた日時')),
                ('inquiry', models.OneToOneField(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='public', to='hearing.inquiry', verbose_name='広聴')),
            ],
            options={
                'verbose_name': '公開の質問と回答',
                'ordering': ('-published_at', '-number'),
            },
        ),
    ]
