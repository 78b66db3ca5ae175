"""A consultation as full as one really gets: twenty expectations of both sides, read, restated, merged, solved, voted on, answered."""

import random
from dataclasses import dataclass, field

from danaya.apps.dialogue.actions.cast_vote import cast_vote
from danaya.apps.dialogue.actions.describe_expectation import tag_expectation, translate_expectation
from danaya.apps.dialogue.actions.merge_expectations import merge_expectations
from danaya.apps.dialogue.actions.read_expectation import clear_expectation, hold_expectation
from danaya.apps.dialogue.actions.record_fate import record_fate
from danaya.apps.dialogue.actions.restate_expectation import reply_to_reformulation, restate_expectation
from danaya.apps.dialogue.actions.solve import add_contribution, rate_option
from danaya.apps.dialogue.actions.submit_expectation import Author
from danaya.apps.dialogue.models import Cause, Expectation, FateKind, Ground, Opinion, Option, Phase, Voice
from danaya.apps.people.models import Organisation, Side
from tests.apps.dialogue.factories import AT, Room, make_room
from tests.apps.findings.factories import make_analysis, make_release

PRIVATE = (
    "Que les frais et les délais soient affichés à l'entrée de chaque bureau, et tenus à jour.",
    "Publier les tarifs et les délais de chaque poste sur le site de la douane.",
    "Remettre une seule quittance pour chaque paiement.",
    "Répondre par écrit à chaque réclamation dans les quinze jours.",
    "Un numéro d'appel qui répond, avec un nom de service et non de personne.",
    "Dire au transporteur pourquoi son camion est retenu, et jusqu'à quand.",
    "Que la visite ait lieu devant le commissionnaire ou son commis.",
    "Former les petites commerçantes aux procédures, dans leur langue.",
    "Que le scanner serve à éviter la visite, non à l'ajouter.",
    "Une réunion trimestrielle dont les décisions sont suivies.",
    "Que la valeur retenue soit expliquée par écrit.",
    "Ouvrir le guichet aux heures affichées.",
)
CUSTOMS = (
    "Que les déclarations déposées soient complètes et exactes.",
    "Que les commissionnaires refusent de payer ce qui n'est pas dû, et le disent.",
    "Que les patrons forment leurs chauffeurs aux formalités du corridor.",
    "Publier la liste des commissionnaires sanctionnés.",
    "Que les associations diffusent les textes nouveaux à tous leurs membres.",
    "Fixer la durée des affectations et la respecter.",
    "Que les entreprises désignent un interlocuteur pour l'intégrité.",
    "Que les plaintes soient déposées par la voie prévue.",
)
ENGLISH = {
    PRIVATE[0]: "That fees and times be posted at the entrance of every office, and kept up to date.",
    PRIVATE[2]: "Give a single receipt for each payment.",
    PRIVATE[3]: "Answer each complaint in writing within fifteen days.",
}


@dataclass
class Filled:
    """The room, and its expectations by the beginning of their text."""

    room: Room
    shown: dict[str, Expectation] = field(default_factory=dict)

    def of(self, beginning: str) -> Expectation:
        """Return a shown expectation by the beginning of its French text."""
        found = next(one for text, one in self.shown.items() if text.startswith(beginning))
        found.refresh_from_db()
        return found


def fill(phase: Phase = Phase.OPEN, room: Room | None = None) -> Filled:
    """Fill a consultation through the actions of the app; ``phase`` is where it stands afterwards."""
    room = room or make_room(Phase.OPEN)
    filled = Filled(room)
    analysis = make_analysis()
    make_release(analysis)
    room.consultation.analysis = analysis
    room.consultation.save(update_fields=["analysis"])
    customs, private = (tenure.post.organisation for tenure in (room.customs, room.private))
    _say(filled, PRIVATE, Side.PRIVATE, private)
    _say(filled, CUSTOMS, Side.CUSTOMS, customs)
    _describe(filled)
    _listen(filled)
    _solve(filled)
    _vote(filled)
    _wait(filled)
    if phase != Phase.OPEN:
        room.to(phase)
    _answer(filled)
    return filled


def _say(filled: Filled, texts: tuple[str, ...], side: Side, organisation: Organisation) -> None:
    authors = (
        lambda: Author(Voice.ORGANISATION, side, organisation),
        lambda: Author(Voice.SIDE, side, key=filled.room.nobody(side).key),
        lambda: filled.room.nobody(side),
    )
    for number, text in enumerate(texts):
        words = {"fr": text, **({"en": ENGLISH[text]} if number == 0 and text in ENGLISH else {})}
        filled.shown[text] = filled.room.shown(words, author=authors[number % 3]())


