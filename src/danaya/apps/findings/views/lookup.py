"""The object of an address."""

import uuid
from dataclasses import dataclass
from pathlib import Path

from django.http import Http404
from django.shortcuts import get_object_or_404

from danaya.apps.findings.models import Analysis, Decision, Finding, Pack
from danaya.apps.findings.queries import JOINED


def find_analysis(pk: uuid.UUID) -> Analysis:
    """Return the analysis of the address."""
    found: Analysis = get_object_or_404(Analysis.objects.select_related(*JOINED), pk=pk)
    return found


def find_finding(pk: uuid.UUID, number: str) -> Finding:
    """Return one finding of the analysis of the address."""
    joined = ("analysis", *(f"analysis__{name}" for name in JOINED))
    found: Finding = get_object_or_404(Finding.objects.select_related(*joined), analysis_id=pk, number=number)
    return found


def find_decision(pk: uuid.UUID) -> Decision:
    """Return the decision of the address."""
    return get_object_or_404(Decision.objects.select_related("analysis__round", "decided_by"), pk=pk)


@dataclass(frozen=True)
class FileOfPack:
    """One file of a restitution pack."""

    pack: Pack
    name: str
    team: bool

    @property
    def analysis(self) -> Analysis:
        """What it was made of."""
        return self.pack.analysis

    @property
    def path(self) -> Path:
        """Where it lies."""
        return self.pack.folder / self.name


def find_file(pk: uuid.UUID, language: str, name: str) -> FileOfPack:
    """Return a file that the pack lists; any other name does not exist."""
    pack = get_object_or_404(Pack.objects.select_related("analysis"), analysis_id=pk, language=language)
    for entry in pack.files:
        if entry["name"] == name:
            return FileOfPack(pack, name, entry["team"])
    raise Http404
