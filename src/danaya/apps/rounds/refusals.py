"""Why an act of this room is refused, in words that say what to do."""

from collections.abc import Mapping, Sequence
from typing import Any

from danaya.apps.rounds.counting import lonely_strata
from danaya.apps.rounds.models import Round
from danaya.apps.rounds.models.rounds import Kind, State
from danaya.engines.language import Problem, Problems, Text, in_language
from danaya.engines.restitution import Study, check_study

CLOSED: Text = {
    "fr": "Cette ronde est close : elle ne change plus. Si ses données sont fausses, corrigez-les : les nouvelles prendront "
    "leur place, les anciennes resteront visibles.",
    "en": "This round is closed: it no longer changes. If its data are wrong, correct them: the new ones take their place, "
    "the old ones stay visible.",
}
NOT_CLOSED: Text = {
    "fr": "Cette ronde n'est pas close : changez-la directement.",
    "en": "This round is not closed: change it directly.",
}
KINDS: Mapping[str, Text] = {
    Kind.ANSWERS: {
        "fr": "Cette ronde garde des réponses. Pour des résultats communiqués, créez une autre ronde.",
        "en": "This round keeps answers. For reported results, create another round.",
    },
    Kind.REPORTED: {
        "fr": "Cette ronde garde des résultats communiqués. Pour des réponses, créez une autre ronde.",
        "en": "This round keeps reported results. For answers, create another round.",
    },
}
EMPTY_AUDIENCE: Text = {
    "fr": "Aucune réponse de « {audience} » dans le fichier. Vérifiez quelle valeur désigne ce public, ou retirez-le de la ronde.",
    "en": "No answer of “{audience}” is in the file. Check which value stands for this audience, or take it out of the round.",
}
LONELY: Text = {
    "fr": "Strates d'une seule grappe : {strata}. La règle choisie refuse de calculer. Choisissez une autre règle dans le plan "
    "de sondage, ou regroupez ces strates dans le fichier.",
    "en": "Strata with a single cluster: {strata}. The chosen rule refuses to compute. Choose another rule in the sample "
    "design, or merge these strata in the file.",
}
TWO_STRATA: Text = {
    "fr": "La grappe « {cluster} » figure dans plusieurs strates. Corrigez le fichier, ou cochez « Les noms de grappes se "
    "répètent d'une strate à l'autre » dans le plan de sondage.",
    "en": "The cluster “{cluster}” stands in several strata. Mend the file, or tick “Names of clusters repeat from one "
    "stratum to another” in the sample design.",
}
NO_QUESTION: Text = {
    "fr": "Remplissez d'abord le questionnaire de la ronde, puis chargez les réponses.",
    "en": "Fill the questionnaire of the round first, then upload the answers.",
}
NO_REASON: Text = {
    "fr": "Dites pourquoi ces données sont fausses.",
    "en": "Say why these data are wrong.",
}


ALREADY_CLOSED = "round-closed"


def refuse_closed(round_: Round) -> None:
    """Refuse to change a closed round."""
    if round_.is_closed:
        raise Problem(ALREADY_CLOSED, CLOSED)


def refuse_open(round_: Round) -> None:
    """Refuse to correct what is not closed."""
    if round_.state != State.CLOSED:
        raise Problem("round-not-closed", NOT_CLOSED)


def refuse_other_kind(round_: Round, kind: Kind) -> None:
    """Refuse an act that belongs to the other kind of round."""
    if round_.kind != kind:
        raise Problem("round-kind", KINDS[round_.kind])


def refuse_without_questions(round_: Round) -> None:
    """Refuse answers while there is nothing to read them against."""
    if not round_.questions.exists():
        raise Problem("codebook-empty", NO_QUESTION)


def refuse_without_reason(reason: Text) -> None:
    """Refuse to correct closed data without saying why."""
    if not any(words.strip() for words in reason.values()):
        raise Problem("reason-missing", NO_REASON)


def refuse_unfit(study: Study, counts: Mapping[str, int], columns: Mapping[str, Sequence[Any]]) -> None:
    """Refuse answers that could never be analysed: better now than after they are closed for good."""
    problems = [
        *check_study(study),
        *_empty_audiences(study, counts),
        *_lonely(study, columns),
        *_in_two_strata(study, columns),
    ]
    problems = problems or _beyond_estimation(study, columns)
    if problems:
        raise Problems(problems)


def naming(text: Text, audience: Text) -> Text:
    """Return ``text`` with the name of an audience in each language."""
    names = {language: in_language(audience, language).replace("{", "{{").replace("}", "}}") for language in text}
    return {language: words.replace("{audience}", names[language]) for language, words in text.items()}


def _empty_audiences(study: Study, counts: Mapping[str, int]) -> list[Problem]:
    return [
        Problem("audience-empty", naming(EMPTY_AUDIENCE, audience.name))
        for audience in study.audiences
        if not counts.get(audience.key)
    ]


def _lonely(study: Study, columns: Mapping[str, Sequence[Any]]) -> list[Problem]:
    strata = lonely_strata(study, columns) if study.design.lonely == "fail" else []
    return [Problem("stratum-lonely", LONELY, strata=", ".join(strata))] if strata else []


def _in_two_strata(study: Study, columns: Mapping[str, Sequence[Any]]) -> list[Problem]:
    design = study.design
    if design.nest or not design.strata or not design.clusters:
        return []
    strata = zip(*(columns[name] for name in design.strata), strict=True)
    home: dict[Any, Any] = {}
    for cluster, stratum in zip(columns[design.clusters[0]], strata, strict=True):
        if home.setdefault(cluster, stratum) != stratum:
            return [Problem("cluster-in-two-strata", TWO_STRATA, cluster=cluster)]
    return []


def _beyond_estimation(study: Study, columns: Mapping[str, Sequence[Any]]) -> list[Problem]:
    """Return why the engine could estimate nothing from this design: a single cluster, populations below their samples."""
    from danaya.engines.perception import Sample  # noqa: PLC0415  # slow import

    design = study.design
    names = [*design.strata, *design.clusters, *design.fpc, *([design.weights] if design.weights else [])]
    if not names or any(name not in columns for name in names):
        return []
    try:
        Sample({name: columns[name] for name in names}, design)
    except Problem as refusal:
        return [refusal]
    return []
