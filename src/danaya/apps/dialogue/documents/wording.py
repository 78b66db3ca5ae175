"""The words of the files of a consultation, in both languages, and the pieces of text that report and workbook share."""

from collections.abc import Iterator, Sequence
from datetime import date

from danaya.apps.dialogue.documents.proceedings import Entry, Proceedings
from danaya.apps.dialogue.models import Expectation, FateKind, Translation, Voice
from danaya.apps.dialogue.queries import Answered
from danaya.apps.dialogue.votes.results import SIDE_NAMES
from danaya.apps.dialogue.votes.telling import headlines, voters_in_words
from danaya.apps.dialogue.wording import fate_words
from danaya.apps.people.models import Post
from danaya.engines.framework import load_factors, load_matters
from danaya.engines.language import Text, day_in_words, in_language, number, percent, typeset

UNANSWERED = "unanswered"

WORDS: dict[str, Text] = {
    "report": {"fr": "Rapport de la consultation", "en": "Report of the consultation"},
    "workbook": {"fr": "Classeur de la consultation", "en": "Workbook of the consultation"},
    "summary": {"fr": "L'essentiel", "en": "In short"},
    "who": {"fr": "Qui a pris part", "en": "Who took part"},
    "answers": {"fr": "Ce que deviennent les attentes", "en": "What becomes of the expectations"},
    "one_by_one": {"fr": "Les attentes, une à une", "en": "The expectations, one by one"},
    "method": {"fr": "Méthode", "en": "Method"},
    "no_vote": {
        "fr": "Aucun vote n'a encore été compté. Ce qui rassemble, ce qui divise et ce qui compte le plus se liront ici à la fin du vote.",
        "en": "No vote has been counted yet. What is shared, what divides and what matters most will be read here when voting has ended.",
    },
    "voters_table": {"fr": "Votants par groupe", "en": "Voters by group"},
    "group": {"fr": "Groupe", "en": "Group"},
    "voters": {"fr": "Votants", "en": "Voters"},
    "few": {"fr": "moins de 5", "en": "fewer than 5"},
    "cards_note": {
        "fr": "Sont comptées les personnes qui ont voté au moins une fois, et non les cartes distribuées.",
        "en": "Counted are people who voted at least once, not the cards that were issued.",
    },
    "texts_table": {"fr": "Attentes montrées aux deux parties", "en": "Expectations shown to both sides"},
    "texts": {"fr": "Attentes", "en": "Expectations"},
    "name": {"fr": "Nom", "en": "Name"},
    "organisation": {"fr": "au nom d'une organisation", "en": "in the name of an organisation"},
    "side": {"fr": "au nom de la partie seulement", "en": "in the name of the side only"},
    "anonymous": {"fr": "sans nom", "en": "without a name"},
    "merged_count": {"fr": "dont fusionnées avec une autre", "en": "of them merged with another"},
    "every": {"fr": "Toutes, de la plus à la moins partagée", "en": "All, most widely shared first"},
    "unknown_table": {"fr": "Pas encore connu de tous les groupes", "en": "Not yet known of all groups"},
    "why": {"fr": "Pourquoi", "en": "Why"},
    "expectation": {"fr": "Attente", "en": "Expectation"},
    "difference": {"fr": "Différence", "en": "Difference"},
    "unclear_table": {"fr": "Comparées, sans différence nette", "en": "Compared, without a clear difference"},
    "unclear_caption": {
        "fr": "Attentes sans différence nette, la plus grande d'abord",
        "en": "Expectations without a clear difference, the widest first",
    },
    "unclear": {
        "fr": "{count} autres ont été comparées et ne montrent pas de différence nette : elles sont listées avant la méthode.",
        "en": "{count} others were compared and show no clear difference: they are listed before the method.",
    },
    "unclear_one": {
        "fr": "Une autre a été comparée et ne montre pas de différence nette : elle figure avant la méthode.",
        "en": "One other was compared and shows no clear difference: it stands before the method.",
    },
    "split": {
        "fr": "Sur ces attentes, les avis sont partagés dans un groupe même :",
        "en": "On these expectations a group is divided in itself:",
    },
    "split_line": {"fr": "{named} : {groups}.", "en": "{named}: {groups}."},
    "fates_line": {"fr": "Réponses : {counts}.", "en": "Answers: {counts}."},
    "answered_table": {"fr": "Réponses données à temps", "en": "Answers given in time"},
    "of_side": {"fr": "Attentes de", "en": "Expectations of"},
    "in_time": {"fr": "À temps", "en": "In time"},
    "due": {"fr": "Répondues ou échues", "en": "Answered or overdue"},
    "share": {"fr": "Part", "en": "Share"},
    "nothing_due": {"fr": "rien d'échu", "en": "nothing due"},
    "in_time_of": {
        "fr": "{side} : {in_time} sur {due} de ses attentes ont reçu une réponse à temps",
        "en": "{side}: {in_time} of its {due} expectations were answered in time",
    },
    "in_time_none": {
        "fr": "{side} : aucune réponse à ses attentes n'est encore due",
        "en": "{side}: no answer to its expectations is due yet",
    },
    "answered_note": {
        "fr": "Chaque attente reçoit une réponse dans les {days} jours après avoir été montrée. Les deux parties sont comptées de la même façon.",
        "en": "Each expectation is answered within {days} days of being shown. Both sides are counted alike.",
    },
    "fates_table": {"fr": "Attentes par réponse", "en": "Expectations by answer"},
    "answer": {"fr": "Réponse", "en": "Answer"},
    "number": {"fr": "Nombre", "en": "Number"},
    UNANSWERED: {"fr": "sans réponse", "en": "not answered"},
    "due_by": {"fr": "réponse attendue avant le {day}", "en": "answer due by {day}"},
    "overdue": {"fr": "réponse en retard, attendue avant le {day}", "en": "answer overdue, due by {day}"},
    "author_words": {"fr": "mots de l'auteur", "en": "the author's own words"},
    "to_review": {"fr": "traduction à relire", "en": "translation to review"},
    "untranslated": {"fr": "à traduire", "en": "to translate"},
    "shown_since": {"fr": "montrée depuis le {day}", "en": "shown since {day}"},
    "restated": {"fr": "Reformulation de {post} : {text}", "en": "Restated by {post}: {text}"},
    "confirmed": {
        "fr": "L'auteur : « C'est bien ce que je voulais dire. »",
        "en": "The author: “That is what I meant.”",
    },
    "pending": {"fr": "L'auteur n'a pas encore répondu.", "en": "The author has not answered yet."},
    "original": {"fr": "Mots d'origine, fusionnés avec {reference}", "en": "Original words, merged with {reference}"},
    "cause": {"fr": "Cause, selon {post} : {text}", "en": "Cause, according to {post}: {text}"},
    "option": {"fr": "Option de {post} : {text}", "en": "Option of {post}: {text}"},
    "chosen": {"fr": "Retenue le {day}.", "en": "Chosen on {day}."},
    "rated": {
        "fr": "{side} : effet {effect} sur 5, faisabilité {feasibility} sur 5.",
        "en": "{side}: effect {effect} of 5, feasibility {feasibility} of 5.",
    },
    "unrated": {
        "fr": "Les notes se lisent quand les deux parties ont noté.",
        "en": "Ratings are shown once both sides have rated.",
    },
    "votes": {"fr": "Vote : {cells}.", "en": "Votes: {cells}."},
    "fate": {
        "fr": "Réponse : {kind}. Signé : {post}, le {day}.",
        "en": "Answer: {kind}. Signed: {post}, on {day}.",
    },
    "earlier_fate": {
        "fr": "Réponse précédente : {kind}. Signé : {post}, le {day}.",
        "en": "Earlier answer: {kind}. Signed: {post}, on {day}.",
    },
    "reason": {"fr": "Motif : {text}", "en": "Reason: {text}"},
    "proof": {"fr": "Justificatif joint sur la page de l'attente.", "en": "Proof attached on the expectation's page."},
    "proof_link": {"fr": "À vérifier : {link}", "en": "To be checked at: {link}"},
    "no_answer": {"fr": "Réponse : {words}.", "en": "Answer: {words}."},
}

