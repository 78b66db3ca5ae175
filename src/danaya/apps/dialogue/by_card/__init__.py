"""Those who take part without an account: by a card, a personal link or an open link."""
