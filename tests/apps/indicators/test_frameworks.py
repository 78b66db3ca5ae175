"""Frameworks: the standards, own ones from tables, and what a second table changes."""

import io

import docx
import pytest
import xlsxwriter
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from danaya.apps.indicators.actions.add_standards import add_standards
from danaya.apps.indicators.actions.begin_import import begin_import, choose_sheet, give_up_import, map_columns
from danaya.apps.indicators.actions.change_framework import change_framework
from danaya.apps.indicators.actions.import_objectives import import_objectives, wanted_of
from danaya.apps.indicators.comparing import What, compare_objectives, seen
from danaya.apps.indicators.models import Draft, Framework, Kind, Objective
from danaya.apps.indicators.queries import frameworks_shown, objectives_of, objectives_of_model, outline_of
from danaya.apps.indicators.reading import objectives_in
from danaya.base.files.models import StoredFile
from danaya.base.journal.entries import history
from danaya.base.journal.models import Entry
from danaya.engines.framework import load_frameworks, load_model_commitments
from danaya.engines.language import Problem
from tests.apps.indicators.factories import AT, make_draft, make_framework
from tests.apps.people.factories import make_organisation, make_tenure

pytestmark = pytest.mark.django_db

FIRST = "Code;Objectif\n1;Une administration intègre\n1.1;Publier les tarifs\n1.2;Répondre aux recours\n"


def taken(framework, text, **options):
    """Bring a table in and take it."""
    draft = make_draft("plan.csv", framework, content=text.encode())
    return import_objectives(draft, actor=make_tenure(), at=AT, **options)


def codes(framework):
    return [(one.code, one.parent.code if one.parent else "") for one in objectives_of(framework)]


# Standards


def test_standards_stand_as_the_engine_knows_them_and_a_second_time_changes_nothing():
    frameworks = add_standards(actor=None, at=AT)
    assert {one.code: one.objectives.count() for one in frameworks} == {
        one.key: len(one.objectives) for one in load_frameworks()
    }
    keys, entries = set(Objective.objects.values_list("pk", flat=True)), Entry.objects.count()
    add_standards(actor=None, at=AT)
    assert set(Objective.objects.values_list("pk", flat=True)) == keys
    assert Entry.objects.count() == entries == 3


def test_standard_that_was_changed_by_hand_is_put_right_and_what_is_no_longer_in_it_stays_inactive():
    declaration = next(one for one in add_standards(actor=None, at=AT) if one.code == "declaration")
    Objective.objects.create(framework=declaration, code="11", title={"fr": "Onzième"}, order=11)
    declaration.objectives.filter(code="1").update(title={"fr": "Autre chose"})
    add_standards(actor=None, at=AT)
    assert declaration.objectives.get(code="1").title["fr"] == "Conduite et engagement des responsables"
    assert not declaration.objectives.get(code="11").active


def test_model_commitment_finds_the_objectives_it_serves():
    add_standards(actor=None, at=AT)
    for model in load_model_commitments():
        found = objectives_of_model(model)
        assert len(found) == 1 + len(model.articles) + len(model.targets)
    assert sum(one.framework.code == "declaration" for one in objectives_of_model(load_model_commitments()[0])) == 1


# Adding and changing


def test_framework_is_added_with_a_code_of_its_own():
    first, second = (make_framework(title={"fr": "Plan stratégique 2025-2028"}) for _ in range(2))
    assert (first.code, second.code) == ("plan-strategique-2025-2028", "plan-strategique-2025-2028-2")
    assert history(first).get().verb == "indicators.add_framework"


def test_strategy_needs_its_organisation_and_nothing_else_has_one():
    body = make_organisation("private")
    for kind, organisation in ((Kind.STRATEGY, None), (Kind.PLAN, body)):
        with pytest.raises(Problem, match="Say whose strategy"):
            make_framework(kind, organisation=organisation)
        with pytest.raises(IntegrityError), transaction.atomic():
            Framework.objects.create(code="x", title={"fr": "x"}, kind=kind, organisation=organisation)


