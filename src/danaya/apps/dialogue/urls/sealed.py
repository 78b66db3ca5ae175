"""Addresses of a body's private space: of members with a card under ``/p/``, of its posts under ``/voices/``."""

from django.urls import URLPattern, path

from danaya.apps.dialogue.urls.codes import CODE
from danaya.apps.dialogue.views.sealed import by_card, cards, handing_in, opening, texts

ADDRESSES: list[URLPattern] = [
    path("p/<uuid:space>/", by_card.home, name="private_member"),
    path("p/<uuid:space>/leave/", by_card.leave, name="private_member_leave"),
    path("p/<uuid:space>/write/", by_card.write, name="private_member_write"),
    path("p/<uuid:space>/written/", by_card.written, name="private_member_written"),
    path("p/<uuid:space>/texts/", by_card.texts, name="private_member_texts"),
    path("p/<uuid:space>/texts/<uuid:text>/", by_card.text_page, name="private_member_text"),
    path("p/<uuid:space>/texts/<uuid:text>/vote/", by_card.vote, name="private_member_vote"),
    path(f"p/{CODE}", by_card.card, name="private_card"),
    path("voices/<uuid:pk>/private/", opening.begin, name="private_begin"),
    path("voices/<uuid:pk>/private/open/", opening.open_, name="private_open"),
    path("voices/<uuid:space>/private/opened/", opening.opened_page, name="private_opened"),
    path("voices/<uuid:space>/private/unlock/", opening.unlock_page, name="private_unlock"),
    path("voices/<uuid:space>/private/close/", opening.close_, name="private_close"),
    path("voices/<uuid:space>/private/secret/", opening.secret, name="private_secret"),
    path("voices/<uuid:space>/private/empty/", opening.empty, name="private_empty"),
    path("voices/<uuid:space>/private/cards/", cards.member_cards, name="private_cards"),
    path("voices/<uuid:space>/private/cards/end/", cards.end_cards, name="private_end_cards"),
    path("voices/<uuid:space>/private/write/", texts.write, name="private_write"),
    path("voices/<uuid:space>/private/written/", texts.written, name="private_written"),
    path("voices/<uuid:space>/private/count/", texts.count, name="private_count"),
    path("voices/<uuid:space>/private/texts/", texts.texts, name="private_texts"),
    path("voices/<uuid:space>/private/texts/<uuid:text>/", texts.text_page, name="private_text"),
    path("voices/<uuid:space>/private/texts/<uuid:text>/vote/", texts.vote, name="private_vote"),
    path("voices/<uuid:space>/private/texts/<uuid:text>/rewrite/", texts.rewrite_page, name="private_rewrite"),
    path("voices/<uuid:space>/private/texts/<uuid:text>/take-out/", texts.take_out_page, name="private_take_out"),
    path(
        "voices/<uuid:space>/private/texts/<uuid:text>/hand-in/",
        handing_in.hand_in_page,
        name="private_hand_in",
    ),
    path("voices/<uuid:space>/private/handed-in/<uuid:text>/", handing_in.handed_in, name="private_handed_in"),
]
