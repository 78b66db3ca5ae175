"""Add a framework of the administration or of an organisation; its objectives come from a table."""

from datetime import datetime

from django.db import transaction

from danaya.apps.indicators.keeping import free_code
from danaya.apps.indicators.models import Framework, Kind
from danaya.apps.indicators.problems import code_taken, is_standard, whose_strategy
from danaya.apps.people.models import Organisation, Tenure
from danaya.base.journal.entries import record
from danaya.engines.language import Text


@transaction.atomic
def add_framework(
    *,
    title: Text,
    kind: str,
    organisation: Organisation | None = None,
    acronym: Text | None = None,
    code: str = "",
    actor: Tenure | None,
    at: datetime,
) -> Framework:
    """Return a new framework without objectives; without a ``code`` it gets one from its short name or title.

    Raises
    ------
    Problem
        ``indicators-standard``, ``indicators-whose-strategy``, ``indicators-code-taken``.
    ValidationError
        Where a fact breaks a rule of its kind.
    """
    if kind == Kind.STANDARD:
        raise is_standard()
    if (kind == Kind.STRATEGY) != (organisation is not None):
        raise whose_strategy()
    code = code or free_code(Framework, acronym or title)
    if Framework.objects.filter(code=code).exists():
        raise code_taken()
    framework = Framework(
        code=code, title=dict(title), acronym=dict(acronym or {}), kind=kind, organisation=organisation
    )
    framework.full_clean()
    framework.save()
    record("indicators.add_framework", framework, actor, at, code=code, kind=str(kind))
    return framework
