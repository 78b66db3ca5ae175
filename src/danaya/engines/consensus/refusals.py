"""What the consensus engine refuses, in words a person can act on."""

from danaya.engines.language import Problem, Text, typeset

_REFUSALS: dict[str, Text] = {
    "columns-uneven": {
        "fr": "Les colonnes des votes n'ont pas toutes la même longueur. Donnez un votant, un énoncé et un vote par ligne.",
        "en": "The columns of the votes do not all have the same length. Give one voter, one statement and one vote a row.",
    },
    "vote-unknown": {
        "fr": "« {value} » n'est pas un vote. Écrivez 1 (d'accord), -1 (pas d'accord) ou 0 (passe).",
        "en": "“{value}” is not a vote. Write 1 (agree), -1 (disagree) or 0 (pass).",
    },
    "count-negative": {
        "fr": "Un nombre de votes est négatif. Donnez zéro ou plus.",
        "en": "A number of votes is negative. Give zero or more.",
    },
    "one-group-wanted": {
        "fr": "La majorité se calcule sur tous les votants ensemble, et {count} groupes ont été donnés. Donnez le compte de tous.",
        "en": "The majority is computed over all voters together, and {count} groups were given. Give the count of everybody.",
    },
    "level-out-of-range": {
        "fr": "Le niveau de confiance {level} n'est pas entre 0 et 1. Donnez par exemple 0,90.",
        "en": "The confidence level {level} is not between 0 and 1. Give 0.90 for instance.",
    },
    "beta-out-of-range": {
        "fr": "Ce quantile de la loi bêta n'existe pas. Donnez a et b positifs et p entre 0 et 1.",
        "en": "This quantile of the beta distribution does not exist. Give a and b positive and p between 0 and 1.",
    },
    "stars-too-many": {
        "fr": "{voter} a donné {count} étoiles. Gardez-en {most} au plus.",
        "en": "{voter} gave {count} stars. Keep {most} at most.",
    },
}


def refuse(code: str, where: str = "", **values: object) -> Problem:
    """Return the problem ``code`` with its words, set as each language sets them."""
    return Problem(
        code, {language: typeset(text, language) for language, text in _REFUSALS[code].items()}, where, **values
    )
