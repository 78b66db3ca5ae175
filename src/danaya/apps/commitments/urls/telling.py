"""Addresses of what is told: director's page and decisions, editions for everyone, scorecard, poster, communication plan, handover."""

from django.urls import path

from danaya.apps.commitments.views.telling import (
    decisions,
    director,
    editions,
    handing,
    meetings,
    messages,
    posters,
    scorecards,
)

ADDRESSES = [
    path("plans/handover/<uuid:post_id>/", handing.handover, name="handover"),
    path("plans/handover/<uuid:post_id>/<str:language>/<str:kind>/", handing.handover_file, name="handover_file"),
    path("plans/<uuid:pk>/director/", director.director, name="director"),
    path("plans/<uuid:pk>/director/<str:language>/<str:kind>/", director.director_file, name="director_file"),
    path("plans/<uuid:pk>/decisions/", decisions.decisions, name="decisions"),
    path("plans/<uuid:pk>/decisions/ask/", decisions.ask, name="ask_decision"),
    path("plans/<uuid:pk>/decisions/<uuid:decision>/decide/", decisions.decide, name="decide"),
    path("plans/<uuid:pk>/decisions/<uuid:decision>/follow-up/", decisions.follow_up, name="follow_up"),
    path("plans/<uuid:pk>/decisions/<uuid:decision>/drop/", decisions.drop, name="drop_decision"),
    path("plans/<uuid:pk>/editions/", editions.editions, name="editions"),
    path("plans/<uuid:pk>/editions/make/", editions.make, name="make_edition"),
    path("plans/<uuid:pk>/editions/<int:number>/", editions.edition, name="edition"),
    path("plans/<uuid:pk>/editions/<int:number>/authorise/", editions.authorise, name="authorise_edition"),
    path("plans/<uuid:pk>/editions/<int:number>/refuse/", editions.refuse, name="refuse_edition"),
    path("plans/<uuid:pk>/editions/<int:number>/withdraw/", editions.withdraw, name="withdraw_edition"),
    path("plans/<uuid:pk>/meeting/<str:language>/<str:kind>/", meetings.meeting_file, name="meeting_file"),
    path("plans/<uuid:pk>/scorecard/", scorecards.scorecard, name="scorecard"),
    path("plans/<uuid:pk>/scorecard/<str:language>/<str:kind>/", scorecards.scorecard_file, name="scorecard_file"),
    path("plans/<uuid:pk>/poster/", posters.poster, name="poster"),
    path("plans/<uuid:pk>/poster/<str:language>/<str:kind>/", posters.poster_file, name="poster_file"),
    path("plans/<uuid:pk>/messages/", messages.messages_of, name="messages"),
    path("plans/<uuid:pk>/messages/add/", messages.add, name="add_message"),
    path("plans/<uuid:pk>/messages/<uuid:message>/", messages.message, name="message"),
    path("plans/<uuid:pk>/messages/<uuid:message>/change/", messages.change, name="change_message"),
    path("plans/<uuid:pk>/messages/<uuid:message>/told/", messages.told, name="told_message"),
    path("plans/<uuid:pk>/messages/<uuid:message>/untold/", messages.untold, name="untold_message"),
    path("plans/<uuid:pk>/messages/<uuid:message>/remove/", messages.remove, name="remove_message"),
]
