"""What actions on frameworks and figures refuse, in words: each says what to do."""

from danaya.engines.language import Problem, Text


def problem(code: str, fr: str, en: str, **values: object) -> Problem:
    """Make a problem of frameworks or figures."""
    text: Text = {"fr": fr, "en": en}
    return Problem(f"indicators-{code}", text, "", **values)


def is_standard() -> Problem:
    """An international standard is the same everywhere."""
    return problem(
        "standard",
        "Choisissez un autre cadre : un référentiel international est le même partout et ne se modifie pas ici.",
        "Choose another framework: an international standard is the same everywhere and is not changed here.",
    )


def whose_strategy() -> Problem:
    """A strategy belongs to an organisation, other frameworks to none."""
    return problem(
        "whose-strategy",
        "Dites de quelle organisation c'est la stratégie ; ne nommez aucune organisation pour un autre type de cadre.",
        "Say whose strategy it is; name no organisation for another kind of framework.",
    )


def code_taken() -> Problem:
    """Another framework or series has this code."""
    return problem(
        "code-taken",
        "Choisissez un autre code : celui-ci est déjà pris.",
        "Choose another code: this one is taken already.",
    )


def no_objective() -> Problem:
    """A table without a single objective is read otherwise, not taken."""
    return problem(
        "no-objective",
        "Aucun objectif n'est compris. Dites quelle colonne contient le code et laquelle contient l'objectif.",
        "No objective is understood. Say which column holds the code and which the objective.",
    )


def no_figure() -> Problem:
    """A table without a single figure is read otherwise, not taken."""
    return problem(
        "no-figure",
        "Aucun chiffre n'est compris. Dites comment le tableau est disposé et ce que contiennent ses colonnes.",
        "No figure is understood. Say how the table is laid out and what its columns hold.",
    )


def changed_meanwhile() -> Problem:
    """What was shown before taking is no longer what would be taken."""
    return problem(
        "changed-meanwhile",
        "Vérifiez de nouveau : ces données ont changé depuis que vous avez ouvert cette page. Rien n'a été repris.",
        "Check again: these data have changed since you opened this page. Nothing was taken.",
    )


def not_accepted() -> Problem:
    """Something was not understood, and nobody said that it may be left out."""
    return problem(
        "not-accepted",
        "Corrigez le tableau, ou cochez que ce qui n'est pas compris est laissé de côté.",
        "Mend the table, or tick that what is not understood is left aside.",
    )


def period_ahead(name: str) -> Problem:
    """A figure of a period that has not begun."""
    return problem(
        "period-ahead",
        "Corrigez la date : la période « {name} » n'a pas encore commencé.",
        "Mend the date: the period “{name}” has not begun yet.",
        name=name,
    )


def value_too_large() -> Problem:
    """A figure that cannot be kept without loss."""
    return problem(
        "value-too-large",
        "Comptez dans une unité plus grande (en millions, par exemple) : ce nombre est trop grand pour être gardé sans perte.",
        "Count in a larger unit (in millions, for example): this number is too large to be kept without loss.",
    )


def figure_there(name: str) -> Problem:
    """The period has a figure already."""
    return problem(
        "figure-there",
        "La période « {name} » a déjà un chiffre. Corrigez-le depuis le tableau de la série.",
        "The period “{name}” has a figure already. Correct it from the table of the series.",
        name=name,
    )


def has_figures() -> Problem:
    """Periods cannot be cut anew under figures that stand."""
    return problem(
        "has-figures",
        "Gardez le rythme : cette série a déjà des chiffres. Pour un autre rythme, ajoutez une autre série.",
        "Keep how often: this series has figures already. For another rhythm, add another series.",
    )


def sheet_unknown() -> Problem:
    """The workbook has no such sheet."""
    return problem(
        "sheet-unknown",
        "Choisissez une feuille de la liste.",
        "Choose a sheet of the list.",
    )