def test_standards_are_neither_added_nor_changed_nor_imported_by_hand():
    standard = add_standards(actor=None, at=AT)[0]
    acts = (
        lambda: make_framework(Kind.STANDARD),
        lambda: change_framework(standard, title={"fr": "x"}, acronym={}, active=False, actor=None, at=AT),
        lambda: make_draft(framework=standard),
    )
    for act in acts:
        with pytest.raises(Problem) as refused:
            act()
        assert refused.value.code == "indicators-standard"
    assert Framework.objects.get(pk=standard.pk).active


def test_framework_out_of_force_is_no_longer_offered():
    framework = make_framework()
    change_framework(framework, title={"fr": "Ancien plan"}, acronym={}, active=False, actor=None, at=AT)
    assert framework not in frameworks_shown()
    assert framework in frameworks_shown(also_inactive=True)


# Importing


def test_table_becomes_objectives_with_their_levels():
    framework = make_framework()
    draft = make_draft(framework=framework)
    assert import_objectives(draft, actor=make_tenure(), at=AT) == {
        "new": 5,
        "changed": 0,
        "back": 0,
        "gone": 0,
        "same": 0,
    }
    assert codes(framework) == [("1", ""), ("1.1", "1"), ("1.2", "1"), ("2", ""), ("2.1", "2")]
    assert [line.depth for line in outline_of(objectives_of(framework))] == [0, 1, 1, 0, 1]
    framework.refresh_from_db()
    assert (framework.imported_on, framework.file.name) == (AT.date(), "objectives.csv")
    assert not Draft.objects.exists()
    payload = history(framework).last().payload
    assert payload == {"file": framework.file.sha256, "left": 0, "new": 5}


def test_second_table_changes_by_code_and_what_is_gone_stays_inactive():
    framework = make_framework()
    taken(framework, FIRST)
    keys = {one.code: one.pk for one in objectives_of(framework)}
    counts = taken(framework, "Code;Objectif\n1.2;Répondre aux recours\n1.1;Publier tous les tarifs\n3;Se former\n")
    assert counts == {"new": 1, "changed": 2, "back": 0, "gone": 1, "same": 0}  # 1.1 and 1.2 lost the objective above
    assert codes(framework) == [("1.2", ""), ("1.1", ""), ("3", "")]
    assert framework.objectives.get(code="1.1").pk == keys["1.1"]
    assert framework.objectives.get(code="1").active is False
    assert taken(framework, FIRST)["back"] == 1
    assert framework.objectives.get(code="1").pk == keys["1"]


def test_words_of_a_language_that_the_table_lacks_stay():
    framework = make_framework()
    taken(framework, "Code;Objectif;Objective\n1;Publier les tarifs;Publish the tariffs\n")
    taken(framework, "Code;Objectif\n1;Publier tous les tarifs\n")
    assert framework.objectives.get().title == {"fr": "Publier tous les tarifs", "en": "Publish the tariffs"}


def test_earlier_file_gives_way_and_its_record_stays():
    framework = make_framework()
    taken(framework, FIRST)
    earlier = framework.__class__.objects.get(pk=framework.pk).file
    taken(framework, FIRST)
    assert StoredFile.objects.get(pk=earlier.pk).removed_at == AT
    assert Framework.objects.get(pk=framework.pk).file.removed_at is None


def test_what_is_not_understood_stops_the_import_until_it_is_left_aside():
    framework, text = make_framework(), "Code;Objectif\n1;Publier les tarifs\n;Sans code du tout\n"
    draft = make_draft("plan.csv", framework, content=text.encode())
    with pytest.raises(Problem) as refused:
        import_objectives(draft, actor=make_tenure(), at=AT)
    assert refused.value.code == "indicators-not-accepted"
    assert import_objectives(draft, leave_aside=True, actor=make_tenure(), at=AT)["new"] == 1


def test_what_changed_since_it_was_shown_is_not_taken():
    framework = make_framework()
    draft = make_draft("plan.csv", framework, content=FIRST.encode())
    shown = seen(compare_objectives(framework, wanted_of(objectives_in(draft))))
    Objective.objects.create(framework=framework, code="1", title={"fr": "Autre"}, order=0)
    with pytest.raises(Problem) as refused:
        import_objectives(draft, shown=shown, actor=make_tenure(), at=AT)
    assert refused.value.code == "indicators-changed-meanwhile"
    assert Draft.objects.filter(pk=draft.pk).exists()
    again = seen(compare_objectives(framework, wanted_of(objectives_in(draft))))
    assert import_objectives(draft, shown=again, actor=make_tenure(), at=AT)["changed"] == 1


