"""Long work of signing: a text of thousands of commitments takes seconds to put, what follows its adoption too."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from io import BytesIO

from django.urls import reverse

from danaya.apps.commitments.actions.keep_file import keep_file
from danaya.apps.commitments.actions.signing.adopt_plan import AFTERWARDS, after_adoption
from danaya.apps.commitments.actions.signing.put_to_signature import put_to_signature
from danaya.apps.commitments.models import Plan, Version
from danaya.apps.commitments.signing.files import Wanted
from danaya.apps.commitments.signing.versions import references_of
from danaya.apps.people.models import Tenure
from danaya.base.files.storing import store_made
from danaya.base.jobs.work import Work, job
from danaya.base.journal.entries import record
from danaya.engines.language import Text

PUT, TAKE = "commitments.put", "commitments.take"
KEPT = timedelta(days=1)
WRITING: Text = {"fr": "Écriture du fichier", "en": "Writing the file"}
CHECKING: Text = {"fr": "Vérification et rédaction du texte", "en": "Checking and writing the text"}
ANSWERING: Text = {
    "fr": "Suivi des engagements et réponses aux attentes",
    "en": "Following commitments and answering expectations",
}


@job(PUT, title={"fr": "Mise à la signature du plan", "en": "Putting the plan to signature"})
def put(work: Work, *, plan_id: str, why: Mapping[str, str], leave_out: bool, tenure: str, moment: str) -> str:
    """Put a long text to signature; return the address of the page of signing."""
    work.step(1, 1, CHECKING)
    work.result = reverse("commitments:signing", args=[plan_id])
    with work.finish():
        put_to_signature(
            Plan.objects.get(pk=plan_id),
            dict(why),
            leave_out=leave_out,
            actor=_acting(tenure),
            at=datetime.fromisoformat(moment),
        )
    return work.result


@job(AFTERWARDS, title={"fr": "Après l'adoption du plan", "en": "After the plan's adoption"})
def follow_up(work: Work, *, plan_id: str, tenure: str, moment: str) -> str:
    """Write down where the commitments adopted at a moment stand, and answer the expectations behind them."""
    work.step(1, 1, ANSWERING)
    work.result = reverse("commitments:plan", args=[plan_id])
    at, plan = datetime.fromisoformat(moment), Plan.objects.get(pk=plan_id)
    with work.finish():
        after_adoption(plan, plan.commitments.filter(adopted_on=at.date()), actor=_acting(tenure), at=at)
    return work.result


@job(TAKE, title={"fr": "Texte du plan à emporter", "en": "The plan's text to take along"})
def take(work: Work, *, version: str, which: str, language: str, page: str, tenure: str, moment: str) -> str:
    """Make a file of a long text for one post; return the address ``page``, where it is fetched."""
    at, actor = datetime.fromisoformat(moment), _acting(tenure)
    wanted = Wanted(Version.objects.select_related("plan", "put_by__organisation").get(pk=version), which, language)
    work.step(1, 1, WRITING)
    content, work.result = wanted.made(actor.post.organisation, at), page
    plan, count = wanted.version.plan, len(references_of(wanted.version))
    with work.finish():
        # By the machine's own day: that of a demonstration stands still, what sweeps files does not.
        until = (work.clock() + KEPT).date()
        stored = store_made(BytesIO(content), wanted.name, wanted.media_type, at=at, keep_until=until)
        record("commitments.take_text", plan, actor=actor, at=at, file=stored.sha256, what=wanted.kind)
        keep_file(plan, wanted.kind, stored, count, actor=actor, at=at)
    return work.result


def _acting(tenure: str) -> Tenure:
    return Tenure.objects.select_related("post__organisation", "account").get(pk=tenure)
