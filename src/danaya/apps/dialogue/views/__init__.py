"""Pages of the dialogue: those of signed-in posts; in ``by_card`` and ``sealed`` those of whoever holds a card, and of a body among its own."""
