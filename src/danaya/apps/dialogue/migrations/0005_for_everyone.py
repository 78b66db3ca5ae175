"""A consultation that had begun before its pages said that everyone may later read what is shown keeps the promise it began with."""

from django.db import migrations, models


def keep_the_promise(apps, schema_editor):
    begun = apps.get_model("dialogue", "Consultation").objects.exclude(phase="preparing")
    begun.update(for_everyone=False)


class Migration(migrations.Migration):
    dependencies = [
        ("dialogue", "0004_own_languages"),
    ]

    operations = [
        migrations.AddField(
            model_name="consultation",
            name="for_everyone",
            field=models.BooleanField(default=True, editable=False),
        ),
        migrations.RunPython(keep_the_promise, migrations.RunPython.noop),
    ]
