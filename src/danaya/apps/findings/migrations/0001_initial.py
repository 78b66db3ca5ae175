import danaya.base.design.texts
import django.db.models.deletion
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('people', '0001_initial'),
        ('rounds', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Analysis',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('digest', models.CharField(max_length=64)),
                ('results_digest', models.CharField(max_length=64)),
                ('engine_version', models.CharField(max_length=20)),
                ('made_at', models.DateTimeField()),
                ('dataset', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='rounds.dataset')),
                ('earlier_dataset', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='rounds.dataset')),
                ('earlier_table', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='rounds.reportedtable')),
                ('made_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.post')),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='rounds.round')),
                ('table', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='rounds.reportedtable')),
            ],
            options={
                'verbose_name': 'analysis',
                'ordering': ['-made_at'],
                'constraints': [models.CheckConstraint(condition=models.Q(('dataset__isnull', True), ('table__isnull', True), _connector='XOR'), name='findings_analysis_one_source')],
            },
        ),
        migrations.CreateModel(
            name='Finding',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('number', models.CharField(max_length=12, verbose_name='number')),
                ('kind', models.CharField(choices=[('strength', 'Strength'), ('improvement', 'Area for improvement'), ('gap', 'Gap between customs and the private sector'), ('change', 'Change since the earlier round'), ('no_change', 'No change shown'), ('freely', 'Speaking freely'), ('difference', 'Difference between groups')], max_length=20, verbose_name='kind')),
                ('measure', models.CharField(max_length=60)),
                ('factor', models.CharField(blank=True, max_length=40, verbose_name='key factor')),
                ('item', models.CharField(blank=True, max_length=60, verbose_name='question')),
                ('audience', models.CharField(blank=True, max_length=40)),
                ('domain', models.CharField(blank=True, max_length=60)),
                ('level', models.CharField(blank=True, max_length=60)),
                ('sentence', danaya.base.design.texts.MultilingualField(default=dict, verbose_name='sentence')),
                ('lines', models.JSONField(default=list)),
                ('figures', models.JSONField(default=list)),
                ('basis', models.JSONField(default=dict)),
                ('trust', models.JSONField(default=list)),
                ('order', models.PositiveSmallIntegerField()),
                ('analysis', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='findings', to='findings.analysis')),
            ],
            options={
                'verbose_name': 'finding',
                'ordering': ['analysis', 'order'],
                'constraints': [models.UniqueConstraint(fields=('analysis', 'number'), name='findings_number_once'), models.CheckConstraint(condition=models.Q(('kind__in', ['strength', 'improvement', 'gap', 'change', 'no_change', 'freely', 'difference'])), name='findings_finding_kind')],
            },
        ),
        migrations.CreateModel(
            name='Decision',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('number', models.CharField(max_length=12)),
                ('question', danaya.base.design.texts.MultilingualField(default=dict, verbose_name='question')),
                ('options', models.JSONField(default=list)),
                ('chosen', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='option chosen')),
                ('remark', models.TextField(blank=True, verbose_name='remark')),
                ('decided_on', models.DateField(blank=True, null=True, verbose_name='date of the decision')),
                ('reference', models.CharField(blank=True, max_length=80, verbose_name='reference of the note de service')),
                ('follow_up', models.TextField(blank=True, verbose_name='follow-up')),
                ('analysis', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='decisions', to='findings.analysis')),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.post')),
                ('finding', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='findings.finding')),
            ],
            options={
                'verbose_name': 'decision',
                'ordering': ['analysis', 'number'],
                'constraints': [models.UniqueConstraint(fields=('analysis', 'number'), name='findings_decision_number')],
            },
        ),
        migrations.CreateModel(
            name='Pack',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('language', models.CharField(max_length=8)),
                ('visibility', models.CharField(choices=[('team', 'the integrity team'), ('forum', 'customs and private-sector bodies'), ('programme', "the programme's partners"), ('public', 'everyone')], default='team', max_length=10, verbose_name='who may read it')),
                ('files', models.JSONField(default=list)),
                ('made_at', models.DateTimeField()),
                ('analysis', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='packs', to='findings.analysis')),
            ],
            options={
                'verbose_name': 'restitution pack',
                'ordering': ['analysis', '-language'],
                'constraints': [models.UniqueConstraint(fields=('analysis', 'language'), name='findings_pack_language')],
            },
        ),
        migrations.CreateModel(
            name='Release',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('visibility', models.CharField(choices=[('team', 'the integrity team'), ('forum', 'customs and private-sector bodies'), ('programme', "the programme's partners"), ('public', 'everyone')], default='forum', max_length=10, verbose_name='who may read it')),
                ('ledger_entry', models.JSONField()),
                ('released_at', models.DateTimeField()),
                ('analysis', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='release', to='findings.analysis')),
                ('released_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.post')),
            ],
            options={
                'verbose_name': 'release',
                'ordering': ['released_at'],
            },
        ),
    ]
