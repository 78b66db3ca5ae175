"""Tables and targets for tests of mapping and account."""

from dataclasses import replace

from danaya.engines.tables import Column, FileKind, Table, Target

AGREE = {
    1: {"fr": "Pas du tout d’accord", "en": "Strongly disagree"},
    2: {"fr": "D’accord", "en": "Agree"},
    3: {"fr": "Tout à fait d’accord", "en": "Strongly agree"},
}
REGIONS = {"kayes": {"fr": "Kayes"}, "segou": {"fr": "Ségou"}, "kidal": {"fr": "Kidal"}}
Q1 = Target("Q1", {"fr": "Les règles sont claires", "en": "The rules are clear"}, codes=AGREE, dont_know=9)
REGION = Target("region", {"fr": "Région"}, codes=REGIONS, role="domain")
WEIGHT = Target("poids", {"fr": "Poids", "en": "Weight"}, kind="number", role="weight", required=True, above=0)
IDENTITY = Target("id", {"fr": "Identifiant", "en": "Identifier"}, kind="text", role="identifier")


def table(columns, kind=FileKind.CSV, **options):
    """Build a table from name → values or Column."""
    made = tuple(
        replace(column, name=name, position=position) if isinstance(column, Column) else Column(name, column, position)
        for position, (name, column) in enumerate(columns.items())
    )
    height = len(made[0].values)
    return Table(kind, made, range(2, height + 2), **options)


def coded(values, labels, label="", missing=()):
    return Column("", values, 0, label, "number", labels, missing)
