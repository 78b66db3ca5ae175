"""Addresses of progress: acts of posts, their open items, the next meeting, links and PINs; under ``/e/`` whoever holds a personal link."""

from django.urls import URLPattern, path

from danaya.apps.commitments.views.progress import by_link, links, pages, posts
from danaya.apps.dialogue.urls.codes import CODE

C = "plans/<uuid:pk>/c/<uuid:commitment>/"

ADDRESSES: list[URLPattern] = [
    path("plans/mine/", pages.mine, name="mine"),
    path("plans/<uuid:pk>/meeting/", pages.meeting, name="meeting"),
    path("plans/<uuid:pk>/links/", links.links, name="links"),
    path("plans/<uuid:pk>/links/pin/", links.pin, name="pin"),
    path("plans/<uuid:pk>/links/end/", links.end, name="end_links"),
    path(f"{C}update/", posts.update, name="update"),
    path(f"{C}claim/<uuid:milestone>/", posts.claim, name="claim"),
    path(f"{C}evidence/<uuid:claim>/", posts.evidence, name="evidence"),
    path(f"{C}answer/<uuid:claim>/", posts.answer, name="answer"),
    path(f"{C}outcome/<uuid:claim>/", posts.outcome, name="outcome"),
    path(f"{C}agree/<uuid:outcome>/", posts.agree, name="agree"),
    path(f"{C}move/<uuid:milestone>/", posts.move, name="move"),
    path(f"{C}date/<uuid:change>/", posts.date, name="date"),
    path(f"{C}help/", posts.offer_help, name="offer_help"),
    path(f"{C}help/<uuid:offer>/", posts.answer_help, name="answer_help"),
    path(f"{C}decided/<uuid:escalation>/", posts.decided, name="decided"),
    path("e/", by_link.enter, name="link_enter"),
    path("e/<str:code>/<slug:act>/<uuid:of>/", by_link.act, name="link_act"),
    path("e/<str:code>/evidence/<uuid:evidence>/open/", by_link.evidence, name="link_evidence"),
    path(f"e/{CODE}", by_link.home, name="link"),
]