METHOD: tuple[Text, ...] = (
    {
        "fr": "Les groupes sont déclarés avant le vote. Chaque personne vote une fois par attente : d'accord, pas d'accord, plus tard. Elle peut changer son vote tant que le vote est ouvert.",
        "en": "Groups are declared before the vote. Each person votes once on an expectation: agree, disagree, ask me later. The vote can be changed while voting is open.",
    },
    {
        "fr": "Les votes sont comptés quand le vote finit, jamais pendant. Un chiffre déjà montré ne change que si au moins 5 des votes qui le composent sont nouveaux.",
        "en": "Votes are counted when a vote ends, never while it runs. A figure shown before changes only when at least 5 of the votes behind it are new.",
    },
    {
        "fr": "Part d'accord : ceux qui sont d'accord, parmi ceux du groupe qui ont voté sur l'attente. « Plus tard » compte comme vu et non comme accord.",
        "en": "Share who agree: those who agree, among those of the group who voted on the expectation. “Ask me later” counts as seen, not as agreement.",
    },
    {
        "fr": "Intervalle à 90 % : quantiles de la loi bêta de paramètres accords + ½ et votants − accords + ½ (Jeffreys).",
        "en": "90% interval: quantiles of the beta distribution with parameters agreeing + ½ and voters − agreeing + ½ (Jeffreys).",
    },
    {
        "fr": "Ce qui rassemble : les attentes sont rangées par la plus basse des bornes inférieures des groupes. Une attente qu'un groupe n'a pas vue n'est pas rangée : elle n'est pas encore connue.",
        "en": "What is shared: expectations are ranked by the lowest of the groups' lower bounds. One that a group has not seen is not ranked: it is not yet known.",
    },
    {
        "fr": "« Presque sûrement la majorité » : cette borne dépasse 50 % dans chaque groupe d'au moins 8 votants.",
        "en": "“Almost certainly a majority”: this bound is above 50% in each group of at least 8 voters.",
    },
    {
        "fr": "Ce qui divise : l'écart entre deux groupes d'au moins 8 votants est d'au moins 20 points et le test de deux proportions, corrigé du nombre d'attentes comparées (Benjamini et Hochberg), le retient à 5 %. Son intervalle est à 95 % (Newcombe). Avec plus de deux groupes, on prend l'écart le plus large.",
        "en": "What divides: the difference between two groups of at least 8 voters is 20 points or more, and the two-proportion test, corrected for the number of expectations compared (Benjamini and Hochberg), keeps it at 5%. Its interval is at 95% (Newcombe). With more than two groups, the widest difference is taken.",
    },
    {
        "fr": "Avis partagés dans un groupe même : dans un groupe d'au moins 8 votants, un tiers au moins est d'accord et un tiers au moins ne l'est pas. La part d'accord seule le cacherait.",
        "en": "Divided within a group itself: in a group of at least 8 voters, at least a third agrees and at least a third disagrees. The share who agree alone would hide it.",
    },
    {
        "fr": "Ce qui compte le plus : chaque personne donne au plus trois étoiles. La part est prise parmi ceux du groupe qui en ont donné ; le rang suit la plus basse des bornes inférieures.",
        "en": "What matters most: each person gives at most three stars. The share is among those of the group who gave any; the rank follows the lowest of the lower bounds.",
    },
    {
        "fr": "Ce qui est caché : rien n'est dit d'un groupe de moins de 5 votants (« c »), ni d'un total qui le révélerait. De 5 à 7 votants, seuls les comptes sont donnés : ni part, ni intervalle.",
        "en": "What is hidden: nothing is told of a group of fewer than 5 voters (“c”), nor of a total that would reveal it. From 5 to 7 voters only counts are given: no share, no interval.",
    },
    {
        "fr": "Ceux qui ont voté ne sont pas un échantillon tiré au sort : l'intervalle est une règle de prudence et non une marge d'erreur.",
        "en": "Those who voted are no random sample: the interval is a rule of prudence, not a margin of error.",
    },
)
"""How figures are made, in words."""


