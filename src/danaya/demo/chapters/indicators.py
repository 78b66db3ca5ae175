"""Chapter five: what the plan will serve, taken in from tables as an administration keeps them, and the figures it counts by itself."""

import csv
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from io import BytesIO, StringIO
from typing import Any

from danaya.apps.indicators.actions.add_framework import add_framework
from danaya.apps.indicators.actions.add_series import SeriesFacts, add_series
from danaya.apps.indicators.actions.add_standards import add_standards
from danaya.apps.indicators.actions.begin_import import begin_import
from danaya.apps.indicators.actions.import_figures import import_figures
from danaya.apps.indicators.actions.import_objectives import import_objectives
from danaya.apps.indicators.models import Series
from danaya.apps.people.models import Organisation
from danaya.base.files.models import Visibility
from danaya.demo import promises, tamarie
from danaya.demo.chapters.people import COORDINATOR, holder, moment

FIGURES_ON = tamarie.TODAY
FRAMEWORKS_ON = date(tamarie.YEAR_ZERO, 5, 3)


def tell() -> None:
    """Add standards, frameworks and series."""
    acts: Any = {"actor": holder(COORDINATOR, FRAMEWORKS_ON), "at": moment(FRAMEWORKS_ON)}
    add_standards(**acts)
    for row in promises.load_frameworks()["frameworks"]:
        _framework(row, acts)
    _series(promises.load_frameworks()["series"])


def _framework(row: Mapping[str, Any], acts: Any) -> None:
    body = Organisation.objects.filter(acronym=row.get("organisation", "")).first()
    made = add_framework(
        title=row["title"], kind=row["kind"], organisation=body, acronym=row["short"], code=row["key"], **acts
    )
    heads = ("Code", "Objectif", "Objective")
    import_objectives(begin_import(_table(row["key"], [heads, *row["objectives"]]), framework=made, **acts), **acts)


def _series(rows: Sequence[Mapping[str, Any]]) -> None:
    acts: Any = {"actor": holder(COORDINATOR, FIGURES_ON), "at": moment(FIGURES_ON)}
    for row in rows:
        add_series(
            SeriesFacts(
                title=row["title"],
                unit=row["unit"],
                source=row["source"],
                better=row["better"],
                frequency=row["frequency"],
                factor=row["factor"],
                visibility=Visibility.FORUM,
            ),
            code=row["key"],
            **acts,
        )
        table = [("Date", "Valeur"), *zip(_quarters(row["first"], len(row["values"])), row["values"], strict=True)]
        series = Series.objects.get(code=row["key"])
        import_figures(begin_import(_table(row["key"], table), series=series, **acts), **acts)


def _quarters(first: date, count: int) -> Iterable[str]:
    """Days on which quarters end, as an office writes them."""
    for place in range(count):
        year, month = divmod(first.month - 1 + 3 * place, 12)
        last = 30 if month + 1 in {6, 9} else 31
        yield f"{last:02d}/{month + 1:02d}/{first.year + year}"


def _table(name: str, rows: Iterable[Iterable[str]]) -> BytesIO:
    """Return rows as the CSV file that a French Excel saves."""
    text = StringIO()
    csv.writer(text, delimiter=";").writerows(
        [cell.replace(".", ",") if _is_number(cell) else cell for cell in row] for row in rows
    )
    made = BytesIO(text.getvalue().encode("utf-8-sig"))
    made.name = f"{name}.csv"
    return made


def _is_number(cell: str) -> bool:
    return cell.replace(".", "", 1).isdigit() and len(cell.split(".", maxsplit=1)[0]) > 1
