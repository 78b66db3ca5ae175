"""Decisions a director may be asked for, by what the findings say: each a question and two options with their consequences."""

from collections.abc import Mapping
from dataclasses import dataclass

from danaya.engines.language import Text


@dataclass(frozen=True, slots=True)
class Decision:
    """A question, and two options each with its consequence."""

    question: Text
    options: tuple[tuple[Text, Text], tuple[Text, Text]]


def _decision(
    question: tuple[str, str],
    first: tuple[str, str],
    effect: tuple[str, str],
    second: tuple[str, str],
    other: tuple[str, str],
) -> Decision:
    texts = [{"fr": fr, "en": en} for fr, en in (question, first, effect, second, other)]
    return Decision(texts[0], ((texts[1], texts[2]), (texts[3], texts[4])))


DECISIONS: Mapping[str, Decision] = {
    "leadership": _decision(
        (
            "Comment les responsables rendent-ils compte de leur engagement pour l'intégrité ?",
            "How do managers account for their commitment to integrity?",
        ),
        (
            "Fixer à chaque directeur deux engagements publics, revus chaque trimestre.",
            "Give each director two public commitments, reviewed every quarter.",
        ),
        (
            "Visible en trois mois ; demande une heure de comité de direction par trimestre.",
            "Visible in three months; takes an hour of the management committee each quarter.",
        ),
        (
            "Aborder l'intégrité dans l'évaluation annuelle des responsables.",
            "Bring integrity into managers' yearly appraisal.",
        ),
        ("Effet plus lent ; touche chaque responsable.", "Slower effect; reaches every manager."),
    ),
    "regulation": _decision(
        ("Quelles règles simplifier d'abord ?", "Which rules should be simplified first?"),
        (
            "Choisir trois procédures avec le secteur privé et les réécrire en six mois.",
            "Choose three procedures with the private sector and rewrite them in six months.",
        ),
        ("Résultat visible ; mobilise les services juridiques.", "Visible result; takes the legal services' time."),
        (
            "Publier d'abord un guide en langage clair des règles actuelles.",
            "Publish first a plain-language guide to the present rules.",
        ),
        ("Rapide et peu coûteux ; les règles restent les mêmes.", "Quick and cheap; the rules stay as they are."),
    ),
    "transparency": _decision(
        (
            "Comment rendre visibles les droits, frais et délais ?",
            "How should duties, fees and times be made visible?",
        ),
        (
            "Afficher les frais et délais à chaque poste, et les publier en ligne.",
            "Post fees and times at every office, and publish them online.",
        ),
        (
            "Vérifiable par les opérateurs poste par poste ; à tenir à jour.",
            "Operators can check it office by office; must be kept up to date.",
        ),
        (
            "Répondre par écrit et dans un délai fixé à chaque demande d'explication.",
            "Answer every request for an explanation in writing and within a set time.",
        ),
        (
            "Touche les cas contestés ; demande un registre et un responsable.",
            "Reaches contested cases; needs a register and somebody in charge.",
        ),
    ),
    "automation": _decision(
        ("Où réduire d'abord les contacts directs ?", "Where should face-to-face contacts be reduced first?"),
        (
            "Rendre obligatoire le dépôt en ligne dans les deux bureaux les plus fréquentés.",
            "Make online filing compulsory in the two busiest offices.",
        ),
        (
            "Effet rapide sur beaucoup d'opérations ; prévoir un secours en cas de panne.",
            "Quick effect on many operations; needs a fallback when the system fails.",
        ),
        (
            "Tracer chaque intervention manuelle dans le système et la faire contrôler.",
            "Record every manual intervention in the system and have it audited.",
        ),
        (
            "Ne change pas le parcours ; rend les écarts visibles.",
            "Leaves the process as it is; makes exceptions visible.",
        ),
    ),
    "reform": _decision(
        ("Quelle procédure lente supprimer d'abord ?", "Which slow procedure should go first?"),
        (
            "Mesurer les délais par étape, puis supprimer la plus lente.",
            "Measure times step by step, then remove the slowest.",
        ),
        ("S'appuie sur des faits ; résultat en six à neuf mois.", "Rests on facts; result in six to nine months."),
        (
            "Ouvrir un circuit simplifié aux opérateurs agréés.",
            "Open a simplified channel to authorised operators.",
        ),
        ("Rapide pour certains ; les autres attendent.", "Quick for some; the others wait."),
    ),
    "audit": _decision(
        ("Comment rendre les contrôles internes crédibles ?", "How should internal controls become credible?"),
        (
            "Publier chaque trimestre le nombre de contrôles internes et leurs suites.",
            "Publish each quarter the number of internal audits and what followed.",
        ),
        ("Crédible pour les deux côtés ; expose aussi les lenteurs.", "Credible for both sides; exposes delays too."),
        (
            "Protéger par écrit ceux qui signalent, avec un interlocuteur désigné.",
            "Protect in writing those who report, with a named contact.",
        ),
        (
            "Fait parler plus librement ; suppose une protection réelle.",
            "People speak more freely; needs real protection.",
        ),
    ),
    "conduct": _decision(
        ("Comment faire vivre le code de conduite ?", "How should the code of conduct come alive?"),
        (
            "Le discuter dans chaque service sur des cas réels, deux fois par an.",
            "Discuss it in every unit on real cases, twice a year.",
        ),
        ("Touche tous les agents ; demande des animateurs.", "Reaches all officers; needs facilitators."),
        (
            "Publier les sanctions prononcées, sans noms.",
            "Publish sanctions taken, without names.",
        ),
        ("Montre que le code s'applique ; peut heurter au début.", "Shows that the code applies; may upset at first."),
    ),
    "human_resources": _decision(
        (
            "Comment décider des affectations et de la rotation ?",
            "How should postings and rotation be decided?",
        ),
        (
            "Publier des règles de rotation avec une durée fixe par poste.",
            "Publish rotation rules with a fixed time in each post.",
        ),
        (
            "Prévisible pour tous ; moins de souplesse pour les directeurs.",
            "Predictable for all; less room for directors.",
        ),
        (
            "Confier les affectations sensibles à une commission qui motive ses choix.",
            "Entrust sensitive postings to a committee that gives its reasons.",
        ),
        ("Garde la souplesse ; plus lent.", "Keeps flexibility; slower."),
    ),
    "morale": _decision(
        ("Comment renforcer l'esprit de corps ?", "How should morale be strengthened?"),
        (
            "Écouter chaque service en réunion, et répondre par écrit sous un mois.",
            "Listen to every unit in a meeting, and answer in writing within a month.",
        ),
        ("Bon effet si les réponses viennent ; déçoit sinon.", "Good effect if answers come; disappoints otherwise."),
        (
            "Améliorer d'abord deux conditions de travail choisies par les agents.",
            "First improve two working conditions chosen by officers.",
        ),
        ("Concret ; demande un budget.", "Concrete; needs a budget."),
    ),
    "private_sector": _decision(
        (
            "Comment traiter les attentes du secteur privé ?",
            "How should the private sector's expectations be handled?",
        ),
        (
            "Tenir une rencontre bilatérale par trimestre avec chaque organisation.",
            "Hold a bilateral meeting each quarter with every organisation.",
        ),
        ("Suivi régulier ; demande du temps aux deux côtés.", "Regular follow-up; takes time of both sides."),
        (
            "Ouvrir un guichet unique de réclamations, avec réponse sous 15 jours.",
            "Open a single complaints desk, answering within 15 days.",
        ),
        ("Vérifiable ; suppose des moyens pour répondre.", "Can be checked; needs the means to answer."),
    ),
}
"""By key of the factor."""