def say(key: str, language: str, **values: object) -> str:
    """Return the text ``key`` in ``language`` with its places filled, typeset."""
    return typeset(in_language(WORDS[key], language).format(**values), language)


def counted(key: str, count: int, language: str) -> str:
    """Return a sentence that begins with how many there are, or its form for one."""
    return say(f"{key}_one" if count == 1 else key, language, count=number(count, language))


def side_name(side: str, language: str) -> str:
    """Return the name of a side."""
    return in_language(SIDE_NAMES[side], language)


def post_name(post: Post, language: str) -> str:
    """Return a post with its organisation: never who holds it."""
    return f"{in_language(post.title, language)} ({post.organisation.acronym})"


def name_of(one: Expectation, language: str) -> str:
    """Return the name an expectation stands under."""
    if one.voice == Voice.ORGANISATION and one.organisation is not None:
        return f"{in_language(one.organisation.name, language)} ({one.organisation.acronym})"
    return side_name(one.side, language) if one.voice == Voice.SIDE else say("anonymous", language)


def tags_of(one: Expectation, language: str) -> Iterator[str]:
    """Yield the key factor and the matters of an expectation."""
    factors = {factor.key: factor.name for factor in load_factors()}
    if one.factor:
        yield in_language(factors[one.factor], language)
    yield from (in_language(matter.name, language) for matter in load_matters() if matter.key in one.matters)


