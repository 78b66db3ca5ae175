"""Papers: the director's page on one A4, the scorecard, the poster, the record of a handover; each in both languages."""

from datetime import date, timedelta
from io import BytesIO
from unittest.mock import patch

import docx
import pypdfium2
import pytest
from django.test import Client
from django.urls import reverse

from danaya.apps.commitments.actions.telling.ask_decision import Choice, ask_decision
from danaya.apps.commitments.actions.telling.authorise_edition import authorise_edition
from danaya.apps.commitments.actions.telling.make_edition import make_edition
from danaya.apps.commitments.actions.telling.plan_message import Telling, plan_message
from danaya.apps.commitments.actions.telling.take_decision import take_decision
from danaya.apps.commitments.models import (
    Channel,
    Commitment,
    CommitmentState,
    DateChange,
    FindingBasis,
    HelpOffer,
    PlanState,
)
from danaya.apps.commitments.telling import director, handing, poster, scorecard
from danaya.apps.commitments.telling.editions import public_edition
from danaya.apps.commitments.telling.told import shortened
from danaya.engines.language import day_in_words
from danaya.engines.publishing import to_poster_speech
from tests.apps.commitments.factories import AT, TODAY, claimed
from tests.apps.commitments.telling.factories import SECRETS, Stories
from tests.apps.findings.factories import make_analysis, make_dataset, make_finding, make_round
from tests.apps.people.factories import make_administration, make_png

pytestmark = pytest.mark.django_db


@pytest.fixture
def stories(settings) -> Stories:
    settings.TODAY = TODAY
    make_administration(logo=make_png(), logo_type="image/png")
    return Stories.make()


def signed_in(tenure) -> Client:
    client = Client()
    client.force_login(tenure.account)
    return client


def pages(content: bytes) -> list[str]:
    file = pypdfium2.PdfDocument(content)
    return [page.get_textpage().get_text_bounded().replace("\r\n", " ").replace("\u202f", " ") for page in file]


def ask(stories: Stories, question: str, words: str = "Deux agents de plus."):
    choices = [Choice({"fr": f"Option {letter}", "en": f"Option {letter}"}, {"fr": words}) for letter in "ABC"]
    return ask_decision(stories.plan, {"fr": question}, choices, actor=stories.parties.coordinator, at=AT)


# Director's page


def test_the_page_says_what_is_confirmed_and_why_the_rest_stalls(stories):
    stories.every()
    HelpOffer.objects.create(commitment=stories.claimed_only, by=stories.parties.coordinator.post, on=date(2026, 10, 1))
    page = director.gather(stories.plan, TODAY)
    counts = page.counts
    assert (counts.promised, counts.kept, counts.running, counts.abandoned) == (4, 1, 2, 1)
    assert (counts.milestones, counts.claimed, counts.confirmed) == (12, 6, 3)
    assert [one.commitment for one in page.improved] == [stories.kept]
    lines = {one.commitment: director.stalling_line(one, "fr") for one in page.stalling}
    assert "déclaré 1 sur 3, confirmé 0 sur 3" in lines[stories.claimed_only]
    assert "Non confirmé : déclaré le 1er septembre 2026".replace(" :", "\u00a0:") in lines[stories.claimed_only]
    assert "Aide proposée le 1er octobre 2026, sans réponse." in lines[stories.claimed_only]
    assert "conteste" in lines[stories.contested]
    assert "not offered yet" in director.stalling_line(page.stalling[-1], "en")


def change(stories: Stories, estimate: float) -> None:
    basis = make_analysis(make_dataset(make_round(year=2025))).findings.get()
    FindingBasis.objects.create(commitment=stories.kept, finding=basis)
    later = make_analysis(make_dataset(make_round(year=2026, label={"fr": "Ronde 2", "en": "Round 2"})), released=True)
    lines = [
        {"fr": "Ronde 1 : 4,2 ; ronde 2 : 5,2.", "en": "Round 1: 4.2; round 2: 5.2."},
        {"fr": "Changement : +1,0 [0,4 ; 1,6].", "en": "Change: +1.0 [0.4, 1.6]."},
        {
            "fr": "Cela vaut si les répondants ressemblent à leur groupe.",
            "en": "This holds if respondents resemble theirs.",
        },
    ]
    sentence = {"fr": "Transparence : a changé", "en": "Transparency: changed"}
    figures = [{**basis.figures[0], "measure": "score_change", "estimate": estimate}]
    make_finding(later, "C-09", kind="change", sentence=sentence, lines=lines, figures=figures)


