"""Rounds for the table of permissions: one in preparation with everything on its way, one closed, one of a report."""

from functools import cached_property
from typing import Any

from django.core.files.base import ContentFile

from danaya.apps.rounds.actions.import_codebook import upload_codebook
from danaya.apps.rounds.actions.read_reported import upload_results
from danaya.apps.rounds.models import ImportDraft, Round
from tests.apps.rounds.factories import AT, make_closed_round, make_draft, make_filled_round, make_round

OF_CLOSED = frozenset({"show", "questionnaire", "codebook_file", "design_file", "correct", "give_up"})
OF_REPORTED = frozenset({"results", "take_results_table", "results_columns"})


class Rounds:
    """The rounds of one world, made when they are asked for."""

    @cached_property
    def draft(self) -> ImportDraft:
        """A file of answers in a round in preparation, whose own questionnaire waits too."""
        draft = make_draft(make_filled_round())
        upload_codebook(draft.round, ContentFile(b"Question\nIs it clear?\n", "questions.csv"), actor=None, at=AT)
        return draft

    @cached_property
    def closed(self) -> Round:
        """A closed round."""
        return make_closed_round()

    @cached_property
    def reported(self) -> Round:
        """A round of reported results, with a table on its way."""
        round_ = make_round(kind="reported")
        table = "Facteur;Douanes;Secteur privé\nTransparence;6,8;4,5\n".encode()
        upload_results(round_, ContentFile(table, "tableau.csv"), actor=None, at=AT)
        return round_

    def round_for(self, name: str) -> Round:
        """Return the round that suits the address ``rounds:<name>``."""
        if name in OF_REPORTED:
            return self.reported
        return self.closed if name in OF_CLOSED else self.draft.round

    def argument(self, name: str, argument: str) -> Any:
        """Return the sample for an argument of the address ``rounds:<name>``."""
        if argument == "pk":
            return self.round_for(name).pk
        round_ = self.draft.round
        found = {
            "draft": self.draft,
            "question": round_.questions.first(),
            "scale": round_.scales.first(),
            "breakdown": round_.breakdowns.first(),
        }
        return found[argument].pk
