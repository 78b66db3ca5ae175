"""Pages of whoever holds a card or a link."""
