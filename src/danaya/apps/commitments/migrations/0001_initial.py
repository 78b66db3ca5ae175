import danaya.base.design.texts
import django.core.validators
import django.db.models.deletion
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('dialogue', '0004_own_languages'),
        ('files', '0001_initial'),
        ('findings', '0001_initial'),
        ('indicators', '0001_initial'),
        ('people', '0003_demonstration'),
    ]

    operations = [
        migrations.CreateModel(
            name='Plan',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('title', danaya.base.design.texts.MultilingualField(default=dict, verbose_name='title')),
                ('starts', models.DateField(verbose_name='from')),
                ('ends', models.DateField(verbose_name='until')),
                ('state', models.CharField(choices=[('drafting', 'commitments are drafted'), ('signing', 'put to signature'), ('adopted', 'adopted'), ('closed', 'closed')], default='drafting', max_length=10, verbose_name='state')),
                ('made_on', models.DateField()),
                ('adopted_on', models.DateField(blank=True, null=True)),
                ('most_at_once', models.PositiveSmallIntegerField(default=3, verbose_name='milestones that one post can carry at a time')),
                ('consultation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='dialogue.consultation')),
                ('secretary_customs', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.post')),
                ('secretary_private', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.post')),
            ],
            options={
                'verbose_name': 'common action plan',
                'ordering': ['-starts', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Alignment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('objective', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='indicators.objective')),
            ],
            options={
                'verbose_name': 'alignment',
            },
        ),
        migrations.CreateModel(
            name='Claim',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('number', models.PositiveSmallIntegerField()),
                ('text', models.TextField(verbose_name='what was done')),
                ('other_kind', models.TextField(blank=True, verbose_name='why other evidence than agreed')),
                ('on', models.DateField(verbose_name='claimed on')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.post')),
            ],
            options={
                'verbose_name': 'claim',
                'ordering': ['milestone', 'number'],
            },
        ),
        migrations.CreateModel(
            name='Commitment',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('number', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='number')),
                ('state', models.CharField(choices=[('draft', 'draft of one organisation'), ('proposed', 'proposed to both sides'), ('adopted', 'adopted'), ('abandoned', 'abandoned'), ('withdrawn', 'withdrawn')], default='draft', max_length=10, verbose_name='state')),
                ('revision', models.PositiveSmallIntegerField(default=1)),
                ('result', danaya.base.design.texts.MultilingualField(default=dict, verbose_name='result')),
                ('problem', danaya.base.design.texts.MultilingualField(blank=True, default=dict, verbose_name='problem it answers')),
                ('trigger', danaya.base.design.texts.MultilingualField(blank=True, default=dict, verbose_name='if-then trigger')),
                ('factor', models.CharField(blank=True, max_length=40, verbose_name='key factor')),
                ('starts', models.DateField(verbose_name='from')),
                ('budget', models.DecimalField(blank=True, decimal_places=2, max_digits=15, null=True, verbose_name='budget')),
                ('budget_source', models.CharField(blank=True, max_length=200, verbose_name='who pays')),
                ('budget_nil', models.BooleanField(default=False, verbose_name='needs no money')),
                ('evidence_kind', models.CharField(blank=True, max_length=20, verbose_name='kind of evidence agreed')),
                ('evidence', danaya.base.design.texts.MultilingualField(blank=True, default=dict, verbose_name='evidence agreed')),
                ('model', models.CharField(blank=True, max_length=60)),
                ('drafted_on', models.DateField()),
                ('proposed_on', models.DateField(blank=True, null=True)),
                ('adopted_on', models.DateField(blank=True, null=True)),
                ('reworded_on', models.DateField(blank=True, null=True)),
                ('ended_on', models.DateField(blank=True, null=True)),
                ('ended_why', danaya.base.design.texts.MultilingualField(blank=True, default=dict, verbose_name='why it ended')),
                ('imported', models.BooleanField(default=False)),
                ('behind', models.JSONField(blank=True, default=dict)),
                ('counterpart', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.post', verbose_name='counterpart')),
                ('drafted_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.post')),
                ('objectives', models.ManyToManyField(related_name='+', through='commitments.Alignment', to='indicators.objective')),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.post', verbose_name='owner')),
                ('region', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.region')),
            ],
            options={
                'verbose_name': 'commitment',
                'ordering': ['plan', 'number', 'pk'],
            },
        ),
        migrations.AddField(
            model_name='alignment',
            name='commitment',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='commitments.commitment'),
        ),
        migrations.CreateModel(
            name='Confirmation',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('number', models.PositiveSmallIntegerField()),
                ('answer', models.CharField(choices=[('full', 'confirmed'), ('part', 'confirmed in part'), ('contested', 'contested')], max_length=10)),
                ('reason', models.TextField(blank=True, verbose_name='why')),
                ('on', models.DateField()),
                ('settles', models.BooleanField(default=False)),
                ('agreed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.post')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.post')),
                ('claim', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='confirmations', to='commitments.claim')),
            ],
            options={
                'verbose_name': 'confirmation',
                'ordering': ['claim', 'number'],
            },
        ),
        migrations.CreateModel(
            name='Edition',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('number', models.PositiveSmallIntegerField()),
                ('content', models.JSONField()),
                ('digest', models.CharField(max_length=64)),
                ('made_on', models.DateField()),
                ('authorised_on', models.DateField(blank=True, null=True)),
                ('refused_on', models.DateField(blank=True, null=True)),
                ('refused_why', models.TextField(blank=True, verbose_name='why it is refused')),
                ('withdrawn_on', models.DateField(blank=True, null=True)),
                ('withdrawn_why', models.TextField(blank=True, verbose_name='why it is withdrawn')),
                ('authorised_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.post')),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.post')),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='editions', to='commitments.plan')),
            ],
            options={
                'verbose_name': 'edition for everyone',
                'ordering': ['plan', '-number'],
            },
        ),
        migrations.CreateModel(
            name='Escalation',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('on', models.DateField()),
                ('reasons', models.JSONField(default=list)),
                ('outcome', models.TextField(blank=True, verbose_name='what was decided')),
                ('closed_on', models.DateField(blank=True, null=True)),
                ('closed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.post')),
                ('commitment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='escalations', to='commitments.commitment')),
            ],
            options={
                'verbose_name': 'escalation',
                'ordering': ['commitment', '-on', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Evidence',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('file', 'file'), ('photo', 'photo'), ('link', 'address of a page'), ('statement', 'signed statement')], max_length=10)),
                ('link', models.URLField(blank=True, max_length=500)),
                ('statement', models.TextField(blank=True)),
                ('digest', models.CharField(max_length=64)),
                ('on', models.DateField()),
                ('visibility', models.CharField(choices=[('team', 'the integrity team'), ('forum', 'customs and private-sector bodies'), ('programme', "the programme's partners"), ('public', 'everyone')], default='forum', max_length=10)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.post')),
                ('claim', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='evidence', to='commitments.claim')),
                ('file', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='files.storedfile')),
                ('replaced_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replaces', to='commitments.evidence')),
            ],
            options={
                'verbose_name': 'evidence',
                'ordering': ['claim', 'on', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='ExpectationBasis',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('commitment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='commitments.commitment')),
                ('expectation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='dialogue.expectation')),
            ],
            options={
                'verbose_name': 'expectation it answers',
            },
        ),
        migrations.AddField(
            model_name='commitment',
            name='expectations',
            field=models.ManyToManyField(related_name='+', through='commitments.ExpectationBasis', to='dialogue.expectation'),
        ),
        migrations.CreateModel(
            name='FindingBasis',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('commitment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='commitments.commitment')),
                ('finding', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='findings.finding')),
            ],
            options={
                'verbose_name': 'finding it rests on',
            },
        ),
        migrations.AddField(
            model_name='commitment',
            name='findings',
            field=models.ManyToManyField(related_name='+', through='commitments.FindingBasis', to='findings.finding'),
        ),
        migrations.CreateModel(
            name='HelpOffer',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('words', models.TextField(blank=True)),
                ('on', models.DateField()),
                ('wanted', models.CharField(blank=True, max_length=10, verbose_name='help needed')),
                ('answer', models.TextField(blank=True)),
                ('answered_on', models.DateField(blank=True, null=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.post')),
                ('commitment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='help_offers', to='commitments.commitment')),
            ],
            options={
                'verbose_name': 'offer of help',
                'ordering': ['commitment', '-on', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Indicator',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('name', danaya.base.design.texts.MultilingualField(default=dict, verbose_name='indicator')),
                ('unit', danaya.base.design.texts.MultilingualField(blank=True, default=dict, verbose_name='unit')),
                ('better', models.CharField(choices=[('up', 'rises'), ('down', 'falls')], max_length=4, verbose_name='better when it')),
                ('baseline', models.FloatField(blank=True, null=True, verbose_name='baseline')),
                ('baseline_source', models.CharField(blank=True, max_length=200, verbose_name='source of the baseline')),
                ('target', models.FloatField(blank=True, null=True, verbose_name='target')),
                ('source', models.CharField(blank=True, max_length=200, verbose_name='source')),
                ('frequency', models.CharField(blank=True, max_length=20, verbose_name='how often')),
                ('commitment', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='indicator', to='commitments.commitment')),
                ('finding', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='findings.finding')),
                ('series', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='indicators.series')),
            ],
            options={
                'verbose_name': 'indicator',
            },
        ),
        migrations.CreateModel(
            name='Milestone',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('position', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(5)])),
                ('text', danaya.base.design.texts.MultilingualField(default=dict, verbose_name='milestone')),
                ('weight', models.PositiveSmallIntegerField(default=1, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(100)], verbose_name='weight')),
                ('starts', models.DateField(verbose_name='from')),
                ('first_due', models.DateField(verbose_name='first promised for')),
                ('due', models.DateField(verbose_name='promised for')),
                ('after', models.ManyToManyField(blank=True, related_name='before', to='commitments.milestone')),
                ('commitment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='milestones', to='commitments.commitment')),
            ],
            options={
                'verbose_name': 'milestone',
                'ordering': ['commitment', 'position'],
            },
        ),
        migrations.CreateModel(
            name='DateChange',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('number', models.PositiveSmallIntegerField()),
                ('before', models.DateField()),
                ('due', models.DateField(verbose_name='new date')),
                ('reason', models.TextField(verbose_name='reason')),
                ('on', models.DateField()),
                ('answered_on', models.DateField(blank=True, null=True)),
                ('agreed', models.BooleanField(blank=True, null=True)),
                ('objection', models.TextField(blank=True)),
                ('answered_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.post')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.post')),
                ('milestone', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='changes', to='commitments.milestone')),
            ],
            options={
                'verbose_name': 'change of date',
                'ordering': ['milestone', 'number'],
            },
        ),
        migrations.AddField(
            model_name='claim',
            name='milestone',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='claims', to='commitments.milestone'),
        ),
        migrations.CreateModel(
            name='OptionBasis',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('commitment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='commitments.commitment')),
                ('option', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='dialogue.option')),
            ],
            options={
                'verbose_name': 'solution it carries out',
            },
        ),
        migrations.AddField(
            model_name='commitment',
            name='options',
            field=models.ManyToManyField(related_name='+', through='commitments.OptionBasis', to='dialogue.option'),
        ),
        migrations.CreateModel(
            name='Outcome',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('answer', models.CharField(choices=[('full', 'confirmed'), ('part', 'confirmed in part'), ('contested', 'contested')], max_length=10)),
                ('words', models.TextField(verbose_name='what was agreed')),
                ('met_on', models.DateField(verbose_name='day of the meeting')),
                ('on', models.DateField()),
                ('answered_on', models.DateField(blank=True, null=True)),
                ('agreed', models.BooleanField(blank=True, null=True)),
                ('objection', models.TextField(blank=True)),
                ('answered_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.post')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.post')),
                ('claim', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='outcomes', to='commitments.claim')),
            ],
            options={
                'verbose_name': 'outcome of a meeting',
                'ordering': ['claim', 'on', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Past',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('heading', models.CharField(max_length=200)),
                ('text', models.TextField()),
                ('place', models.CharField(max_length=200)),
                ('commitment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='past', to='commitments.commitment')),
            ],
            options={
                'verbose_name': 'history taken over',
                'ordering': ['commitment', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Pin',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('hash', models.CharField(max_length=200)),
                ('errors', models.PositiveSmallIntegerField(default=0)),
                ('issued_on', models.DateField()),
                ('ended_on', models.DateField(blank=True, null=True)),
                ('post', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.post')),
            ],
            options={
                'verbose_name': 'PIN',
            },
        ),
        migrations.CreateModel(
            name='PlanFollowed',
            fields=[
                ('plan', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='followed', serialize=False, to='commitments.plan')),
                ('on', models.DateField()),
                ('said', models.JSONField(default=dict)),
            ],
            options={
                'verbose_name': 'standing of a plan',
            },
        ),
        migrations.CreateModel(
            name='Message',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('audience', danaya.base.design.texts.MultilingualField(default=dict, verbose_name='audience')),
                ('words', danaya.base.design.texts.MultilingualField(default=dict, verbose_name='message')),
                ('channel', models.CharField(choices=[('poster', 'poster'), ('radio', 'radio'), ('whatsapp', 'WhatsApp'), ('mail', 'e-mail'), ('letter', 'letter'), ('meeting', 'meeting of the parties'), ('gathering', 'public meeting'), ('press', 'press'), ('web', 'website')], max_length=10, verbose_name='channel')),
                ('planned_on', models.DateField(verbose_name='planned for')),
                ('done_on', models.DateField(blank=True, null=True, verbose_name='done on')),
                ('note', models.CharField(blank=True, max_length=200, verbose_name='note')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.post', verbose_name='who tells it')),
                ('commitment', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='commitments.commitment')),
                ('edition', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='commitments.edition')),
                ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
                ('region', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.region')),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='messages', to='commitments.plan')),
            ],
            options={
                'verbose_name': 'message',
                'ordering': ['plan', 'planned_on', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Import',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('begun_on', models.DateField()),
                ('sheet', models.CharField(blank=True, max_length=200, verbose_name='sheet')),
                ('mapping', models.JSONField(blank=True, default=dict)),
                ('parties', models.JSONField(blank=True, default=dict)),
                ('taken_on', models.DateField(blank=True, null=True)),
                ('begun_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.post')),
                ('file', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='files.storedfile')),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='imports', to='commitments.plan')),
            ],
            options={
                'verbose_name': 'follow-up table taken over',
                'ordering': ['begun_on', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Decision',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('question', danaya.base.design.texts.MultilingualField(default=dict, verbose_name='question')),
                ('options', models.JSONField(default=list)),
                ('asked_on', models.DateField()),
                ('chosen', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='option chosen')),
                ('remark', models.TextField(blank=True, verbose_name='remark')),
                ('decided_on', models.DateField(blank=True, null=True, verbose_name='date of the decision')),
                ('reference', models.CharField(blank=True, max_length=80, verbose_name='reference of the note de service')),
                ('follow_up', models.TextField(blank=True, verbose_name='follow-up')),
                ('followed_on', models.DateField(blank=True, null=True)),
                ('dropped_on', models.DateField(blank=True, null=True)),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.post')),
                ('commitment', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='decisions', to='commitments.commitment')),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.post')),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='decisions', to='commitments.plan')),
            ],
            options={
                'verbose_name': 'decision',
                'ordering': ['plan', 'asked_on', 'pk'],
            },
        ),
        migrations.AddField(
            model_name='commitment',
            name='plan',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='commitments', to='commitments.plan'),
        ),
        migrations.CreateModel(
            name='Circuit',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('position', models.PositiveSmallIntegerField()),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
                ('post', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.post')),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='circuits', to='commitments.plan')),
            ],
            options={
                'verbose_name': 'step of the parapheur',
                'ordering': ['plan', 'organisation', 'position'],
            },
        ),
        migrations.CreateModel(
            name='Body',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
                ('signatory', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.post')),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='bodies', to='commitments.plan')),
            ],
            options={
                'verbose_name': 'body of the plan',
                'ordering': ['plan', 'organisation__side', 'organisation__acronym'],
            },
        ),
        migrations.CreateModel(
            name='Rating',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('revision', models.PositiveSmallIntegerField()),
                ('side', models.CharField(choices=[('customs', 'Customs'), ('private', 'Private sector'), ('observer', 'Observer')], max_length=10)),
                ('ambition', models.PositiveSmallIntegerField(verbose_name='ambition')),
                ('realism', models.PositiveSmallIntegerField(verbose_name='realism')),
                ('remark', models.TextField(blank=True, verbose_name='remark')),
                ('on', models.DateField()),
                ('commitment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='ratings', to='commitments.commitment')),
                ('post', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.post')),
            ],
            options={
                'verbose_name': 'rating',
            },
        ),
        migrations.CreateModel(
            name='RegisterEntry',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('place', models.PositiveIntegerField()),
                ('previous', models.CharField(max_length=64)),
                ('digest', models.CharField(max_length=64, unique=True)),
                ('payload', models.TextField()),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='register', to='commitments.plan')),
            ],
            options={
                'verbose_name': 'entry of the register',
                'ordering': ['plan', 'place'],
            },
        ),
        migrations.CreateModel(
            name='Opening',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('field', models.CharField(max_length=20)),
                ('salt', models.CharField(max_length=64)),
                ('text', models.TextField()),
                ('entry', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='openings', to='commitments.registerentry')),
            ],
            options={
                'verbose_name': 'opening',
            },
        ),
        migrations.CreateModel(
            name='Returned',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('on', models.DateField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.post')),
                ('file', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='files.storedfile')),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='commitments.plan')),
            ],
            options={
                'verbose_name': 'workbook sent back',
            },
        ),
        migrations.CreateModel(
            name='Update',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('done', models.TextField(blank=True, verbose_name='done since last time')),
                ('obstacle', models.TextField(blank=True, verbose_name='what is in the way')),
                ('help', models.CharField(blank=True, max_length=10, verbose_name='help needed')),
                ('next_step', models.TextField(blank=True, verbose_name='next step')),
                ('next_on', models.DateField(blank=True, null=True, verbose_name='on which day')),
                ('on', models.DateField()),
                ('by_link', models.BooleanField(default=False)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.post')),
                ('commitment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='updates', to='commitments.commitment')),
            ],
            options={
                'verbose_name': 'update',
                'ordering': ['commitment', '-on', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Version',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('number', models.PositiveSmallIntegerField(verbose_name='version')),
                ('why', danaya.base.design.texts.MultilingualField(blank=True, default=dict, verbose_name='what changed')),
                ('content', models.TextField()),
                ('parts', models.JSONField()),
                ('digest', models.CharField(max_length=64, unique=True)),
                ('behind', models.JSONField(blank=True, default=dict)),
                ('put_on', models.DateField(verbose_name='put to signature on')),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='commitments.plan')),
                ('put_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.post')),
            ],
            options={
                'verbose_name': 'version of the plan',
                'ordering': ['plan', '-number'],
            },
        ),
        migrations.CreateModel(
            name='Signature',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('stance', models.CharField(choices=[('signed', 'signs'), ('adopted', 'adopts'), ('adopted-with-reservations', 'adopts with reservations'), ('abstained', 'abstains')], max_length=30)),
                ('way', models.CharField(choices=[('system', 'in the application'), ('paper', 'on paper, scanned')], default='system', max_length=10)),
                ('signed', models.CharField(max_length=64)),
                ('reservations', models.TextField(blank=True, verbose_name='written reservations')),
                ('on', models.DateField()),
                ('commitment', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='signatures', to='commitments.commitment')),
                ('entry', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='signature', to='commitments.registerentry')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
                ('post', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.post')),
                ('scan', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='files.storedfile')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='signatures', to='commitments.version')),
            ],
            options={
                'verbose_name': 'signature',
                'ordering': ['version', 'entry__place'],
            },
        ),
        migrations.CreateModel(
            name='Visa',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('granted', models.BooleanField()),
                ('remark', models.TextField(blank=True, verbose_name='remark')),
                ('on', models.DateField()),
                ('post', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.post')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='visas', to='commitments.version')),
            ],
            options={
                'verbose_name': 'visa',
                'ordering': ['version', 'on', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Followed',
            fields=[
                ('commitment', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='followed', serialize=False, to='commitments.commitment')),
                ('on', models.DateField()),
                ('claimed', models.FloatField(default=0)),
                ('confirmed', models.FloatField(default=0)),
                ('due', models.DateField()),
                ('first_due', models.DateField()),
                ('moved', models.PositiveSmallIntegerField(default=0)),
                ('keeping', models.CharField(blank=True, max_length=20)),
                ('contested', models.BooleanField(default=False)),
                ('waiting_since', models.DateField(blank=True, null=True)),
                ('late', models.BooleanField(default=False)),
                ('stalls', models.JSONField(default=list)),
                ('step', models.CharField(blank=True, max_length=12)),
                ('help_asked', models.DateField(blank=True, null=True)),
                ('next_update', models.DateField(blank=True, null=True)),
                ('p50', models.DateField(blank=True, null=True)),
                ('p80', models.DateField(blank=True, null=True)),
                ('forecast', models.JSONField(default=dict)),
            ],
            options={
                'verbose_name': 'standing of a commitment',
                'indexes': [models.Index(fields=['due'], name='commitments_due')],
            },
        ),
        migrations.AddConstraint(
            model_name='alignment',
            constraint=models.UniqueConstraint(fields=('commitment', 'objective'), name='commitments_alignment_once'),
        ),
        migrations.AddConstraint(
            model_name='confirmation',
            constraint=models.UniqueConstraint(fields=('claim', 'number'), name='commitments_confirmation_number'),
        ),
        migrations.AddConstraint(
            model_name='confirmation',
            constraint=models.CheckConstraint(condition=models.Q(('answer', 'full'), models.Q(('reason', ''), _negated=True), _connector='OR'), name='commitments_contest_has_reason'),
        ),
        migrations.AddConstraint(
            model_name='confirmation',
            constraint=models.CheckConstraint(condition=models.Q(('settles', False), ('agreed_by__isnull', False), _connector='OR'), name='commitments_settled_by_two'),
        ),
        migrations.AddConstraint(
            model_name='escalation',
            constraint=models.UniqueConstraint(condition=models.Q(('closed_on__isnull', True)), fields=('commitment',), name='commitments_one_open_escalation'),
        ),
        migrations.AddConstraint(
            model_name='expectationbasis',
            constraint=models.UniqueConstraint(fields=('commitment', 'expectation'), name='commitments_expectation_once'),
        ),
        migrations.AddConstraint(
            model_name='findingbasis',
            constraint=models.UniqueConstraint(fields=('commitment', 'finding'), name='commitments_finding_once'),
        ),
        migrations.AddConstraint(
            model_name='indicator',
            constraint=models.CheckConstraint(condition=models.Q(('series__isnull', True), ('finding__isnull', True), _connector='OR'), name='commitments_indicator_one_source'),
        ),
        migrations.AddConstraint(
            model_name='milestone',
            constraint=models.UniqueConstraint(fields=('commitment', 'position'), name='commitments_milestone_place'),
        ),
        migrations.AddConstraint(
            model_name='milestone',
            constraint=models.CheckConstraint(condition=models.Q(('position__range', (0, 5))), name='commitments_milestones_few'),
        ),
        migrations.AddConstraint(
            model_name='milestone',
            constraint=models.CheckConstraint(condition=models.Q(('weight__range', (1, 100))), name='commitments_milestone_weight'),
        ),
        migrations.AddConstraint(
            model_name='datechange',
            constraint=models.UniqueConstraint(fields=('milestone', 'number'), name='commitments_change_number'),
        ),
        migrations.AddConstraint(
            model_name='datechange',
            constraint=models.UniqueConstraint(condition=models.Q(('agreed__isnull', True)), fields=('milestone',), name='commitments_one_open_change'),
        ),
        migrations.AddConstraint(
            model_name='datechange',
            constraint=models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='commitments_change_has_reason'),
        ),
        migrations.AddConstraint(
            model_name='claim',
            constraint=models.UniqueConstraint(fields=('milestone', 'number'), name='commitments_claim_number'),
        ),
        migrations.AddConstraint(
            model_name='optionbasis',
            constraint=models.UniqueConstraint(fields=('commitment', 'option'), name='commitments_option_once'),
        ),
        migrations.AddConstraint(
            model_name='outcome',
            constraint=models.UniqueConstraint(condition=models.Q(('agreed__isnull', True)), fields=('claim',), name='commitments_one_open_outcome'),
        ),
        migrations.AddConstraint(
            model_name='pin',
            constraint=models.UniqueConstraint(condition=models.Q(('ended_on__isnull', True)), fields=('post',), name='commitments_one_pin'),
        ),
        migrations.AddConstraint(
            model_name='plan',
            constraint=models.CheckConstraint(condition=models.Q(('ends__gt', models.F('starts'))), name='commitments_plan_order'),
        ),
        migrations.AddConstraint(
            model_name='plan',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['drafting', 'signing', 'adopted', 'closed'])), name='commitments_plan_state'),
        ),
        migrations.AddConstraint(
            model_name='edition',
            constraint=models.UniqueConstraint(fields=('plan', 'number'), name='commitments_edition_number'),
        ),
        migrations.AddIndex(
            model_name='commitment',
            index=models.Index(fields=['plan', 'state', 'number'], name='commitments_of_plan'),
        ),
        migrations.AddConstraint(
            model_name='commitment',
            constraint=models.UniqueConstraint(fields=('plan', 'number'), name='commitments_number_once'),
        ),
        migrations.AddConstraint(
            model_name='commitment',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'proposed', 'adopted', 'abandoned', 'withdrawn'])), name='commitments_state'),
        ),
        migrations.AddConstraint(
            model_name='commitment',
            constraint=models.CheckConstraint(condition=models.Q(('owner', models.F('counterpart')), _negated=True), name='commitments_owner_is_not_counterpart'),
        ),
        migrations.AddConstraint(
            model_name='circuit',
            constraint=models.UniqueConstraint(fields=('plan', 'post'), name='commitments_circuit_once'),
        ),
        migrations.AddConstraint(
            model_name='body',
            constraint=models.UniqueConstraint(fields=('plan', 'organisation'), name='commitments_body_once'),
        ),
        migrations.AddConstraint(
            model_name='rating',
            constraint=models.UniqueConstraint(fields=('commitment', 'revision', 'side'), name='commitments_one_rating'),
        ),
        migrations.AddConstraint(
            model_name='rating',
            constraint=models.CheckConstraint(condition=models.Q(('ambition__range', (1, 3)), ('realism__range', (1, 3))), name='commitments_rating_steps'),
        ),
        migrations.AddConstraint(
            model_name='rating',
            constraint=models.CheckConstraint(condition=models.Q(('side__in', ['customs', 'private'])), name='commitments_rating_side'),
        ),
        migrations.AddConstraint(
            model_name='registerentry',
            constraint=models.UniqueConstraint(fields=('plan', 'place'), name='commitments_register_place'),
        ),
        migrations.AddConstraint(
            model_name='opening',
            constraint=models.UniqueConstraint(fields=('entry', 'field'), name='commitments_opening_once'),
        ),
        migrations.AddConstraint(
            model_name='returned',
            constraint=models.UniqueConstraint(fields=('plan', 'by'), name='commitments_one_returned'),
        ),
        migrations.AddConstraint(
            model_name='version',
            constraint=models.UniqueConstraint(fields=('plan', 'number'), name='commitments_version_number'),
        ),
        migrations.AddConstraint(
            model_name='signature',
            constraint=models.UniqueConstraint(condition=models.Q(('commitment__isnull', True)), fields=('version', 'organisation'), name='commitments_body_signs_once'),
        ),
        migrations.AddConstraint(
            model_name='signature',
            constraint=models.UniqueConstraint(condition=models.Q(('commitment__isnull', False)), fields=('version', 'commitment', 'post'), name='commitments_post_signs_once'),
        ),
        migrations.AddConstraint(
            model_name='signature',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('commitment__isnull', False), ('stance', 'signed')), models.Q(models.Q(('stance', 'signed'), _negated=True), ('commitment__isnull', True)), _connector='OR'), name='commitments_stance_of_what'),
        ),
        migrations.AddConstraint(
            model_name='signature',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('stance', 'adopted-with-reservations'), _negated=True), models.Q(('reservations', ''), _negated=True), _connector='OR'), name='commitments_reservations_written'),
        ),
        migrations.AddConstraint(
            model_name='signature',
            constraint=models.CheckConstraint(condition=models.Q(('way', 'system'), ('scan__isnull', False), _connector='OR'), name='commitments_paper_has_scan'),
        ),
        migrations.AddConstraint(
            model_name='visa',
            constraint=models.UniqueConstraint(fields=('version', 'post'), name='commitments_one_visa'),
        ),
    ]