def test_a_later_round_is_told_with_its_interval_and_assumption(stories):
    change(stories, 1.0)
    page = director.gather(stories.plan, TODAY)
    (risen,) = page.risen
    line = director.aimed_line(risen, "fr").replace("\u202f", " ")
    for words in (
        "Ronde 2",
        "C-09",
        "[0,4 ; 1,6]",
        "si les répondants ressemblent à leur groupe",
        stories.kept.reference,
    ):
        assert words in line
    assert page.fell == []


def test_what_fell_is_not_told_as_improved(stories):
    change(stories, -1.0)
    page = director.gather(stories.plan, TODAY)
    assert page.risen == []
    (fell,) = page.fell
    assert "C-09" in director.aimed_line(fell, "fr")


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_sheet_is_one_a4_however_much_stalls(stories, language):
    stories.every()
    for number in range(12):
        stories.parties.commitment(f"Engagement {number} : " + "un résultat que chacun peut vérifier sur place " * 3)
    for number in range(3):
        asked = ask(
            stories,
            f"Question {number} ? " + "Que faut-il décider ici, et pour quand ? " * 3,
            "Une suite longue. " * 10,
        )
    take_decision(asked, chosen=1, decided_on=TODAY, reference="n° 17", actor=stories.parties.director, at=AT)
    document, content = director.fitting(director.gather(stories.plan, TODAY), language, AT)
    (page,) = pages(content)
    assert "n° 17".replace(" ", "\u00a0") in page.replace("n° 17", "n°\u00a017")
    assert document.layout == "one_page"


def test_questions_too_long_for_one_a4_are_refused_in_words(stories):
    for number in range(3):
        ask(stories, f"{number} " + "Que faut-il décider ? " * 100, "Une suite bien trop longue. " * 60)
    page = reverse("commitments:director_file", args=[stories.plan.pk, "fr", "pdf"])
    refused = signed_in(stories.parties.director).get(page)
    assert refused.status_code == 422
    assert "text/html" in refused["Content-Type"]


def test_files_are_downloads_and_same_bytes_twice(stories):
    stories.every()
    for tenure, name in ((stories.parties.director, "director_file"), (stories.parties.private, "scorecard_file")):
        client = signed_in(tenure)
        for kind, head in (("pdf", b"%PDF"), ("docx", b"PK")):
            address = reverse(f"commitments:{name}", args=[stories.plan.pk, "fr", kind])
            first = client.get(address)
            assert first.content[:4].startswith(head)
            assert "attachment" in first["Content-Disposition"]
            assert client.get(address).content == first.content
        assert client.get(reverse(f"commitments:{name}", args=[stories.plan.pk, "fr", "exe"])).status_code == 404


# Scorecard


def test_each_organisation_has_its_own_part_with_both_figures_side_by_side(stories):
    stories.every()
    stories.parties.commitment("La charte est signée.", by_private=True)
    card = scorecard.gather(stories.plan, scorecard.rows_of(stories.plan), TODAY)
    assert [section.organisation.side for section in card.sections] == ["customs", "private"]
    heads, rows = _table(card)
    assert (heads[2], heads[3]) == ("Déclaré", "Confirmé")
    assert [row[2:4] for row in rows[:3]] == [("3 sur 3", "3 sur 3"), ("1 sur 3", "0 sur 3"), ("2 sur 3", "0 sur 3")]
    own = scorecard.rows_of(stories.plan, stories.parties.private.post.organisation.acronym)
    alone = scorecard.gather(stories.plan, own, TODAY)
    assert [section.organisation for section in alone.sections] == [stories.parties.private.post.organisation]
    text = " ".join(pages(scorecard.files_of(card, "fr", "pdf", AT)))
    assert "Ce n'est pas un classement" in text.replace("’", "'")


def _table(card):
    from danaya.engines.publishing.document import Table

    table = next(block for block in scorecard.compose(card, "fr").blocks if isinstance(block, Table))
    return table.heads, table.rows


def test_the_scorecard_page_shows_drafts_to_nobody(stories):
    stories.every()
    page = (
        signed_in(stories.parties.private)
        .get(reverse("commitments:scorecard", args=[stories.plan.pk]))
        .content.decode()
    )
    assert SECRETS[4] not in page
    assert stories.kept.reference in page


def test_a_scorecard_of_many_is_read_page_by_page_and_printed_by_organisation(stories):
    for number in range(31):
        stories.parties.commitment(f"Engagement {number}")
    client = signed_in(stories.parties.private)
    page = reverse("commitments:scorecard", args=[stories.plan.pk])
    assert ["E-31" in client.get(page, {"page": number}).content.decode() for number in (1, 2)] == [False, True]
    with patch("danaya.apps.commitments.views.telling.scorecards.MOST_PRINTED", 30):
        file = reverse("commitments:scorecard_file", args=[stories.plan.pk, "fr", "pdf"])
        assert client.get(file).status_code == 422
        assert client.get(file, {"of": "PERSONNE"}).status_code == 200
    assert client.get(page, {"of": "\0", "page": "nan"}).status_code == 200


