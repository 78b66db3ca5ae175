"""Words of a verdict, one source for the programme, the command and the page that opens offline."""

from collections.abc import Mapping

from danaya.engines.language import Text, typeset

_HOLDS, _PARTLY, _FAILS, _UNDECIDED = "holds", "partly", "fails", "undecided"

_CHECKS: dict[tuple[str, str], tuple[str, str, str]] = {
    ("file", "holds"): (_HOLDS, "Le fichier est un dossier de plan.", "The file is the record of a plan."),
    ("file", "refused"): (_FAILS, "{problem}", "{problem}"),
    ("file", "not-read"): (_UNDECIDED, "{problem}", "{problem}"),
    ("page", "holds"): (
        _HOLDS,
        "La page montre exactement ce que contient le dossier.",
        "The page shows exactly what the record holds.",
    ),
    ("page", "changed"): (
        _FAILS,
        ("La page a été modifiée, ou enregistrée à nouveau par un navigateur : ce qu'elle montre peut être faux. "
        "Seul compte le dossier qu'elle contient ; refaites-en une page."),
        ("The page was changed, or saved anew by a browser: what it shows may be false. Only the record inside counts; "
        "make a new page from it."),
    ),
    ("page", "other-version"): (
        _UNDECIDED,
        "La page vient d'une autre version du programme : son affichage n'a pas été comparé au dossier. Refaites-en une page.",
        "The page comes from another version of the program: what it shows was not compared with the record. Make a new page from it.",
    ),
    ("page", "display-changed"): (
        _FAILS,
        "Le texte affiché n'est pas celui du dossier : la page a été modifiée. Ne vous y fiez pas.",
        "The text on show is not that of the record: the page was changed. Do not rely on it.",
    ),
    ("text", "holds"): (
        _HOLDS,
        "Chaque partie du texte donne l'empreinte inscrite au dossier.",
        "Each part of the text gives the digest that the record names.",
    ),
    ("text", "changed"): (
        _FAILS,
        "Le texte diffère de celui dont le dossier porte l'empreinte : {where}.",
        "The text differs from the one whose digest the record carries: {where}.",
    ),
    ("text", "refused"): (_FAILS, "Le texte ne peut pas avoir été signé. {problem}", "The text cannot have been signed. {problem}"),
    ("table", "holds"): (
        _HOLDS,
        "Les empreintes des parties donnent l'empreinte du plan.",
        "The digests of the parts give the digest of the plan.",
    ),
    ("table", "changed"): (
        _FAILS,
        "Les empreintes des parties ne donnent pas l'empreinte du plan : l'une d'elles a été remplacée.",
        "The digests of the parts do not give the digest of the plan: one of them was replaced.",
    ),
    ("chain", "holds"): (
        _HOLDS,
        "Les {count} entrées du registre s'enchaînent sans rupture.",
        "The {count} entries of the register follow one another without a break.",
    ),
    ("chain", "broken"): (
        _FAILS,
        "Le registre est rompu à l'entrée {number} : une entrée y a été modifiée, retirée, ajoutée, répétée ou déplacée.",
        "The register is broken at entry {number}: an entry was changed, removed, added, repeated or moved there.",
    ),
    ("end", "holds"): (
        _HOLDS,
        "Le registre s'arrête où le dossier le dit.",
        "The register ends where the record says it does.",
    ),
    ("end", "changed"): (
        _FAILS,
        ("Le dossier annonce {expected} entrées et une dernière empreinte que le registre ne donne pas : sa fin a été coupée ou "
        "remplacée ({found} entrées lues)."),
        ("The record announces {expected} entries and a last digest that the register does not give: its end was cut off or "
        "replaced ({found} entries read)."),
    ),
    ("history", "holds"): (
        _HOLDS,
        "L'historique que le texte signé mentionne ({count} entrées) est bien celui du registre.",
        "The history that the signed text names ({count} entries) is that of the register.",
    ),
    ("history", "none"): (
        _HOLDS,
        "Le texte signé ne mentionne pas d'historique.",
        "The signed text names no history.",
    ),
    ("history", "rewritten"): (
        _FAILS,
        "Le texte signé mentionne un historique de {count} entrées qui n'est pas celui du registre : l'historique a été réécrit.",
        "The signed text names a history of {count} entries that is not that of the register: the history was rewritten.",
    ),
    ("inclusion", "holds"): (
        _HOLDS,
        "Ce texte a été mis à la signature (entrée {number} du registre).",
        "This text was put to signature (entry {number} of the register).",
    ),
    ("inclusion", "later"): (
        _HOLDS,
        "Ce texte a été mis à la signature (entrée {number} du registre). Un autre texte l'a été depuis (entrée {later}).",
        "This text was put to signature (entry {number} of the register). Another text has been since (entry {later}).",
    ),
    ("inclusion", "absent"): (
        _FAILS,
        "Le registre ne connaît pas ce texte : il n'a jamais été mis à la signature.",
        "The register does not know this text: it was never put to signature.",
    ),
    ("signatures", "holds"): (
        _HOLDS,
        "Signatures et positions sur ce texte : {count}. Sur d'autres textes : {others}.",
        "Signatures and stances on this text: {count}. On other texts: {others}.",
    ),
    ("signatures", "none"): (_HOLDS, "Personne n'a encore signé ce texte.", "Nobody has signed this text yet."),
    ("signatures", "malformed"): (
        _FAILS,
        "La signature de l'entrée {number} n'est pas lisible. {problem}",
        "The signature of entry {number} cannot be read. {problem}",
    ),
    ("signatures", "unknown-text"): (
        _FAILS,
        "La signature de l'entrée {number} porte sur un texte qui n'avait pas été mis à la signature.",
        "The signature of entry {number} is on a text that had not been put to signature.",
    ),
    ("signatures", "twice"): (
        _FAILS,
        "La signature de l'entrée {number} figure déjà plus haut : la même fonction ne signe pas deux fois le même texte.",
        "The signature of entry {number} already stands above: the same post does not sign the same text twice.",
    ),
    ("openings", "holds"): (
        _HOLDS,
        "Valeurs tenues hors du registre et jointes à cette copie : {count}, conformes.",
        "Values kept outside the register and joined to this copy: {count}, as recorded.",
    ),
    ("openings", "none"): (
        _HOLDS,
        "Aucune valeur tenue hors du registre n'est jointe à cette copie.",
        "No value kept outside the register is joined to this copy.",
    ),
    ("openings", "wrong"): (
        _FAILS,
        "Une valeur jointe à l'entrée {number} n'est pas celle du registre : elle a été modifiée.",
        "A value joined to entry {number} is not that of the register: it was changed.",
    ),
    ("anchor", "text"): (
        _PARTLY,
        ("Le texte est celui dont vous avez saisi l'empreinte. L'historique est prouvé pour {covered} entrées sur {count} ; "
        "les suivantes, signatures comprises, reposent sur la parole de qui tient le registre : saisissez l'empreinte de votre reçu."),
        ("The text is the one whose digest you typed. The history is proven for {covered} entries out of {count}; those "
        "after, signatures included, rest on the word of whoever keeps the register: type the digest of your receipt."),
    ),
    ("anchor", "whole"): (
        _HOLDS,
        "Le texte et tout l'historique ({count} entrées) sont ceux dont vous avez saisi l'empreinte.",
        "The text and the whole history ({count} entries) are those whose digest you typed.",
    ),
    ("anchor", "register-whole"): (
        _HOLDS,
        "Le registre entier ({count} entrées) est celui dont vous avez saisi l'empreinte.",
        "The whole register ({count} entries) is the one whose digest you typed.",
    ),
    ("anchor", "register"): (
        _PARTLY,
        "Le registre est celui dont vous avez saisi l'empreinte : {covered} entrées prouvées sur {count}.",
        "The register is the one whose digest you typed: {covered} entries proven out of {count}.",
    ),
    ("anchor", "history-only"): (
        _UNDECIDED,
        "L'empreinte saisie prouve {covered} entrées sur {count}, mais pas ce texte. Saisissez celle qui est imprimée sur le texte signé.",
        "The digest you typed proves {covered} entries out of {count}, but not this text. Type the one printed on the signed text.",
    ),
    ("anchor", "wrong"): (
        _FAILS,
        ("L'empreinte saisie n'est ni celle de ce texte ni celle d'une entrée du registre : ce n'est pas ce que vous avez signé, ou "
        "l'historique a été réécrit. On ne peut pas dire où : comparez avec votre propre copie."),
        ("The digest you typed is neither that of this text nor that of an entry of the register: it is not what you signed, or "
        "the history was rewritten. Where cannot be told: compare with your own copy."),
    ),
    ("anchor", "text-changed"): (
        _FAILS,
        "L'empreinte saisie est celle du texte signé, mais le texte de ce dossier en diffère : {where}.",
        "The digest you typed is that of the signed text, but the text of this record differs from it: {where}.",
    ),
    ("anchor", "mistyped"): (_UNDECIDED, "{problem}", "{problem}"),
    ("anchor", "missing"): (
        _UNDECIDED,
        "Rien ne montre encore que c'est ce que vous avez signé : saisissez l'empreinte imprimée sur votre exemplaire.",
        "Nothing shows yet that this is what you signed: type the digest printed on your own copy.",
    ),
}  # fmt: skip

