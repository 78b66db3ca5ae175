"""The wordings of findings, in each language, with their places."""

from collections.abc import Mapping

Words = Mapping[str, str]

COLON: Words = {"fr": " : ", "en": ": "}
SEMICOLON: Words = {"fr": " ; ", "en": "; "}
STRENGTH: Words = {"fr": "{subject} : un point fort pour {who}", "en": "{subject}: a strength for {who}"}
IMPROVEMENT: Words = {"fr": "{subject} : à améliorer pour {who}", "en": "{subject}: needs improvement for {who}"}
ABOVE: Words = {"fr": "L'intervalle reste au-dessus de 6,5.", "en": "The interval stays above 6.5."}
ALL_ABOVE: Words = {
    "fr": "Des deux côtés, l'intervalle reste au-dessus de 6,5.",
    "en": "On both sides the interval stays above 6.5.",
}
BELOW: Words = {"fr": "L'intervalle reste sous 5.", "en": "The interval stays below 5."}
LOWEST: Words = {
    "fr": "C'est la note la plus basse, et elle se sépare nettement de l'ensemble.",
    "en": "It is the lowest score, and clearly apart from all together.",
}
AS_REPORTED: Words = {
    "fr": "Chiffres communiqués, non recalculables : sans intervalle ni test.",
    "en": "Figures as reported, not recomputable: without interval or test.",
}
ASSUMING: Words = {
    "fr": "Cela vaut si les répondants ressemblent à leur groupe ({who}).",
    "en": "This holds if respondents resemble their group ({who}).",
}
GAP_BELOW: Words = {
    "fr": "{subject} : {private} {size} sous {customs}",
    "en": "{subject}: {private} {size} below {customs}",
}
GAP_ABOVE: Words = {
    "fr": "{subject} : {private} {size} au-dessus de {customs}",
    "en": "{subject}: {private} {size} above {customs}",
}
GAP_TEST: Words = {
    "fr": "Écart : {difference} {interval}, au-delà du hasard (p ajusté {p}).",
    "en": "Gap: {difference} {interval}, beyond chance (adjusted p {p}).",
}
UP: Words = {"fr": "{subject} : en hausse de {size} selon {who}", "en": "{subject}: up {size} according to {who}"}
DOWN: Words = {"fr": "{subject} : en baisse de {size} selon {who}", "en": "{subject}: down {size} according to {who}"}
CHANGE_TEST: Words = {
    "fr": "Changement : {difference} {interval}, au-delà du hasard (p ajusté {p}).",
    "en": "Change: {difference} {interval}, beyond chance (adjusted p {p}).",
}
NO_CHANGE: Words = {
    "fr": "{subject} : pas de changement démontré selon {who}",
    "en": "{subject}: no change shown according to {who}",
}
NO_CHANGE_TEST: Words = {
    "fr": "Différence : {difference} {interval} ; le hasard peut l'expliquer (p ajusté {p}).",
    "en": "Difference: {difference} {interval}; chance may explain it (adjusted p {p}).",
}
QUOTED: Words = {"fr": "« {text} »", "en": "“{text}”"}
FREELY: Words = {"fr": "Parler librement : {values}", "en": "Speaking freely: {values}"}
SILENCE: Words = {"fr": "Questions sensibles sans réponse : {values}", "en": "Sensitive questions unanswered: {values}"}
SILENCE_LINE: Words = {
    "fr": "Part des questions sensibles qui ont reçu « ne sait pas » ou un refus.",
    "en": "Share of the sensitive questions met with “don't know” or a refusal.",
}
FREELY_CHANGE: Words = {"fr": "Depuis la ronde précédente : {changes}.", "en": "Since the earlier round: {changes}."}
SHOWN_CHANGE: Words = {"fr": "{where} {difference} {interval}", "en": "{where} {difference} {interval}"}
NO_SHOWN_CHANGE: Words = {"fr": "{where} pas de changement démontré", "en": "{where} no change shown"}
WHOLE: Words = {"fr": "ensemble", "en": "all"}
LOWER_THAN: Words = {
    "fr": "{subject} : {level} {size} de moins que {rest} ({who})",
    "en": "{subject}: {level} {size} lower than {rest} ({who})",
}
HIGHER_THAN: Words = {
    "fr": "{subject} : {level} {size} de plus que {rest} ({who})",
    "en": "{subject}: {level} {size} higher than {rest} ({who})",
}
THE_REST: Words = {"fr": "les autres", "en": "the others"}
LIVED: Words = {"fr": "{subject}, « {answer} » : {values}", "en": "{subject}, “{answer}”: {values}"}
