"""Pages of drafting: from a model to a rating, nothing typed is lost, private drafts do not exist for others, chains both ways."""

import re
from dataclasses import replace
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from danaya.apps.commitments.actions.draft_commitment import edit_commitment
from danaya.apps.commitments.actions.propose_commitment import propose_commitment
from danaya.apps.commitments.actions.rate_commitment import Judgement, rate_commitment
from danaya.apps.commitments.drafting.days import days_of_administration
from danaya.apps.commitments.drafting.library import Wanted, models_of, promise_of
from danaya.apps.commitments.drafting.rewording import wording_of
from danaya.apps.commitments.drafting.slots import cards_of_expectations, cards_of_findings
from danaya.apps.commitments.drafting.triggers import split_trigger, trigger_of
from danaya.apps.commitments.models import Commitment, Decision, Plan
from danaya.apps.dialogue.actions.solve import add_contribution, choose_option, rate_option
from danaya.apps.dialogue.models import Option
from danaya.apps.people.models import Role
from danaya.engines.framework import load_model_commitments
from danaya.engines.scheduling import is_working
from tests.apps.commitments.drafting.tables import workbook
from tests.apps.commitments.drafting.worded import STEPS, drafted
from tests.apps.commitments.factories import AT, TODAY, make_parties, make_plan
from tests.apps.dialogue.desks import sign_in, words
from tests.apps.dialogue.factories import make_room
from tests.apps.findings.factories import make_analysis, make_round, make_table
from tests.apps.people.factories import acting, make_administration

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _day(settings):
    settings.TODAY = TODAY


@pytest.fixture
def parties():
    make_administration()
    return make_parties()


def at(name, *arguments):
    return reverse(f"commitments:{name}", args=[getattr(one, "pk", one) for one in arguments])


def of(commitment, name="commitment", *more):
    return at(name, commitment.plan_id, commitment, *more)


def sent(client, address, name="form"):
    """The values of a form as its page shows them, to be sent back with changes."""
    form = client.get(address).context[name]
    found = {}
    for field in form:
        value = field.value()
        if field.field.widget.use_fieldset and hasattr(field.field.widget, "decompress"):
            parts = value if isinstance(value, list) else field.field.widget.decompress(value)
            found |= {f"{field.html_name}_{code}": part for code, part in zip(("fr", "en"), parts, strict=True)}
        elif value not in (None, "", []):
            found[field.html_name] = value
    return found


def test_from_a_model_to_a_rating_in_the_browser_of_both_sides(parties):
    mine, theirs = sign_in(parties.private), sign_in(parties.customs)
    library = mine.get(
        at("library", parties.plan), {"factor": "transparency", "side": "customs", "words": "affiche frais"}
    )
    assert "Dans tous les postes, une affiche lisible" in words(library)
    assert "Start from this" not in words(mine.get(at("model", parties.plan, "fees-posted")))
    address = f"{at('draft', parties.plan)}?model=fees-posted"
    typed = sent(mine, address) | {
        "model": "fees-posted",
        "result_fr": "Une affiche donne les frais dans 12 postes sur 12.",
        "owner": str(parties.customs.post_id),
        "counterpart": str(parties.private.post_id),
    }
    answer = mine.post(address, typed)
    made = Commitment.objects.get()
    assert answer.url == of(made, "edit", "steps")
    assert (made.model, made.drafted_by_id, made.milestones.count()) == ("fees-posted", parties.private.post_id, 4)
    assert made.indicator.frequency == "quarterly"
    asked = mine.get(of(made, "propose")).content.decode()
    assert asked.count("La valeur de départ de") == 1  # a gate says it, the remarks do not say it again
    for part, name in (("measure", "name"), ("means", "budget")):
        assert f'href="{of(made, "edit", part)}#id_{name}_field"' in asked
    for part, changes in (
        ("steps", {}),
        ("measure", {"baseline": "0,125", "target": "12", "baseline_source": "Visite du 3 novembre"}),
        ("means", {"budget_nil": "on"}),
        ("basis", {}),
    ):
        page = of(made, "edit", part)
        assert mine.post(page, sent(mine, page) | changes | {"then": "next"}).status_code == 302, part
    made.refresh_from_db()
    assert (made.indicator.target, made.budget_nil, made.milestones.count()) == (12.0, True, 4)
    assert mine.post(of(made, "propose")).status_code == 302
    page = words(theirs.get(of(made)))
    assert "E-01" in page
    assert re.search(r"0[,.]125 postes", page)  # as it was written, not rounded
    assert "Votre côté n'a pas encore noté" in page or "Your side has not rated" in page
    for client, remark in ((mine, "Bien trop facile."), (theirs, "Sans budget en 2027.")):
        judged = {"revision": made.revision, "ambition": "1", "realism": "3", "remark": remark}
        assert client.post(of(made, "rate"), judged).status_code == 302
        seen = words(theirs.get(of(made)))
        assert ("Bien trop facile." in seen) == (client is theirs)


