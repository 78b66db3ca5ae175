"""Preparing a consultation, its overview, its settings, and leading it from phase to phase."""

from datetime import timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.urls import NoReverseMatch, reverse

from danaya.apps.dialogue.actions.prepare_consultation import Plan, change_consultation, make_consultation
from danaya.apps.dialogue.actions.record_fate import record_fate
from danaya.apps.dialogue.models import Consultation, Expectation, FateKind, Grouping, Phase
from danaya.apps.people.models import Role
from danaya.base.journal.models import Entry
from danaya.engines.language import Problem
from tests.apps.dialogue.desks import at, sign_in, words
from tests.apps.dialogue.factories import AT, make_room
from tests.apps.dialogue.factories import make_consultation as consultation_of
from tests.apps.dialogue.filled import fill
from tests.apps.findings.factories import make_analysis
from tests.apps.people.factories import make_tenure

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _day(settings):
    settings.TODAY = AT.date()


def refused(code):
    return pytest.raises(Problem, check=lambda problem: problem.code == f"dialogue-{code}")


def plan(room, **changes):
    given = {
        "title": {"fr": "Attentes"},
        "question": {"fr": "Qu'attendez-vous ?"},
        "readers": [room.customs.post, room.private.post],
        **changes,
    }
    return Plan(**given)


def sent(room, **changes):
    """What the form sends."""
    given = {
        "title_fr": "Attentes",
        "question_fr": "Qu'attendez-vous ?",
        "grouping": "sides",
        "answer_within": "30",
        "customs_readers": [str(room.customs.post.pk)],
        "private_readers": [str(room.private.post.pk)],
        **changes,
    }
    return {name: value for name, value in given.items() if value is not None}


# Actions


def test_consultation_needs_a_reader_of_each_side_who_has_a_voice():
    room = make_room()
    technician = make_tenure(Role.TECHNICIAN).post
    for readers in ([room.customs.post], [room.private.post], [], [technician, room.private.post]):
        with refused("readers-missing"):
            make_consultation(plan(room, readers=readers), actor=room.facilitator, at=AT)
    made = make_consultation(plan(room), actor=room.facilitator, at=AT)
    assert set(made.readers.all()) == {room.customs.post, room.private.post}
    assert (made.phase, made.made_on) == (Phase.PREPARING, AT.date())
    assert Entry.objects.filter(verb="dialogue.make_consultation", object_id=str(made.pk)).exists()


def test_it_starts_from_released_results_only():
    room = make_room()
    with refused("analysis-unreleased"):
        make_consultation(plan(room, analysis=make_analysis()), actor=room.facilitator, at=AT)
    released = make_analysis(released=True)
    made = make_consultation(plan(room, analysis=released), actor=room.facilitator, at=AT)
    assert made.analysis == released


def test_what_people_answered_to_and_were_promised_stays():
    room = make_room(Phase.PREPARING)
    one = make_consultation(plan(room), actor=room.facilitator, at=AT)
    one = change_consultation(one, plan(room, answer_within=20), actor=room.facilitator, at=AT)
    Consultation.objects.filter(pk=one.pk).update(phase=Phase.GATHERING)
    with refused("question-fixed"):
        new = plan(room, question={"fr": "Autre chose ?"}, answer_within=20)
        change_consultation(one, new, actor=room.facilitator, at=AT)
    with refused("days-fixed"):
        change_consultation(one, plan(room, answer_within=60), actor=room.facilitator, at=AT)
    both = {"fr": "Qu'attendez-vous ?", "en": "What do you expect?"}
    changed = plan(room, question=both, answer_within=20, title={"fr": "Titre"}, grouping=Grouping.BODIES)
    one = change_consultation(one, changed, actor=room.facilitator, at=AT)
    assert (one.question, one.grouping) == (both, Grouping.BODIES), "a missing language may be added"


def test_groups_stay_once_voting_has_begun():
    room = make_room(Phase.OPEN)
    facts = {"question": room.consultation.question, "title": room.consultation.title}
    with refused("grouping-fixed"):
        new = plan(room, grouping=Grouping.BODIES, **facts)
        change_consultation(room.consultation, new, actor=room.facilitator, at=AT)


# Pages


def test_coordinator_prepares_and_opens_a_consultation():
    room = make_room(Phase.PREPARING)
    coordinator = make_tenure(Role.COORDINATOR)
    desk = sign_in(coordinator)
    response = desk.post(at("make"), sent(room), follow=True)
    made = Consultation.objects.exclude(pk=room.consultation.pk).get()
    assert response.redirect_chain[-1][0] == at("consultation", made)
    assert "Elle se prépare." in words(response)
    assert sign_in(room.other).get(at("consultation", made)).status_code == 403
    assert "Les deux côtés voient la question" in words(desk.get(at("phase", made)))
    check = desk.get(at("phase", made) + "?to=gathering")
    assert "Vérifiez avant de commencer" in words(check)
    made.refresh_from_db()
    assert made.phase == Phase.PREPARING, "looking begins nothing"
    desk.post(at("phase", made), {"to": "gathering"})
    made.refresh_from_db()
    assert made.phase == Phase.GATHERING
    assert sign_in(room.other).get(at("consultation", made)).status_code == 200


def test_form_says_what_is_missing_and_keeps_what_was_typed():
    room = make_room()
    response = sign_in(room.facilitator).post(at("make"), sent(room, private_readers=None, answer_within="beaucoup"))
    assert response.status_code == 422
    text = response.content.decode()
    assert "Choisissez une réponse pour «\u202fLecteurs du secteur privé\u202f»." in text
    assert 'value="beaucoup"' in text
    assert "Qu&#x27;attendez-vous ?" in text


