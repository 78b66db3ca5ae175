"""What actions of the dialogue refuse, in words: each says what to do."""

from danaya.engines.language import Problem, Text


def problem(code: str, fr: str, en: str, **values: object) -> Problem:
    """Make a problem of the dialogue."""
    text: Text = {"fr": fr, "en": en}
    return Problem(f"dialogue-{code}", text, "", **values)


def not_gathering() -> Problem:
    """Expectations are not taken in now."""
    return problem(
        "not-gathering",
        "Les attentes ne sont plus recueillies pour le moment. Gardez votre texte et revenez à la prochaine ouverture.",
        "Expectations are not gathered at present. Keep your text and come back when it opens again.",
    )


def not_voting() -> Problem:
    """Votes are not taken now."""
    return problem(
        "not-voting",
        "Le vote est fermé. Vos votes déjà donnés sont gardés.",
        "Voting is closed. The votes you gave are kept.",
    )


def changed_meanwhile() -> Problem:
    """Somebody else changed the thing since the page was opened."""
    return problem(
        "changed-meanwhile",
        "Quelqu'un a modifié cette attente depuis que vous avez ouvert la page. Relisez-la, puis recommencez.",
        "Somebody has changed this expectation since you opened the page. Read it again, then do it anew.",
    )


def readers_missing() -> Problem:
    """A side has nobody who reads."""
    return problem(
        "readers-missing",
        "Désignez d'abord au moins un lecteur de la douane et un du secteur privé : ils lisent chaque texte avant les "
        "autres.",
        "First name at least one reader of customs and one of the private sector: they read each text before others.",
    )
