"""Addresses of the dialogue. Under ``/c/``, ``/l/`` and ``/o/`` whoever holds a card or a link; under ``/voices/`` posts."""

from django.urls import URLPattern, path, register_converter

from danaya.apps.dialogue.views import (
    answering,
    card_following,
    card_home,
    card_reading,
    card_voting,
    card_writing,
    cards,
    consultations,
    describing,
    entering,
    expectations,
    files,
    measures,
    merging,
    own_texts,
    private_by_card,
    private_cards,
    private_handing_in,
    private_opening,
    private_texts,
    reading,
    results,
    room,
    solving,
    taking_part,
)


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
    path("c/<uuid:pk>/shown/", card_reading.shown, name="shown"),
    path("c/<uuid:pk>/shown/<int:number>/", card_reading.shown_text, name="shown_text"),
    path("c/<uuid:pk>/shown/<int:number>/proof/<int:answer>/", card_reading.shown_proof, name="shown_proof"),
    path("c/<code:code>", entering.card, name="card"),
    path("l/<code:code>", entering.link, name="link"),
    path("o/<code:code>", entering.open_link, name="open_link"),
    path("voices/<uuid:pk>/take-part/", taking_part.take_part, name="take_part"),
    # A body among its members (views/private_*.py): whoever holds a member's card; then posts of the body
    path("p/<uuid:space>/", private_by_card.home, name="private_member"),
    path("p/<uuid:space>/leave/", private_by_card.leave, name="private_member_leave"),
    path("p/<uuid:space>/write/", private_by_card.write, name="private_member_write"),
    path("p/<uuid:space>/written/", private_by_card.written, name="private_member_written"),
    path("p/<uuid:space>/texts/", private_by_card.texts, name="private_member_texts"),
    path("p/<uuid:space>/texts/<uuid:text>/", private_by_card.text_page, name="private_member_text"),
    path("p/<uuid:space>/texts/<uuid:text>/vote/", private_by_card.vote, name="private_member_vote"),
    path("p/<code:code>", private_by_card.card, name="private_card"),
    path("voices/<uuid:pk>/private/", private_opening.begin, name="private_begin"),
    path("voices/<uuid:pk>/private/open/", private_opening.open_, name="private_open"),
    path("voices/<uuid:space>/private/opened/", private_opening.opened_page, name="private_opened"),
    path("voices/<uuid:space>/private/unlock/", private_opening.unlock_page, name="private_unlock"),
    path("voices/<uuid:space>/private/close/", private_opening.close_, name="private_close"),
    path("voices/<uuid:space>/private/secret/", private_opening.secret, name="private_secret"),
    path("voices/<uuid:space>/private/empty/", private_opening.empty, name="private_empty"),
    path("voices/<uuid:space>/private/cards/", private_cards.member_cards, name="private_cards"),
    path("voices/<uuid:space>/private/cards/end/", private_cards.end_cards, name="private_end_cards"),
    path("voices/<uuid:space>/private/write/", private_texts.write, name="private_write"),
    path("voices/<uuid:space>/private/written/", private_texts.written, name="private_written"),
    path("voices/<uuid:space>/private/count/", private_texts.count, name="private_count"),
    path("voices/<uuid:space>/private/texts/", private_texts.texts, name="private_texts"),
    path("voices/<uuid:space>/private/texts/<uuid:text>/", private_texts.text_page, name="private_text"),
    path("voices/<uuid:space>/private/texts/<uuid:text>/vote/", private_texts.vote, name="private_vote"),
    path("voices/<uuid:space>/private/texts/<uuid:text>/rewrite/", private_texts.rewrite_page, name="private_rewrite"),
    path(
        "voices/<uuid:space>/private/texts/<uuid:text>/take-out/", private_texts.take_out_page, name="private_take_out"
    ),
    path(
        "voices/<uuid:space>/private/texts/<uuid:text>/hand-in/",
        private_handing_in.hand_in_page,
        name="private_hand_in",
    ),
    path("voices/<uuid:space>/private/handed-in/<uuid:text>/", private_handing_in.handed_in, name="private_handed_in"),
    # Signed-in posts (views/consultations.py and those after it)
    path("voices/", consultations.list_consultations, name="list"),
    path("voices/make/", consultations.make, name="make"),
    path("voices/<uuid:pk>/", consultations.consultation, name="consultation"),
    path("voices/<uuid:pk>/change/", consultations.change, name="change"),
    path("voices/<uuid:pk>/phase/", consultations.phase, name="phase"),
    path("voices/<uuid:pk>/expectations/", expectations.expectations, name="expectations"),
    path("voices/<uuid:pk>/answers/", expectations.answers, name="answers"),
    path("voices/<uuid:pk>/write/", own_texts.write, name="write"),
    path("voices/<uuid:pk>/write/unnamed/", own_texts.write_unnamed, name="write_unnamed"),
    path("voices/<uuid:pk>/own/", own_texts.own, name="own"),
    path("voices/<uuid:pk>/reading/", reading.reading, name="reading"),
    path("voices/<uuid:pk>/reading/<uuid:text>/", reading.read_text, name="read_text"),
    path("voices/<uuid:pk>/merge/", merging.merge, name="merge"),
    path("voices/<uuid:pk>/merge/look/", merging.look_for_alike, name="look_for_alike"),
    path("voices/<uuid:pk>/merge/pair/", merging.merge_pair, name="merge_pair"),
    path("voices/<uuid:pk>/merge/undo/", merging.undo, name="undo_merge"),
    path("voices/<uuid:pk>/cards/", cards.cards, name="cards"),
    path("voices/<uuid:pk>/cards/print/", cards.print_cards, name="print_cards"),
    path("voices/<uuid:pk>/cards/link/", cards.make_link, name="make_link"),
    path("voices/<uuid:pk>/cards/poster/", cards.make_poster, name="make_poster"),
    path("voices/<uuid:pk>/cards/end/", cards.end_lot, name="end_lot"),
    path("voices/<uuid:pk>/<uuid:text>/", expectations.expectation, name="expectation"),
    path("voices/<uuid:pk>/<uuid:text>/rewrite/", own_texts.rewrite, name="rewrite"),
    path("voices/<uuid:pk>/<uuid:text>/withdraw/", own_texts.withdraw, name="withdraw"),
    path("voices/<uuid:pk>/<uuid:text>/reply/", own_texts.reply, name="reply"),
    path("voices/<uuid:pk>/<uuid:text>/translate/", describing.translate, name="translate"),
    path("voices/<uuid:pk>/<uuid:text>/tag/", describing.tag, name="tag"),
    path("voices/<uuid:pk>/<uuid:text>/restate/", answering.restate, name="restate"),
    path("voices/<uuid:pk>/<uuid:text>/fate/", answering.fate, name="fate"),
    path("voices/<uuid:pk>/<uuid:text>/solve/", solving.solve, name="solve"),
    path("voices/<uuid:pk>/<uuid:text>/rate/", solving.rate, name="rate"),
    path("voices/<uuid:pk>/<uuid:text>/choose/", solving.choose, name="choose"),
    # Results and documents
    path("voices/<uuid:pk>/results/", results.results, name="results"),
    path("voices/<uuid:pk>/results/measures/", measures.measures, name="measures"),
    path("voices/<uuid:pk>/results/<slug:kind>/", results.results_list, name="results_list"),
    path("voices/<uuid:pk>/room/", room.room, name="room"),
    path("voices/<uuid:pk>/room/text/<int:number>/", room.room_text, name="room_text"),
    path("voices/<uuid:pk>/room/<slug:kind>/<int:place>/", room.room_slide, name="room_slide"),
    path("voices/<uuid:pk>/files/", files.files, name="files"),
    path("voices/<uuid:pk>/files/<slug:language>/<slug:kind>/", files.file, name="file"),
]