def status_of(one: Expectation, code: str, language: str) -> str:
    """Return what must be known of the words of an expectation in the language ``code``."""
    if code == one.language:
        return say("author_words", language)
    unsure = one.translation == Translation.TO_REVIEW and one.text.get(code)
    return say("to_review", language) if unsure else ""


def answer_words(kind: str, language: str) -> str:
    """Return a kind of answer in words, also ``unanswered``."""
    return say(kind, language) if kind == UNANSWERED else fate_words(kind, language)


def answer_of(entry: Entry, on: date, language: str) -> str:
    """Return what an expectation was answered last, or until when an answer is due."""
    if entry.fates:
        return fate_words(entry.fates[0].kind, language)
    if entry.due_on is None:
        return say(UNANSWERED, language)
    key = "overdue" if entry.due_on < on else "due_by"
    return say(key, language, day=day_in_words(entry.due_on, language))


def answered_in_words(answered: Sequence[Answered], language: str) -> list[str]:
    """Return how much of what each side expects was answered in time, both alike."""
    return [
        say(
            "in_time_of" if one.due else "in_time_none",
            language,
            side=side_name(one.side, language),
            in_time=number(one.in_time, language),
            due=number(one.due, language),
        )
        for one in answered
    ]


def share_of(one: Answered, language: str) -> str:
    """Return the share answered in time, or that nothing was due."""
    return say("nothing_due", language) if one.share is None else percent(one.share, language)


def fates_in_words(told: Proceedings, language: str) -> str:
    """Return how many expectations got which answer, and how many none, in one sentence."""
    given = [entry.fates[0].kind if entry.fates else UNANSWERED for entry in told.entries]
    kinds = (FateKind.PLANNED, FateKind.ALREADY_TRUE, FateKind.NOT_NOW, UNANSWERED)
    counts = [
        f"{number(given.count(kind), language)} {answer_words(kind, language)}" for kind in kinds if kind in given
    ]
    return say("fates_line", language, counts=", ".join(counts))


def essentials(told: Proceedings, language: str) -> list[str]:
    """Return the sentences of the summary: what the vote showed, who voted, what was answered."""
    answered = [f"{words}." for words in answered_in_words(told.answered, language)]
    fates = [fates_in_words(told, language)] if told.entries else []
    if told.results is None:
        return [say("no_vote", language), *fates, *answered]
    shown = [
        f"{one.title} : {one.sentence}" if language == "fr" else f"{one.title}: {one.sentence}"
        for one in headlines(told.results, language)
    ]
    voters = f"{voters_in_words(told.results.groups, language)}."
    return [*(typeset(words, language) for words in shown), voters, *fates, *answered]
