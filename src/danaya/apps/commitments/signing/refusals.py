"""What acts of signing refuse, in words: each says what to do."""

from collections.abc import Mapping

from danaya.apps.commitments.problems import problem
from danaya.engines.language import LANGUAGES, Problem, Text, in_language

_WORDS: Mapping[str, Text] = {
    "not-being-signed": {
        "fr": "Aucun texte n'est à la signature. Attendez que le coordinateur le mette à la signature.",
        "en": "No text is being signed. Wait until the coordinator puts it to signature.",
    },
    "already-at-signature": {
        "fr": "Un texte est déjà à la signature. Reprenez-le d'abord si vous voulez en mettre un autre.",
        "en": "A text is being signed already. Take it back first if you want to put another.",
    },
    "plan-closed": {
        "fr": "Ce plan est clos : on ne signe plus rien.",
        "en": "This plan is closed: nothing is signed any more.",
    },
    "bodies-missing": {
        "fr": "Désignez d'abord au moins un organisme de la douane et un du secteur privé, avec le poste qui signe pour chacun.",
        "en": "First name at least one body of customs and one of the private sector, with the post that signs for each.",
    },
    "nothing-to-sign": {
        "fr": "Aucun engagement n'est prêt. Amenez-en un jusqu'au bout de ses vérifications, puis mettez le texte à la signature.",
        "en": "No commitment is ready. Bring one through its checks, then put the text to signature.",
    },
    "not-ready": {
        "fr": "Ces engagements ne sont pas prêts : {names}. Complétez-les, ou cochez « Les laisser de côté ».",
        "en": "These commitments are not ready: {names}. Complete them, or tick “Leave them out”.",
    },
    "reworded-not-ready": {
        "fr": "Les mots de ces engagements adoptés ont changé et ne passent pas leurs vérifications : {names}. Complétez-les et "
        "faites-les noter à nouveau, ou remettez les mots signés.",
        "en": "The words of these adopted commitments were changed and do not pass their checks: {names}. Complete them and have "
        "them rated anew, or put the signed words back.",
    },
    "same-text": {
        "fr": "Ce texte a déjà été mis à la signature, mot pour mot. Signez celui qui existe.",
        "en": "This text has been put to signature already, word for word. Sign the one there is.",
    },
    "why-missing": {
        "fr": "Écrivez pourquoi vous reprenez le texte : ceux qui l'ont signé le liront.",
        "en": "Write why you take the text back: those who signed it will read it.",
    },
    "text-changed": {
        "fr": "Le texte n'est plus celui que vous avez lu : il a été repris et remis à la signature. Rien n'a été signé. Relisez-le, puis "
        "signez.",
        "en": "The text is no longer the one you read: it was taken back and put to signature anew. Nothing was signed. Read it again, "
        "then sign.",
    },
    "not-in-text": {
        "fr": "Cet engagement ne fait pas partie du texte à la signature.",
        "en": "This commitment is not part of the text being signed.",
    },
    "not-yours": {
        "fr": "Seul le poste désigné signe : {who}. Personne ne signe à la place d'un autre.",
        "en": "Only the post that is named signs: {who}. Nobody signs for another.",
    },
    "signed-already": {
        "fr": "{who} a déjà signé ce texte. Une signature ne se refait pas.",
        "en": "{who} has signed this text already. A signature is given once.",
    },
    "visa-not-yours": {
        "fr": "Votre poste ne figure pas au parapheur de votre organisme.",
        "en": "Your post does not stand in your body's parapheur.",
    },
    "visa-out-of-turn": {
        "fr": "Ce n'est pas encore votre tour : {who} donne son visa d'abord.",
        "en": "It is not your turn yet: {who} initials first.",
    },
    "visa-remark-missing": {
        "fr": "Écrivez pourquoi vous renvoyez le texte : votre organisme lira cette remarque.",
        "en": "Write why you send the text back: your body will read this remark.",
    },
    "visa-too-late": {
        "fr": "Votre organisme s'est déjà prononcé sur ce texte : les visas ne changent plus.",
        "en": "Your body has already decided on this text: visas no longer change.",
    },
    "visas-missing": {
        "fr": "Les visas de votre organisme ne sont pas complets : {who} ne l'a pas encore donné.",
        "en": "The visas of your body are not complete: {who} has not given one yet.",
    },
    "visa-sent-back": {
        "fr": "{who} a renvoyé le texte. Réglez le point avec ce poste : il peut donner son visa de nouveau.",
        "en": "{who} sent the text back. Settle the point with that post: it can give its visa anew.",
    },
    "reservations-missing": {
        "fr": "Écrivez vos réserves, ou choisissez d'adopter sans réserve.",
        "en": "Write your reservations, or choose to adopt without any.",
    },
    "reservations-unwanted": {
        "fr": "Vous avez écrit des réserves : choisissez « adopte avec réserves », ou effacez-les.",
        "en": "You wrote reservations: choose “adopts with reservations”, or delete them.",
    },
    "paper-digest": {
        "fr": "L'empreinte tapée n'est pas celle du texte à la signature : la feuille porte un autre texte. Imprimez la version présente et "
        "faites-la signer.",
        "en": "The digest you typed is not that of the text being signed: the sheet bears another text. Print the present version and have "
        "it signed.",
    },
    "paper-empty": {
        "fr": "Cochez au moins une signature qui figure sur la feuille.",
        "en": "Tick at least one signature that stands on the sheet.",
    },
    "paper-twice": {
        "fr": "Une signature figure deux fois dans votre liste. Ne la laissez qu'une fois.",
        "en": "A signature stands twice in your list. Leave it once.",
    },
    "paper-day": {
        "fr": "La feuille ne peut être signée qu'entre le {first} et aujourd'hui. Vérifiez la date écrite à la main.",
        "en": "The sheet can only have been signed between {first} and today. Check the date written by hand.",
    },
    "paper-not-yours": {
        "fr": "Vous n'enregistrez que les signatures de votre organisme ; le coordinateur enregistre les autres.",
        "en": "You enter the signatures of your own body only; the coordinator enters the others.",
    },
    "sheet-not-yours": {
        "fr": "Seul l'organisme qui figure sur cette feuille dit si elle est la sienne, par le poste qui signe pour lui ou qui y a signé.",
        "en": "Only the body that stands on this sheet says whether it is its own, through the post that signs for it or signed there.",
    },
    "sheet-answered": {
        "fr": "Votre organisme a déjà répondu pour cette feuille.",
        "en": "Your body has answered for this sheet already.",
    },
    "sheet-reason-missing": {
        "fr": "Écrivez pourquoi ce n'est pas votre feuille : les deux côtés le liront.",
        "en": "Write why it is not your sheet: both sides will read it.",
    },
    "not-enough-adopted": {
        "fr": "Le plan n'est adopté que si la douane et au moins un organisme du secteur privé l'adoptent. Attendez, ou reprenez le texte.",
        "en": "The plan is adopted only once customs and at least one private-sector body adopt it. Wait, or take the text back.",
    },
    "body-in-text": {
        "fr": "Les organismes sont nommés dans le texte à la signature. Reprenez d'abord le texte.",
        "en": "The bodies are named in the text being signed. Take the text back first.",
    },
    "body-twice": {
        "fr": "Cet organisme figure déjà dans le plan.",
        "en": "This body is part of the plan already.",
    },
    "post-of-other": {
        "fr": "Choisissez un poste de cet organisme.",
        "en": "Choose a post of this body.",
    },
    "post-twice": {
        "fr": "Un poste figure deux fois au parapheur. Ne le laissez qu'une fois.",
        "en": "A post stands twice in the parapheur. Leave it once.",
    },
    "signatory-in-circuit": {
        "fr": "Le poste qui signe ne vise pas : retirez-le du parapheur.",
        "en": "The post that signs does not initial: take it off the parapheur.",
    },
    "body-decided": {
        "fr": "Cet organisme s'est déjà prononcé sur le texte : ses signataires ne changent plus avant la version suivante.",
        "en": "This body has already decided on the text: who signs for it no longer changes before the next version.",
    },
}


def refuse(code: str, **values: str | Text) -> Problem:
    """Return the problem of a code: ``commitments-signing-…``; what fills its places may be in several languages."""
    words = {language: _filled(_WORDS[code][language], language, values) for language in LANGUAGES}
    return problem(f"signing-{code}", words["fr"], words["en"])


def _filled(words: str, language: str, values: Mapping[str, str | Text]) -> str:
    """Fill the places; marks of places in what fills them mean nothing."""
    filled = words.format(**{name: in_language(value, language) for name, value in values.items()})
    return filled.replace("{", "{{").replace("}", "}}")
