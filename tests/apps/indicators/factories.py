"""Frameworks, series and tables on their way, made for tests."""

from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import count
from pathlib import Path

from django.core.files.base import ContentFile

from danaya.apps.indicators.actions.add_framework import add_framework
from danaya.apps.indicators.actions.add_series import SeriesFacts, add_series
from danaya.apps.indicators.actions.begin_import import begin_import
from danaya.apps.indicators.actions.put_figure import put_figure
from danaya.apps.indicators.models import Better, Draft, Figure, Framework, Frequency, Kind, Series
from danaya.apps.people.models import Tenure
from danaya.engines.tables import as_period
from tests.apps.people.factories import make_tenure

DATA = Path(__file__).parents[2] / "data" / "tables"
AT = datetime(2026, 5, 4, 9, tzinfo=UTC)
_numbers = count(1)


def make_framework(kind: str = Kind.PLAN, **facts: object) -> Framework:
    number = next(_numbers)
    title = {"fr": f"Plan stratégique {number}", "en": f"Strategic plan {number}"}
    return add_framework(**{"title": title, "kind": kind, "actor": None, "at": AT, **facts})


def make_series(**facts: object) -> Series:
    number = next(_numbers)
    code = str(facts.pop("code", ""))
    defaults = {
        "title": {"fr": f"Série {number}", "en": f"Series {number}"},
        "unit": {"fr": "heures", "en": "hours"},
        "source": {"fr": "Sydonia, bureau central", "en": "Asycuda, central office"},
        "better": Better.DOWN,
        "frequency": Frequency.MONTHLY,
    }
    return add_series(SeriesFacts(**{**defaults, **facts}), code=code, actor=None, at=AT)


def make_known_series(**facts: object) -> list[Series]:
    """The two monthly series that the tables of ``tests/data/tables`` speak of."""
    named = {
        "delai": {"fr": "Délai moyen de mainlevée", "en": "Average time to release"},
        "plaintes": {"fr": "Plaintes reçues", "en": "Complaints received"},
    }
    return [make_series(code=code, title=title, **facts) for code, title in named.items()]


def make_figure(series: Series, period: str = "mars 2025", value: str = "52.4", **facts: object) -> Figure:
    found = as_period(period)
    assert found is not None
    return put_figure(series, found, Decimal(value), **{"actor": None, "at": AT, **facts})


def make_draft(
    name: str = "objectives.csv",
    framework: Framework | None = None,
    *,
    content: bytes | None = None,
    actor: Tenure | None = None,
    **target: object,
) -> Draft:
    """A table handed in: one of ``tests/data/tables``, or ``content`` under a name."""
    read = content if content is not None else (DATA / name).read_bytes()
    upload = ContentFile(read, name)
    return begin_import(upload, framework=framework, actor=actor or make_tenure(), at=AT, **target)


def days(series: Series) -> list[date]:
    return [one.day for one in series.figures.order_by("day")]
