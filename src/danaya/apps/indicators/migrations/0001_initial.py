import danaya.base.design.texts
import django.db.models.deletion
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('files', '0001_initial'),
        ('people', '0003_demonstration'),
    ]

    operations = [
        migrations.CreateModel(
            name='Framework',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('code', models.SlugField(max_length=40, unique=True, verbose_name='code')),
                ('title', danaya.base.design.texts.MultilingualField(default=dict, verbose_name='title')),
                ('acronym', danaya.base.design.texts.MultilingualField(blank=True, default=dict, verbose_name='short name')),
                ('kind', models.CharField(choices=[('plan', 'strategic plan of the administration'), ('project', 'Project Information Document (PID)'), ('strategy', 'strategy of an organisation'), ('standard', 'international standard')], max_length=10, verbose_name='kind')),
                ('imported_on', models.DateField(blank=True, null=True, verbose_name='imported on')),
                ('active', models.BooleanField(default=True, verbose_name='active')),
                ('file', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='files.storedfile')),
                ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
            ],
            options={
                'verbose_name': 'framework',
                'ordering': ['kind', 'code'],
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['plan', 'project', 'strategy', 'standard'])), name='indicators_framework_kind'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'strategy'), ('organisation__isnull', False)), models.Q(models.Q(('kind', 'strategy'), _negated=True), ('organisation__isnull', True)), _connector='OR'), name='indicators_strategy_of_somebody')],
            },
        ),
        migrations.CreateModel(
            name='Draft',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('begun_on', models.DateField()),
                ('sheets', models.JSONField(blank=True, default=list)),
                ('sheet', models.CharField(blank=True, max_length=120, verbose_name='sheet')),
                ('mapping', models.JSONField(blank=True, default=dict)),
                ('begun_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.post')),
                ('file', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='files.storedfile')),
                ('framework', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='indicators.framework')),
            ],
            options={
                'verbose_name': 'import',
                'ordering': ['begun_on', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Objective',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('code', models.CharField(max_length=40, verbose_name='code')),
                ('title', danaya.base.design.texts.MultilingualField(default=dict, verbose_name='objective')),
                ('order', models.PositiveIntegerField()),
                ('active', models.BooleanField(default=True, verbose_name='active')),
                ('framework', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='objectives', to='indicators.framework')),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='indicators.objective')),
            ],
            options={
                'verbose_name': 'objective',
                'ordering': ['framework', 'order', 'code'],
                'constraints': [models.UniqueConstraint(fields=('framework', 'code'), name='indicators_objective_code'), models.CheckConstraint(condition=models.Q(('parent__isnull', True), models.Q(('parent', models.F('id')), _negated=True), _connector='OR'), name='indicators_objective_not_its_own_parent')],
            },
        ),
        migrations.CreateModel(
            name='Series',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('code', models.SlugField(max_length=60, unique=True, verbose_name='code')),
                ('title', danaya.base.design.texts.MultilingualField(default=dict, verbose_name='title')),
                ('unit', danaya.base.design.texts.MultilingualField(default=dict, verbose_name='unit')),
                ('source', danaya.base.design.texts.MultilingualField(default=dict, verbose_name='source')),
                ('better', models.CharField(choices=[('up', 'higher is better'), ('down', 'lower is better')], max_length=4, verbose_name='which way is progress')),
                ('frequency', models.CharField(choices=[('monthly', 'every month'), ('quarterly', 'every quarter'), ('half_yearly', 'every half-year'), ('yearly', 'every year')], max_length=12, verbose_name='how often')),
                ('factor', models.CharField(blank=True, max_length=40, verbose_name='key factor')),
                ('visibility', models.CharField(choices=[('team', 'the integrity team'), ('forum', 'customs and private-sector bodies'), ('programme', "the programme's partners"), ('public', 'everyone')], default='team', max_length=10, verbose_name='who may read it')),
                ('active', models.BooleanField(default=True, verbose_name='active')),
            ],
            options={
                'verbose_name': 'series',
                'verbose_name_plural': 'series',
                'ordering': ['code'],
                'constraints': [models.CheckConstraint(condition=models.Q(('better__in', ['up', 'down'])), name='indicators_series_better'), models.CheckConstraint(condition=models.Q(('frequency__in', ['monthly', 'quarterly', 'half_yearly', 'yearly'])), name='indicators_series_frequency'), models.CheckConstraint(condition=models.Q(('visibility__in', ['team', 'forum', 'programme', 'public'])), name='indicators_series_visibility')],
            },
        ),
        migrations.CreateModel(
            name='Figure',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('day', models.DateField(verbose_name='last day of the period')),
                ('value', models.DecimalField(decimal_places=4, max_digits=15, verbose_name='value')),
                ('note', models.CharField(blank=True, max_length=300, verbose_name='note')),
                ('corrected_on', models.DateField(blank=True, null=True)),
                ('file', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='files.storedfile')),
                ('series', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='figures', to='indicators.series')),
            ],
            options={
                'verbose_name': 'figure',
                'ordering': ['series', 'day'],
                'constraints': [models.UniqueConstraint(fields=('series', 'day'), name='indicators_figure_once')],
            },
        ),
    ]
