"""Consultations in which many voted: voters and votes written as rows, since entering by card is tried elsewhere."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from danaya.apps.dialogue.models import Expectation, Phase, Star, Vote, Voter
from danaya.apps.people.models import Organisation, Side
from tests.apps.dialogue.factories import Room, make_room

Ways = tuple[int, int, int]
"""How many of a group agree, disagree and pass."""


@dataclass
class Ballots:
    """People of one consultation who vote group by group."""

    room: Room
    people: dict[object, list[Voter]] = field(default_factory=dict)

    def group(self, key: Side | Organisation, size: int) -> list[Voter]:
        """Return ``size`` voters of a side or of an organisation, made when they are missing."""
        known = self.people.setdefault(key, [])
        body = key if isinstance(key, Organisation) else None
        side = key.side if isinstance(key, Organisation) else key
        missing = [
            Voter(consultation=self.room.consultation, key=f"{key}-{place}", side=side, organisation=body)
            for place in range(len(known), size)
        ]
        known += Voter.objects.bulk_create(missing)
        return known[:size]

    def vote(self, expectation: Expectation, ways: Mapping[Side | Organisation, Ways]) -> None:
        """Let the first voters of each group vote in the open vote; who voted before votes anew."""
        number = self.room.consultation.polls.get(closed_on=None).number
        for key, (agree, disagree, passed) in ways.items():
            opinions = [1] * agree + [-1] * disagree + [0] * passed
            for voter, opinion in zip(self.group(key, len(opinions)), opinions, strict=True):
                facts = {"opinion": opinion, "poll": number}
                Vote.objects.update_or_create(voter=voter, expectation=expectation, defaults=facts)

    def star(self, expectation: Expectation, givers: Mapping[Side | Organisation, Sequence[int]]) -> None:
        """Let voters of each group, by their place, give a star."""
        number = self.room.consultation.polls.get(closed_on=None).number
        for key, places in givers.items():
            theirs = self.group(key, max(places, default=-1) + 1)
            for place in places:
                Star.objects.create(voter=theirs[place], expectation=expectation, poll=number)

    def end(self) -> None:
        """End the vote: it is counted."""
        self.room.to(Phase.ANSWERING)

    def again(self) -> None:
        """Open another vote."""
        self.room.to(Phase.VOTING)


def make_ballots(**facts: object) -> Ballots:
    """A consultation that gathers and votes."""
    return Ballots(make_room(Phase.OPEN, **facts))
