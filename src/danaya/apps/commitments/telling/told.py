"""One commitment as it is told to the director and on the scorecard: both sides' words, why it stalls, which help was offered."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import override

from danaya.apps.commitments.facts import facts_of
from danaya.apps.commitments.models import Commitment, HelpOffer
from danaya.apps.commitments.overviews.standings import marks_of
from danaya.apps.commitments.telling.wording import say
from danaya.apps.people.models import Post
from danaya.engines import followup
from danaya.engines.followup import Keeping, State
from danaya.engines.language import Text, day_in_words, in_language

SHORT = 96
"""Signs of a result where it is one of many."""
ABBREVIATED = re.compile(r"\b\w\.\w\.$")

OWED = frozenset({State.OPEN, State.PARTLY, State.CONTESTED})


@dataclass(frozen=True, slots=True)
class Told:
    """A commitment with where it stands on a day."""

    commitment: Commitment
    fact: followup.Commitment
    today: date
    progress: followup.Progress
    help: HelpOffer | None = None

    @property
    def states(self) -> Sequence[State]:
        """Where each milestone stands, in their order."""
        return [self.progress.states[one.key] for one in self.fact.milestones]

    @property
    def count(self) -> int:
        """How many milestones it has."""
        return len(self.fact.milestones)

    @property
    def claimed(self) -> int:
        """How many milestones its owner claims."""
        return sum(bool(self.fact.claims_of(one)) for one in self.fact.milestones)

    @property
    def confirmed(self) -> int:
        """How many milestones its counterpart confirms in full."""
        return sum(state is State.CONFIRMED for state in self.states)

    @property
    def shares(self) -> tuple[float, float]:
        """Shares 0–1 of the milestones' weight, claimed and confirmed."""
        return self.progress.claimed / 100, self.progress.confirmed / 100

    @property
    def claimed_share(self) -> int:
        """Whole per cent of the milestones' weight that is claimed."""
        return round(100 * self.shares[0])

    @property
    def confirmed_share(self) -> int:
        """Whole per cent of the milestones' weight that is confirmed."""
        return round(100 * self.shares[1])

    @property
    def keeping(self) -> Keeping:
        """What became of the promise."""
        return followup.keeping_of(self.fact, self.today)

    @property
    def stalls(self) -> Sequence[followup.Stall]:
        """Why it stalls, the oldest reason first."""
        return followup.stalls_of(self.fact, self.today)

    @property
    def late(self) -> date | None:
        """The oldest day that passed without the milestone promised for it."""
        if self.fact.abandoned:
            return None
        pairs = zip(self.fact.milestones, self.states, strict=True)
        passed = [self.fact.due_of(one) for one, state in pairs if state in OWED and self.fact.due_of(one) < self.today]
        return min(passed, default=None)

    def both(self, language: str) -> str:
        """Return ``déclaré 4 jalons sur 5, confirmé 2 sur 5``: never one without the other."""
        return say("both", language, claimed=self.claimed, confirmed=self.confirmed, count=self.count)

    def name(self, language: str) -> str:
        """Return its reference and its result, cut where it is long."""
        return f"{self.commitment.reference} {shortened(in_language(self.commitment.result, language))}"

    def state(self, language: str) -> str:
        """Return where it stands, in words."""
        with override(language):
            return ", ".join(str(mark.words) for mark in marks_of(self.commitment))

    def reasons(self, language: str) -> list[str]:
        """Return why it stalls, a sentence each."""
        found = [stall.in_language(language) for stall in self.stalls]
        if self.progress.contested:
            found.insert(0, say("contested", language, body=self.commitment.counterpart.organisation.acronym))
        if self.late is not None:
            found.append(say("late", language, day=day_in_words(self.late, language)))
        return found

    def help_words(self, language: str) -> str:
        """Return which help was offered, and what was answered."""
        if not self.stalls:
            return ""
        if self.help is None:
            return say("help_none", language)
        day = day_in_words(self.help.on, language)
        if self.help.answered_on is None:
            return say("help_open", language, day=day)
        wanted = self.help.answer or _help_named(self.help.wanted, language)
        return say("help_answered", language, day=day, answer=shortened(wanted))


def _help_named(key: str, language: str) -> str:
    return followup.Help(key).in_words(language) if key in set(followup.Help) else ""


def told_of(rows: Iterable[Commitment], today: date) -> list[Told]:
    """Return the commitments that have milestones, in the order given, with what is told of them.

    ``rows`` come as :func:`danaya.apps.commitments.queries.with_parties` fetches them; nine queries for any number.
    """
    kept = list(rows)
    facts = facts_of(kept, today)
    keys = [row.pk for row in kept]
    offers = {one.commitment_id: one for one in HelpOffer.objects.filter(commitment__in=keys).order_by("on")}
    return [
        Told(row, facts[row.pk], today, followup.progress_of(facts[row.pk], today), offers.get(row.pk))
        for row in kept
        if row.pk in facts
    ]


def post_name(post: Post, language: str) -> str:
    """Return a post as documents name it: its title and its organisation's acronym."""
    return f"{in_language(post.title, language)} ({post.organisation.acronym})"


def shortened(words: str, most: int = SHORT) -> str:
    """Return words cut after a whole word within ``most`` signs, with "…" where they were cut; without the full stop.

    The stop of an abbreviation stays (*7 p.m.*).
    """
    plain = " ".join(words.split())
    if not ABBREVIATED.search(plain):
        plain = plain.rstrip(".")
    return plain if len(plain) <= most else f"{plain[:most].rsplit(' ', 1)[0].rstrip(' ,;:–-')}…"


def whole(text: Text, language: str) -> str:
    """Return words with a mark at their end, so that another sentence may follow."""
    words = in_language(text, language).strip()
    return words if not words or words.endswith((".", "!", "?", "…")) else f"{words}."
