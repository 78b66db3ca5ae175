"""The story from the beginning to the plan, told once for all tests of this folder."""

from dataclasses import dataclass
from typing import Any

import pytest
from django.conf import settings
from django.db import transaction
from django.test import override_settings

from danaya.apps.commitments.models import Plan
from danaya.apps.dialogue.models import Consultation
from danaya.apps.findings.actions.analyse_round import analyse_round
from danaya.apps.findings.actions.release_results import release_results
from danaya.demo import tamarie
from danaya.demo.chapters import commitments, dialogue, indicators, people, rounds
from danaya.demo.chapters.people import COORDINATOR, holder, moment


@dataclass(frozen=True)
class Made:
    """Keys of the consultation and of the plan, and the storage that their files lie in."""

    consultation: Any
    plan: Any
    storages: dict[str, Any]


@pytest.fixture(scope="package")
def made_once(django_db_setup, django_db_blocker, tmp_path_factory):
    """Tell what leads to the plan, and the plan; undo it afterwards."""
    files = {"BACKEND": "django.core.files.storage.FileSystemStorage"}
    files["OPTIONS"] = {"location": tmp_path_factory.mktemp("files")}
    storages = {**settings.STORAGES, "default": files}
    day = rounds.CLOSED_ON["round1"]
    with (
        django_db_blocker.unblock(),
        override_settings(TODAY=tamarie.TODAY, STORAGES=storages),
        transaction.atomic(),
    ):
        people.tell()
        round_ = rounds.tell_round(tamarie.ROUNDS["round1"], rounds.tell_reported())
        analysis = analyse_round(round_, packs=(), actor=holder(COORDINATOR, day), at=moment(day))
        release_results(analysis, actor=holder(COORDINATOR, day), at=moment(day))
        consultation = dialogue.tell(analysis)
        indicators.tell()
        plan = commitments.tell(analysis, consultation)
        yield Made(consultation.pk, plan.pk, storages)
        transaction.set_rollback(True)


@pytest.fixture
def told(made_once):
    """The consultation of the story, on the demonstration's own day; what a test does to it is undone."""
    with override_settings(TODAY=tamarie.TODAY, STORAGES=made_once.storages):
        yield Consultation.objects.get(pk=made_once.consultation)


@pytest.fixture
def plan(made_once):
    """The plan of the story, on the demonstration's own day; what a test does to it is undone."""
    with override_settings(TODAY=tamarie.TODAY, STORAGES=made_once.storages):
        yield Plan.objects.get(pk=made_once.plan)
