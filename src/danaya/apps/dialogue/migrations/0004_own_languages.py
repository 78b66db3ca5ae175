from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("dialogue", "0003_alike"),
    ]

    operations = [
        migrations.AddField(
            model_name="expectation",
            name="own_languages",
            field=models.JSONField(blank=True, default=list),
        ),
    ]
