"""Sheets of paper: what is entered from them, who says whether they are theirs, what is refused."""

from datetime import timedelta

import pytest

from danaya.apps.commitments.actions.signing.adopt_plan import close_signing
from danaya.apps.commitments.actions.signing.answer_sheet import answer_sheet
from danaya.apps.commitments.actions.signing.sign_on_paper import OnSheet, Sheet, sign_on_paper
from danaya.apps.commitments.actions.signing.take_back_text import take_back_text
from danaya.apps.commitments.actions.telling.make_edition import make_edition
from danaya.apps.commitments.models import (
    Opening,
    PlanState,
    Signature,
    Stance,
)
from danaya.apps.commitments.signing.history import history as register_in_words
from danaya.apps.commitments.signing.reading import may_read_scan
from danaya.apps.commitments.signing.register import CLOSED_BY_HAND, TAKEN_BACK, reason_of, said_by
from danaya.apps.commitments.signing.sheets import Sheet as EnteredSheet
from danaya.apps.commitments.signing.tasks import tasks_of
from danaya.apps.commitments.signing.versions import record_of
from danaya.apps.commitments.telling.handing import gather
from danaya.apps.notices.models import Notice
from danaya.apps.people.models import Role
from danaya.base.files.models import StoredFile
from danaya.base.journal.entries import history, verify
from danaya.engines.language import Problem
from danaya.engines.seals import canonical
from danaya.engines.seals.printed import printed
from danaya.engines.seals.register import CONFIRMED, CONTESTED, PUT, SIGNATURE
from danaya.engines.seals.verdict import Outcome
from danaya.engines.seals.verifying import verify as verify_record
from tests.apps.commitments.factories import AT, TODAY
from tests.apps.commitments.signing.desk import Desk, overwrite, page, refused, scan
from tests.apps.dialogue.desks import sign_in, words
from tests.apps.people.factories import make_administration, make_tenure

pytestmark = pytest.mark.django_db


# Paper


def sheet(desk: Desk, **facts: object) -> Sheet:
    return Sheet(**{"typed": printed(desk.version.digest), "on": TODAY, "upload": scan(), **facts})


def enter(desk: Desk, signatures, given=None, actor=None):
    made = given or sheet(desk)
    who = actor or desk.parties.coordinator
    return sign_on_paper(desk.version, signatures, made, actor=who, at=AT, chance=desk.chance)


def test_paper_counts_like_a_signature_here(desk: Desk):
    desk.put()
    assert open_for(desk.parties.customs)["articles"] == ["E-01", "E-02"], "a handover names what is to sign"
    both = (desk.parties.customs, desk.parties.private)
    signers = [OnSheet(actor.post, commitment=one) for one in (desk.first, desk.second) for actor in both]
    bodies = [
        OnSheet(desk.director.post, stance=Stance.ADOPTED, person="Mme Traoré"),
        OnSheet(desk.president.post, stance=Stance.RESERVED, reservations="Le budget.", person="M. Diarra"),
    ]
    typed = printed(desk.version.digest).replace("-", " ").lower()
    made = enter(desk, [*signers, *bodies], sheet(desk, typed=typed))
    assert len(made) == 6
    assert desk.plan.state == PlanState.SIGNING, "what one body says that another signed adopts no plan by itself"
    assert "articles" not in open_for(desk.parties.customs)
    assert "sheets" in open_for(desk.president)
    assert len(answer(desk, made, desk.president)) == 3, "who signs for the body answers for its owners too"
    assert "sheets" not in open_for(desk.president)
    answer(desk, made, desk.director)
    assert desk.plan.state == PlanState.ADOPTED, "no visa is asked of what was signed by hand"
    stored = StoredFile.objects.get()
    assert {one.scan for one in made} == {stored}
    assert may_read_scan(stored, acting(desk.president))
    assert not may_read_scan(stored, acting(make_tenure(Role.OBSERVER)))
    assert Notice.objects.filter(kind="commitments.signed", post=desk.president.post).count() == 2


def open_for(tenure) -> dict[str, list[str]]:
    return {group.key: [one.reference for one in group.tasks] for group in gather(tenure.post, TODAY, "fr").groups}


def acting(tenure):
    tenure.account.acting = tenure
    return tenure.account


def answer(desk: Desk, made: list[Signature], actor, *, ours: bool = True, reason: str = ""):
    """What a body says of the sheet of some signatures."""
    entered = EnteredSheet(desk.plan, made[0].scan)
    return answer_sheet(entered, ours=ours, reason=reason, actor=actor, at=AT, chance=desk.chance)


