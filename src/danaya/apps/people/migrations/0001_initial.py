import danaya.base.design.texts
import django.core.validators
import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Account',
            fields=[
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('email', models.EmailField(blank=True, max_length=254, null=True, unique=True, verbose_name='e-mail address')),
                ('telephone', models.CharField(blank=True, max_length=16, null=True, unique=True, validators=[django.core.validators.RegexValidator('^\\+[1-9][0-9]{6,14}$', 'Give the number with its country code, for example +223 76 00 00 00.')], verbose_name='telephone number')),
                ('display_name', models.CharField(blank=True, max_length=120, verbose_name='name shown')),
                ('language', models.CharField(default='fr', max_length=8, verbose_name='language')),
                ('is_active', models.BooleanField(default=True, verbose_name='active')),
                ('must_change_password', models.BooleanField(default=False)),
            ],
            options={
                'verbose_name': 'account',
            },
        ),
        migrations.CreateModel(
            name='Region',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('code', models.SlugField(max_length=40, unique=True, verbose_name='code')),
                ('name', danaya.base.design.texts.MultilingualField(default=dict, verbose_name='name')),
                ('order', models.PositiveSmallIntegerField(default=0)),
                ('active', models.BooleanField(default=True, verbose_name='active')),
            ],
            options={
                'verbose_name': 'region',
                'ordering': ['order', 'code'],
            },
        ),
        migrations.CreateModel(
            name='SetupDraft',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('began_at', models.DateTimeField()),
                ('answers', models.JSONField(default=dict)),
                ('logo', models.BinaryField(editable=True, null=True)),
                ('logo_type', models.CharField(blank=True, max_length=40)),
            ],
            options={
                'verbose_name': 'draft of an administration',
                'ordering': ['began_at'],
            },
        ),
        migrations.CreateModel(
            name='Administration',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('only', models.PositiveSmallIntegerField(default=1, editable=False, unique=True)),
                ('name', danaya.base.design.texts.MultilingualField(default=dict, verbose_name='name')),
                ('short_name', models.CharField(max_length=20, verbose_name='short name')),
                ('country', models.CharField(help_text='Two letters, as in ML.', max_length=2, verbose_name='country')),
                ('language', models.CharField(default='fr', max_length=8, verbose_name='first language')),
                ('time_zone', models.CharField(default='Africa/Bamako', max_length=64, verbose_name='time zone')),
                ('motto', danaya.base.design.texts.MultilingualField(blank=True, default=dict, verbose_name='motto of the State')),
                ('letterhead', danaya.base.design.texts.MultilingualField(blank=True, default=dict, verbose_name='head of official letters')),
                ('alert_channel', danaya.base.design.texts.MultilingualField(blank=True, default=dict, verbose_name='alert channel')),
                ('logo', models.BinaryField(editable=True, null=True, verbose_name='logo')),
                ('logo_type', models.CharField(blank=True, max_length=40)),
            ],
            options={
                'verbose_name': 'administration',
                'constraints': [models.CheckConstraint(condition=models.Q(('only', 1)), name='people_one_administration')],
            },
        ),
        migrations.CreateModel(
            name='Organisation',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('name', danaya.base.design.texts.MultilingualField(default=dict, verbose_name='name')),
                ('acronym', models.CharField(max_length=20, unique=True, verbose_name='acronym')),
                ('side', models.CharField(choices=[('customs', 'Customs'), ('private', 'Private sector'), ('observer', 'Observer')], max_length=10, verbose_name='side')),
                ('umbrella', models.BooleanField(default=False, verbose_name='umbrella body')),
                ('active', models.BooleanField(default=True, verbose_name='active')),
            ],
            options={
                'verbose_name': 'organisation',
                'ordering': ['side', 'acronym'],
                'constraints': [models.CheckConstraint(condition=models.Q(('side__in', ['customs', 'private', 'observer'])), name='people_organisation_side')],
            },
        ),
        migrations.CreateModel(
            name='Post',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('title', danaya.base.design.texts.MultilingualField(default=dict, verbose_name='title')),
                ('sign_in_name', models.CharField(max_length=60, unique=True, validators=[django.core.validators.RegexValidator('^[a-z][a-z0-9-]*$', 'Begin with a letter and use small letters without accents, figures and hyphens, for example point-focal-kayes.', code='sign-in-name')], verbose_name='sign-in name')),
                ('role', models.CharField(choices=[('coordinator', 'Coordinator'), ('analyst', 'Analyst'), ('facilitator', 'Facilitator'), ('trainer', 'Trainer'), ('director', 'Director'), ('member', 'Member of an organisation'), ('observer', 'Observer'), ('visiting_expert', 'Visiting expert'), ('technician', 'Technical administrator of the application')], max_length=20, verbose_name='role')),
                ('active', models.BooleanField(default=True, verbose_name='active')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='posts', to='people.organisation')),
                ('region', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='posts', to='people.region')),
            ],
            options={
                'verbose_name': 'post',
                'ordering': ['organisation__side', 'organisation__acronym', 'sign_in_name'],
                'constraints': [models.CheckConstraint(condition=models.Q(('role__in', ['coordinator', 'analyst', 'facilitator', 'trainer', 'director', 'member', 'observer', 'visiting_expert', 'technician'])), name='people_post_role')],
            },
        ),
        migrations.CreateModel(
            name='Office',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('directorate', 'regional directorate'), ('office', 'office'), ('brigade', 'brigade'), ('post', 'customs post'), ('representation', 'representation abroad')], default='office', max_length=20, verbose_name='kind')),
                ('name', danaya.base.design.texts.MultilingualField(default=dict, verbose_name='name')),
                ('active', models.BooleanField(default=True, verbose_name='active')),
                ('region', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='offices', to='people.region')),
            ],
            options={
                'verbose_name': 'office',
                'ordering': ['region', 'kind', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Tenure',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('since', models.DateField(verbose_name='from')),
                ('until', models.DateField(blank=True, null=True, verbose_name='until')),
                ('interim', models.BooleanField(default=False, verbose_name='acting holder')),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='tenures', to=settings.AUTH_USER_MODEL)),
                ('post', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='tenures', to='people.post')),
            ],
            options={
                'verbose_name': 'tenure',
                'ordering': ['post', 'since'],
                'constraints': [models.CheckConstraint(condition=models.Q(('until__isnull', True), ('until__gte', models.F('since')), _connector='OR'), name='people_tenure_order'), models.UniqueConstraint(condition=models.Q(('until__isnull', True)), fields=('post',), name='people_one_open_tenure')],
            },
        ),
        migrations.CreateModel(
            name='RecoveryCode',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('code_hash', models.CharField(max_length=128)),
                ('made_at', models.DateTimeField()),
                ('expires_at', models.DateTimeField(blank=True, null=True)),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='recovery_codes', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'printed code',
                'ordering': ['-made_at'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True)), fields=('account',), name='people_one_live_code')],
            },
        ),
    ]
