"""Long work of findings: analysing a round, releasing an analysis, making its packs. Each reports its steps."""

import uuid
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import datetime

from django.urls import reverse

from danaya.apps.findings.actions.analyse_round import (
    PACKING,
    find_sources,
    keep_analysis,
    kept_or_removed,
    make_analysis,
)
from danaya.apps.findings.actions.make_pack import WrittenPack, keep_made_pack, remove_pack, write_pack_again
from danaya.apps.findings.actions.release_results import refuse_unfit, release_results
from danaya.apps.findings.models import Analysis
from danaya.apps.people.models import Tenure
from danaya.apps.rounds.models import Round
from danaya.base.files.models import Visibility
from danaya.base.jobs.work import Work, job
from danaya.engines.language import LANGUAGES

ANALYSE, PACK, RELEASE = "findings.analyse", "findings.pack", "findings.release"


@job(ANALYSE, title={"fr": "Analyse de la ronde", "en": "Analysis of the round"})
def analyse(work: Work, *, round_id: str, language: str, tenure: str, moment: str) -> str:
    """Analyse a round, with the pack in the language of whoever asked; return the address of its restitution."""
    at = datetime.fromisoformat(moment)
    sources = find_sources(Round.objects.get(pk=round_id))
    key = uuid.UUID(str(work.pk))
    made = make_analysis(sources, packs=(language,), at=at, progress=work.step, key=key)
    work.result = reverse("findings:restitution", args=[key])
    with kept_or_removed(made), work.finish():
        keep_analysis(sources, made, actor=Tenure.objects.get(pk=tenure), at=at)
    return work.result


@job(PACK, title={"fr": "Dossier de restitution", "en": "Restitution pack"})
def pack(work: Work, *, analysis_id: str, languages: list[str], tenure: str, moment: str) -> str:
    """Make the pack of an analysis in each of ``languages``; return the address of its page."""
    at, analysis = datetime.fromisoformat(moment), Analysis.objects.get(pk=analysis_id)
    work.result = reverse("findings:pack", args=[analysis.pk])
    with written_packs(work, analysis, languages, analysis.visibility, at) as written, work.finish():
        for one in written:
            keep_made_pack(analysis, one, actor=Tenure.objects.get(pk=tenure), at=at)
    return work.result


@job(RELEASE, title={"fr": "Diffusion aux deux parties", "en": "Release to both sides"})
def release(work: Work, *, analysis_id: str, tenure: str, moment: str) -> str:
    """Release an analysis, with files that name their new readers; return the address of its files."""
    at, analysis = datetime.fromisoformat(moment), Analysis.objects.get(pk=analysis_id)
    refuse_unfit(analysis, Visibility.FORUM)
    work.result = reverse("findings:pack", args=[analysis.pk])
    with written_packs(work, analysis, LANGUAGES, Visibility.FORUM, at) as written, work.finish():
        actor = Tenure.objects.get(pk=tenure)
        release_results(analysis, visibility=Visibility.FORUM, actor=actor, at=at)
        for one in written:
            keep_made_pack(analysis, one, actor=actor, at=at)
    return work.result


@contextmanager
def written_packs(
    work: Work, analysis: Analysis, languages: Sequence[str], readers: Visibility, at: datetime
) -> Iterator[list[WrittenPack]]:
    """Write the files of packs, language after language; where their rows are not kept, the files go too."""
    with ExitStack() as cleaning:
        written = []
        for place, language in enumerate(languages, start=1):
            work.step(place, len(languages), PACKING[language])
            key = uuid.uuid5(uuid.UUID(str(work.pk)), language)
            cleaning.callback(remove_pack, analysis, key)
            written.append(write_pack_again(analysis, language, at=at, visibility=readers, key=key))
        yield written
        cleaning.pop_all()