def with_a_sheet(desk: Desk) -> list[Signature]:
    """Everything is signed, the private body's adoption on a sheet that the coordinator entered."""
    desk.put()
    desk.sign_all()
    desk.initial()
    desk.adopt(desk.director)
    return enter(desk, [OnSheet(desk.president.post, stance=Stance.ADOPTED)])


def test_a_sheet_entered_for_a_body_is_confirmed_by_it_alone(desk: Desk):
    made = with_a_sheet(desk)
    assert desk.plan.state == PlanState.SIGNING
    assert [one.kind for one in tasks_of(desk.president.post, desk.plan)] == ["answer"]
    for other in (desk.parties.coordinator, desk.director, desk.parties.other, desk.parties.private):
        assert refused(answer, desk, made, other) == "sheet-not-yours"
    answer(desk, made, desk.president)
    assert desk.plan.state == PlanState.ADOPTED, "nothing else was waited for"
    assert refused(answer, desk, made, desk.president) == "sheet-answered"
    assert tasks_of(desk.president.post, desk.plan) == []
    assert verify() is None


def test_a_contested_sheet_counts_no_more_and_the_body_signs_itself(desk: Desk):
    made = with_a_sheet(desk)
    assert refused(answer, desk, made, desk.president, ours=False, reason=" ") == "sheet-reason-missing"
    answer(desk, made, desk.president, ours=False, reason="M. Diarra n'a rien signé.")
    entry = desk.plan.register.last()
    assert (said_by(entry)["act"], said_by(entry)["entries"]) == ("sheet-contested", [made[0].entry.place + 1])
    assert "Diarra" not in entry.payload
    told = Notice.objects.filter(kind="commitments.signed", post=desk.parties.coordinator.post)
    assert any("conteste" in one.subject["fr"] for one in told)
    closing = {"actor": desk.parties.coordinator, "at": AT}
    assert refused(close_signing, desk.plan, **closing) == "not-enough-adopted"
    record = record_of(desk.version, desk.president.post.organisation)
    assert "Diarra" in str(record.openings), "both sides read why"
    again = enter(desk, [OnSheet(desk.president.post, stance=Stance.ADOPTED)])
    answer(desk, again, desk.president)
    assert desk.plan.state == PlanState.ADOPTED
    assert verify_record(record_of(desk.version, None), "").outcome != Outcome.FAILS, "given anew, not given twice"


def test_no_entry_of_the_register_holds_a_name_a_reason_or_a_reservation(desk: Desk):
    acting = {"actor": desk.parties.coordinator, "at": AT}
    made = with_a_sheet(desk)
    answer(desk, made, desk.president, ours=False, reason="M. Diarra n'a rien signé.")
    body = OnSheet(desk.president.post, stance=Stance.RESERVED, reservations="Sous réserve.", person="Mme Traoré")
    enter(desk, [body])
    why = {"fr": "M. Keïta s'est trompé.", "en": "Mr Keïta was wrong."}
    take_back_text(desk.plan, why, chance=desk.chance, **acting)
    back = desk.plan.register.last()
    desk.put()
    desk.initial()
    desk.adopt(desk.director)
    answer(desk, enter(desk, [body]), desk.president)
    desk.put()
    desk.initial()
    desk.adopt(desk.director)
    enter(desk, [body])
    close_signing(desk.plan, **acting)
    acts = {str(said_by(one)["act"]) for one in desk.plan.register.all()}
    assert acts == {PUT, SIGNATURE, CONFIRMED, CONTESTED, TAKEN_BACK, CLOSED_BY_HAND}, "the whole story"
    held = " ".join(desk.plan.register.values_list("payload", flat=True))
    beside = {*Opening.objects.values_list("text", flat=True)}
    assert {"M. Diarra n'a rien signé.", "Sous réserve.", "Mme Traoré", *why.values()} < beside
    assert [text for text in beside if text in held] == []
    assert reason_of(back) == why
    assert verify_record(record_of(desk.version, desk.president.post.organisation), "").outcome != Outcome.FAILS
    Opening.objects.filter(entry=back, field="reason-en").update(text="Somebody else was.")
    assert reason_of(back) == {"fr": why["fr"]}, "what the entry does not hold is not its reason"
    Opening.objects.filter(entry=back).delete()
    (told,) = register_in_words(desk.plan, "fr", [back])
    assert told.sentence.endswith("la version 1 est reprise."), "forgotten for good, and the entry is still told"
    overwrite(back, payload=canonical({**said_by(back), "reason": why}).decode())
    assert reason_of(desk.plan.register.get(pk=back.pk)) == why, "older entries hold it in clear"


