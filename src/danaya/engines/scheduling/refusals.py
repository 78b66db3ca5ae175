"""What the scheduling engine refuses, in words a person can act on."""

from danaya.engines.language import Problem, Text, typeset

_REFUSALS: dict[str, Text] = {
    "rest-day-unknown": {
        "fr": "« {value} » n'est pas un jour de la semaine. Écrivez l'un de : {known}.",
        "en": "“{value}” is not a day of the week. Write one of: {known}.",
    },
    "no-working-day": {
        "fr": "Les sept jours de la semaine sont des jours de repos. Laissez au moins un jour ouvré.",
        "en": "All seven days of the week are rest days. Leave at least one working day.",
    },
    "day-of-year-unknown": {
        "fr": "Le {day}/{month} n'existe dans aucune année. Corrigez le jour ou le mois de ce jour férié.",
        "en": "Day {day} of month {month} exists in no year. Correct the day or the month of this holiday.",
    },
    "days-out-of-range": {
        "fr": "Ce nombre de jours mène hors du calendrier. Donnez un nombre plus petit.",
        "en": "This number of days leads outside the calendar. Give a smaller number.",
    },
    "calendar-unknown": {
        "fr": "Il n'y a pas de calendrier « {value} ». Choisissez parmi : {known}.",
        "en": "There is no calendar “{value}”. Choose one of: {known}.",
    },
}


def refuse(code: str, where: str = "", **values: object) -> Problem:
    """Return the problem ``code`` with its words, set as each language sets them."""
    return Problem(
        code, {language: typeset(text, language) for language, text in _REFUSALS[code].items()}, where, **values
    )
