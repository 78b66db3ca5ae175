"""What gates are called, what they ask, and what is said where something is missing."""

from danaya.engines.followup import Remark
from danaya.engines.language import Text

GATES: dict[str, tuple[Text, Text]] = {
    "verifiable": (
        {"fr": "Vérifiable", "en": "Verifiable"},
        {
            "fr": "Un résultat que l'on constate, un indicateur avec valeur de départ et cible, une preuve convenue d'avance.",
            "en": "A result that can be seen, an indicator with baseline and target, evidence agreed in advance.",
        },
    ),
    "relevant": (
        {"fr": "Pertinent", "en": "Relevant"},
        {
            "fr": "Il sert un objectif du plan de l'administration, et un objectif de la stratégie de l'organisation concernée.",
            "en": "It serves an objective of the administration's plan, and one of the strategy of the organisation concerned.",
        },
    ),
    "rated": (
        {"fr": "Ambitieux et réaliste", "en": "Ambitious and realistic"},
        {
            "fr": "Chaque côté a noté cette rédaction sans voir la note de l'autre.",
            "en": "Each side has rated this wording without seeing the other's rating.",
        },
    ),
    "resources": (
        {"fr": "Doté de moyens", "en": "Provided for"},
        {
            "fr": "Un montant et qui le paie, ou la déclaration que cela ne coûte rien.",
            "en": "An amount and who pays it, or the statement that it costs nothing.",
        },
    ),
    "dependencies": (
        {"fr": "Dans un ordre possible", "en": "In an order that can be kept"},
        {
            "fr": "Aucun jalon n'attend ce qui vient après lui, ni ce qui a été abandonné.",
            "en": "No milestone waits for what comes after it, or for what was given up.",
        },
    ),
}

LACKS: dict[str, Remark] = {
    key: Remark(key, where, words)
    for key, where, words in (
        (
            "steps",
            "milestones",
            {
                "fr": "Il n'y a pas de jalon. Donnez un à cinq pas que l'on peut constater, chacun avec sa date.",
                "en": "There is no milestone. Give one to five steps that can be seen, each with its date.",
            },
        ),
        (
            "evidence",
            "evidence",
            {
                "fr": "La preuve n'est pas convenue. Dites de quel genre elle sera et ce qu'elle montrera.",
                "en": "The evidence is not agreed. Say of which kind it will be and what it will show.",
            },
        ),
        (
            "plan",
            "objectives",
            {
                "fr": "Il ne sert aucun objectif du plan stratégique ni du DIP de l'administration. Choisissez-en au moins un.",
                "en": "It serves no objective of the administration's strategic plan or PID. Choose at least one.",
            },
        ),
        (
            "plan-standard",
            "objectives",
            {
                "fr": "Une norme internationale, ou la stratégie d'une organisation, ne suffit pas : choisissez aussi un objectif du plan "
                "stratégique ou du DIP de l'administration.",
                "en": "An international standard, or an organisation's strategy, is not enough: choose an objective of the administration's "
                "strategic plan or PID as well.",
            },
        ),
        (
            "no-plan",
            "",
            {
                "fr": "Le plan stratégique de l'administration n'est pas encore importé ici : l'équipe intégrité l'importe d'abord.",
                "en": "The administration's strategic plan has not been imported here yet: the integrity team imports it first.",
            },
        ),
        (
            "strategy",
            "objectives",
            {
                "fr": "Il ne sert aucun objectif de la stratégie de l'organisation du porteur ou de la contrepartie. Choisissez-en au moins un.",
                "en": "It serves no objective of the strategy of the owner's or the counterpart's organisation. Choose at least one.",
            },
        ),
        (
            "ratings",
            "",
            {
                "fr": "Les deux côtés n'ont pas encore noté cette rédaction. Chacun la note de son côté.",
                "en": "Both sides have not rated this wording yet. Each rates it by itself.",
            },
        ),
    )
}
"""What is missing where no check of the engine says it, with the place it is mended; none where it is not in the commitment's text."""