# Poster


def test_a_cut_text_keeps_the_stop_of_an_abbreviation():
    assert [shortened(words) for words in ("Open until 7 p.m.", "Fees are posted.")] == [
        "Open until 7 p.m.",
        "Fees are posted",
    ]
    assert shortened("Fees are posted at all posts", 15) == "Fees are…"


def authorise(stories: Stories):
    edition = make_edition(stories.plan, actor=stories.parties.coordinator, at=AT)
    return authorise_edition(edition, shown=edition.digest, actor=stories.parties.director, at=AT)


def made(stories: Stories, language: str = "fr", **wanted: str):
    source = poster.source_of(stories.plan, public_edition(stories.plan), TODAY)
    return poster.poster_of(source, poster.Wanted(**wanted), "Tout le pays", language)


def test_a_poster_says_what_was_said_and_only_what_is_confirmed_as_done(stories):
    stories.every()
    stories.claimed_only.problem = {"fr": "Plusieurs reçus pour un paiement."}
    stories.claimed_only.save()
    pairs = made(stories).pairs
    assert [pair.status for pair in pairs] == ["confirmed", "in_progress", "not_now"]
    assert pairs[0].said == "Affichez les frais à chaque poste"
    assert "Confirmé par" in pairs[0].proof
    assert pairs[1].done.startswith("Promis pour le 15 décembre 2026"), "what is promised is never taken for done"
    assert pairs[1].proof == ""
    assert pairs[2].reason == "Il manque douze agents"
    assert not any(word in repr(pairs) for word in SECRETS)


def test_without_an_authorised_edition_the_poster_says_that_it_is_a_draft(stories):
    stories.every()
    draft = made(stories)
    assert draft.title.startswith("PROJET")
    spoken = to_poster_speech(draft)
    assert spoken.startswith("PROJET")
    assert "pas autorisé, ne pas diffuser" in spoken
    assert made(stories, "en").title.startswith("DRAFT")
    authorise(stories)
    told = made(stories)
    assert not told.title.startswith("PROJET")
    assert "édition 1" in told.source
    # What is confirmed later is not on it before the next edition.
    late = stories.parties.commitment("Plus tard", problem={"fr": "Plus tard"})
    claimed(late.milestones.first(), TODAY - timedelta(days=3))
    assert made(stories).pairs == told.pairs


def test_a_poster_for_a_region_or_an_organisation_has_its_own(stories):
    stories.every()
    region = stories.kept.region.code
    assert [pair.status for pair in made(stories, region=region).pairs] == ["confirmed", "not_now"]
    assert [pair.status for pair in made(stories, region="ailleurs").pairs] == ["not_now"]
    acronym = stories.parties.private.post.organisation.acronym
    assert [pair.status for pair in made(stories, organisation=acronym).pairs] == ["confirmed"]
    assert made(stories, organisation="PERSONNE").pairs == ()


def test_poster_files_for_the_wall_the_telephone_and_the_ear(stories):
    stories.every()
    authorise(stories)
    client = signed_in(stories.parties.private)
    found = {}
    for kind in ("poster", "picture-1", "aloud"):
        answer = client.get(reverse("commitments:poster_file", args=[stories.plan.pk, "fr", kind]))
        assert answer.status_code == 200
        found[kind] = answer.content
    assert found["poster"].startswith(b"%PDF")
    assert found["picture-1"].startswith(b"\x89PNG")
    assert len(found["picture-1"]) < 500_000
    assert "Affichez les frais" in found["aloud"].decode()
    for kind in ("picture-99", "picture-0", "virus"):
        assert client.get(reverse("commitments:poster_file", args=[stories.plan.pk, "fr", kind])).status_code == 404
    assert (
        client.get(reverse("commitments:poster", args=[stories.plan.pk]) + "?region=x&organisation=y").status_code
        == 200
    )


def test_a_poster_is_cut_after_six_sheets_and_a_draft_of_a_large_plan_is_refused_in_words(stories):
    stories.every()
    with patch("danaya.apps.commitments.telling.poster.MOST_PAIRS", 1):
        assert [pair.status for pair in made(stories).pairs] == ["confirmed"]
    page = reverse("commitments:poster", args=[stories.plan.pk])
    with patch("danaya.apps.commitments.telling.poster.MOST_DRAFTED", 2):
        assert signed_in(stories.parties.private).get(page).status_code == 422
        authorise(stories)
        assert signed_in(stories.parties.private).get(page).status_code == 200


