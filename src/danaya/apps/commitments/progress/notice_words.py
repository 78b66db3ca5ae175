"""The words of every notice about progress, with places for ``ref`` (E-07) and ``title`` (of the plan)."""

from collections.abc import Mapping

from danaya.apps.commitments.models import Answer
from danaya.apps.dialogue.tidings import Words
from danaya.engines.language import Text


def _words(fr: str, en: str, then_fr: str, then_en: str) -> Words:
    return Words(
        {"fr": fr, "en": en},
        {"fr": f"« {{title}} » : {then_fr}", "en": f"“{{title}}”: {then_en}"},
    )


CLAIMED = _words(
    "{ref} : un jalon est déclaré, à vous de répondre",
    "{ref}: a milestone is claimed, it is for you to answer",
    "lisez la preuve, puis confirmez, confirmez en partie ou contestez. Le silence n'est jamais un oui.",
    "read the evidence, then confirm, confirm in part or contest. Silence is never a yes.",
)
EVIDENCE = _words(
    "{ref} : une preuve a été ajoutée à ce qui attend votre réponse",
    "{ref}: evidence was added to what waits for your answer",
    "l'ancienne preuve reste lisible.",
    "the earlier evidence stays readable.",
)
ANSWERS: Mapping[str, Words] = {
    Answer.FULL: _words(
        "{ref} : votre jalon est confirmé",
        "{ref}: your milestone is confirmed",
        "la contrepartie a lu la preuve et confirme.",
        "the counterpart has read the evidence and confirms.",
    ),
    Answer.PART: _words(
        "{ref} : votre jalon est confirmé en partie",
        "{ref}: your milestone is confirmed in part",
        "lisez ce qui manque, puis déclarez à nouveau, ou portez le point à la prochaine réunion.",
        "read what is missing, then claim again, or take it to the next meeting.",
    ),
    Answer.CONTESTED: _words(
        "{ref} : votre jalon est contesté",
        "{ref}: your milestone is contested",
        "lisez la raison. Les deux textes vont à la prochaine réunion.",
        "read the reason. Both texts go to the next meeting.",
    ),
}
FOR_MEETING = _words(
    "{ref} : un point pour la prochaine réunion",
    "{ref}: a point for the next meeting",
    "les deux textes sont prêts à imprimer côte à côte.",
    "both texts are ready to print side by side.",
)
OUTCOME = _words(
    "{ref} : un résultat de réunion attend votre accord",
    "{ref}: the outcome of a meeting waits for your agreement",
    "il compte dès que vous l'acceptez dans les mêmes mots.",
    "it counts once you agree to the same words.",
)
OUTCOME_ANSWERED: Mapping[bool, Words] = {
    True: _words(
        "{ref} : le résultat de la réunion est accepté",
        "{ref}: the outcome of the meeting is agreed",
        "il vaut maintenant réponse à la déclaration.",
        "it now answers the claim.",
    ),
    False: _words(
        "{ref} : le résultat de la réunion n'est pas accepté",
        "{ref}: the outcome of the meeting is not agreed",
        "lisez ce qui ne convient pas ; rien n'a changé.",
        "read what is not agreed to; nothing has changed.",
    ),
}
MOVE = _words(
    "{ref} : un changement de date attend votre accord",
    "{ref}: a change of date waits for your agreement",
    "lisez la raison. La première date reste visible.",
    "read the reason. The first date stays visible.",
)
MOVE_ANSWERED: Mapping[bool, Words] = {
    True: _words(
        "{ref} : la nouvelle date est acceptée",
        "{ref}: the new date is agreed",
        "la première date reste visible, avec votre raison.",
        "the first date stays visible, with your reason.",
    ),
    False: _words(
        "{ref} : la nouvelle date n'est pas acceptée",
        "{ref}: the new date is not agreed",
        "lisez pourquoi ; la date d'avant reste promise.",
        "read why; the date before stays promised.",
    ),
}
TO_OFFER = _words(
    "{ref} n'avance plus : proposez une aide",
    "{ref} has stalled: offer help",
    "demandez quelle aide est nécessaire, avant toute marque rouge. Sans offre, les deux secrétaires en sont saisis dans quatorze jours.",
    "ask which help is needed, before any red mark. Without an offer, both secretaries hear of it in fourteen days.",
)
OFFERED = _words(
    "{ref} : une aide vous est proposée",
    "{ref}: help is offered to you",
    "dites laquelle est nécessaire : une autorité, des moyens, des données, un texte, un partenaire.",
    "say which is needed: authority, means, data, law, a partner.",
)
HELP_ANSWERED = _words(
    "{ref} : le porteur a répondu à votre offre d'aide",
    "{ref}: the owner has answered your offer of help",
    "lisez quelle aide est nécessaire.",
    "read which help is needed.",
)
ESCALATED = _words(
    "{ref} est porté aux deux secrétaires",
    "{ref} is brought to the two secretaries",
    "quatorze jours ont passé depuis qu'une aide est demandée ou proposée, et rien n'a bougé.",
    "fourteen days have passed since help was asked for or offered, and nothing has moved.",
)
NO_SECRETARIES = _words(
    "{ref} n'avance plus, et il manque un secrétaire au plan",
    "{ref} has stalled, and the plan lacks a secretary",
    "nommez un secrétaire de chaque partie, un poste chacun, dans les réglages du plan.",
    "name one secretary of each side, one post each, in the plan's settings.",
)
DECIDED = _words(
    "{ref} : les secrétaires ont dit ce qui est décidé",
    "{ref}: the secretaries have said what is decided",
    "lisez-le sur la page de l'engagement.",
    "read it on the commitment's page.",
)
REMINDERS: Mapping[str, Words] = {
    "before": _words(
        "{ref} : un jalon est promis pour le {day}",
        "{ref}: a milestone is promised for {day}",
        "quand c'est fait, déclarez-le avec la preuve ; sinon demandez une autre date, avec sa raison.",
        "once it is done, claim it with the evidence; else ask for another date, with its reason.",
    ),
    "day": _words(
        "{ref} : un jalon est promis pour aujourd'hui, {day}",
        "{ref}: a milestone is promised for today, {day}",
        "déclarez-le avec la preuve, ou demandez une autre date.",
        "claim it with the evidence, or ask for another date.",
    ),
    "after": _words(
        "{ref} : un jalon était promis pour le {day}",
        "{ref}: a milestone was promised for {day}",
        "c'est le dernier rappel. Dites dans un point d'étape ce qui bloque.",
        "this is the last reminder. Say in an update what is in the way.",
    ),
    "secretary": _words(
        "{ref} : un jalon promis pour le {day} n'est pas déclaré",
        "{ref}: a milestone promised for {day} is not claimed",
        "les rappels n'y ont rien changé. Parlez au porteur : quelqu'un, pas un message.",
        "reminders have changed nothing. Talk to the owner: a person, not a message.",
    ),
}
DUE = _words(
    "{ref} : trois questions, moins d'une minute",
    "{ref}: three questions, less than a minute",
    "ce qui est fait, ce qui bloque, la prochaine étape et sa date.",
    "what is done, what is in the way, the next step and its date.",
)
SILENCE = _words(
    "{ref} : non confirmé, sans réponse depuis {days} jours",
    "{ref}: not confirmed, no answer for {days} days",
    "parlez à la contrepartie. Le silence n'est jamais un oui.",
    "talk to the counterpart. Silence is never a yes.",
)
WANTED = _words(
    "{ref} : le porteur demande une aide",
    "{ref}: the owner asks for help",
    "lisez laquelle dans son point d'étape, et dites ce que vous pouvez.",
    "read which in the update, and say what you can do.",
)
BOUND = _words(
    "{ref} : un acte a engagé votre poste par un lien personnel",
    "{ref}: an act bound your post by a personal link",
    "lisez-le sur la page de l'engagement. Si personne de chez vous ne l'a fait, dites-le aux deux secrétaires.",
    "read it on the commitment's page. If nobody of yours did it, tell the two secretaries.",
)
PIN_MADE: tuple[Text, Text] = (
    {"fr": "Un code secret est fait pour votre poste", "en": "A PIN is made for your post"},
    {
        "fr": "Il vous est remis sur papier, par personne d'autre. Si vous ne l'attendez pas, ou ne le recevez pas, prévenez les deux "
        "secrétaires du plan : il permet d'engager votre poste par un lien personnel.",
        "en": "It is handed to you on paper, and to nobody else. If you do not expect it, or do not get it, tell the plan's two "
        "secretaries: with it, your post can be bound by a personal link.",
    },
)