CHECKS: Mapping[tuple[str, str], tuple[str, Text]] = {
    key: (outcome, {"fr": typeset(french, "fr"), "en": english}) for key, (outcome, french, english) in _CHECKS.items()
}
"""Check and what it found → outcome and words with named places."""

HEADLINES: Mapping[str, Text] = {
    "holds": {
        "fr": typeset("Conforme : ce dossier est bien ce qui a été signé.", "fr"),
        "en": "True: this record is what was signed.",
    },
    "partly": {
        "fr": typeset("Conforme en partie : ce qui est prouvé s'arrête où il est dit plus bas.", "fr"),
        "en": "True in part: what is proven ends where it is said below.",
    },
    "fails": {
        "fr": typeset("Non conforme : ce fichier n'est pas ce qui a été signé. Ne vous y fiez pas.", "fr"),
        "en": "Not true: this file is not what was signed. Do not rely on it.",
    },
    "undecided": {
        "fr": typeset("Pas de conclusion : il manque de quoi décider.", "fr"),
        "en": "No conclusion: something needed to decide is missing.",
    },
}
CHANGES: Mapping[str, Text] = {
    "changed": {"fr": "modifié", "en": "changed"},
    "missing": {"fr": "retiré", "en": "removed"},
    "added": {"fr": "ajouté", "en": "added"},
    "moved": {"fr": "déplacé", "en": "moved"},
}
PREAMBLE_NAME: Text = {"fr": "préambule", "en": "preamble"}
OUTCOMES: Mapping[str, Text] = {
    "holds": {"fr": "Conforme", "en": "Holds"},
    "partly": {"fr": "Conforme en partie", "en": "Holds in part"},
    "fails": {"fr": "Non conforme", "en": "Fails"},
    "undecided": {"fr": "Sans conclusion", "en": "Undecided"},
}
STANCES: Mapping[str, Text] = {
    "signed": {"fr": "a signé l'engagement", "en": "signed the commitment"},
    "adopted": {"fr": "a adopté le plan", "en": "adopted the plan"},
    "adopted-with-reservations": {
        "fr": "a adopté le plan avec des réserves écrites",
        "en": "adopted the plan with written reservations",
    },
    "abstained": {"fr": "s'est abstenu", "en": "abstained"},
}
WAYS: Mapping[str, Text] = {
    "system": {"fr": "dans le système", "en": "in the system"},
    "paper": {"fr": "sur papier, puis numérisé", "en": "on paper, then scanned"},
}
ANSWERS: Mapping[str, Text] = {
    "none": {"fr": "pas encore confirmée", "en": "not yet confirmed"},
    "confirmed": {"fr": "c'est bien sa feuille", "en": "it is its sheet"},
    "contested": {
        "fr": "ce n'est pas la sienne : la signature ne compte pas",
        "en": "it is not its own: the signature does not count",
    },
}
"""What an organisation says of a sheet that another entered for it."""

