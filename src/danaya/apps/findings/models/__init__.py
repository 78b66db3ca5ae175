"""Analyses of closed rounds, their findings, releases, packs, and the director's decisions."""

from danaya.apps.findings.models.analyses import Analysis, Finding, FindingKind, analysis_folder
from danaya.apps.findings.models.decisions import Decision
from danaya.apps.findings.models.releases import Pack, Release
from danaya.apps.rounds.models.closed import NeverEditedError

__all__ = ["Analysis", "Decision", "Finding", "FindingKind", "NeverEditedError", "Pack", "Release", "analysis_folder"]
