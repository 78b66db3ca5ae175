"""A consultation with everything that its results and files tell: votes of all kinds, merges, solutions, answers, both languages."""

import random
from datetime import timedelta

from danaya.apps.dialogue.actions.merge_expectations import merge_expectations
from danaya.apps.dialogue.actions.record_fate import record_fate
from danaya.apps.dialogue.actions.restate_expectation import reply_to_reformulation, restate_expectation
from danaya.apps.dialogue.actions.solve import add_contribution, choose_option, rate_option
from danaya.apps.dialogue.actions.submit_expectation import Author
from danaya.apps.dialogue.models import Cause, Expectation, FateKind, Option, Phase, Star, Voice, Vote
from danaya.apps.people.models import Organisation, Side
from tests.apps.dialogue.factories import AT, make_room
from tests.apps.dialogue.voted import Ballots, Ways

CUSTOMS, PRIVATE = Side.CUSTOMS, Side.PRIVATE

TEXTS: tuple[tuple[str, str, str, Ways, Ways], ...] = (
    (
        "Afficher les frais et les délais à chaque poste de douane, et les tenir à jour.",
        "Post fees and times at each customs office, and keep them up to date.",
        "transparency", (36, 2, 2), (41, 1, 3),
    ),
    (
        "Remettre un seul reçu pour chaque paiement.",
        "Give one receipt for each payment.",
        "transparency", (33, 4, 3), (39, 4, 2),
    ),
    (
        "Répondre par écrit à chaque plainte dans les 15 jours.",
        "Answer each complaint in writing within 15 days.",
        "audit", (27, 8, 5), (40, 3, 2),
    ),
    (
        "Publier la liste des commissionnaires sanctionnés.",
        "Publish the list of sanctioned brokers.",
        "transparency", (35, 3, 2), (10, 31, 4),
    ),
    (
        "Fixer à trois ans la durée des affectations dans un même poste.",
        "Fix postings in one office at three years.",
        "human_resources", (11, 25, 4), (30, 9, 6),
    ),
    (
        "Faire signer un code de conduite à tous les transitaires.",
        "Let all forwarders sign a code of conduct.",
        "conduct", (30, 6, 4), (24, 15, 6),
    ),
    (
        "Ouvrir le guichet unique le samedi matin pendant la campagne cotonnière.",
        "Open the single window on Saturday mornings during the cotton season.",
        "", (6, 1, 0), (22, 3, 1),
    ),
    (
        "Donner par téléphone l'état d'un dossier de dédouanement.",
        "Tell the state of a clearance file by telephone.",
        "automation", (3, 1, 0), (20, 2, 2),
    ),
)  # fmt: skip
"""French, English, key factor, votes of customs, votes of the private sector."""


class Told:
    """The consultation: ``ballots`` hold its voters, ``texts`` its expectations in the order of ``TEXTS``."""

    def __init__(self, more: int = 0) -> None:
        self.room = make_room(Phase.OPEN)
        self.ballots = Ballots(self.room)
        self.texts = [
            self.room.shown({"fr": fr, "en": en}, factor=factor, author=self.author(place))
            for place, (fr, en, factor, _customs, _private) in enumerate(TEXTS)
        ]
        for one, (_fr, _en, _factor, customs, private) in zip(self.texts, TEXTS, strict=True):
            self.ballots.vote(one, {CUSTOMS: customs, PRIVATE: private})
        self.alike = self.room.shown({"fr": "Montrer les tarifs partout."}, author=self.author(1))
        self.more(more)
        self.star()
        self.ballots.end()
        self.tell()

    def author(self, place: int) -> Author:
        """Let bodies, sides and people without a name speak in turn."""
        side = (PRIVATE, CUSTOMS)[place % 2]
        if place % 3 == 0:
            return Author(Voice.ORGANISATION, PRIVATE, self.room.private.post.organisation)
        return Author(Voice.SIDE, side) if place % 3 == 1 else self.room.nobody(side)

    def more(self, count: int) -> None:
        """Add as many expectations, with votes drawn by chance."""
        chance = random.Random(7)
        number = self.room.consultation.polls.get(closed_on=None).number
        for place in range(count):
            words = " ".join(chance.choices(("afficher", "répondre", "dédouaner", "publier", "former", "tenir"), k=24))
            one = self.room.shown({"fr": f"{words.capitalize()}.", "en": f"Text {place}: {words}."})
            for side, size in ((CUSTOMS, 40), (PRIVATE, 45)):
                leaning = chance.random()
                Vote.objects.bulk_create(
                    Vote(voter=voter, expectation=one, opinion=1 if chance.random() < leaning else -1, poll=number)
                    for voter in self.ballots.group(side, size)
                )

    def star(self) -> None:
        """Let thirty people of each side give stars, the first expectation most."""
        number = self.room.consultation.polls.get(closed_on=None).number
        for side, size in ((CUSTOMS, 30), (PRIVATE, 32)):
            for place, voter in enumerate(self.ballots.group(side, size)):
                for one in {place % 4, place % 3, 0 if place % 2 else place % 5}:
                    Star.objects.create(voter=voter, expectation=self.texts[one], poll=number)

    def tell(self) -> None:
        """Restate, merge, solve and answer."""
        room, (fees, receipt, complaints, sanctioned, *_) = self.room, self.texts
        said = restate_expectation(
            fees,
            {"fr": "Chaque bureau affiche son tarif.", "en": "Each office posts its tariff."},
            actor=room.customs,
            at=AT,
        )
        reply_to_reformulation(said, confirmed=True, actor=room.private, at=AT)
        restate_expectation(complaints, {"fr": "Un délai de 15 jours."}, actor=room.customs, at=AT)
        merge_expectations(self.alike, fees, actor=room.facilitator, at=AT)
        add_contribution(Cause, fees, {"fr": "Aucun poste n'a de tableau"}, actor=room.private, at=AT)
        option = add_contribution(
            Option, fees, {"fr": "Un panneau par poste", "en": "A board at each office"}, actor=room.customs, at=AT
        )
        rate_option(option, effect=4, feasibility=5, actor=room.customs, at=AT)
        rate_option(option, effect=5, feasibility=3, actor=room.private, at=AT)
        choose_option(option, actor=room.facilitator, at=AT)
        unseen = add_contribution(Option, complaints, {"fr": "Un registre"}, actor=room.private, at=AT)
        rate_option(unseen, effect=2, feasibility=2, actor=room.private, at=AT)
        record_fate(fees, FateKind.PLANNED, reason={"fr": "Engagement de la direction"}, actor=room.facilitator, at=AT)
        record_fate(
            receipt,
            FateKind.ALREADY_TRUE,
            proof_link="https://douanes.example/recu",
            actor=room.facilitator,
            at=AT + timedelta(days=40),
        )
        record_fate(
            sanctioned, FateKind.NOT_NOW, reason={"fr": "La loi ne le permet pas."}, actor=room.facilitator, at=AT
        )

    def by_number(self, number: int) -> Expectation:
        """Return an expectation by its number."""
        return self.room.consultation.expectations.get(number=number)


def bodies(count: int, side: Side = PRIVATE) -> list[Organisation]:
    """Return organisations with names that tell them apart."""
    from tests.apps.people.factories import make_organisation

    return [make_organisation(side, acronym=f"ORG{place}") for place in range(count)]