def test_every_model_starts_a_draft_whose_dates_are_worked(parties):
    days = days_of_administration()
    for model in load_model_commitments():
        steps = promise_of(model, TODAY, days)["steps"]
        assert all(is_working(days.calendar, step.due) for step in steps), model.key
        assert [step.due for step in steps] == sorted(step.due for step in steps)
    assert {model.side for model in models_of(Wanted(side="private"))} == {"private"}
    assert len(models_of(Wanted())) == len(load_model_commitments())


def test_a_trigger_is_asked_in_two_boxes_and_kept_as_one_sentence():
    for text in (model.trigger for model in load_model_commitments()):
        assert trigger_of(*split_trigger(text)) == text
    assert trigger_of({"fr": "Quand un tarif change,"}, {"fr": "le chef remplace l'affiche."}) == {
        "fr": "Quand un tarif change, le chef remplace l'affiche."
    }
    assert trigger_of({"fr": "Un tarif change"}, {}) == {"fr": "Un tarif change"}
    assert split_trigger({"fr": "Si le pont ferme, on appelle."})[1] == {"fr": "Si le pont ferme, on appelle."}


def test_what_somebody_typed_over_a_newer_wording_is_kept_beside_it(parties):
    made = propose_commitment(drafted(parties), actor=parties.private, at=AT)
    client = sign_in(parties.private)
    typed = sent(client, of(made, "edit", "promise")) | {"result_fr": "Ce que j'ai écrit en 12 mots."}
    newer = replace(wording_of(made), result={"fr": "Ce que l'autre a écrit en 9 mots."})
    edit_commitment(made, newer, revision=1, actor=parties.customs, at=AT)
    answer = client.post(of(made, "edit", "promise"), typed)
    assert answer.status_code == 422
    text = answer.content.decode()
    assert "Ce que j&#x27;ai écrit en 12 mots." in text
    assert "Ce que l’autre a écrit" in text or "Ce que l&#x27;autre a écrit en 9 mots." in text
    assert 'name="revision" value="2"' in text
    assert client.post(of(made, "edit", "promise"), typed | {"revision": "2"}).status_code == 302
    made.refresh_from_db()
    assert made.result["fr"] == "Ce que j'ai écrit en 12 mots."


def test_refusals_stand_beside_their_field_and_keep_what_was_typed(parties):
    client = sign_in(parties.private)
    address = at("draft", parties.plan)
    typed = {
        "result_fr": "Un résultat en 3 lignes.",
        "owner": str(parties.customs.post_id),
        "counterpart": str(parties.director.post_id),
        "starts": "1/12/2026",
    }
    answer = client.post(address, typed)
    assert answer.status_code == 422
    assert "counterpart" in answer.context["form"].errors
    nobody = client.post(address, typed | {"owner": ""})
    assert nobody.context["form"].errors["owner"] == ["Choisissez un poste pour « Porteur »."]
    assert "Un résultat en 3 lignes." in answer.content.decode()
    made = drafted(parties)
    steps = of(made, "edit", "steps")
    assert "Promis pour le (demandé dès que le jalon a un texte)" in words(client.get(steps))
    circle = client.post(steps, sent(client, steps) | {"step_1_after": ["2"]})
    assert circle.status_code == 422
    late = client.post(steps, sent(client, steps) | {"step_1_due": ""})
    assert "step_1_due" in late.context["form"].errors
    unknown = client.post(steps, sent(client, steps) | {"step_1_awaits": "E-99.1"})
    assert "E-99.1" in str(unknown.context["form"].errors["step_1_awaits"])
    gone = client.post(steps, sent(client, steps) | {"step_1_text_fr": "", "step_1_text_en": ""})
    assert gone.status_code == 302
    assert [step.text["fr"] for step in made.milestones.all()] == ["L'affiche est posée dans 12 postes."]


def test_the_form_waits_for_a_milestone_of_another_commitment_by_its_number(parties):
    other = parties.commitment()
    made = drafted(parties)
    client = sign_in(parties.private)
    steps = of(made, "edit", "steps")
    assert client.post(steps, sent(client, steps) | {"step_1_awaits": "E-01.2"}).status_code == 302
    assert wording_of(made).steps[0].awaits == (other.milestones.get(position=2),)
    assert "E-01.2" in client.get(steps).content.decode()


