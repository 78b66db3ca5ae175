"""Chapter three: what each round showed, restituted to both sides; what the director decided."""

from datetime import date, timedelta

from danaya.apps.findings.actions.analyse_round import analyse_round
from danaya.apps.findings.actions.make_pack import make_pack
from danaya.apps.findings.actions.release_results import release_results
from danaya.apps.findings.actions.take_decision import take_decision
from danaya.apps.findings.models import Analysis
from danaya.apps.rounds.models import Round
from danaya.demo import tamarie
from danaya.demo.chapters.people import COORDINATOR, holder, moment
from danaya.demo.chapters.rounds import CLOSED_ON, REPORTED_ON
from danaya.engines.language import LANGUAGES

NEWEST = "round2"
DIRECTOR = "directeur-general"
DECIDED_ON = date(tamarie.YEAR_ZERO, 4, 8)


def tell(rounds: dict[str, Round]) -> dict[str, Analysis]:
    """Analyse and release each round; the first one's first decision is taken, those of the second wait."""
    told = {}
    for key, day in {"reported": REPORTED_ON, **CLOSED_ON}.items():
        actor = holder(COORDINATOR, day)
        told[key] = analyse_round(rounds[key], packs=(), actor=actor, at=moment(day))
        later = day + timedelta(days=7)
        actor = holder(COORDINATOR, later)
        release_results(told[key], actor=actor, at=moment(later))
    # Made after the release, since the files name their readers; those of older rounds are made when somebody asks.
    for language in LANGUAGES:
        make_pack(told[NEWEST], language, actor=actor, at=moment(later))
    _decide(told["round1"])
    return told


def _decide(analysis: Analysis) -> None:
    decision = analysis.decisions.first()
    if decision is not None:
        take_decision(
            decision,
            chosen=0,
            decided_on=DECIDED_ON,
            reference=f"n° 017/{DECIDED_ON.year}/DG-DGDT",
            actor=holder(DIRECTOR, DECIDED_ON),
            at=moment(DECIDED_ON),
        )
