from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('dialogue', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='privatespace',
            name='counted',
            field=models.BinaryField(default=b''),
        ),
    ]
