"""The wordings of findings, in each language, with their places."""

from collections.abc import Mapping

Words = Mapping[str, str]

COLON: Words = {"fr": " : ", "en": ": "}
SEMICOLON: Words = {"fr": " ; ", "en": "; "}
STRENGTH: Words = {"fr": "{subject} : un point fort selon {who}", "en": "{subject}: a strength according to {who}"}
IMPROVEMENT: Words = {
    "fr": "{subject} : à améliorer selon {who}",
    "en": "{subject}: needs improvement according to {who}",
}
ABOVE: Words = {
    "fr": "Tout l'intervalle est au-dessus de 6,5, le seuil d'un point fort.",
    "en": "The whole interval is above 6.5, the mark of a strength.",
}
ALL_ABOVE: Words = {
    "fr": "Des deux côtés, tout l'intervalle est au-dessus de 6,5, le seuil d'un point fort.",
    "en": "On both sides the whole interval is above 6.5, the mark of a strength.",
}
BELOW: Words = {
    "fr": "Tout l'intervalle est sous 5, le seuil d'un point à améliorer.",
    "en": "The whole interval is below 5, the mark of an area for improvement.",
}
LOWEST: Words = {
    "fr": "C'est la note la plus basse, nettement sous l'ensemble.",
    "en": "It is the lowest score, clearly below the whole.",
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
    "fr": "{subject} : {private} est {size} sous {customs}",
    "en": "{subject}: {private} is {size} below {customs}",
}
GAP_ABOVE: Words = {
    "fr": "{subject} : {private} est {size} au-dessus de {customs}",
    "en": "{subject}: {private} is {size} above {customs}",
}
GAP_TEST: Words = {
    "fr": "Écart : {difference} {interval}. Le hasard ne suffit pas à l'expliquer.",
    "en": "Gap: {difference} {interval}. Chance alone does not explain it.",
}
UP: Words = {"fr": "{subject} : en hausse de {size} selon {who}", "en": "{subject}: up {size} according to {who}"}
DOWN: Words = {"fr": "{subject} : en baisse de {size} selon {who}", "en": "{subject}: down {size} according to {who}"}
CHANGE_TEST: Words = {
    "fr": "Changement : {difference} {interval}. Le hasard ne suffit pas à l'expliquer.",
    "en": "Change: {difference} {interval}. Chance alone does not explain it.",
}
NO_CHANGE: Words = {
    "fr": "{subject} : pas de changement démontré selon {who}",
    "en": "{subject}: no change shown according to {who}",
}
NO_CHANGE_TEST: Words = {
    "fr": "Différence : {difference} {interval}. Le hasard peut suffire à l'expliquer.",
    "en": "Difference: {difference} {interval}. Chance alone may explain it.",
}
QUOTED: Words = {"fr": "« {text} »", "en": "“{text}”"}
FREELY: Words = {"fr": "{subject} : favorables, {values}", "en": "{subject}: favourable, {values}"}
SILENCE: Words = {"fr": "Questions sensibles sans réponse : {values}", "en": "Sensitive questions unanswered: {values}"}
SILENCE_LINE: Words = {
    "fr": "Part des questions sensibles qui ont reçu « ne sait pas » ou un refus.",
    "en": "Share of the sensitive questions met with “don't know” or a refusal.",
}
FREELY_CHANGE: Words = {"fr": "Changement selon {who} : {changes}.", "en": "Change according to {who}: {changes}."}
SHOWN_CHANGE: Words = {"fr": "{where} {difference} {interval}", "en": "{where} {difference} {interval}"}
NO_SHOWN_CHANGE: Words = {"fr": "pas de changement démontré ({where})", "en": "no change shown ({where})"}
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
