"""What day it is for this installation: the demonstration lives on a day of its own."""

from datetime import date, datetime

from django.conf import settings
from django.utils import timezone


def now() -> datetime:
    """Return the present moment; in an installation with a day of its own, that day at the present hour."""
    moment = timezone.localtime()
    fixed: date | None = getattr(settings, "TODAY", None)
    return moment if fixed is None else moment.replace(year=fixed.year, month=fixed.month, day=fixed.day)


def today() -> date:
    """Return the present day of this installation."""
    return now().date()