def test_remarks_stand_beside_fields_on_the_page_of_a_part(parties):
    vague = replace(STEPS[0], text={"fr": "Améliorer l'accueil."})
    made = drafted(parties, steps=(vague,))
    text = words(sign_in(parties.private).get(of(made, "edit", "steps")))
    assert "« Améliorer » promet un effort" in text


@pytest.mark.parametrize("name", ["commitment", "propose", "rate", "withdraw"])
def test_a_draft_does_not_exist_for_another_organisation(parties, name):
    made = drafted(parties)
    for tenure in (parties.customs, parties.coordinator, parties.director, parties.other):
        assert sign_in(tenure).get(of(made, name)).status_code == 404, tenure
    assert sign_in(parties.private).get(of(made)).status_code == 200
    for tenure in (parties.customs, parties.coordinator):
        assert "frais" not in words(sign_in(tenure).get(at("drafts", parties.plan)))
    elsewhere = make_plan()
    assert sign_in(parties.private).get(at("commitment", elsewhere, made)).status_code == 404


def test_expectation_solution_and_finding_lead_to_a_draft_and_back(parties):
    finding = make_analysis(released=True).findings.get()
    room = make_room()
    expectation = room.shown("Que les frais soient affichés.", findings=(finding,))
    client = sign_in(parties.private)
    text = client.get(
        reverse("dialogue:expectation", args=[expectation.consultation_id, expectation.pk])
    ).content.decode()
    address = f"{at('draft', parties.plan)}?expectation={expectation.pk}"
    assert address in text
    assert "Que les frais soient affichés." in client.get(address).content.decode()
    typed = sent(client, address) | {
        "expectation": str(expectation.pk),
        "result_fr": "Les frais sont affichés dans 12 postes.",
        "owner": str(parties.customs.post_id),
        "counterpart": str(parties.private.post_id),
    }
    assert client.post(address, typed).status_code == 302
    made = Commitment.objects.get()
    assert (list(made.expectations.all()), list(made.findings.all())) == ([expectation], [finding])
    ticked = client.get(of(made, "edit", "basis")).content.decode().partition('id="id_expectations"')[2]
    assert str(expectation.pk) in ticked.partition("<details")[0]  # what is ticked is never folded away
    page = client.get(of(made)).content.decode()
    for link in (
        reverse("dialogue:expectation", args=[expectation.consultation_id, expectation.pk]),
        reverse("findings:finding", args=[finding.analysis_id, finding.number]),
        reverse("findings:basis", args=[finding.analysis_id, finding.number]),
    ):
        assert f'href="{link}"' in page
    for back in (
        reverse("dialogue:expectation", args=[expectation.consultation_id, expectation.pk]),
        reverse("findings:finding", args=[finding.analysis_id, finding.number]),
    ):
        assert of(made) in client.get(back).content.decode()
        assert of(made) not in sign_in(parties.customs).get(back).content.decode()  # a draft is its body's own


def test_a_chosen_solution_is_what_a_draft_carries_out(parties):
    room = make_room()
    expectation = room.shown()
    option = add_contribution(Option, expectation, {"fr": "Une affiche dans 12 postes."}, actor=room.customs, at=AT)
    client = sign_in(parties.private)
    address = f"{at('draft', parties.plan)}?option={option.pk}"
    assert "Une affiche dans 12 postes." not in client.get(address).content.decode()  # not chosen yet
    for tenure in (room.customs, room.private):
        rate_option(option, effect=4, feasibility=4, actor=tenure, at=AT)
    choose_option(option, actor=room.facilitator, at=AT)
    page = client.get(address)
    assert page.context["form"]["result"].value() == {"fr": "Une affiche dans 12 postes."}
    text = client.get(
        reverse("dialogue:expectation", args=[expectation.consultation_id, expectation.pk])
    ).content.decode()
    assert address in text


def test_an_unreleased_finding_starts_nothing(parties):
    finding = make_analysis().findings.get()
    page = sign_in(parties.private).get(f"{at('draft', parties.plan)}?finding={finding.pk}")
    assert not page.context["start"].named
    weird = sign_in(parties.private).get(f"{at('draft', parties.plan)}?finding=x&option=y&model=z&expectation=%00")
    assert weird.status_code == 200


def test_cards_are_made_for_many_at_once_and_without_links_for_whoever_has_no_account(
    parties, django_assert_max_num_queries
):
    from django.contrib.auth.models import AnonymousUser

    room = make_room()
    shown = [room.shown(f"Attente {place}") for place in range(4)]
    for one in shown:
        propose_commitment(drafted(parties, expectations=(one,)), actor=parties.private, at=AT)
    drafted(parties, expectations=(shown[0],))
    with django_assert_max_num_queries(3):
        found = cards_of_expectations(shown, AnonymousUser())
    assert [(len(cards), cards[0].url) for cards in found.values()] == [(1, "")] * 4
    (card,) = cards_of_expectations(shown, acting(Role.OBSERVER))[shown[0]]
    assert (card.title, bool(card.url)) == (found[shown[0]][0].title, True)
    assert cards_of_findings([], AnonymousUser()) == {}