FREELY = _decision(
    (
        "Comment permettre de parler sans crainte ?",
        "How can people speak without fear?",
    ),
    (
        "Confier les signalements à un interlocuteur hors de la hiérarchie.",
        "Entrust reports to a contact outside the chain of command.",
    ),
    ("Réduit la crainte ; demande un mandat écrit.", "Reduces fear; needs a written mandate."),
    (
        "Rappeler par note de service qu'aucune représaille n'est admise, et en rendre compte.",
        "Recall by circular that no retaliation is accepted, and account for it.",
    ),
    (
        "Immédiat ; convainc seulement si des suites sont visibles.",
        "Immediate; convinces only if consequences are seen.",
    ),
)

OTHER = _decision(
    (
        "Que faire de ce résultat ?",
        "What should be done about this result?",
    ),
    (
        "En chercher les causes avec les deux côtés, et décider dans trois mois.",
        "Look for its causes with both sides, and decide in three months.",
    ),
    ("Décision mieux fondée ; rien ne change d'ici là.", "A better-founded decision; nothing changes until then."),
    (
        "Choisir maintenant une mesure et son responsable.",
        "Choose a measure and somebody in charge now.",
    ),
    ("Action immédiate ; elle peut manquer la cause.", "Immediate action; it may miss the cause."),
)