def test_refusal_of_the_action_stands_beside_its_field():
    room = make_room()
    new = sent(room, question_fr="Autre chose ?", title_fr="Ce que chacun attend")
    response = sign_in(room.facilitator).post(at("change", room.consultation), new)
    assert response.status_code == 422
    assert 'id="id_question_error"' in response.content.decode()
    room.consultation.refresh_from_db()
    assert room.consultation.question["fr"] == "Qu'attendez-vous des autres ?"


def test_fixed_fields_cannot_be_slipped_in():
    room = make_room(Phase.OPEN)
    facts = {"question_fr": room.consultation.question["fr"], "question_en": room.consultation.question["en"]}
    new = sent(room, grouping="bodies", answer_within="90", **facts)
    assert sign_in(room.facilitator).post(at("change", room.consultation), new).status_code == 302
    room.consultation.refresh_from_db()
    assert (room.consultation.grouping, room.consultation.answer_within) == (Grouping.SIDES, 30)


def test_phase_that_somebody_else_began_is_refused_in_words():
    room = make_room(Phase.GATHERING)
    desk = sign_in(room.facilitator)
    room.to(Phase.VOTING)
    response = desk.post(at("phase", room.consultation), {"to": "open"})
    assert response.status_code == 422
    assert "n'est plus dans cette phase" in words(response)
    assert desk.get(at("phase", room.consultation) + "?to=nowhere").status_code == 404


def test_check_page_says_that_ending_a_vote_counts_it():
    room = make_room(Phase.OPEN)
    desk = sign_in(room.facilitator)
    assert "Le vote se termine et il est compté" in words(desk.get(at("phase", room.consultation) + "?to=answering"))
    assert "il est compté" not in words(desk.get(at("phase", room.consultation) + "?to=voting"))


def test_overview_has_the_question_the_share_of_both_sides_and_one_next_step():
    filled = fill(Phase.ANSWERING)
    room = filled.room
    text = words(sign_in(room.private).get(at("consultation", room.consultation)))
    assert "Qu'attendez-vous des autres ?" in text
    assert "Prochaine étape" in text
    assert "textes attendent que vous les lisiez avant les autres." in text
    assert "1 sur 1 de ses attentes, dans les délais" in text
    assert "3 sur 3 de ses attentes, dans les délais" in text, "one was merged: that is an answer too"


def test_share_answered_in_time_is_shown_to_all_alike(settings):
    room = make_room()
    late, in_time = room.shown("Un"), room.shown("Deux")
    record_fate(in_time, FateKind.PLANNED, actor=room.facilitator, at=AT)
    settings.TODAY = (AT + timedelta(days=31)).date()
    for tenure in (room.private, room.facilitator, make_tenure(Role.OBSERVER)):
        for name in ("consultation", "answers"):
            text = words(sign_in(tenure).get(at(name, room.consultation)))
            assert "1 sur 2 de ses attentes, dans les délais" in text
            assert "aucune réponse due pour l'instant" in text, "customs expects nothing yet"
    assert late.answered_on is None


def test_tabs_are_those_the_viewer_may_open():
    room = make_room()
    pages = {
        room.private: {"consultation", "expectations", "reading", "answers", "take_part", "cards"},
        room.facilitator: {"consultation", "expectations", "answers", "take_part", "cards", "change"},
        make_tenure(Role.OBSERVER): {"consultation", "expectations", "answers"},
    }
    known = {"consultation", "expectations", "reading", "answers", "take_part", "cards", "change"}
    for tenure, names in pages.items():
        text = sign_in(tenure).get(at("consultation", room.consultation)).content.decode()
        tabs = text.partition('class="tabs"')[2].partition("</nav>")[0]
        assert {name for name in known if f'href="{at(name, room.consultation)}"' in tabs} == names


def test_results_are_a_tab_once_this_installation_has_them():
    room = make_room()
    text = sign_in(room.private).get(at("consultation", room.consultation)).content.decode()
    try:
        address = reverse("dialogue:results", args=[room.consultation.pk])
    except NoReverseMatch:
        address = "Résultats"
    assert (address in text) is address.startswith("/")


def test_list_says_what_waits_in_each_and_shows_nobody_what_is_prepared():
    room, prepared = make_room(), make_room(Phase.PREPARING, title={"fr": "En chantier"})
    room.expectation()
    text = words(sign_in(room.private).get(at("list")))
    assert "1 texte attend que vous le lisiez avant les autres." in text
    assert "En chantier" not in text
    text = words(sign_in(prepared.facilitator).get(at("list")))
    assert "En chantier" in text
    assert "personne hors de l'équipe ne la voit encore" in text


def test_list_without_consultations_says_who_must_act():
    coordinator, member = make_tenure(Role.COORDINATOR), make_tenure(Role.MEMBER)
    assert "Préparer une consultation" in words(sign_in(coordinator).get(at("list")))
    assert "Le coordinateur prépare la première." in words(sign_in(member).get(at("list")))
    assert not Expectation.objects.exists()


def test_an_upgrade_keeps_the_promise_that_a_consultation_began_with():
    phases = {phase: consultation_of(phase=phase) for phase in (Phase.PREPARING, Phase.GATHERING, Phase.CLOSED)}
    import_module("danaya.apps.dialogue.migrations.0005_for_everyone").keep_the_promise(apps, None)
    for phase, made in phases.items():
        made.refresh_from_db()
        assert made.for_everyone is (phase == Phase.PREPARING)
