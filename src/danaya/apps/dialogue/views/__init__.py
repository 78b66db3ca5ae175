"""Pages of the dialogue: those of whoever holds a card (``card_…``, ``entering``), and those of signed-in posts."""
