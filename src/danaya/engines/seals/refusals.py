"""What plans, registers and records refuse, in words a person can act on."""

from danaya.engines.language import Problem, Text, typeset

_REFUSALS: dict[str, Text] = {
    "value-not-signable": {
        "fr": "Une valeur de type {kind} ne se signe pas : elle ne s'écrit pas d'une seule façon. Écrivez-la en texte.",
        "en": "A value of type {kind} cannot be signed: it is not written in one way only. Write it as text.",
    },
    "moment-without-zone": {
        "fr": "Cette heure n'a pas de fuseau horaire. Ajoutez-le, ou gardez la date seule.",
        "en": "This time has no time zone. Add it, or keep the date alone.",
    },
    "text-not-visible": {
        "fr": "Le texte contient un signe qui ne se voit pas ou qui retourne l'ordre des lettres ({sign}). Saisissez-le à nouveau.",
        "en": "The text holds a sign that is not seen or that turns the order of letters ({sign}). Type it again.",
    },
    "article-twice": {
        "fr": "Deux engagements portent la référence « {name} ». Donnez à chacun la sienne.",
        "en": "Two commitments carry the reference “{name}”. Give each its own.",
    },
    "article-unnamed": {
        "fr": "Un engagement n'a pas de référence. Donnez-lui-en une.",
        "en": "A commitment has no reference. Give it one.",
    },
    "field-not-readable": {
        "fr": "Cette valeur ne se lit pas sur une page. Écrivez un texte, un nombre entier, une date, ou une liste de ceux-ci.",
        "en": "This value cannot be read on a page. Write a text, a whole number, a date, or a list of these.",
    },
    "digest-malformed": {
        "fr": "Une empreinte compte 64 signes, chiffres et lettres de a à f. Copiez-la en entier.",
        "en": "A digest has 64 signs, figures and letters from a to f. Copy the whole of it.",
    },
    "day-malformed": {
        "fr": "« {value} » n'est pas une date. Écrivez-la comme 2026-11-26.",
        "en": "“{value}” is not a date. Write it like 2026-11-26.",
    },
    "word-unknown": {
        "fr": "« {value} » n'est pas prévu ici. Choisissez parmi : {known}.",
        "en": "“{value}” is not foreseen here. Choose among: {known}.",
    },
    "signatory-missing": {
        "fr": "Une signature nomme une organisation et une fonction. Complétez-la.",
        "en": "A signature names an organisation and a post. Complete it.",
    },
    "scan-missing": {
        "fr": "Une signature sur papier porte l'empreinte du document numérisé, et elle seule. Ajoutez-la, ou retirez-la.",
        "en": "A signature on paper, and no other, carries the digest of the scanned document. Add it, or take it off.",
    },
    "reservations-missing": {
        "fr": "Seule une adoption avec réserves porte des réserves écrites, et elle en porte toujours. Corrigez l'un ou l'autre.",
        "en": "Only an adoption with reservations carries written reservations, and it always does. Mend one or the other.",
    },
    "part-misplaced": {
        "fr": "Une organisation adopte le plan entier ; qui répond d'un engagement signe cet engagement. Corrigez la signature.",
        "en": "A body adopts the whole plan; who answers for a commitment signs that commitment. Mend the signature.",
    },
    "salt-malformed": {
        "fr": "Ce sel n'est pas lisible. Reprenez celui qui vous a été remis : au moins 32 signes, chiffres et lettres de a à f.",
        "en": "This salt cannot be read. Take the one you were given: at least 32 signs, figures and letters from a to f.",
    },
    "typed-miscounted": {
        "fr": "Vous avez saisi {count} signes. La forme courte en a {short}, la longue {long} : recopiez-la en entier.",
        "en": "You typed {count} signs. The short form has {short}, the long one {long}: copy the whole of it.",
    },
    "typed-unknown": {
        "fr": "Le signe {signs} n'existe pas dans cette empreinte : elle n'a ni 0, ni 1, ni I, ni O, ni U. Relisez le groupe {group}.",
        "en": "The sign {signs} does not exist in this digest: it has no 0, 1, I, O or U. Read group {group} again.",
    },
    "typed-wrong": {
        "fr": "Un signe est mal recopié, ou deux signes sont échangés. Relisez l'empreinte groupe par groupe.",
        "en": "One sign is miscopied, or two signs are swapped. Read the digest again, group by group.",
    },
    "record-too-large": {
        "fr": "Ce fichier dépasse {most} Mo : il n'a pas été lu. Un dossier de plan est bien plus petit ; vérifiez le fichier choisi.",
        "en": "This file is larger than {most} MB: it was not read. A plan's record is far smaller; check which file you chose.",
    },
    "record-too-deep": {
        "fr": "Ce fichier emboîte trop d'éléments : il n'a pas été lu. Vérifiez le fichier choisi.",
        "en": "This file nests or holds too many elements: it was not read. Check which file you chose.",
    },
    "record-absent": {
        "fr": "Ce fichier ne s'ouvre pas. Vérifiez son nom et votre droit de le lire.",
        "en": "This file cannot be opened. Check its name and your right to read it.",
    },
    "record-unreadable": {
        "fr": "Ce fichier n'est pas un dossier de plan, ou il a été abîmé. Demandez-en une nouvelle copie.",
        "en": "This file is not the record of a plan, or it was damaged. Ask for a new copy.",
    },
    "record-version": {
        "fr": "Ce dossier a été écrit dans une version ({version}) que ce programme ne connaît pas. Mettez le programme à jour.",
        "en": "This record was written in a version ({version}) that this program does not know. Update the program.",
    },
    "plan-missing": {
        "fr": "Ce dossier ne contient pas de plan. La copie à lire hors ligne montre un plan : ajoutez-le.",
        "en": "This record holds no plan. The copy to read offline shows a plan: add it.",
    },
}


def refuse(code: str, where: str = "", **values: object) -> Problem:
    """Return the problem ``code`` with its words, set as each language sets them."""
    return Problem(code, words_of(code), where, **values)


def words_of(code: str) -> Text:
    """Return the words of a refusal with their places unfilled: for the page that refuses by itself."""
    return {language: typeset(text, language) for language, text in _REFUSALS[code].items()}
