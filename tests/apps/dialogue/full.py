"""A consultation with the longest texts and names there can be in all places, and somebody who has done everything in it."""

import random
from collections.abc import Iterator

from danaya.apps.dialogue.actions.cast_vote import cast_vote, give_stars
from danaya.apps.dialogue.actions.merge_expectations import merge_expectations
from danaya.apps.dialogue.actions.read_expectation import hold_expectation
from danaya.apps.dialogue.actions.record_fate import record_fate
from danaya.apps.dialogue.actions.restate_expectation import reply_to_reformulation, restate_expectation
from danaya.apps.dialogue.by_card.participants import VOICE, Group, find_voter, give_code, participant
from danaya.apps.dialogue.models import Expectation, FateKind, Ground, Opinion, Phase
from danaya.apps.dialogue.models.expectations import LONGEST
from danaya.base.cards.finding import InHand
from tests.apps.dialogue.factories import AT, Room, make_room
from tests.apps.dialogue.phones import phone_with
from tests.apps.findings.factories import make_analysis, make_finding
from tests.apps.people.factories import make_administration

FRENCH = ("Afficher à chaque poste les frais et les horaires, tenus à jour ; « répondre » à chaque plainte. " * 5)[
    :LONGEST
]
ENGLISH = ("Post fees and hours at each office, kept up to date, and answer each complaint within days. " * 5)[:LONGEST]
ARABIC = ("نشر الرسوم وأوقات العمل في كل مركز جمركي مع تحديثها كل ثلاثة أشهر والرد على كل شكوى. " * 8)[:LONGEST]


def make_wordy_room() -> Room:
    """A room whose administration and body have long names."""
    make_administration(
        name={"fr": "Direction générale des douanes et droits indirects de la République de Tamarie"},
        alert_channel={"fr": "Inspection générale des services, bureau 12, numéro vert 80 00 11 11, jour et nuit"},
    )
    room = make_room(Phase.OPEN)
    body = room.private.post.organisation
    body.name = {"fr": "Fédération nationale des commissionnaires en douane agréés et transitaires de Tamarie"}
    body.save()
    return room


class Full:
    """A consultation with the longest texts in all places, and somebody who has done everything."""

    def __init__(self, room: Room) -> None:
        self.room = room
        analysis = make_analysis(released=True)
        for number in range(2, 7):
            sentence = {"fr": f"{number} : {FRENCH[:150]}", "en": f"{number}: {ENGLISH[:150]}"}
            make_finding(analysis, f"C-{number:02d}", sentence=sentence)
        room.consultation.analysis = analysis
        room.consultation.save()
        self.texts = [
            room.shown({"ar": ARABIC, "fr": FRENCH} if number % 2 else {"fr": FRENCH, "en": ENGLISH}, language=language)
            for number, language in enumerate(["fr", "ar"] * 15)
        ]
        for text in self.texts[:2]:
            told = restate_expectation(text, {"fr": FRENCH, "en": ENGLISH}, actor=room.customs, at=AT)
            reply_to_reformulation(told, confirmed=True, actor=room.private, at=AT)
        issued = give_code(
            room.consultation, Group.of(room.private.post.organisation), VOICE, on=AT.date(), random=random.randbytes
        )
        self.code = issued.code
        self.who = participant(room.consultation, InHand(issued.card, issued.root))
        self.phone = phone_with(issued.code, room.consultation)
        voter = find_voter(self.who)
        for number, text in enumerate(self.texts[:9]):
            cast_vote(voter, text, list(Opinion)[number % 3])
        give_stars(voter, self.texts[1:6:2])

    def own(self, text: Expectation) -> Expectation:
        """Let a text be of the card."""
        text.author_key = self.who.mark(random.randbytes)
        text.save(update_fields=["author_key"])
        return text

    def held(self) -> Expectation:
        """A text of the card that is held, with words to its author."""
        made = self.own(self.room.expectation({"ar": ARABIC, "fr": FRENCH}, language="ar"))
        remark = "Dites ce qui devrait changer, sans nommer personne. " * 7
        return hold_expectation(
            made, ground=Ground.NAMES, remark=remark[:400], revision=1, actor=self.room.private, at=AT
        )

    def restated(self) -> Expectation:
        """A text of the card restated four times, the last one unanswered."""
        made = self.own(self.room.shown({"ar": ARABIC, "fr": FRENCH}, language="ar"))
        for _ in range(3):
            told = restate_expectation(made, {"fr": FRENCH, "en": ENGLISH}, actor=self.room.customs, at=AT)
            reply_to_reformulation(told, confirmed=False, correction=FRENCH, actor=self.room.private, at=AT)
        restate_expectation(made, {"fr": FRENCH, "en": ENGLISH}, actor=self.room.customs, at=AT)
        return made

    def answered(self) -> Expectation:
        """A text of the card answered twice."""
        made = self.own(self.room.shown({"fr": FRENCH, "en": ENGLISH}))
        for _ in range(2):
            record_fate(
                made, FateKind.NOT_NOW, reason={"fr": FRENCH, "en": ENGLISH}, actor=self.room.facilitator, at=AT
            )
        return made

    def merged(self) -> Expectation:
        """A text of the card merged into another."""
        made = self.own(self.room.shown({"fr": FRENCH, "en": ENGLISH}))
        merge_expectations(made, self.texts[1], actor=self.room.facilitator, at=AT)
        return made

    def pages(self) -> Iterator[tuple[str, tuple[object, ...], dict[str, object]]]:
        """Name, arguments and query of every page that somebody who has entered opens."""
        held, restated, answered, merged = self.held(), self.restated(), self.answered(), self.merged()
        yield from (("participant", (), {}), ("vote", (), {"previous": 3}), ("vote", (), {"again": 1}))
        yield from (("vote_on", (number,), {}) for number in (1, 2))
        yield from ((name, (), {"page": number}) for name in ("votes", "stars") for number in (1, 2))
        yield from (("shown", (), {"page": number}) for number in (1, 2))
        yield from (("shown_text", (number,), {}) for number in (1, 2))
        yield from (("participant_write", (), {}), ("mine", (), {}), ("leave", (), {}))
        yield from (("mine_text", (text.pk,), {}) for text in (held, restated, answered, merged))
        yield from (("mine_rewrite", (held.pk,), {}), ("mine_withdraw", (held.pk,), {}), ("written", (held.pk,), {}))
