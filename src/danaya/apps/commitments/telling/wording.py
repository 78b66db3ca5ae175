"""The words of what is told on paper, in both languages: director's page, scorecard, poster, procès-verbal."""

from danaya.engines.language import Text, in_language, typeset

WORDS: dict[str, Text] = {
    "both": {
        "fr": "déclaré {claimed} sur {count}, confirmé {confirmed} sur {count}",
        "en": "claimed {claimed} of {count}, confirmed {confirmed} of {count}",
    },
    "contested": {
        "fr": "{body} conteste ce qui est déclaré : à régler à la prochaine réunion.",
        "en": "{body} contests what is claimed: to be settled at the next meeting.",
    },
    "late": {
        "fr": "Un jalon était promis pour le {day} et n'est pas atteint.",
        "en": "A milestone was promised for {day} and is not reached.",
    },
    "help_none": {"fr": "Aide : pas encore proposée.", "en": "Help: not offered yet."},
    "help_open": {
        "fr": "Aide proposée le {day}, sans réponse.",
        "en": "Help offered on {day}, not answered.",
    },
    "help_answered": {
        "fr": "Aide proposée le {day} ; réponse : {answer}.",
        "en": "Help offered on {day}; answer: {answer}.",
    },
    # Director's page
    "director": {"fr": "Page de la direction générale", "en": "Director's page"},
    "counts": {
        "fr": "Engagements pris : {promised} ; tenus et confirmés : {kept} ; en cours : {running} ; abandonnés : {abandoned}.",
        "en": "Commitments made: {promised}; kept and confirmed: {kept}; running: {running}; given up: {abandoned}.",
    },
    "steps": {
        "fr": "Jalons : {claimed} déclarés et {confirmed} confirmés sur {count}.",
        "en": "Milestones: {claimed} claimed and {confirmed} confirmed of {count}.",
    },
    "improved": {"fr": "Ce qui s'est amélioré", "en": "What improved"},
    "nothing_improved": {
        "fr": "Rien n'est encore confirmé par l'autre partie.",
        "en": "Nothing is confirmed by the other side yet.",
    },
    "kept_by": {
        "fr": "{name} : {state}, confirmé par {body}.",
        "en": "{name}: {state}, confirmed by {body}.",
    },
    "partly_by": {
        "fr": "{name} : {both} (par {body}).",
        "en": "{name}: {both} (by {body}).",
    },
    "stalls": {"fr": "Ce qui n'avance pas", "en": "What stalls"},
    "nothing_stalls": {"fr": "Aucun engagement n'est à l'arrêt.", "en": "No commitment stalls."},
    "stalling": {"fr": "{name} – {owner} : {both}.", "en": "{name} – {owner}: {both}."},
    "aimed_at": {"fr": "{words} Visé par {references}.", "en": "{words} Aimed at by {references}."},
    "more": {
        "fr": "et {count} autres, sur la page du plan.",
        "en": "and {count} more, on the plan's page.",
    },
    "more_one": {"fr": "et un autre, sur la page du plan.", "en": "and one more, on the plan's page."},
    "decide": {"fr": "À décider", "en": "To decide"},
    "option_abandons": {"fr": "Cette option abandonne l'engagement.", "en": "This option abandons the commitment."},
    "nothing_to_decide": {"fr": "Aucune décision n'est demandée.", "en": "No decision is asked for."},
    "taken": {"fr": "Suites des décisions prises", "en": "What became of decisions"},
    "taken_line": {
        "fr": "{question} Décidé le {day} : {choice}.",
        "en": "{question} Decided on {day}: {choice}.",
    },
    "note": {"fr": "Note de service {reference}.", "en": "Note de service {reference}."},
    "follow_up": {"fr": "Suite : {words}", "en": "Follow-up: {words}"},
    "no_follow_up": {"fr": "Suite : pas encore écrite.", "en": "Follow-up: not written yet."},
    # Scorecard
    "scorecard": {"fr": "Tableau de suivi du plan", "en": "Scorecard of the plan"},
    "scorecard_lead": {
        "fr": "Chaque organisation a sa partie, dans l'ordre des sigles. Ce que le porteur déclare et ce que la contrepartie "
        "confirme sont côte à côte ; un silence n'est jamais un oui. Ce n'est pas un classement.",
        "en": "Each organisation has its own part, in the order of acronyms. What the owner claims and what the counterpart "
        "confirms stand side by side; silence is never a yes. It is no ranking.",
    },
    "of_body": {"fr": "{acronym} – {name}", "en": "{acronym} – {name}"},
    "body_table": {"fr": "Engagements portés par {acronym}", "en": "Commitments owned by {acronym}"},
    "commitment": {"fr": "Engagement", "en": "Commitment"},
    "promised_for": {"fr": "Promis pour", "en": "Promised for"},
    "first_promised": {"fr": "{day} (d'abord {first})", "en": "{day} (first {first})"},
    "claimed": {"fr": "Déclaré", "en": "Claimed"},
    "confirmed": {"fr": "Confirmé", "en": "Confirmed"},
    "state": {"fr": "État", "en": "State"},
    "with_counterpart": {"fr": "{name} (contrepartie : {body})", "en": "{name} (counterpart: {body})"},
    "of": {"fr": "{some} sur {count}", "en": "{some} of {count}"},
    "milestones_axis": {
        "fr": "Part des jalons, selon leur poids",
        "en": "Share of the milestones, by their weight",
    },
    "claimed_of": {"fr": "déclaré {some} sur {count}", "en": "claimed {some} of {count}"},
    "confirmed_of": {"fr": "confirmé {some} sur {count}", "en": "confirmed {some} of {count}"},
    "nothing_promised": {
        "fr": "Le plan n'a pas encore d'engagement adopté.",
        "en": "The plan has no adopted commitment yet.",
    },
    # Poster
    "said_done": {"fr": "Vous avez dit → nous avons fait", "en": "You said → we did"},
    "reached": {
        "fr": "Jalons confirmés par {body} : {count} sur {total}",
        "en": "Milestones confirmed by {body}: {count} of {total}",
    },
    "kept_on": {"fr": "Confirmé par {body} : fait le {day}", "en": "Confirmed by {body}: done on {day}"},
    "promised": {"fr": "Promis pour le {day} : {result}", "en": "Promised for {day}: {result}"},
    "promised_again": {
        "fr": "Promis pour le {day} (d'abord le {first}) : {result}",
        "en": "Promised for {day} (first {first}): {result}",
    },
    "past_due": {"fr": "Date passée", "en": "Date passed"},
    "given_up": {"fr": "Abandonné : {why}", "en": "Given up: {why}"},
    "draft_title": {"fr": "PROJET – {title}", "en": "DRAFT – {title}"},
    "draft_file": {"fr": "projet", "en": "draft"},
    "whole_country": {"fr": "Tout le pays", "en": "The whole country"},
    "on_day": {"fr": "au {day}", "en": "as of {day}"},
    "as_of": {"fr": "Au {day}", "en": "As of {day}"},
    "poster_source": {
        "fr": "Plan d'action commun, édition {number} autorisée le {day}",
        "en": "Common action plan, edition {number} authorised on {day}",
    },
    "not_authorised": {
        "fr": "Projet : pas autorisé, ne pas diffuser",
        "en": "Draft: not authorised, not to be spread",
    },
    # Procès-verbal de passation
    "handover": {"fr": "Procès-verbal de passation de service", "en": "Handover record"},
    "handover_opening": {
        "fr": "Le poste « {post} » ({body}) change de titulaire. Les points ouverts au {day} sont remis comme suit.",
        "en": "The post “{post}” ({body}) changes its holder. What is open on {day} is handed over as follows.",
    },
    "nothing_open": {
        "fr": "Aucun point n'est ouvert pour ce poste dans le plan d'action commun.",
        "en": "Nothing is open for this post in the common action plan.",
    },
    "due": {"fr": "Échéance", "en": "Due"},
    "what": {"fr": "Objet", "en": "What"},
    "where": {"fr": "Où cela en est", "en": "Where it stands"},
    "tasks_owned": {"fr": "Engagements portés, à tenir", "en": "Commitments owned, to keep"},
    "tasks_to_confirm": {"fr": "Déclarations à confirmer ou contester", "en": "Claims to confirm or contest"},
    "tasks_unanswered": {"fr": "Déclarations qui attendent une réponse", "en": "Claims that wait for an answer"},
    "tasks_counterpart": {
        "fr": "Engagements dont ce poste est la contrepartie",
        "en": "Commitments this post is counterpart of",
    },
    "tasks_moves": {"fr": "Reports de date demandés", "en": "Changes of date asked for"},
    "tasks_outcomes": {"fr": "Résultats de réunion à convenir", "en": "Outcomes of meetings to agree on"},
    "tasks_offers": {"fr": "Offres d'aide à préciser", "en": "Offers of help to answer"},
    "tasks_decisions": {"fr": "Décisions", "en": "Decisions"},
    "tasks_editions": {"fr": "Édition à autoriser ou à refuser", "en": "Edition to authorise or to refuse"},
    "tasks_escalations": {"fr": "Blocages portés aux secrétaires", "en": "Stalls brought to the secretaries"},
    "tasks_signatures": {"fr": "Plan à signer", "en": "Plan to sign"},
    "tasks_articles": {"fr": "Engagements à signer", "en": "Commitments to sign"},
    "tasks_sheets": {"fr": "Feuilles signées à confirmer ou contester", "en": "Signed sheets to confirm or contest"},
    "tasks_messages": {"fr": "Messages du plan de communication", "en": "Messages of the communication plan"},
    "tasks_notices": {"fr": "Avis non lus", "en": "Unread notices"},
    "tasks_visas": {"fr": "Visas à donner", "en": "Visas to give"},
    "tasks_drafts": {"fr": "Projets d'engagement de l'organisation", "en": "Draft commitments of the organisation"},
    "claimed_on": {"fr": "Déclaré le {day} par {post}.", "en": "Claimed on {day} by {post}."},
    "waits_for": {
        "fr": "Déclaré le {day} ; réponse attendue de {post}.",
        "en": "Claimed on {day}; {post} is to answer.",
    },
    "move_to_answer": {
        "fr": "Demandé le {day} : du {before} au {due}. Réponse à donner.",
        "en": "Asked on {day}: from {before} to {due}. To be answered.",
    },
    "move_asked": {
        "fr": "Demandé le {day} : du {before} au {due}. Réponse attendue.",
        "en": "Asked on {day}: from {before} to {due}. An answer is awaited.",
    },
    "outcome_of": {
        "fr": "Réunion du {day}, résultat écrit par {post}.",
        "en": "Meeting of {day}, outcome written by {post}.",
    },
    "asked_on": {"fr": "Demandée le {day}, à prendre.", "en": "Asked on {day}, to be taken."},
    "to_follow_up": {"fr": "Prise le {day}, suite à écrire.", "en": "Taken on {day}, follow-up to be written."},
    "offered_on": {
        "fr": "Offerte le {day} par {post} : dire quelle aide est nécessaire.",
        "en": "Offered on {day} by {post}: say which help is needed.",
    },
    "to_authorise": {"fr": "Édition {number}, préparée le {day}.", "en": "Edition {number}, prepared on {day}."},
    "sheet_to_answer": {
        "fr": "Enregistrée par un autre organisme : dire si elle est la vôtre.",
        "en": "Entered by another body: say whether it is yours.",
    },
    "brought_on": {"fr": "Porté aux deux secrétaires le {day}.", "en": "Brought to both secretaries on {day}."},
    # Pack of a meeting
    "pack": {"fr": "Dossier de réunion", "en": "Meeting pack"},
    "pack_lead": {
        "fr": "Dix minutes par point, les deux textes côte à côte. Ce qui est convenu est noté par une partie et ne compte "
        "qu'une fois l'autre d'accord avec les mêmes mots.",
        "en": "Ten minutes a point, both texts side by side. What is agreed is recorded by one side and counts only once "
        "the other agrees to the same words.",
    },
    "to_settle": {"fr": "Points à régler", "en": "Points to settle"},
    "nothing_to_settle": {"fr": "Rien n'est contesté.", "en": "Nothing is contested."},
    "more_points": {
        "fr": "Ce dossier porte les {most} premiers points sur {count}. Les suivants sont sur la page « Pour la prochaine réunion ».",
        "en": "This pack holds the first {most} points of {count}. The others are on the page “For the next meeting”.",
    },
    "of_milestone": {"fr": "{reference}, jalon {place} : {text}", "en": "{reference}, milestone {place}: {text}"},
    "both_texts": {"fr": "Les deux textes ({state})", "en": "Both texts ({state})"},
    "who_says": {"fr": "Qui", "en": "Who"},
    "what_is_said": {"fr": "Ce qui est dit", "en": "What is said"},
    "says_on": {"fr": "{body}, {post}, {day}", "en": "{body}, {post}, {day}"},
    "proofs": {"fr": "Justificatifs", "en": "Evidence"},
    "proof": {"fr": "{words} ({kind}, {day}, empreinte {digest})", "en": "{words} ({kind}, {day}, digest {digest})"},
    "no_proof": {"fr": "Aucun", "en": "None"},
    "outcome_waits": {"fr": "Noté, pas encore accepté : {who}", "en": "Recorded, not agreed to yet: {who}"},
    "agreed_words": {"fr": "Convenu (à remplir en séance)", "en": "Agreed (to fill in at the meeting)"},
    "claimed_again": {"fr": "déclaré de nouveau, sans réponse", "en": "claimed again, not answered"},
    "behind": {"fr": "Ce qui est en retard ou n'avance plus", "en": "What is late or stalls"},
    "nothing_behind": {"fr": "Aucun engagement n'est en retard ni arrêté.", "en": "No commitment is late or stalls."},
    "before_secretaries": {"fr": "Portés aux deux secrétaires", "en": "Brought to the two secretaries"},
    "at_signature": {"fr": "À la signature depuis le {day}.", "en": "At signature since {day}."},
    "visa_due": {"fr": "Visa attendu depuis le {day}.", "en": "Visa awaited since {day}."},
    "unread": {"fr": "{count} avis non lus", "en": "{count} unread notices"},
    "unread_one": {"fr": "Un avis non lu", "en": "One unread notice"},
    "read_by_next": {
        "fr": "Le titulaire suivant les trouve sur sa page.",
        "en": "The next holder finds them on their page.",
    },
    "draft_of": {"fr": "{plan} : pas encore proposé.", "en": "{plan}: not proposed yet."},
    "signatures": {"fr": "Signatures", "en": "Signatures"},
    "outgoing": {"fr": "Titulaire sortant", "en": "Outgoing holder"},
    "incoming": {"fr": "Titulaire entrant", "en": "Incoming holder"},
    "witness": {"fr": "Témoin", "en": "Witness"},
    "witness_post": {"fr": "poste, écrit à la main", "en": "post, written by hand"},
    "sign_how": {
        "fr": "Chacun écrit son nom et la date, puis signe. Un exemplaire reste au poste, un au secrétariat.",
        "en": "Each writes name and date, then signs. One copy stays with the post, one with the secretariat.",
    },
}


def say(key: str, language: str, **values: object) -> str:
    """Return words of :data:`WORDS` with their places filled, typeset."""
    return typeset(in_language(WORDS[key], language).format(**values), language)
