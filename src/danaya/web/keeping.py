"""Hourly: contents whose time is over go, and so does what killed processes left."""

import datetime
from pathlib import Path

from django.conf import settings
from django.contrib.sessions.models import Session

from danaya.apps.rounds.datasets import sweep_datasets
from danaya.apps.rounds.work import discard_unread
from danaya.base.files.storing import forget_expired, sweep_contents
from danaya.base.jobs.schedules import every

HOUR = datetime.timedelta(hours=1)


@every(HOUR, "web.keeping")
def keep_house(now: datetime.datetime) -> None:
    """Forget expired files and visits; remove contents, datasets and uploads that nothing names and nobody touched for an hour."""
    discard_unread()
    forget_expired(now)
    Session.objects.filter(expire_date__lt=now).delete()
    before = (now - HOUR).timestamp()
    sweep_contents(before)
    sweep_datasets(before)
    sweep_incoming(Path(settings.FOLDER.incoming), before)


def sweep_incoming(folder: Path, before: float) -> int:
    """Remove uploads that were left half received before that moment; return how many."""
    entries = list(folder.iterdir()) if folder.is_dir() else []
    left = [entry for entry in entries if entry.is_file() and entry.stat().st_mtime < before]
    for entry in left:
        entry.unlink(missing_ok=True)
    return len(left)
