"""Make the whole demonstration in the present data folder, once."""

import shutil
from collections.abc import Callable
from pathlib import Path

from django.db import transaction

from danaya.apps.findings.models import Pack
from danaya.apps.people.models import Administration
from danaya.demo.chapters import commitments, dialogue, findings, indicators, people, rounds
from danaya.web.folder import DataFolder


def make_demonstration(say: Callable[[str], None]) -> None:
    """Tell every chapter where nothing is told yet; a story cut short leaves no rows and is told anew."""
    if Administration.current() is not None:
        return
    forget_what_was_cut_short(DataFolder.current())
    with transaction.atomic():
        say("Tamarie : administration, organismes, postes / administration, bodies, posts")
        people.tell()
        say("Sondages : deux rondes et un rapport ancien / surveys: two rounds and an older report")
        told = rounds.tell()
        say("Analyses et dossiers de restitution / analyses and restitution packs")
        analyses = findings.tell(told)
        say("Attentes : recueil, votes, réponses / expectations: gathered, voted on, answered")
        consultation = dialogue.tell(analyses["round1"])
        say("Objectifs et chiffres de l'administration / objectives and the administration's figures")
        indicators.tell()
        say("Plan d'action commun : signé, suivi, confirmé / common action plan: signed, followed, confirmed")
        commitments.tell(analyses["round1"], consultation)


def forget_what_was_cut_short(folder: DataFolder) -> None:
    """Remove files that no row names: a story killed while it was told leaves them, in the demonstration's folder only."""
    if folder.is_demonstration:
        for kept in (folder.files, folder.datasets, folder.analyses):
            shutil.rmtree(kept, ignore_errors=True)


def pack_folders() -> dict[str, Path]:
    """Return the folders of the restitution packs of the newest round, by language."""
    packs = Pack.objects.order_by("-analysis__round__year", "-language")
    newest = packs.first()
    return {pack.language: pack.folder for pack in packs if newest and pack.analysis_id == newest.analysis_id}
