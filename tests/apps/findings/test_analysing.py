"""Analysing small rounds with the real engines: what is kept, released, packed, and what stays hidden everywhere."""

import io
import json
import re
import zipfile
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
from django.urls import reverse

from danaya.apps.findings.actions.analyse_round import analyse_round, find_sources
from danaya.apps.findings.actions.make_pack import make_pack
from danaya.apps.findings.actions.release_results import release_results
from danaya.apps.findings.models import Analysis, Finding, NeverEditedError, Pack, Release
from danaya.apps.people.models import Role
from danaya.base.files.models import Visibility
from danaya.base.jobs.models import Job
from danaya.base.jobs.models import State as JobState
from danaya.base.jobs.queue import perform
from danaya.base.jobs.work import enqueue
from danaya.base.journal.entries import history, verify
from danaya.engines.language import Problem
from tests.apps.findings.generated import TINY, TINY_NAME, close_generated, close_reported
from tests.apps.people.factories import make_administration, make_tenure

AT = datetime(2026, 11, 16, 10, tzinfo=UTC)
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def administration():
    return make_administration()


@pytest.fixture
def coordinator():
    return make_tenure(Role.COORDINATOR)


@pytest.fixture
def rounds(coordinator):
    """Two rounds; companies see the fees better in the second."""
    first = close_generated(coordinator, seed=1, year=2024, at=AT)
    second = close_generated(coordinator, seed=2, year=2026, earlier=first, better={"fees": 0.9}, at=AT)
    return SimpleNamespace(first=first, second=second)


def test_analysis_is_kept_whole(rounds, coordinator):
    said = []
    analysis = analyse_round(
        rounds.second, packs=(), actor=coordinator, at=AT, progress=lambda *step: said.append(step[:2])
    )
    assert said == [(1, 2), (2, 2)]
    kinds = set(analysis.findings.values_list("kind", flat=True))
    assert {"gap", "change", "improvement"} <= kinds
    assert analysis.dataset.round == rounds.second
    assert analysis.earlier_dataset.round == rounds.first
    names = {path.name for path in analysis.folder.iterdir()}
    assert names == {"analysis.json", "facts.json", "page-fr", "page-en"}
    numbers = {f"{number}.html" for number in analysis.findings.values_list("number", flat=True)}
    assert numbers < {path.name for path in (analysis.folder / "page-fr").iterdir()}
    entry = history(analysis).get()
    assert (entry.verb, entry.post) == ("findings.analyse_round", str(coordinator.post_id))
    assert verify() is None


def test_findings_of_an_analysis_speak_both_languages_and_name_their_basis(rounds, coordinator):
    analysis = analyse_round(rounds.first, packs=(), actor=coordinator, at=AT)
    for finding in analysis.findings.all():
        assert set(finding.sentence) == {"fr", "en"}
        assert finding.figures
        assert (
            finding.basis["dataset_digest"]
            == json.loads((analysis.folder / "facts.json").read_text())["dataset_digest"]
        )
    decision = analysis.decisions.first()
    assert decision.finding.analysis == analysis
    assert len(decision.options) == 2
    assert analysis.decisions.count() <= 3


def test_analysing_twice_gives_the_same_digests(rounds, coordinator):
    one, two = (analyse_round(rounds.first, packs=(), actor=coordinator, at=AT) for _ in range(2))
    assert (one.digest, one.results_digest) == (two.digest, two.results_digest)
    assert one.pk != two.pk


def test_what_was_computed_is_never_edited(rounds, coordinator):
    analysis = analyse_round(rounds.first, packs=(), actor=coordinator, at=AT)
    for kept in (analysis, analysis.findings.first()):
        with pytest.raises(NeverEditedError):
            kept.save()
        with pytest.raises(NeverEditedError):
            kept.delete()
    for every in (Analysis.objects, Finding.objects):
        with pytest.raises(NeverEditedError):
            every.all().update(id=None)
        with pytest.raises(NeverEditedError):
            every.all().delete()


def test_failure_leaves_neither_rows_nor_files(rounds, coordinator, settings):
    def stop(step, steps, words):
        if step == 2:
            raise KeyboardInterrupt

    before = set(settings.FOLDER.analyses.glob("*")) if settings.FOLDER.analyses.exists() else set()
    with pytest.raises(KeyboardInterrupt):
        analyse_round(rounds.first, actor=coordinator, at=AT, progress=stop)
    assert not Analysis.objects.exists()
    assert set(settings.FOLDER.analyses.glob("*")) | set(settings.FOLDER.analyses.glob(".*")) == before


