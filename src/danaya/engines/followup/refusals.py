"""What the follow-up engine refuses, in words a person can act on."""

from datetime import date

from danaya.engines.language import Problem, Text, day_in_words, typeset

_REFUSALS: dict[str, Text] = {
    "no-milestone": {
        "fr": "Cet engagement n'a aucun jalon : rien ne peut le faire avancer. Donnez-lui-en au moins un.",
        "en": "This commitment has no milestone: nothing can move it forward. Give it at least one.",
    },
    "weight-out-of-range": {
        "fr": "Le poids {weight} n'est pas un nombre entier de 1 à 100. Donnez-en un.",
        "en": "Weight {weight} is not a whole number from 1 to 100. Give one.",
    },
    "due-before-start": {
        "fr": "Ce jalon se termine ({due}) avant de commencer ({starts}). Corrigez l'une des deux dates.",
        "en": "This milestone ends ({due}) before it begins ({starts}). Correct one of the two dates.",
    },
    "key-twice": {
        "fr": "« {key} » est employé deux fois. Donnez à chaque jalon et à chaque déclaration sa propre clé.",
        "en": "“{key}” is used twice. Give each milestone and each claim a key of its own.",
    },
    "milestone-unknown": {
        "fr": "Il n'y a pas de jalon « {key} ». Corrigez la clé ou ajoutez ce jalon.",
        "en": "There is no milestone “{key}”. Correct the key or add this milestone.",
    },
    "claim-unknown": {
        "fr": "Il n'y a pas de déclaration « {key} ». Une confirmation répond à une déclaration : corrigez la clé.",
        "en": "There is no claim “{key}”. A confirmation answers a claim: correct the key.",
    },
    "confirmed-before-claimed": {
        "fr": "Une confirmation est datée du {day}, avant la déclaration « {key} » à laquelle elle répond. Corrigez l'une des deux dates.",
        "en": "A confirmation is dated {day}, before claim “{key}” which it answers. Correct one of the two dates.",
    },
    "dependency-cycle": {
        "fr": "Ces jalons s'attendent les uns les autres : {chain}. Retirez l'une de ces attentes.",
        "en": "These milestones wait for each other: {chain}. Take one of these waits away.",
    },
    "level-out-of-range": {
        "fr": "{name} vaut {value}, qui n'est pas entre 0 et 1. Donnez par exemple {example}.",
        "en": "{name} is {value}, which is not between 0 and 1. Give {example} for instance.",
    },
    "share-out-of-range": {
        "fr": "Une part vaut entre 0 et 1, ici {share}. Donnez une part, pas un pourcentage.",
        "en": "A share lies between 0 and 1, here {share}. Give a share, not a percentage.",
    },
    "precision-not-positive": {
        "fr": "{name} vaut {value}. Donnez un nombre plus grand que zéro.",
        "en": "{name} is {value}. Give a number above zero.",
    },
    "rating-out-of-range": {
        "fr": "La note {value} n'existe pas. Donnez {known}.",
        "en": "There is no rating {value}. Give {known}.",
    },
    "rated-twice": {
        "fr": "« {side} » a noté deux fois cet engagement. Gardez une note par partie.",
        "en": "“{side}” rated this commitment twice. Keep one rating a side.",
    },
}


def refuse(code: str, where: str = "", **values: object) -> Problem:
    """Return the problem ``code`` with its words; days among ``values`` are written as each language writes them."""
    words = {language: typeset(text, language) for language, text in _REFUSALS[code].items()}
    for name, value in values.items():
        if isinstance(value, date):
            words = {key: text.replace(f"{{{name}}}", day_in_words(value, key)) for key, text in words.items()}
    return Problem(code, words, where, **values)
