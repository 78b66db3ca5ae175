import danaya.apps.notices.models.preferences
import danaya.base.design.texts
import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('people', '0003_demonstration'),
        ('people', '__first__'),
    ]

    operations = [
        migrations.CreateModel(
            name='Notice',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(max_length=100)),
                ('urgency', models.CharField(choices=[('security', 'security'), ('invitation', 'invitation'), ('routine', 'routine')], max_length=10)),
                ('subject', danaya.base.design.texts.MultilingualField(default=dict, verbose_name='subject')),
                ('body', danaya.base.design.texts.MultilingualField(blank=True, default=dict, verbose_name='text')),
                ('url', models.CharField(blank=True, max_length=500)),
                ('about_type', models.CharField(blank=True, max_length=100)),
                ('about_id', models.CharField(blank=True, max_length=100)),
                ('key', models.CharField(blank=True, max_length=200)),
                ('at', models.DateTimeField(verbose_name='at')),
                ('read_at', models.DateTimeField(blank=True, null=True)),
                ('account', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('post', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.post')),
                ('read_by', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'notice',
                'verbose_name_plural': 'notices',
                'ordering': ['-at', 'id'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('account__isnull', True), ('post__isnull', False)), models.Q(('account__isnull', False), ('post__isnull', True)), _connector='OR'), name='notices_one_reader'), models.UniqueConstraint(condition=models.Q(('key', ''), _negated=True), fields=('post', 'key'), name='notices_post_key'), models.UniqueConstraint(condition=models.Q(('key', ''), _negated=True), fields=('account', 'key'), name='notices_account_key')],
            },
        ),
        migrations.CreateModel(
            name='Mail',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('urgency', models.CharField(blank=True, choices=[('security', 'security'), ('invitation', 'invitation'), ('routine', 'routine')], max_length=10)),
                ('state', models.CharField(choices=[('waiting', 'waiting'), ('sending', 'under way'), ('failed', 'did not go, will be tried again'), ('sent', 'sent'), ('refused', 'address refused'), ('given_up', 'given up'), ('not_needed', 'not needed any more')], default='waiting', max_length=10, verbose_name='state')),
                ('reason', models.CharField(blank=True, choices=[('unreachable', 'the mail server could not be reached'), ('encryption', 'no safe connection to the mail server'), ('sign_in', 'the mail server refused the user or the password'), ('sender', 'the mail server refused the sender or the message'), ('later', 'the mail server asked to try later'), ('address', 'the mail server refused the address'), ('broken_off', 'sending broke off twice: it may have arrived')], max_length=12, verbose_name='reason')),
                ('reply', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('broken_off', models.PositiveSmallIntegerField(default=0)),
                ('made_at', models.DateTimeField()),
                ('next_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('address_digest', models.CharField(blank=True, max_length=64)),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('notices', models.ManyToManyField(related_name='+', to='notices.notice')),
            ],
            options={
                'verbose_name': 'mail',
                'verbose_name_plural': 'mails',
                'ordering': ['-made_at', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Preferences',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('mail', models.BooleanField(default=True, verbose_name='mails wanted')),
                ('refused_kinds', models.JSONField(default=list)),
                ('days', models.JSONField(default=danaya.apps.notices.models.preferences.usual_days, verbose_name='days of the bundle')),
                ('paused_until', models.DateField(blank=True, null=True, verbose_name='no mail before')),
                ('account', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'preferences',
                'verbose_name_plural': 'preferences',
            },
        ),
        migrations.AddIndex(
            model_name='notice',
            index=models.Index(fields=['post', 'read_at'], name='notices_of_post'),
        ),
        migrations.AddIndex(
            model_name='notice',
            index=models.Index(fields=['account', 'read_at'], name='notices_of_account'),
        ),
        migrations.AddIndex(
            model_name='notice',
            index=models.Index(fields=['about_type', 'about_id'], name='notices_about'),
        ),
        migrations.AddIndex(
            model_name='mail',
            index=models.Index(fields=['state', 'next_at'], name='notices_mail_due'),
        ),
    ]