def test_words_kept_in_one_language_are_marked_on_a_page_in_another(parties):
    made = drafted(parties, budget_nil=False, budget=Decimal(2500), budget_source="Budget <État>")
    client = sign_in(parties.private)
    for language, mark in (("fr", ""), ("en", '<span lang="fr" dir="auto">')):
        shown = client.get(of(made), headers={"accept-language": language}).content.decode()
        for words_kept in ("Visite du 3 novembre 2026", "Photos des chefs de poste", "Budget &lt;État&gt;"):
            assert words_kept in shown
            assert (f"{mark}{words_kept}</span>" in shown) == bool(mark)


def test_weak_links_are_marked_in_words(parties):
    reported = make_analysis(make_table(make_round()), released=True).findings.get()
    made = drafted(parties, findings=(reported,))
    text = words(sign_in(parties.private).get(of(made)))
    assert "communiqué, non recalculable" in text
    assert "ne sert aucun objectif" in text
    assert "ne repose sur" in words(sign_in(parties.private).get(of(drafted(parties))))


def test_abandoning_asks_for_the_directors_decision(parties):
    made = parties.commitment()
    client = sign_in(parties.customs)
    assert "que si le directeur a choisi une option qui l'abandonne" in words(client.get(of(made, "abandon")))
    answer = client.post(of(made, "abandon"), {"reason_fr": "Sans budget."})
    assert "decision" in answer.context["form"].errors
    decision = Decision.objects.create(
        plan=parties.plan,
        commitment=made,
        question={"fr": "Abandonner ?"},
        options=[{"option": {"fr": "Oui"}, "consequence": {"fr": "Fin"}, "abandons": True}],
        chosen=0,
        asked_on=TODAY,
        asked_by=parties.coordinator.post,
    )
    done = client.post(of(made, "abandon"), {"reason_fr": "Sans budget.", "decision": str(decision.pk)})
    assert done.status_code == 302
    assert "Sans budget." in words(sign_in(parties.private).get(of(made)))


def test_a_plan_is_opened_and_says_what_waits_for_whom(parties):
    client = sign_in(parties.coordinator)
    typed = {"title_fr": "Plan 2027", "starts": "1/1/2027", "ends": "31/12/2026", "most_at_once": "3"}
    assert "ends" in client.post(at("make"), typed).context["form"].errors
    assert client.post(at("make"), typed | {"ends": "31/12/2028"}).status_code == 302
    made = Plan.objects.get(title__fr="Plan 2027")
    assert "Plan 2027" in words(client.get("/plans/"))
    assert client.post(at("change", made), sent(client, at("change", made)) | {"most_at_once": "5"}).status_code == 302
    made.refresh_from_db()
    assert made.most_at_once == 5
    commitment = propose_commitment(drafted(replace(parties, plan=made)), actor=parties.private, at=AT)
    assert of(commitment, "rate") in sign_in(parties.customs).get(at("plan", made)).content.decode()
    rate_commitment(commitment, Judgement(2, 2), revision=1, actor=parties.customs, at=AT)
    assert of(commitment, "rate") not in sign_in(parties.customs).get(at("plan", made)).content.decode()


def test_a_table_is_taken_over_in_three_steps_and_the_same_file_warns(parties):
    client = sign_in(parties.private)
    table = workbook().read()
    for again in (False, True):
        file = SimpleUploadedFile("suivi.xlsx", table)
        answer = client.post(at("import", parties.plan), {"file": file})
        columns = answer.url
        assert client.post(columns, sent(client, columns)).status_code == 302
        owners = columns + "owners/"
        typed = sent(client, owners) | {
            "owner_0": str(parties.customs.post_id),
            "counterpart_0": str(parties.private.post_id),
            "owner_1": "aside",
        }
        wrong = client.post(owners, typed | {"counterpart_0": str(parties.director.post_id)})
        assert "counterpart_0" in wrong.context["form"].errors
        assert client.post(owners, typed).status_code == 302
        check = columns + "check/"
        assert ("deux fois" in words(client.get(check))) == again
        assert client.post(check).status_code == 302
        assert sign_in(parties.other).get(check).status_code == 404
    drafts = words(client.get(at("drafts", parties.plan)))
    assert drafts.count("non confirmé") == 2
    page = words(client.get(of(Commitment.objects.first())))
    assert "40 %" in page
    assert "Retard à Kayes" in page