def test_released_analysis_enters_the_ledger_once(rounds, coordinator):
    analysis = analyse_round(rounds.first, packs=(), actor=coordinator, at=AT)
    release = release_results(analysis, actor=coordinator, at=AT)
    assert release.cell_count > 10
    assert Analysis.objects.get(pk=analysis.pk).visibility == Visibility.FORUM
    with pytest.raises(Problem) as refused:
        release_results(Analysis.objects.get(pk=analysis.pk), actor=coordinator, at=AT)
    assert refused.value.code == "release-twice"
    with pytest.raises(NeverEditedError):
        release.delete()


def test_release_never_holds_the_tiny_region(rounds, coordinator):
    analysis = analyse_round(rounds.first, packs=(), actor=coordinator, at=AT)
    release = release_results(analysis, actor=coordinator, at=AT)
    places = [cell["conditions"].get("region") for cell in release.ledger_entry["cells"]]
    assert [TINY] not in places
    assert ["1"] in places or ["2"] in places


def test_second_analysis_of_released_data_can_be_released(rounds, coordinator):
    first = analyse_round(rounds.first, packs=(), actor=coordinator, at=AT)
    release_results(first, actor=coordinator, at=AT)
    later = AT + timedelta(days=1)
    again = analyse_round(rounds.first, packs=(), actor=coordinator, at=later)
    assert release_results(again, actor=coordinator, at=later)


def test_analysis_older_than_a_release_of_its_data_is_refused(rounds, coordinator):
    older = analyse_round(rounds.first, packs=(), actor=coordinator, at=AT)
    newer = analyse_round(rounds.first, packs=(), actor=coordinator, at=AT)
    release_results(newer, actor=coordinator, at=AT + timedelta(hours=1))
    with pytest.raises(Problem) as refused:
        release_results(older, actor=coordinator, at=AT + timedelta(hours=2))
    assert refused.value.code == "release-outdated"
    assert Release.objects.count() == 1


def test_release_to_the_team_only_is_refused(rounds, coordinator):
    analysis = analyse_round(rounds.first, packs=(), actor=coordinator, at=AT)
    with pytest.raises(Problem) as refused:
        release_results(analysis, visibility=Visibility.TEAM, actor=coordinator, at=AT)
    assert refused.value.code == "release-to-nobody"


def test_pack_made_after_release_names_its_readers_and_replaces_the_former(
    rounds, coordinator, django_capture_on_commit_callbacks
):
    analysis = analyse_round(rounds.first, packs=("fr",), actor=coordinator, at=AT)
    former = analysis.packs.get()
    assert former.visibility == Visibility.TEAM
    release_results(analysis, actor=coordinator, at=AT)
    with django_capture_on_commit_callbacks(execute=True):
        pack = make_pack(Analysis.objects.get(pk=analysis.pk), "fr", actor=coordinator, at=AT)
    assert analysis.packs.get() == pack
    assert pack.visibility == Visibility.FORUM
    assert not former.folder.exists()
    page = (pack.folder / "report.html").read_text("utf-8")
    assert "Douanes d&#x27;essai" in page
    assert {file["name"] for file in pack.files if file["team"]} == {"estimates.csv", "answers.csv", "reproduce.R"}
    for file in pack.files:
        assert (pack.folder / file["name"]).stat().st_size == file["size"]


def test_reported_round_goes_through_every_step(coordinator):
    reported = close_reported(coordinator, at=AT)
    analysis = analyse_round(reported, packs=("en",), actor=coordinator, at=AT)
    assert analysis.is_reported
    assert analysis.findings.exists()
    release_results(analysis, actor=coordinator, at=AT)
    pack = analysis.packs.get()
    assert not (pack.folder / "reproduce.R").exists()
    assert "not recomputable" in (pack.folder / "report.html").read_text("utf-8")


def test_change_from_a_reported_round_is_shown_without_a_test(coordinator):
    reported = close_reported(coordinator, at=AT)
    round_ = close_generated(coordinator, earlier=reported, at=AT)
    analysis = analyse_round(round_, packs=(), actor=coordinator, at=AT)
    assert analysis.earlier_table.round == reported
    changes = [finding for finding in analysis.findings.all() if finding.kind == "change"]
    assert changes
    assert {figure["interval"]["en"] for finding in changes for figure in finding.figures[:1]} == {""}