def test_signing_closed_by_hand_names_the_sheets_nobody_confirmed(desk: Desk):
    made = with_a_sheet(desk)
    close_signing(desk.plan, actor=desk.parties.coordinator, at=AT)
    assert desk.plan.state == PlanState.ADOPTED
    closed = desk.plan.register.last()
    assert said_by(closed)["unconfirmed"] == [made[0].entry.place + 1]
    assert history(desk.plan).filter(verb="commitments.close_signing").exists()
    (told,) = register_in_words(desk.plan, "fr", [closed])
    assert f"entrées {made[0].entry.place + 1}" in told.sentence
    assert [one.kind for one in tasks_of(desk.president.post, desk.plan)] == ["answer"], "it can still say so"
    answer(desk, made, desk.president)
    assert tasks_of(desk.president.post, desk.plan) == []


def test_a_plan_adopted_on_a_sheet_contested_since_is_nobodys_word_to_everyone(desk: Desk):
    make_administration()
    made = with_a_sheet(desk)
    closing = {"actor": desk.parties.coordinator, "at": AT}
    close_signing(desk.plan, **closing)
    desk_page = sign_in(desk.president).get
    assert "les deux parties l'ont adoptée" in words(desk_page(page("signing", desk)))
    answer(desk, made, desk.president, ours=False, reason="Nous n'avons rien signé.")
    said = words(desk_page(page("signing", desk)))
    assert "les deux parties l'ont adoptée" not in said
    assert f"feuille que {desk.president.post.organisation.acronym} conteste" in said
    with pytest.raises(Problem) as problem:
        make_edition(desk.plan, **closing)
    assert problem.value.code == "commitments-edition-contested"
    desk.put()
    desk.initial()
    desk.adopt(desk.director)
    desk.adopt(desk.president)
    assert make_edition(desk.plan, **closing).number == 1, "signed anew by the body itself"


def test_a_body_enters_its_own_signatures_only(desk: Desk):
    desk.put()
    own = OnSheet(desk.president.post, stance=Stance.ADOPTED)
    assert refused(enter, desk, [OnSheet(desk.director.post, stance=Stance.ADOPTED)], actor=desk.parties.private) == (
        "paper-not-yours"
    )
    (made,) = enter(desk, [own], actor=desk.parties.private)
    assert not made.is_unconfirmed, "its own needs no word of its own"
    assert refused(enter, desk, [own]) == "signed-already"


def test_a_sheet_of_another_text_or_day_is_refused(desk: Desk):
    desk.put()
    one = [OnSheet(desk.president.post, stance=Stance.ADOPTED)]
    assert refused(enter, desk, one, sheet(desk, typed=printed("0" * 64))) == "paper-digest"
    assert refused(enter, desk, one, sheet(desk, typed="K7QAX")) == "typed-miscounted"
    assert refused(enter, desk, one, sheet(desk, on=TODAY + timedelta(days=1))) == "paper-day"
    assert refused(enter, desk, one, sheet(desk, on=TODAY - timedelta(days=1))) == "paper-day"
    assert refused(enter, desk, []) == "paper-empty"
    assert refused(enter, desk, one * 2) == "paper-twice"
    assert refused(enter, desk, [OnSheet(desk.chief.post, stance=Stance.ADOPTED)]) == "not-yours"
    assert refused(enter, desk, [OnSheet(desk.president.post, stance=Stance.RESERVED)]) == "reservations-missing"
    assert not Signature.objects.exists()
    assert not StoredFile.objects.exists()


class Gigabyte:
    """A file of 1 GB that nobody has to write."""

    name, size = "feuille.pdf", 1024**3

    def seek(self, place: int, whence: int = 0) -> int:
        self.place = self.size if whence == 2 else place
        return self.place

    def tell(self) -> int:
        return self.place

    def read(self, _count: int = -1) -> bytes:
        raise AssertionError("a file too large is not read")


@pytest.mark.parametrize(
    ("upload", "code"),
    [
        (Gigabyte(), "file-too-large"),
        (scan(b"MZ" + b"\0" * 600, "feuille.pdf"), "file-program"),
        (scan(b"", "feuille.pdf"), "file-empty"),
        (scan(b"a;b\n1;2\n", "feuille.csv"), "file-kind"),
        (scan(b"<html><script>1</script>", "feuille.pdf"), "file-markup"),
        (scan(name="feuille.png"), "file-other-name"),
    ],
)
def test_scans_that_are_none_are_refused(desk: Desk, upload, code: str):
    desk.put()
    one = [OnSheet(desk.president.post, stance=Stance.ADOPTED)]
    with pytest.raises(Problem) as said:
        enter(desk, one, sheet(desk, upload=upload))
    assert said.value.code == code
    assert not Signature.objects.exists()