def _describe(filled: Filled) -> None:
    room = filled.room
    findings = list(room.consultation.analysis.findings.all()[:2])
    for text, english in list(ENGLISH.items())[1:]:
        translate_expectation(filled.shown[text], "en", english, reviewed=True, actor=room.customs, at=AT)
    tag_expectation(
        filled.of("Que les frais"),
        factor="transparency",
        matters=["payments", "clearance"],
        findings=findings,
        actor=room.facilitator,
        at=AT,
    )
    merge_expectations(filled.of("Publier les tarifs"), filled.of("Que les frais"), actor=room.facilitator, at=AT)


def _listen(filled: Filled) -> None:
    room = filled.room
    text = filled.of("Que les frais")
    first = restate_expectation(text, {"fr": "Vous voulez des affiches."}, actor=room.customs, at=AT)
    correction = "Des affiches à jour : celles de 2019 sont encore au mur."
    reply_to_reformulation(first, confirmed=False, correction=correction, actor=room.private, at=AT)
    again = {
        "fr": "Vous voulez des frais affichés partout et revus chaque trimestre.",
        "en": "You want fees posted everywhere and reviewed each quarter.",
    }
    second = restate_expectation(text, again, actor=room.customs, at=AT)
    reply_to_reformulation(second, confirmed=True, actor=room.private, at=AT)
    restate_expectation(
        filled.of("Répondre par écrit"), {"fr": "Une réponse écrite à tous."}, actor=room.customs, at=AT
    )


def _solve(filled: Filled) -> None:
    room, text = filled.room, filled.of("Remettre une seule")
    cause = {"fr": "Chaque service a son carnet de quittances.", "en": "Each service has its own receipt book."}
    add_contribution(Cause, text, cause, actor=room.private, at=AT)
    one = add_contribution(Option, text, {"fr": "Une quittance unique, numérotée."}, actor=room.customs, at=AT)
    add_contribution(Option, text, {"fr": "Payer à la banque seulement."}, actor=room.private, at=AT)
    rate_option(one, effect=5, feasibility=3, actor=room.private, at=AT)
    rate_option(one, effect=4, feasibility=4, actor=room.customs, at=AT)


def _vote(filled: Filled) -> None:
    """Eleven private voters, six of customs, and nobody twice; the last text is seen by three only."""
    room, chance = filled.room, random.Random(7)
    texts = [one for one in filled.shown.values() if not one.merged_into_id][:-1]
    for side, count in ((Side.PRIVATE, 11), (Side.CUSTOMS, 6)):
        for _ in range(count):
            voter = room.voter(side)
            for text in texts:
                text.refresh_from_db()
                if text.is_votable:
                    cast_vote(
                        voter, text, chance.choice([Opinion.AGREE, Opinion.AGREE, Opinion.DISAGREE, Opinion.PASS])
                    )


def _wait(filled: Filled) -> None:
    """What readers and authors have before them: three texts that wait, one read by one side, one held."""
    room = filled.room
    room.expectation("Que les convois partent à l'heure annoncée.")
    room.expectation("Le colonel Untel demande un cadeau à chaque passage.", author=room.nobody())
    half = room.expectation("Un reçu pour chaque dépôt de dossier.", author=room.nobody())
    clear_expectation(half, revision=1, actor=room.customs, at=AT)
    held = room.expectation("Le chef de visite de Balanko retarde exprès nos camions.")
    hold_expectation(
        held,
        ground=Ground.ACCUSES,
        remark="Dites ce que vous attendez, sans désigner quelqu'un.",
        revision=1,
        actor=room.customs,
        at=AT,
    )


def _answer(filled: Filled) -> None:
    room = filled.room
    record_fate(
        filled.of("Que les frais"),
        FateKind.PLANNED,
        reason={"fr": "Affichage dans les douze postes avant mars.", "en": "Posted in all twelve offices by March."},
        actor=room.facilitator,
        at=AT,
    )
    record_fate(
        filled.of("Ouvrir le guichet"),
        FateKind.ALREADY_TRUE,
        proof_link="https://douanes.example/horaires",
        actor=room.facilitator,
        at=AT,
    )
    record_fate(
        filled.of("Publier la liste"),
        FateKind.NOT_NOW,
        reason={"fr": "La loi sur les données personnelles l'interdit aujourd'hui."},
        actor=room.private,
        at=AT,
    )