def test_corrected_data_are_refused_for_release_until_analysed_again(rounds, coordinator):
    from tests.apps.findings.generated import correct_generated

    analysis = analyse_round(rounds.first, packs=(), actor=coordinator, at=AT)
    release_results(analysis, actor=coordinator, at=AT)
    other = analyse_round(rounds.first, packs=(), actor=coordinator, at=AT)
    correct_generated(coordinator, rounds.first, at=AT + timedelta(days=1))
    assert Analysis.objects.get(pk=analysis.pk).rests_on_superseded
    with pytest.raises(Problem) as refused:
        release_results(Analysis.objects.get(pk=other.pk), actor=coordinator, at=AT + timedelta(days=2))
    assert refused.value.code == "release-superseded"
    again = analyse_round(rounds.first, packs=(), actor=coordinator, at=AT + timedelta(days=2))
    assert again.dataset != analysis.dataset
    release = release_results(again, actor=coordinator, at=AT + timedelta(days=2))
    assert release.ledger_entry["supersedes"] == analysis.release.ledger_entry["dataset"]


def test_round_that_is_open_is_refused(coordinator):
    from tests.apps.findings.factories import make_round

    with pytest.raises(Problem) as refused:
        find_sources(make_round(state="draft"))
    assert refused.value.code == "round-not-closed"


# What is hidden stays hidden


@pytest.fixture
def released(rounds, coordinator):
    analysis = analyse_round(rounds.second, packs=("fr", "en"), actor=coordinator, at=AT)
    release_results(analysis, actor=coordinator, at=AT)
    return Analysis.objects.get(pk=analysis.pk)


def test_protected_figures_are_in_no_page_and_no_file(released, client):
    """The tiny region's mean is looked for, as it would be written, beside the region's name in everything published."""
    wanted = hidden_figures(released)
    assert len(wanted) > 5
    client.force_login(make_tenure(Role.MEMBER).account)
    texts = dict(published_texts(released, client))
    assert len(texts) > 30
    assert [(name, found) for name, text in texts.items() if (found := leaks(text, wanted))] == []


@pytest.mark.parametrize(
    "planted", ["Tessa 3,4", "Tessa : 3.4 [2.1, 4.7]", "<td>Tessa</td><td>c</td><td>3,4</td>", "Tessa c c 5,0 3,4"]
)
def test_a_planted_leak_would_be_found(planted):
    assert leaks(strip(planted), {"3,4", "3.4"})
    assert not leaks(strip(planted.replace("3", "13")), {"3,4", "3.4"})


def leaks(text, wanted):
    """Return the figures that stand shortly after the tiny region's name."""
    beside = " | ".join(re.findall(rf"{TINY_NAME}(.{{0,60}})", text, flags=re.DOTALL))
    return [figure for figure in wanted if re.search(rf"(?<![\d.,]){re.escape(figure)}(?![\d.,]*\d)", beside)]


def hidden_figures(analysis):
    """Scores and shares of the tiny region, computed anew from the answers with nothing protected."""
    from danaya.apps.rounds.queries import answers_path, study_of
    from danaya.engines.disclosure import Rule
    from danaya.engines.restitution import analyse

    open_rule = Rule(minimum=2, sensitive_minimum=2, minimum_psus=1, minimum_answers=1, difference=2)
    bare = analyse(answers_path(analysis.dataset), study_of(analysis.dataset), rule=open_rule)
    rows = [row for row in bare.estimates if row.domain == "region" and row.level == TINY and row.measure == "score"]
    kept = json.loads((analysis.folder / "analysis.json").read_text("utf-8"))["estimates"]
    hidden = [row for row in kept if row["domain"] == "region" and row["level"] == TINY]
    assert {row["status"] for row in hidden} <= {"protected", "not_comparable", "not_asked"}
    assert not any(row[name] for row in hidden for name in ("estimate", "se", "n", "count", "ci_low"))
    found = [row.estimate for row in rows if row.estimate is not None]
    return {
        written for value in found for written in (f"{value:.1f}", f"{value:.1f}".replace(".", ","), f"{value:.2f}")
    }


def published_texts(analysis, client):
    """Every page the forum reads and every file it may take, as text."""
    pages = ["restitution", "questions", "comparison", "method", "tables", "pack"]
    addresses = [reverse(f"findings:{page}", args=[analysis.pk]) for page in pages]
    for finding in analysis.findings.all():
        addresses += [reverse(f"findings:{name}", args=[analysis.pk, finding.number]) for name in ("finding", "basis")]
    for address in addresses:
        response = client.get(address)
        assert response.status_code == 200, address
        yield address, strip(response.content.decode())
    for pack in analysis.packs.all():
        for file in pack.files:
            if not file["team"]:
                yield (
                    f"{pack.language}/{file['name']}",
                    text_in((pack.folder / file["name"]).read_bytes(), file["name"]),
                )


