"""Addresses of rounds."""

from django.urls import path

from danaya.apps.rounds.views import answers, closing, codebook, coding, importing, items, reporting, rounds

app_name = "rounds"

ROUND = "rounds/<uuid:pk>/"
ASKED = ROUND + "questionnaire/"
FILE = ROUND + "answers/<uuid:draft>/"

urlpatterns = [
    path("rounds/", rounds.list_rounds, name="list"),
    path("rounds/new/", rounds.create, name="create"),
    path(ROUND, rounds.show_round, name="show"),
    path(ROUND + "facts/", rounds.edit, name="edit"),
    path(ROUND + "audiences/", rounds.audiences, name="audiences"),
    path(ROUND + "population/", rounds.population, name="population"),
    path(ROUND + "design.toml", codebook.design_file, name="design_file"),
    path(ROUND + "questionnaire.csv", codebook.codebook_file, name="codebook_file"),
    path(ASKED, codebook.questionnaire, name="questionnaire"),
    path(ASKED + "bank/", codebook.take_bank, name="take_bank"),
    path(ASKED + "design-file/", codebook.take_design_file, name="take_design_file"),
    path(ASKED + "table/", importing.take_table, name="take_table"),
    path(ASKED + "table/columns/", importing.codebook_columns, name="codebook_columns"),
    path(ASKED + "table/values/", importing.codebook_values, name="codebook_values"),
    path(ASKED + "questions/new/", items.new_question, name="new_question"),
    path(ASKED + "questions/<uuid:question>/", items.edit_question, name="question"),
    path(ASKED + "questions/<uuid:question>/remove/", items.drop_question, name="drop_question"),
    path(ASKED + "scales/new/", items.new_scale, name="new_scale"),
    path(ASKED + "scales/<uuid:scale>/", items.edit_scale, name="scale"),
    path(ASKED + "scales/<uuid:scale>/remove/", items.drop_scale, name="drop_scale"),
    path(ASKED + "breakdowns/new/", items.new_breakdown, name="new_breakdown"),
    path(ASKED + "breakdowns/<uuid:breakdown>/", items.edit_breakdown, name="breakdown"),
    path(ASKED + "breakdowns/<uuid:breakdown>/remove/", items.drop_breakdown, name="drop_breakdown"),
    path(ROUND + "answers/", answers.upload, name="upload"),
    path(FILE + "design/", answers.design, name="design"),
    path(FILE + "columns/", answers.columns, name="columns"),
    path(FILE + "codes/", coding.codes, name="codes"),
    path(FILE + "codes/group/", coding.code_group, name="code_group"),
    path(FILE + "account/", answers.account, name="account"),
    path(FILE + "account.csv", answers.account_file, name="account_file"),
    path(FILE + "take-back/", answers.take_back, name="take_back"),
    path(ROUND + "close/", closing.close, name="close"),
    path(ROUND + "correct/", closing.correct, name="correct"),
    path(ROUND + "correct/give-up/", closing.give_up, name="give_up"),
    path(ROUND + "results/", reporting.results, name="results"),
    path(ROUND + "results/table/", reporting.take_results_table, name="take_results_table"),
    path(ROUND + "results/columns/", reporting.results_columns, name="results_columns"),
]
