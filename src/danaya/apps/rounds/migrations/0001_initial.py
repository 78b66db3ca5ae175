import danaya.base.design.texts
import django.core.validators
import django.db.models.deletion
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('files', '0001_initial'),
        ('people', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='AnswerScale',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('key', models.CharField(max_length=60, validators=[django.core.validators.RegexValidator('\\A[\\w.-]+\\Z', 'Write letters, digits, “-”, “_” or “.”, without spaces.')])),
                ('codes', models.JSONField(default=list)),
            ],
            options={
                'verbose_name': 'answer scale',
                'ordering': ['key'],
            },
        ),
        migrations.CreateModel(
            name='Round',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('title', danaya.base.design.texts.MultilingualField(default=dict, verbose_name='title')),
                ('label', danaya.base.design.texts.MultilingualField(default=dict, verbose_name='short name')),
                ('year', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1990), django.core.validators.MaxValueValidator(2200)], verbose_name='year')),
                ('kind', models.CharField(choices=[('answers', 'Answers'), ('reported', 'Reported results')], default='answers', max_length=10, verbose_name='kind')),
                ('state', models.CharField(choices=[('draft', 'In preparation'), ('closed', 'Closed'), ('correction', 'Being corrected')], default='draft', max_length=10, verbose_name='state')),
                ('mode', models.CharField(blank=True, max_length=60, verbose_name='how answers were collected')),
                ('fieldwork', models.CharField(blank=True, max_length=120, verbose_name='dates of collection')),
                ('coverage', danaya.base.design.texts.MultilingualField(blank=True, default=dict, verbose_name='what was covered')),
                ('notice', danaya.base.design.texts.MultilingualField(blank=True, default=dict, verbose_name='notice on every page')),
                ('correction', danaya.base.design.texts.MultilingualField(blank=True, default=dict, verbose_name='why closed data are being corrected')),
                ('audience_column', models.CharField(blank=True, max_length=120)),
                ('strata', models.JSONField(blank=True, default=list)),
                ('clusters', models.JSONField(blank=True, default=list)),
                ('weights', models.CharField(blank=True, max_length=120)),
                ('fpc', models.JSONField(blank=True, default=list)),
                ('nest', models.BooleanField(default=False)),
                ('lonely', models.CharField(choices=[('fail', 'Refuse to compute'), ('adjust', 'Measure from the overall mean (careful)'), ('average', 'Give it the mean variance of the others'), ('certainty', 'Taken with certainty: it adds no variance'), ('remove', 'Leave it out of the variance')], default='adjust', max_length=10)),
                ('domain_lonely', models.BooleanField(default=False)),
                ('derive', models.JSONField(blank=True, default=list)),
                ('earlier', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='rounds.round', verbose_name='compared with')),
            ],
            options={
                'verbose_name': 'round',
                'ordering': ['-year', 'id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['answers', 'reported'])), name='rounds_round_kind'), models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'closed', 'correction'])), name='rounds_round_state')],
            },
        ),
        migrations.CreateModel(
            name='ReportedTable',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('digest', models.CharField(max_length=64)),
                ('closed_at', models.DateTimeField()),
                ('reason', danaya.base.design.texts.MultilingualField(blank=True, default=dict, verbose_name='why the earlier one was wrong')),
                ('results', models.JSONField(default=list)),
                ('source', models.CharField(max_length=400, verbose_name='source, as it is cited')),
                ('closed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.post')),
                ('document', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='files.storedfile')),
                ('supersedes', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='superseded_by', to='rounds.reportedtable', verbose_name='takes the place of')),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reported_tables', to='rounds.round')),
            ],
            options={
                'verbose_name': 'reported results',
                'ordering': ['-closed_at'],
            },
        ),
        migrations.CreateModel(
            name='Question',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('key', models.CharField(max_length=60, validators=[django.core.validators.RegexValidator('\\A[\\w.-]+\\Z', 'Write letters, digits, “-”, “_” or “.”, without spaces.')], verbose_name='key')),
                ('column', models.CharField(max_length=120, verbose_name='column in the answers')),
                ('text', danaya.base.design.texts.MultilingualField(default=dict, verbose_name='wording')),
                ('audiences', models.JSONField(default=list, verbose_name='asked of')),
                ('factor', models.CharField(blank=True, max_length=40, verbose_name='key factor')),
                ('kind', models.CharField(choices=[('perception', 'Perception'), ('experience', 'Experience'), ('choice', 'Choice without scores')], default='perception', max_length=12, verbose_name='kind')),
                ('sensitive', models.BooleanField(default=False, verbose_name='sensitive')),
                ('freely', models.BooleanField(default=False, verbose_name='says whether people speak freely')),
                ('earlier_key', models.CharField(blank=True, max_length=60, verbose_name='same question in the earlier round')),
                ('reworded', models.BooleanField(default=False, verbose_name='reworded since the earlier round')),
                ('order', models.PositiveSmallIntegerField(default=0)),
                ('scale', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='questions', to='rounds.answerscale')),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='questions', to='rounds.round')),
            ],
            options={
                'verbose_name': 'question',
                'ordering': ['order', 'key'],
                'constraints': [models.UniqueConstraint(fields=('round', 'key'), name='rounds_question_key')],
            },
        ),
        migrations.CreateModel(
            name='ImportDraft',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('purpose', models.CharField(choices=[('answers', 'Answers'), ('questionnaire', 'Questionnaire'), ('results', 'Reported results')], default='answers', max_length=14)),
                ('audience', models.CharField(blank=True, max_length=40, verbose_name='audience')),
                ('sheet', models.CharField(blank=True, max_length=120, verbose_name='sheet')),
                ('facts', models.JSONField(blank=True, default=dict)),
                ('mapping', models.JSONField(blank=True, default=dict)),
                ('account', models.JSONField(blank=True, default=dict)),
                ('file', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='files.storedfile')),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='drafts', to='rounds.round')),
            ],
            options={
                'verbose_name': 'import',
                'ordering': ['round', 'purpose', 'audience'],
                'constraints': [models.UniqueConstraint(fields=('round', 'purpose', 'audience'), name='rounds_draft_once'), models.CheckConstraint(condition=models.Q(('purpose__in', ['answers', 'questionnaire', 'results'])), name='rounds_draft_purpose')],
            },
        ),
        migrations.CreateModel(
            name='Dataset',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('digest', models.CharField(max_length=64)),
                ('closed_at', models.DateTimeField()),
                ('reason', danaya.base.design.texts.MultilingualField(blank=True, default=dict, verbose_name='why the earlier one was wrong')),
                ('study', models.TextField()),
                ('rows', models.PositiveIntegerField()),
                ('counts', models.JSONField(default=dict)),
                ('margins', models.JSONField(default=dict)),
                ('closed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.post')),
                ('supersedes', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='superseded_by', to='rounds.dataset', verbose_name='takes the place of')),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='datasets', to='rounds.round')),
            ],
            options={
                'verbose_name': 'dataset',
                'ordering': ['-closed_at'],
            },
        ),
        migrations.CreateModel(
            name='Breakdown',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('key', models.CharField(max_length=60, validators=[django.core.validators.RegexValidator('\\A[\\w.-]+\\Z', 'Write letters, digits, “-”, “_” or “.”, without spaces.')])),
                ('column', models.CharField(max_length=120, verbose_name='column in the answers')),
                ('name', danaya.base.design.texts.MultilingualField(default=dict, verbose_name='name')),
                ('kind', models.CharField(default='group', max_length=12)),
                ('levels', models.JSONField(default=list)),
                ('order', models.PositiveSmallIntegerField(default=0)),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='breakdowns', to='rounds.round')),
            ],
            options={
                'verbose_name': 'breakdown',
                'ordering': ['order', 'key'],
                'constraints': [models.UniqueConstraint(fields=('round', 'key'), name='rounds_breakdown_key')],
            },
        ),
        migrations.AddField(
            model_name='answerscale',
            name='round',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='scales', to='rounds.round'),
        ),
        migrations.CreateModel(
            name='RoundAudience',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('key', models.CharField(max_length=40, validators=[django.core.validators.RegexValidator('\\A[\\w.-]+\\Z', 'Write letters, digits, “-”, “_” or “.”, without spaces.')])),
                ('name', danaya.base.design.texts.MultilingualField(default=dict, verbose_name='name')),
                ('side', models.CharField(choices=[('customs', 'Customs'), ('private', 'Private sector'), ('observer', 'Observer')], max_length=10, verbose_name='side')),
                ('values', models.JSONField(blank=True, default=list)),
                ('selection', models.CharField(choices=[('census', 'Everyone was asked'), ('probability', 'Drawn at random'), ('quota', 'Quota: chosen until the numbers were reached'), ('open', 'Open: whoever wished to answer')], max_length=12, verbose_name='selection')),
                ('target', models.PositiveIntegerField(blank=True, null=True, verbose_name='people asked')),
                ('population', models.PositiveIntegerField(blank=True, null=True, verbose_name='people there are')),
                ('described', models.BooleanField(default=False)),
                ('order', models.PositiveSmallIntegerField(default=0)),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='audiences', to='rounds.round')),
            ],
            options={
                'verbose_name': 'audience',
                'ordering': ['order', 'key'],
                'constraints': [models.UniqueConstraint(fields=('round', 'key'), name='rounds_audience_key')],
            },
        ),
        migrations.CreateModel(
            name='PopulationMargin',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('breakdown', models.CharField(max_length=60)),
                ('level', models.CharField(max_length=60)),
                ('population', models.PositiveIntegerField(blank=True, null=True)),
                ('target', models.PositiveIntegerField(blank=True, null=True)),
                ('audience', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='margins', to='rounds.roundaudience')),
            ],
            options={
                'ordering': ['breakdown', 'level'],
                'constraints': [models.UniqueConstraint(fields=('audience', 'breakdown', 'level'), name='rounds_margin_once')],
            },
        ),
        migrations.AddConstraint(
            model_name='answerscale',
            constraint=models.UniqueConstraint(fields=('round', 'key'), name='rounds_scale_key'),
        ),
    ]
