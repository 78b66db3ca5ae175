"""What actions of the plan refuse, in words: each says what to do."""

from danaya.engines.language import Problem, Text


def problem(code: str, fr: str, en: str, **values: object) -> Problem:
    """Make a problem of the common action plan."""
    text: Text = {"fr": fr, "en": en}
    return Problem(f"commitments-{code}", text, "", **values)


def changed_meanwhile() -> Problem:
    """Somebody else changed the thing since the page was opened."""
    return problem(
        "changed-meanwhile",
        "Quelqu'un a modifié cet engagement depuis que vous avez ouvert la page. Ce que vous avez écrit est gardé ci-dessous : "
        "comparez, puis enregistrez à nouveau.",
        "Somebody has changed this commitment since you opened the page. What you wrote is kept below: compare, then save again.",
    )


def changed_by_another() -> Problem:
    """Somebody else changed what the form would change since its page was opened."""
    return problem(
        "changed-by-another",
        "Quelqu'un a modifié ces informations depuis que vous avez ouvert la page. Ce que vous avez écrit est gardé ci-dessous et n'est "
        "pas encore enregistré : comparez avec la page ouverte dans une autre fenêtre, puis enregistrez à nouveau.",
        "Somebody has changed these facts since you opened the page. What you wrote is kept below and not saved yet: compare with the "
        "page opened in another window, then save again.",
    )


def at_signature() -> Problem:
    """The text is being signed."""
    return problem(
        "at-signature",
        "Le texte est à la signature : il ne change plus. Pour le modifier, le coordinateur le reprend d'abord, et on signe à nouveau.",
        "The text is being signed: it does not change any more. To alter it, the coordinator takes it back first, and it is signed anew.",
    )


def not_in_force() -> Problem:
    """The commitment was not adopted, or ended."""
    return problem(
        "not-in-force",
        "Cet engagement n'est pas en cours : seuls les engagements adoptés avancent.",
        "This commitment is not running: only adopted commitments progress.",
    )
