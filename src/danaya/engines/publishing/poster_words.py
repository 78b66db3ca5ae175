"""The words of posters, in each language."""

from danaya.engines.language import Text

POSTER_WORDS: dict[str, Text] = {
    "said": {"fr": "Vous avez dit", "en": "You said"},
    "done": {"fr": "Nous avons fait", "en": "We did"},
    "proof": {"fr": "Preuve", "en": "Proof"},
    "reason": {"fr": "Raison", "en": "Reason"},
    "confirmed": {"fr": "Confirmé", "en": "Confirmed"},
    "in_progress": {"fr": "En cours", "en": "In progress"},
    "not_now": {"fr": "Pas maintenant", "en": "Not now"},
    "head_confirmed": {"fr": "Nous avons fait", "en": "We did"},
    "head_in_progress": {"fr": "Nous y travaillons", "en": "We are working on it"},
    "head_not_now": {"fr": "Notre réponse", "en": "Our answer"},
    "sheet": {"fr": "feuille", "en": "sheet"},
    "number_aloud": {"fr": "Point {number} sur {count}.", "en": "Point {number} of {count}."},
    "doing_aloud": {"fr": "Nous sommes en train de le faire", "en": "We are working on it"},
    "confirmed_aloud": {"fr": "C'est fait, et c'est confirmé.", "en": "It is done, and it is confirmed."},
    "in_progress_aloud": {
        "fr": "C'est en cours. Ce n'est pas encore confirmé.",
        "en": "It is in progress. It is not confirmed yet.",
    },
    "not_now_aloud": {"fr": "Ce ne sera pas fait maintenant.", "en": "It will not be done now."},
    "address_aloud": {
        "fr": "Pour en savoir plus, lisez l'adresse écrite sur l'affiche.",
        "en": "To know more, read the address written on the poster.",
    },
}

POSTER_OVERFLOW: Text = {
    "fr": "Le point {detail} est trop long pour l'affiche : raccourcissez ce qui a été dit, ce qui a été fait ou la preuve.",
    "en": "Point {detail} is too long for the poster: shorten what was said, what was done or the proof.",
}
POSTER_WITHOUT_PAIRS: Text = {
    "fr": "L'affiche ne dit rien : choisissez au moins un point.",
    "en": "The poster says nothing: choose at least one point.",
}
POSTER_PAIR: Text = {
    "fr": "Point {number} : écrivez ce qui a été dit, puis ce qui a été fait.",
    "en": "Point {number}: write what was said, then what was done.",
}
POSTER_WITHOUT_PROOF: Text = {
    "fr": "Point {number} : écrivez la preuve de ce qui est confirmé, ou dites « en cours ».",
    "en": "Point {number}: write the proof of what is confirmed, or say “in progress”.",
}
POSTER_WITHOUT_REASON: Text = {
    "fr": "Point {number} : écrivez pourquoi ce n'est pas maintenant.",
    "en": "Point {number}: write why it is not now.",
}
POSTER_LOGO: Text = {
    "fr": "Le logo ne se lit pas : choisissez une image PNG ou JPEG de moins de 40 millions de pixels.",
    "en": "The logo cannot be read: choose a PNG or JPEG picture of fewer than 40 million pixels.",
}
