"""What everyone reads is what both sides signed: an edition waits for the signatures of other words."""

from datetime import date

import pytest

from danaya.apps.commitments.actions.telling.make_edition import make_edition
from danaya.engines.language import Problem
from tests.apps.commitments.factories import AT
from tests.apps.commitments.signing.desk import Desk


def test_nothing_unsigned_is_prepared_for_everyone(desk: Desk):
    desk.first.problem = {"fr": "Les frais\r\nne sont pas affiche\u0301s."}
    desk.first.save()
    desk.put()
    desk.sign_all()
    desk.initial()
    desk.adopt(desk.director)
    desk.adopt(desk.president)
    acting = {"actor": desk.parties.coordinator, "at": AT}
    step = desk.first.milestones.order_by("position")[1]
    step.due = date(2027, 3, 1)
    step.save()
    first = make_edition(desk.plan, **acting)
    assert first.number == 1, "a date that both moved, and parties' titles, are no other wording"
    for row, name, words in (
        (desk.first, "result", {"fr": "Les frais sont affichés dans 6 postes."}),
        (desk.second, "problem", {"fr": "Un autre problème."}),
        (step, "text", {"fr": "L'affiche est posée dans 3 postes."}),
    ):
        row.refresh_from_db()
        signed = getattr(row, name)
        setattr(row, name, words)
        row.save()
        with pytest.raises(Problem) as problem:
            make_edition(desk.plan, **acting)
        assert problem.value.code == "commitments-edition-unsigned"
        setattr(row, name, {**signed, "en": signed.get("en") or "In English since."} if signed else signed)
        row.save()
    assert make_edition(desk.plan, **acting).number == 2
