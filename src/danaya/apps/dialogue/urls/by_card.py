"""Addresses of whoever holds a card or a link: short, since some are typed."""

from django.urls import URLPattern, path

from danaya.apps.dialogue.urls.codes import CODE
from danaya.apps.dialogue.views.by_card import entering, following, home, reading, voting, writing

ADDRESSES: list[URLPattern] = [
    path("c/", entering.enter, name="enter"),
    path("c/language/", home.language, name="language"),
    path("day/", home.day, name="day"),
    path("c/<uuid:pk>/", home.participant, name="participant"),
    path("c/<uuid:pk>/leave/", home.leave, name="leave"),
    path("c/<uuid:pk>/write/", writing.participant_write, name="participant_write"),
    path("c/<uuid:pk>/written/<uuid:text>/", writing.written, name="written"),
    path("c/<uuid:pk>/mine/", following.mine, name="mine"),
    path("c/<uuid:pk>/mine/<uuid:text>/", following.mine_text, name="mine_text"),
    path("c/<uuid:pk>/mine/<uuid:text>/rewrite/", writing.mine_rewrite, name="mine_rewrite"),
    path("c/<uuid:pk>/mine/<uuid:text>/withdraw/", following.mine_withdraw, name="mine_withdraw"),
    path("c/<uuid:pk>/mine/<uuid:text>/reply/", following.mine_reply, name="mine_reply"),
    path("c/<uuid:pk>/mine/<uuid:text>/earlier/", following.mine_earlier, name="mine_earlier"),
    path("c/<uuid:pk>/mine/<uuid:text>/proof/<int:number>/", following.mine_proof, name="mine_proof"),
    path("c/<uuid:pk>/vote/", voting.vote, name="vote"),
    path("c/<uuid:pk>/vote/<int:number>/", voting.vote_on, name="vote_on"),
    path("c/<uuid:pk>/votes/", voting.votes, name="votes"),
    path("c/<uuid:pk>/stars/", voting.stars, name="stars"),
    path("c/<uuid:pk>/shown/", reading.shown, name="shown"),
    path("c/<uuid:pk>/shown/<int:number>/", reading.shown_text, name="shown_text"),
    path("c/<uuid:pk>/shown/<int:number>/proof/<int:answer>/", reading.shown_proof, name="shown_proof"),
    path(f"c/{CODE}", entering.card, name="card"),
    path(f"l/{CODE}", entering.link, name="link"),
    path(f"o/{CODE}", entering.open_link, name="open_link"),
]