def text_in(content, name):
    ending = name.rpartition(".")[2]
    if ending == "pdf":
        import pypdfium2

        return "\n".join(page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(content))
    if ending == "xlsx":
        from python_calamine import CalamineWorkbook

        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        sheets = (book.get_sheet_by_name(sheet).to_python() for sheet in book.sheet_names)
        return "\n".join(" ".join(str(cell) for cell in row) for rows in sheets for row in rows)
    if ending in {"docx", "pptx"}:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return "\n".join(strip(archive.read(part).decode()) for part in archive.namelist() if part.endswith(".xml"))
    return strip(content.decode())


def strip(markup):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", markup))


# Jobs


def run(job):
    perform.func(str(job.pk))
    job.refresh_from_db()
    return job


def ask(kind, tenure, **arguments):
    return enqueue(kind, owner=tenure.account, at=AT, tenure=str(tenure.pk), moment=AT.isoformat(), **arguments)


def test_job_analyses_with_the_pack_of_who_asked(rounds, coordinator, client):
    client.force_login(coordinator.account)
    client.cookies["django_language"] = "en"
    response = client.post(reverse("findings:analyse", args=[rounds.first.pk]))
    job = run(Job.objects.get())
    assert response["Location"] == job.get_absolute_url()
    assert job.state == JobState.DONE, job.problems
    analysis = Analysis.objects.get()
    assert job.result_url == reverse("findings:restitution", args=[analysis.pk])
    assert list(analysis.packs.values_list("language", flat=True)) == ["en"]
    assert client.get(job.result_url).status_code == 200


def test_cancelled_job_leaves_nothing(rounds, coordinator, settings):
    job = ask("findings.analyse", coordinator, round_id=str(rounds.first.pk), language="fr")
    Job.objects.filter(pk=job.pk).update(cancel_asked=True)
    assert run(job).state == JobState.CANCELLED
    assert not Analysis.objects.exists()
    assert not (settings.FOLDER.analyses / str(job.pk)).exists()


def test_second_attempt_clears_away_what_the_first_left(rounds, coordinator, settings):
    job = ask("findings.analyse", coordinator, round_id=str(rounds.first.pk), language="fr")
    left = settings.FOLDER.analyses / f".{job.pk}.partial"
    left.mkdir(parents=True)
    (left / "half.json").write_text("{")
    assert run(job).state == JobState.DONE
    assert not left.exists()
    assert not (settings.FOLDER.analyses / str(job.pk) / "half.json").exists()


def test_job_releases_with_files_for_both_languages(rounds, coordinator, client):
    analysis = analyse_round(rounds.first, packs=("fr",), actor=coordinator, at=AT)
    client.force_login(coordinator.account)
    client.post(reverse("findings:release", args=[analysis.pk]))
    job = run(Job.objects.get())
    assert job.state == JobState.DONE, job.problems
    assert {(pack.language, pack.visibility) for pack in Pack.objects.all()} == {("fr", "forum"), ("en", "forum")}
    assert Analysis.objects.get().is_released


def test_refused_release_leaves_files_as_they_were(rounds, coordinator):
    older = analyse_round(rounds.first, packs=("fr",), actor=coordinator, at=AT)
    newer = analyse_round(rounds.first, packs=(), actor=coordinator, at=AT)
    release_results(newer, actor=coordinator, at=AT + timedelta(seconds=1))
    before = {path.name for path in (older.folder / "packs").iterdir()}
    job = run(ask("findings.release", coordinator, analysis_id=str(older.pk)))
    assert job.state == JobState.FAILED
    assert job.problems[0]["code"] == "release-outdated"
    assert {path.name for path in (older.folder / "packs").iterdir()} == before
    assert not Analysis.objects.get(pk=older.pk).is_released


def test_job_makes_the_missing_pack(rounds, coordinator, client):
    analysis = analyse_round(rounds.first, packs=(), actor=coordinator, at=AT)
    client.force_login(coordinator.account)
    client.post(reverse("findings:make_pack", args=[analysis.pk]), {"language": "fr"})
    job = run(Job.objects.get())
    assert job.state == JobState.DONE, job.problems
    assert job.result_url == reverse("findings:pack", args=[analysis.pk])
    assert analysis.packs.get().language == "fr"
