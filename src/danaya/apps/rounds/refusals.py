"""Why an act of this room is refused, in words that say what to do."""

from danaya.apps.rounds.models import Round
from danaya.apps.rounds.models.rounds import Kind
from danaya.engines.language import Problem


def refuse_closed(round_: Round) -> None:
    """Refuse to change a closed round."""
    if round_.is_closed:
        raise Problem(
            "round-closed",
            {
                "fr": "Cette ronde est close : elle ne change plus. Remplacez ses données si elles sont fausses.",
                "en": "This round is closed: it no longer changes. Replace its data if they are wrong.",
            },
        )


def refuse_other_kind(round_: Round, kind: Kind) -> None:
    """Refuse an act that belongs to the other kind of round."""
    if round_.kind != kind:
        raise Problem(
            "round-kind",
            {
                "fr": "Cette ronde garde {kept}. Créez une autre ronde pour ces données.",
                "en": "This round keeps {kept}. Create another round for these data.",
            },
            kept=Kind(round_.kind).label,
        )