def test_table_without_an_objective_is_refused():
    framework = make_framework()
    draft = make_draft("plan.csv", framework, content=FIRST.encode())
    map_columns(draft, {"code_column": "Code", "columns": {}, "above": "code", "above_column": ""})
    with pytest.raises(Problem) as refused:
        import_objectives(draft, leave_aside=True, actor=make_tenure(), at=AT)
    assert refused.value.code == "indicators-no-objective"


def test_workbook_is_read_from_the_sheet_that_holds_the_objectives():
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        for name, rows in {
            "Lisez-moi": [["Ce classeur", ""], ["tient le plan", ""]],
            "Plan": [
                ["N°", "Objectif stratégique"],
                ["OS 1", "Publier tous les tarifs"],
                ["OS 2", "Répondre aux recours"],
            ],
        }.items():
            sheet = book.add_worksheet(name)
            for place, row in enumerate(rows):
                sheet.write_row(place, 0, row)
    framework = make_framework()
    draft = make_draft("plan.xlsx", framework, content=stream.getvalue())
    assert (draft.sheet, draft.sheets) == ("Plan", ["Lisez-moi", "Plan"])
    import_objectives(draft, actor=make_tenure(), at=AT)
    assert codes(framework) == [("OS 1", ""), ("OS 2", "")]


def test_table_of_a_word_document_is_read():
    document, stream = docx.Document(), io.BytesIO()
    table = document.add_table(rows=0, cols=2)
    for row in (("Code", "Objectif"), ("A1", "Publier tous les tarifs"), ("A2", "Répondre à chaque recours")):
        for cell, words in zip(table.add_row().cells, row, strict=True):
            cell.text = words
    document.save(stream)
    framework = make_framework()
    import_objectives(make_draft("plan.docx", framework, content=stream.getvalue()), actor=make_tenure(), at=AT)
    assert codes(framework) == [("A1", ""), ("A2", "")]


def test_unknown_sheet_is_refused():
    draft = make_draft(framework=make_framework())
    with pytest.raises(Problem, match="Choose a sheet"):
        choose_sheet(draft, "Ailleurs")


@pytest.mark.parametrize(
    ("name", "content"),
    [("plan.csv", b"\n\n"), ("plan.xlsx", b"%PDF-1.7 nothing"), ("plan.csv", b""), ("plan.exe", b"MZ\x90\0")],
)
def test_file_that_cannot_be_read_leaves_nothing(name, content):
    with pytest.raises(Problem):
        begin_import(ContentFile(content, name), framework=make_framework(), actor=make_tenure(), at=AT)
    assert not StoredFile.objects.exists()
    assert not Draft.objects.exists()


def test_new_file_takes_the_place_of_the_one_that_waited_and_giving_up_leaves_nothing():
    framework, tenure = make_framework(), make_tenure()
    make_draft(framework=framework)
    draft = make_draft(framework=framework, actor=tenure)
    assert Draft.objects.get() == draft
    assert StoredFile.objects.count() == 1
    give_up_import(draft, actor=tenure, at=AT)
    assert not StoredFile.objects.exists()
    assert history(framework).last().verb == "indicators.give_up_import"


def test_objectives_and_their_framework_are_protected():
    framework = make_framework()
    taken(framework, FIRST)
    for act in (framework.delete, framework.objectives.get(code="1").delete):
        with pytest.raises(ProtectedError):
            act()


def test_change_of_the_objective_above_alone_is_a_change():
    framework = make_framework()
    taken(framework, "Code;Objectif;Parent\n1;Premier objectif;\n2;Deuxième objectif;1\n")
    draft = make_draft(
        "plan.csv", framework, content=b"Code;Objectif;Parent\n1;Premier objectif;\n2;Deuxi\xc3\xa8me objectif;\n"
    )
    changes = compare_objectives(framework, wanted_of(objectives_in(draft)))
    assert [(one.code, one.what) for one in changes] == [("1", What.SAME), ("2", What.CHANGED)]
