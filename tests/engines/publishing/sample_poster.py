"""Posters with the hard cases: three pairs and fifteen, long words, nothing done for now."""

from danaya.engines.publishing.poster import Poster, PosterPair

PAIRS = {
    "fr": (
        PosterPair(
            "Affichez les tarifs et les délais dans chaque bureau.",
            "Les tarifs et les délais sont affichés dans 12 bureaux sur 12.",
            "Les commissionnaires les ont vus le 31 mars 2026, photo à l'appui.",
            "confirmed",
        ),
        PosterPair(
            "Donnez un seul reçu pour tout ce que l'on paie.",
            "Le reçu unique est remis dans 9 bureaux sur 12 ; les 3 autres suivent avant le 31 décembre 2026.",
            "",
            "in_progress",
        ),
        PosterPair(
            "Répondez aux plaintes sous quinze jours.",
            "62 % des plaintes reçoivent une réponse sous 15 jours.",
            "Registre des plaintes, 1er semestre 2026, relu par les deux parties.",
            "confirmed",
        ),
        PosterPair(
            "Publiez la liste des commissionnaires sanctionnés.",
            "",
            "",
            "not_now",
            "La loi ne le permet pas encore. La question est posée au ministère.",
        ),
        PosterPair(
            "Que les agents changent de poste tous les trois ans.",
            "Le plan de rotation est écrit.",
            "21 agents sur 84 ont changé de poste.",
            "in_progress",
        ),
    ),
    "en": (
        PosterPair(
            "Post fees and times in every office.",
            "Fees and times are posted in 12 of 12 offices.",
            "Brokers saw them on 31 March 2026 and took photographs.",
            "confirmed",
        ),
        PosterPair(
            "Give one receipt for all that is paid.",
            "The single receipt is given in 9 of 12 offices; the other 3 follow before 31 December 2026.",
        ),
        PosterPair(
            "Publish the list of sanctioned brokers.", "", "", "not_now", "The law does not allow it yet (2 articles)."
        ),
    ),
}
TITLE = {"fr": "Vous avez dit, nous avons fait", "en": "You said, we did"}
SUBTITLE = {"fr": "Ce que la douane et ses partenaires ont fait de vos avis", "en": "What became of what you told us"}
PLACE = {"fr": "Région de Balanko", "en": "Balanko region"}
DATE = {"fr": "23 novembre 2026", "en": "23 November 2026"}
SOURCE = {"fr": "plan d'action commun, version 2.1", "en": "common action plan, version 2.1"}
BODY = {"fr": "Direction générale des douanes de Tamarie", "en": "Tamarie Customs"}


def poster(language: str = "fr", count: int = 0, address: str = "https://douanes.example/plan") -> Poster:
    """Return a poster of all pairs of a language, or of ``count`` pairs, repeated."""
    known = PAIRS[language]
    pairs = tuple(known[place % len(known)] for place in range(count)) if count else known
    return Poster(
        TITLE[language],
        SUBTITLE[language],
        language,
        pairs,
        PLACE[language],
        DATE[language],
        SOURCE[language],
        BODY[language],
        address,
    )
