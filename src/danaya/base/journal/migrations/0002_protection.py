"""The database itself refuses to change or delete an entry."""

from django.db import migrations

from danaya.base.journal.protection import protect, unprotect


class Migration(migrations.Migration):
    dependencies = [("journal", "0001_initial")]

    operations = [
        migrations.RunPython(
            lambda apps, schema_editor: protect(schema_editor.connection),
            lambda apps, schema_editor: unprotect(schema_editor.connection),
        )
    ]
