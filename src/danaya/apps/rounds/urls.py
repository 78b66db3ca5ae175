"""Addresses of rounds."""

from django.urls import path

from danaya.apps.rounds.views import answers, closing, codebook, rounds

app_name = "rounds"

urlpatterns = [
    path("rounds/", rounds.list_rounds, name="list"),
    path("rounds/new/", rounds.create, name="create"),
    path("rounds/<uuid:pk>/", rounds.show_round, name="show"),
    path("rounds/<uuid:pk>/facts/", rounds.edit, name="edit"),
    path("rounds/<uuid:pk>/audiences/", rounds.audiences, name="audiences"),
    path("rounds/<uuid:pk>/design/", codebook.design, name="design"),
    path("rounds/<uuid:pk>/design.toml", codebook.design_file, name="design_file"),
    path("rounds/<uuid:pk>/questionnaire/", codebook.questionnaire, name="questionnaire"),
    path("rounds/<uuid:pk>/questionnaire.csv", codebook.codebook_file, name="codebook_file"),
    path("rounds/<uuid:pk>/questionnaire/bank/", codebook.take_bank, name="take_bank"),
    path("rounds/<uuid:pk>/questionnaire/design-file/", codebook.take_design_file, name="take_design_file"),
    path("rounds/<uuid:pk>/questionnaire/<uuid:question>/", codebook.edit_question, name="question"),
    path("rounds/<uuid:pk>/answers/", answers.upload, name="upload"),
    path("rounds/<uuid:pk>/answers/columns/", answers.columns, name="columns"),
    path("rounds/<uuid:pk>/answers/codes/", answers.choose_codes, name="codes"),
    path("rounds/<uuid:pk>/answers/account/", answers.account, name="account"),
    path("rounds/<uuid:pk>/answers/account.csv", answers.account_file, name="account_file"),
    path("rounds/<uuid:pk>/close/", closing.close, name="close"),
    path("rounds/<uuid:pk>/supersede/", closing.supersede, name="supersede"),
    path("rounds/<uuid:pk>/results/", closing.results, name="results"),
]
