import danaya.base.design.texts
import django.core.validators
import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('cards', '0001_initial'),
        ('files', '0001_initial'),
        ('findings', '0001_initial'),
        ('people', '0002_time_zone'),
        ('people', '__first__'),
    ]

    operations = [
        migrations.CreateModel(
            name='Basis',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('finding', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='findings.finding')),
            ],
            options={
                'verbose_name': 'basis',
            },
        ),
        migrations.CreateModel(
            name='Consultation',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('title', danaya.base.design.texts.MultilingualField(default=dict, verbose_name='title')),
                ('question', danaya.base.design.texts.MultilingualField(default=dict, verbose_name='question asked')),
                ('phase', models.CharField(choices=[('preparing', 'in preparation'), ('gathering', 'expectations are gathered'), ('open', 'expectations are gathered and voted on'), ('voting', 'expectations are voted on'), ('answering', 'expectations are answered'), ('closed', 'closed')], default='preparing', max_length=12, verbose_name='phase')),
                ('grouping', models.CharField(choices=[('sides', 'customs and the private sector'), ('bodies', 'each organisation')], default='sides', max_length=8, verbose_name='votes are counted for')),
                ('shared_devices', models.BooleanField(default=False, verbose_name='several people may use one telephone')),
                ('answer_within', models.PositiveSmallIntegerField(default=30, verbose_name='days to answer')),
                ('made_on', models.DateField()),
                ('analysis', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='findings.analysis')),
            ],
            options={
                'verbose_name': 'consultation',
                'ordering': ['-made_on', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('phase__in', ['preparing', 'gathering', 'open', 'voting', 'answering', 'closed'])), name='dialogue_consultation_phase'), models.CheckConstraint(condition=models.Q(('grouping__in', ['sides', 'bodies'])), name='dialogue_consultation_grouping')],
            },
        ),
        migrations.CreateModel(
            name='Expectation',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('number', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='number')),
                ('text', danaya.base.design.texts.MultilingualField(default=dict, verbose_name='expectation')),
                ('language', models.CharField(choices=[('fr', 'French'), ('en', 'English'), ('ar', 'Arabic'), ('bm', 'Bambara')], default='fr', max_length=8, verbose_name='written in')),
                ('translation', models.CharField(choices=[('missing', 'to translate'), ('to_review', 'translation to review'), ('reviewed', 'translated')], default='missing', max_length=10)),
                ('revision', models.PositiveSmallIntegerField(default=1)),
                ('voice', models.CharField(choices=[('organisation', 'in the name of the organisation'), ('side', 'in the name of the side only'), ('anonymous', 'without any name')], max_length=12, verbose_name='name')),
                ('side', models.CharField(choices=[('customs', 'Customs'), ('private', 'Private sector'), ('observer', 'Observer')], max_length=10, verbose_name='side')),
                ('author_key', models.CharField(blank=True, db_index=True, max_length=64)),
                ('factor', models.CharField(blank=True, max_length=40, verbose_name='key factor')),
                ('matters', models.JSONField(blank=True, default=list, verbose_name='matters')),
                ('state', models.CharField(choices=[('waiting', 'to be read by both sides'), ('held', 'held'), ('cleared', 'shown'), ('withdrawn', 'withdrawn by its author')], default='waiting', max_length=10, verbose_name='state')),
                ('received_on', models.DateField(verbose_name='received on')),
                ('cleared_on', models.DateField(blank=True, null=True, verbose_name='shown since')),
                ('answered_on', models.DateField(blank=True, null=True, verbose_name='answered on')),
                ('consultation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='expectations', to='dialogue.consultation')),
                ('findings', models.ManyToManyField(related_name='+', through='dialogue.Basis', to='findings.finding')),
                ('merged_into', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='merged', to='dialogue.expectation')),
                ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
            ],
            options={
                'verbose_name': 'expectation',
                'ordering': ['consultation', 'number', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('consultation', 'number'), name='dialogue_expectation_number'), models.CheckConstraint(condition=models.Q(('voice__in', ['organisation', 'side', 'anonymous'])), name='dialogue_expectation_voice'), models.CheckConstraint(condition=models.Q(('state__in', ['waiting', 'held', 'cleared', 'withdrawn'])), name='dialogue_expectation_state'), models.CheckConstraint(condition=models.Q(('side__in', ['customs', 'private'])), name='dialogue_expectation_side'), models.CheckConstraint(condition=models.Q(models.Q(('organisation__isnull', False), ('voice', 'organisation')), models.Q(models.Q(('voice', 'organisation'), _negated=True), ('organisation__isnull', True)), _connector='OR'), name='dialogue_expectation_named')],
            },
        ),
        migrations.CreateModel(
            name='Cause',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('text', danaya.base.design.texts.MultilingualField(default=dict, verbose_name='text')),
                ('on', models.DateField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.post')),
                ('expectation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='dialogue.expectation')),
            ],
            options={
                'verbose_name': 'cause',
                'ordering': ['on', 'pk'],
            },
        ),
        migrations.AddField(
            model_name='basis',
            name='expectation',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='dialogue.expectation'),
        ),
        migrations.CreateModel(
            name='Fate',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('number', models.PositiveSmallIntegerField()),
                ('kind', models.CharField(choices=[('planned', 'in the plan'), ('merged', 'merged with another'), ('already_true', 'already true'), ('not_now', 'not now')], max_length=12, verbose_name='answer')),
                ('reason', danaya.base.design.texts.MultilingualField(blank=True, default=dict, verbose_name='why')),
                ('proof_link', models.URLField(blank=True, max_length=300, verbose_name='address of the proof')),
                ('signed_on', models.DateField(verbose_name='signed on')),
                ('expectation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='fates', to='dialogue.expectation')),
                ('proof', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='files.storedfile')),
                ('signed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.post')),
            ],
            options={
                'verbose_name': 'fate',
                'ordering': ['expectation', '-number'],
                'constraints': [models.UniqueConstraint(fields=('expectation', 'number'), name='dialogue_fate_number'), models.CheckConstraint(condition=models.Q(('kind__in', ['planned', 'merged', 'already_true', 'not_now'])), name='dialogue_fate_kind')],
            },
        ),
        migrations.CreateModel(
            name='Merge',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('on', models.DateField()),
                ('undone_on', models.DateField(blank=True, null=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.post')),
                ('into', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='dialogue.expectation')),
                ('original', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='merges', to='dialogue.expectation')),
            ],
            options={
                'verbose_name': 'merge',
                'ordering': ['on', 'pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('undone_on__isnull', True)), fields=('original',), name='dialogue_merged_once')],
            },
        ),
        migrations.CreateModel(
            name='Option',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('text', danaya.base.design.texts.MultilingualField(default=dict, verbose_name='text')),
                ('on', models.DateField()),
                ('chosen_on', models.DateField(blank=True, null=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.post')),
                ('chosen_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.post')),
                ('expectation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='dialogue.expectation')),
            ],
            options={
                'verbose_name': 'option',
                'ordering': ['on', 'pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('chosen_on__isnull', False)), fields=('expectation',), name='dialogue_one_option_chosen')],
            },
        ),
        migrations.CreateModel(
            name='Poll',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('number', models.PositiveSmallIntegerField(verbose_name='number')),
                ('opened_on', models.DateField()),
                ('closed_on', models.DateField(blank=True, null=True)),
                ('tally', models.JSONField(blank=True, null=True)),
                ('consultation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='polls', to='dialogue.consultation')),
            ],
            options={
                'verbose_name': 'vote',
                'ordering': ['consultation', 'number'],
                'constraints': [models.UniqueConstraint(fields=('consultation', 'number'), name='dialogue_poll_number'), models.UniqueConstraint(condition=models.Q(('closed_on__isnull', True)), fields=('consultation',), name='dialogue_one_open_poll')],
            },
        ),
        migrations.CreateModel(
            name='PrivateSpace',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('public_key', models.BinaryField()),
                ('wrapped_key', models.BinaryField()),
                ('opened_on', models.DateField()),
                ('consultation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='dialogue.consultation')),
                ('opened_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.post')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
            ],
            options={
                'verbose_name': 'private space',
                'constraints': [models.UniqueConstraint(fields=('consultation', 'organisation'), name='dialogue_one_space')],
            },
        ),
        migrations.CreateModel(
            name='Rating',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('effect', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(5)], verbose_name='effect')),
                ('feasibility', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(5)], verbose_name='feasibility')),
                ('option', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='ratings', to='dialogue.option')),
                ('post', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.post')),
            ],
            options={
                'verbose_name': 'rating',
                'constraints': [models.UniqueConstraint(fields=('option', 'post'), name='dialogue_one_rating'), models.CheckConstraint(condition=models.Q(('effect__range', (1, 5)), ('feasibility__range', (1, 5))), name='dialogue_rating_steps')],
            },
        ),
        migrations.CreateModel(
            name='Reader',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('consultation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='dialogue.consultation')),
                ('post', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.post')),
            ],
            options={
                'verbose_name': 'reader',
                'constraints': [models.UniqueConstraint(fields=('consultation', 'post'), name='dialogue_reader_once')],
            },
        ),
        migrations.AddField(
            model_name='consultation',
            name='readers',
            field=models.ManyToManyField(related_name='+', through='dialogue.Reader', to='people.post'),
        ),
        migrations.CreateModel(
            name='Reading',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('revision', models.PositiveSmallIntegerField()),
                ('side', models.CharField(choices=[('customs', 'Customs'), ('private', 'Private sector'), ('observer', 'Observer')], max_length=10)),
                ('cleared', models.BooleanField()),
                ('ground', models.CharField(blank=True, choices=[('names', 'It names a person or lets one be recognised.'), ('accuses', 'It accuses a person or a firm of something.'), ('personal', 'It holds a telephone number, an address or other personal data.'), ('insults', 'It insults.'), ('not_expected', 'It does not say what is expected.')], max_length=12, verbose_name='reason')),
                ('remark', models.CharField(blank=True, max_length=400, verbose_name='words to the author')),
                ('on', models.DateField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.post')),
                ('expectation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='readings', to='dialogue.expectation')),
            ],
            options={
                'verbose_name': 'reading',
                'ordering': ['expectation', 'revision', 'side'],
                'constraints': [models.UniqueConstraint(fields=('expectation', 'revision', 'side'), name='dialogue_reading_once'), models.CheckConstraint(condition=models.Q(models.Q(('cleared', True), ('ground', '')), models.Q(('cleared', False), models.Q(('ground', ''), _negated=True)), _connector='OR'), name='dialogue_reading_reason')],
            },
        ),
        migrations.CreateModel(
            name='Reformulation',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('number', models.PositiveSmallIntegerField()),
                ('text', danaya.base.design.texts.MultilingualField(default=dict, verbose_name='in other words')),
                ('on', models.DateField()),
                ('reply', models.CharField(choices=[('pending', 'the author has not answered yet'), ('confirmed', 'that is what I meant'), ('corrected', 'not quite')], default='pending', max_length=10)),
                ('correction', models.CharField(blank=True, max_length=400, verbose_name='what is not quite right')),
                ('replied_on', models.DateField(blank=True, null=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.post')),
                ('expectation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reformulations', to='dialogue.expectation')),
            ],
            options={
                'verbose_name': 'reformulation',
                'ordering': ['expectation', 'number'],
                'constraints': [models.UniqueConstraint(fields=('expectation', 'number'), name='dialogue_reformulation_number'), models.UniqueConstraint(condition=models.Q(('reply', 'pending')), fields=('expectation',), name='dialogue_one_pending_reformulation')],
            },
        ),
        migrations.CreateModel(
            name='SealedText',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('box', models.BinaryField()),
                ('space', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='texts', to='dialogue.privatespace')),
            ],
            options={
                'verbose_name': 'sealed text',
            },
        ),
        migrations.CreateModel(
            name='SealedVote',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('key', models.CharField(max_length=64)),
                ('box', models.BinaryField()),
                ('space', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='votes', to='dialogue.privatespace')),
            ],
            options={
                'verbose_name': 'sealed vote',
                'constraints': [models.UniqueConstraint(fields=('space', 'key'), name='dialogue_one_sealed_vote')],
            },
        ),
        migrations.CreateModel(
            name='Voter',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('key', models.CharField(max_length=64)),
                ('side', models.CharField(choices=[('customs', 'Customs'), ('private', 'Private sector'), ('observer', 'Observer')], max_length=10)),
                ('consultation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='voters', to='dialogue.consultation')),
                ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
            ],
            options={
                'verbose_name': 'voter',
                'constraints': [models.UniqueConstraint(fields=('consultation', 'key'), name='dialogue_voter_once')],
            },
        ),
        migrations.CreateModel(
            name='Vote',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('opinion', models.SmallIntegerField(choices=[(1, 'Agree'), (0, 'Ask me later'), (-1, 'Disagree')])),
                ('poll', models.PositiveSmallIntegerField()),
                ('expectation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='votes', to='dialogue.expectation')),
                ('voter', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='votes', to='dialogue.voter')),
            ],
            options={
                'verbose_name': 'vote',
                'constraints': [models.UniqueConstraint(fields=('voter', 'expectation'), name='dialogue_one_vote'), models.CheckConstraint(condition=models.Q(('opinion__in', [1, 0, -1])), name='dialogue_vote_opinion')],
            },
        ),
        migrations.CreateModel(
            name='Star',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('given', models.BooleanField(default=True)),
                ('poll', models.PositiveSmallIntegerField()),
                ('expectation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='stars', to='dialogue.expectation')),
                ('voter', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='stars', to='dialogue.voter')),
            ],
            options={
                'verbose_name': 'star',
                'constraints': [models.UniqueConstraint(fields=('voter', 'expectation'), name='dialogue_one_star')],
            },
        ),
        migrations.CreateModel(
            name='Ballot',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('account', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('link', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cards.card')),
                ('consultation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='dialogue.consultation')),
            ],
            options={
                'verbose_name': 'ballot',
                'constraints': [models.UniqueConstraint(fields=('consultation', 'account'), name='dialogue_one_ballot'), models.UniqueConstraint(fields=('consultation', 'link'), name='dialogue_one_ballot_by_link'), models.CheckConstraint(condition=models.Q(('account__isnull', True), ('link__isnull', True), _connector='XOR'), name='dialogue_ballot_of_one')],
            },
        ),
        migrations.AddConstraint(
            model_name='basis',
            constraint=models.UniqueConstraint(fields=('expectation', 'finding'), name='dialogue_basis_once'),
        ),
    ]
