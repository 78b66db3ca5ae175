"""What pages and later stages ask of findings."""

from django.db.models import Q, QuerySet

from danaya.apps.findings.models import Analysis, Finding
from danaya.apps.people.models import Account
from danaya.apps.people.rights import allowed
from danaya.apps.rounds.models import Round


def latest_analysis(round_: Round) -> Analysis | None:
    """Return the newest analysis of a round."""
    return Analysis.objects.filter(round=round_).select_related("release").first()


def readable_analyses(account: Account) -> QuerySet[Analysis]:
    """Return the analyses that ``account`` may read: the team all of them, the forum what was released."""
    analyses = Analysis.objects.select_related("round", "release")
    if allowed(account, "findings.see_unreleased"):
        return analyses
    return analyses.filter(Q(release__isnull=False)) if allowed(account, "findings.see_released") else analyses.none()


def cited_findings(analysis: Analysis) -> QuerySet[Finding]:
    """Return the findings of an analysis in their order."""
    return analysis.findings.order_by("order")
