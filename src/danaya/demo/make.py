"""Make the whole demonstration in the present data folder, once."""

from collections.abc import Callable
from pathlib import Path

from django.db import transaction

from danaya.apps.findings.models import Pack
from danaya.apps.people.models import Administration
from danaya.demo.chapters import findings, people, rounds


def make_demonstration(say: Callable[[str], None]) -> None:
    """Tell every chapter where nothing is told yet; a story cut short leaves no rows and is told anew."""
    if Administration.current() is not None:
        return
    with transaction.atomic():
        say("Tamarie : administration, organismes, postes / administration, bodies, posts")
        people.tell()
        say("Sondages : deux rondes et un rapport ancien / surveys: two rounds and an older report")
        told = rounds.tell()
        say("Analyses et dossiers de restitution / analyses and restitution packs")
        findings.tell(told)


def pack_folders() -> list[Path]:
    """Return the folders of the restitution packs of the newest round."""
    packs = Pack.objects.order_by("-analysis__round__year", "language")
    newest = packs.first()
    return [pack.folder for pack in packs if newest and pack.analysis_id == newest.analysis_id]
