"""Addresses of the dialogue. Under ``/c/``, ``/l/`` and ``/o/`` whoever holds a card or a link; under ``/voices/`` posts."""

from django.urls import URLPattern, path, register_converter

from danaya.apps.dialogue.views import card_following, card_home, card_voting, card_writing, entering, taking_part


class CodeConverter:
    """A code in an address, with or without a slash behind it: a telephone on a slow network is not sent round."""

    regex = r"[^/]+/?"

    def to_python(self, value: str) -> str:
        """Return the code."""
        return value.rstrip("/")

    def to_url(self, value: str) -> str:
        """Return it as addresses have it."""
        return f"{value}/"


register_converter(CodeConverter, "code")

app_name = "dialogue"

urlpatterns: list[URLPattern] = [
    # Whoever holds a card or a link (views/entering.py, views/card_*.py)
    path("c/", entering.enter, name="enter"),
    path("c/language/", card_home.language, name="language"),
    path("day/", card_home.day, name="day"),
    path("c/<uuid:pk>/", card_home.participant, name="participant"),
    path("c/<uuid:pk>/leave/", card_home.leave, name="leave"),
    path("c/<uuid:pk>/write/", card_writing.participant_write, name="participant_write"),
    path("c/<uuid:pk>/written/<uuid:text>/", card_writing.written, name="written"),
    path("c/<uuid:pk>/mine/", card_following.mine, name="mine"),
    path("c/<uuid:pk>/mine/<uuid:text>/", card_following.mine_text, name="mine_text"),
    path("c/<uuid:pk>/mine/<uuid:text>/rewrite/", card_writing.mine_rewrite, name="mine_rewrite"),
    path("c/<uuid:pk>/mine/<uuid:text>/withdraw/", card_following.mine_withdraw, name="mine_withdraw"),
    path("c/<uuid:pk>/mine/<uuid:text>/reply/", card_following.mine_reply, name="mine_reply"),
    path("c/<uuid:pk>/mine/<uuid:text>/earlier/", card_following.mine_earlier, name="mine_earlier"),
    path("c/<uuid:pk>/mine/<uuid:text>/proof/<int:number>/", card_following.mine_proof, name="mine_proof"),
    path("c/<uuid:pk>/vote/", card_voting.vote, name="vote"),
    path("c/<uuid:pk>/vote/<int:number>/", card_voting.vote_on, name="vote_on"),
    path("c/<uuid:pk>/votes/", card_voting.votes, name="votes"),
    path("c/<uuid:pk>/stars/", card_voting.stars, name="stars"),
    path("c/<code:code>", entering.card, name="card"),
    path("l/<code:code>", entering.link, name="link"),
    path("o/<code:code>", entering.open_link, name="open_link"),
    path("voices/<uuid:pk>/take-part/", taking_part.take_part, name="take_part"),
    # Signed-in posts
    # Results and documents
]