_PAGE: dict[str, tuple[str, str]] = {
    "digest": ("La même, forme longue (SHA-256)", "The same, long form (SHA-256)"),
    "short": ("Empreinte du texte, forme courte", "Digest of the text, short form"),
    "text": ("Texte signé", "Signed text"),
    "history": (
        "Historique mentionné par le texte : nombre d'entrées, dernière empreinte",
        "History named by the text: number of entries, last digest",
    ),
    "signatures": ("Signatures et positions sur ce texte", "Signatures and stances on this text"),
    "others": (
        "Sur d'autres textes, versions antérieures par exemple",
        "On other texts, earlier versions for instance",
    ),
    "unsigned": ("Personne n'a encore signé ce texte.", "Nobody has signed this text yet."),
    "organisation": ("Organisation", "Organisation"),
    "post": ("Fonction", "Post"),
    "day": ("Date", "Date"),
    "stance": ("Position", "Stance"),
    "way": ("Manière", "Way"),
    "part": ("Engagement", "Commitment"),
    "signed": ("Empreinte de ce qui a été signé", "Digest of what was signed"),
    "scan": ("Empreinte du document numérisé", "Digest of the scanned document"),
    "reservations": ("Réserves écrites", "Written reservations"),
    "person": ("Nom", "Name"),
    "account": ("Compte", "Account"),
    "entered": ("Feuille enregistrée par", "Sheet entered by"),
    "answer": ("Ce qu'en dit l'organisation", "What the organisation says of it"),
    "reason": ("Pourquoi", "Why"),
    "reason-fr": ("Pourquoi", "Why"),
    "reason-en": ("Pourquoi", "Why"),
    "opened": ("Tenu hors du registre", "Kept outside the register"),
    "not-joined": ("Non joint à cette copie", "Not joined to this copy"),
    "entry": ("Entrée du registre", "Entry of the register"),
    "compared": ("Ce qui a été comparé et concorde", "What was compared and agrees"),
    "checking": ("Vérification", "Check"),
    "no-script": (
        (
            "La vérification a besoin de JavaScript, qui ne marche pas ici. Le texte, les signatures et les empreintes se lisent sans lui ; "
            "comparez l'empreinte affichée avec celle de votre exemplaire, et vérifiez ce fichier avec « danaya verify »."
        ),
        (
            "The check needs JavaScript, which does not run here. Text, signatures and digests can be read without it; compare the digest shown "
            "with that of your own copy, and check this file with “danaya verify”."
        ),
    ),
    "type": (
        "Empreinte imprimée sur votre exemplaire signé, ou sur votre reçu de signature",
        "Digest printed on your signed copy, or on your signature's receipt",
    ),
    "typing": (
        "Forme courte (30 signes) ou longue (64 signes) ; espaces et tirets sont sans importance.",
        "Short form (30 signs) or long form (64 signs); spaces and hyphens do not matter.",
    ),
    "check": ("Vérifier", "Check"),
    "trust": ("Ce que vaut cette vérification", "What this check is worth"),
    "trusting": (
        (
            "Cette page se vérifie elle-même, sans réseau. Qui falsifie son texte peut aussi falsifier sa vérification : si vous ne faites pas "
            "confiance à qui vous l'a remise, vérifiez ce fichier avec « danaya verify » sur votre propre ordinateur, ou comparez avec "
            "la page que vous avez gardée le jour de la signature."
        ),
        (
            "This page checks itself, without a network. Whoever falsifies its text may falsify its check too: if you do not trust whoever "
            "gave it to you, check this file with “danaya verify” on your own computer, or compare it with the page you kept on the "
            "day of signature."
        ),
    ),
}
PAGE: Mapping[str, Text] = {
    name: {"fr": typeset(french, "fr"), "en": english} for name, (french, english) in _PAGE.items()
}
"""Words of the page that opens offline."""
