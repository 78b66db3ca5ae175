from typing import Any

from django.db import migrations, models

INVENTED_COUNTRY = "XT"


def mark_demonstrations(apps: Any, schema_editor: Any) -> None:
    """Mark the demonstrations made before there was the mark: nobody can choose their country's code on a page."""
    apps.get_model("people", "Administration").objects.filter(country=INVENTED_COUNTRY).update(demonstration=True)


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0002_time_zone"),
    ]

    operations = [
        migrations.AddField(
            model_name="administration",
            name="demonstration",
            field=models.BooleanField(default=False, editable=False),
        ),
        migrations.RunPython(mark_demonstrations, migrations.RunPython.noop),
    ]