# Handover


def test_the_record_holds_everything_open_for_the_post(stories):
    stories.every()
    parties = stories.parties
    owner, counterpart = parties.customs.post, parties.private.post
    milestone = stories.contested.milestones.last()
    facts = {
        "number": 1,
        "before": milestone.due,
        "due": date(2027, 1, 31),
        "reason": "Retard.",
        "by": owner,
        "on": TODAY,
    }
    DateChange.objects.create(milestone=milestone, **facts)
    telling = Telling({"fr": "Transporteurs"}, {"fr": "Les frais sont affichés."}, Channel.RADIO, owner, TODAY)
    plan_message(stories.plan, telling, actor=parties.coordinator, at=AT)
    ask(stories, "Ouvrir ?")
    found = {post: _kinds(handing.gather(post, TODAY, "fr")) for post in (owner, counterpart)}
    assert set(found[owner]) == {"owned", "unanswered", "moves", "messages"}
    assert found[owner]["owned"] == [stories.claimed_only.reference, stories.contested.reference]
    assert set(found[counterpart]) == {"to_confirm", "counterpart", "moves"}
    assert found[counterpart]["to_confirm"] == [stories.claimed_only.reference]
    assert "decisions" in _kinds(handing.gather(parties.director.post, TODAY, "fr"))
    assert "decisions" in _kinds(handing.gather(parties.coordinator.post, TODAY, "fr"))
    assert handing.gather(parties.other.post, TODAY, "fr").groups == []
    HelpOffer.objects.create(commitment=stories.contested, by=parties.private.post, on=TODAY)
    make_edition(stories.plan, actor=parties.coordinator, at=AT)
    assert _kinds(handing.gather(owner, TODAY, "fr"))["offers"] == [stories.contested.reference]
    assert "editions" in _kinds(handing.gather(parties.director.post, TODAY, "fr"))
    assert "editions" not in _kinds(handing.gather(parties.coordinator.post, TODAY, "fr"))
    Commitment.objects.filter(pk=stories.contested.pk).update(state=CommitmentState.ABANDONED)
    assert not {"moves", "offers"} & set(_kinds(handing.gather(owner, TODAY, "fr"))), "what ended has nothing open"


def _kinds(told) -> dict[str, list[str]]:
    return {group.key: [task.reference for task in group.tasks] for group in told.groups}


def test_drafts_stand_only_in_the_record_that_their_own_organisation_prints(stories):
    assert stories.draft
    post = stories.parties.customs.post
    assert "drafts" not in _kinds(handing.gather(post, TODAY, "fr"))
    assert "drafts" in _kinds(handing.gather(post, TODAY, "fr", own=True))
    page = reverse("commitments:handover", args=[post.pk])
    assert SECRETS[4] not in signed_in(stories.parties.coordinator).get(page).content.decode()
    assert SECRETS[4] in signed_in(stories.parties.customs).get(page).content.decode()
    assert signed_in(stories.parties.private).get(page).status_code == 403


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_record_is_signed_by_who_leaves_who_comes_and_a_witness(stories, language):
    stories.every()
    told = handing.gather(stories.parties.customs.post, TODAY, language)
    text = " ".join(pages(handing.files_of(told, language, "pdf", AT)))
    assert text.count(handing.say("as_of", language, day=day_in_words(TODAY, language))) == len(told.groups)
    for key in ("outgoing", "incoming", "witness"):
        assert handing.say(key, language).split()[0] in text
    assert stories.claimed_only.reference in text
    word = docx.Document(BytesIO(handing.files_of(told, language, "docx", AT)))
    assert len(word.tables) >= len(told.groups)


def test_the_page_where_a_post_is_handed_over_leads_to_its_record(stories):
    post = stories.parties.customs.post
    page = reverse("people:hand_over_post", args=[post.pk])
    record = reverse("commitments:handover", args=[post.pk])
    assert record in signed_in(stories.parties.customs).get(page).content.decode()
    with patch("danaya.apps.commitments.telling.slots.allowed", return_value=False):
        assert record not in signed_in(stories.parties.customs).get(page).content.decode()


def test_a_closed_plans_record_and_a_plan_at_signature(stories):
    stories.plan.state = PlanState.SIGNING
    stories.plan.save()
    from danaya.apps.commitments.models import Body, Version

    post = stories.parties.director.post
    Body.objects.create(plan=stories.plan, organisation=post.organisation, signatory=post)
    facts = {"content": "{}", "parts": [], "digest": "a" * 64, "put_on": TODAY, "put_by": post}
    Version.objects.create(plan=stories.plan, number=1, **facts)
    assert "signatures" in _kinds(handing.gather(post, TODAY, "fr"))
