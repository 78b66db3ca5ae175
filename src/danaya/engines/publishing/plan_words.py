"""The texts that drawings and printed things of a common action plan add by themselves, in each language."""

from danaya.engines.language import Text

PLAN_WORDS: dict[str, Text] = {
    "confirmed": {"fr": "confirmé", "en": "confirmed"},
    "partly": {"fr": "confirmé en partie", "en": "confirmed in part"},
    "claimed": {"fr": "déclaré", "en": "claimed"},
    "silent": {"fr": "déclaré, sans réponse", "en": "claimed, no answer"},
    "contested": {"fr": "contesté", "en": "contested"},
    "open": {"fr": "à faire", "en": "to do"},
    "late": {"fr": "en retard", "en": "late"},
    "abandoned": {"fr": "abandonné", "en": "abandoned"},
    "confirmed_part": {"fr": "part confirmée", "en": "confirmed part"},
    "claimed_part": {"fr": "part déclarée", "en": "claimed part"},
    "first_due": {"fr": "date d'origine", "en": "original date"},
    "waits_for": {"fr": "attend", "en": "waits for"},
    "after": {"fr": "après {references}", "en": "after {references}"},
    "today": {"fr": "aujourd'hui, {day}", "en": "today, {day}"},
    "continued": {"fr": "{group} (suite)", "en": "{group} (continued)"},
    "commitment": {"fr": "Engagement", "en": "Commitment"},
    "group_head": {"fr": "Porteur", "en": "Owner"},
    "term": {"fr": "du {starts} au {due}", "en": "from {starts} to {due}"},
    "milestones": {"fr": "Jalons", "en": "Milestones"},
    "term_and_progress": {"fr": "Terme et avancement", "en": "Term and progress"},
    "claimed_head": {"fr": "Déclaré", "en": "Claimed"},
    "confirmed_head": {"fr": "Confirmé", "en": "Confirmed"},
    "contested_head": {"fr": "Contesté", "en": "Contested"},
    "claimed_share": {"fr": "déclaré {share}", "en": "claimed {share}"},
    "confirmed_share": {"fr": "confirmé {share}", "en": "confirmed {share}"},
    "contested_share": {"fr": "contesté {share}", "en": "contested {share}"},
    "moved": {"fr": "{day} (à l'origine {first})", "en": "{day} (originally {first})"},
    "milestone_line": {"fr": "{reference} : {state}, {day}", "en": "{reference}: {state}, {day}"},
    "timeline_alt": {
        "fr": "Frise de {rows}, du {first} au {last}. Au {today} : {states}.",
        "en": "Timeline of {rows}, from {first} to {last}. On {today}: {states}.",
    },
    "rows_one": {"fr": "1 ligne", "en": "1 row"},
    "rows_many": {"fr": "{count} lignes", "en": "{count} rows"},
    "no_milestone": {"fr": "aucun jalon", "en": "no milestone"},
    "progress_alt": {
        "fr": "Deux barres par ligne, déclaré puis confirmé : {rows}.",
        "en": "Two bars a row, claimed then confirmed: {rows}.",
    },
    "most_confirmed": {"fr": "Le plus confirmé : {row}, {words}.", "en": "Most confirmed: {row}, {words}."},
    "least_confirmed": {"fr": "Le moins confirmé : {row}, {words}.", "en": "Least confirmed: {row}, {words}."},
    "objective": {"fr": "Objectif", "en": "Objective"},
    "served_by": {"fr": "Engagements qui le servent", "en": "Commitments that serve it"},
    "no_commitment": {"fr": "objectif sans engagement", "en": "objective without commitment"},
    "no_objective": {"fr": "engagement sans objectif", "en": "commitment without objective"},
    "no_objective_head": {"fr": "Engagements sans objectif", "en": "Commitments without objective"},
    "serves": {"fr": "l'engagement sert l'objectif", "en": "the commitment serves the objective"},
    "sealed": {"fr": "Empreinte du texte", "en": "Digest of the text"},
    "sealed_qr": {"fr": "Code QR de l'empreinte {digest}", "en": "QR code of the digest {digest}"},
    "adopts": {"fr": "adopte", "en": "adopts"},
    "adopts_reserved": {"fr": "adopte avec réserves", "en": "adopts with reservations"},
    "abstains": {"fr": "s'abstient", "en": "abstains"},
    "sign_how": {
        "fr": "Cochez une case. Barrez les lignes de réserves qui restent vides. Signez et tamponnez dans le cadre.",
        "en": "Tick one box. Strike out lines for reservations that stay empty. Sign and stamp within the frame.",
    },
    "sign_how_plain": {
        "fr": "Cochez une case. Signez et tamponnez dans le cadre.",
        "en": "Tick one box. Sign and stamp within the frame.",
    },
    "reservations": {"fr": "Réserves", "en": "Reservations"},
    "signer_name": {"fr": "Nom", "en": "Name"},
    "signature_and_stamp": {"fr": "Signature et cachet", "en": "Signature and stamp"},
    "signed_text": {"fr": "Texte signé", "en": "Signed text"},
    "matrix_alt": {
        "fr": "Tableau croisé : {rows} objectifs, {columns} engagements. {empty} sans engagement, {alone} sans objectif.",
        "en": "Matrix: {rows} objectives, {columns} commitments. {empty} without commitment, {alone} without objective.",
    },
}

ODD_TERM: Text = {
    "fr": "« {row} » finit le {due}, avant de commencer ({starts}) : changez l'une des deux dates.",
    "en": "“{row}” ends on {due}, before it starts ({starts}): change one of both dates.",
}

ODD_PROGRESS: Text = {
    "fr": "« {row} » : déclaré {claimed}, confirmé {confirmed}. Donnez des parts de 0 à 1 ; le confirmé ne dépasse pas le déclaré.",
    "en": "“{row}”: claimed {claimed}, confirmed {confirmed}. Give shares from 0 to 1; confirmed is never above claimed.",
}

ODD_REFERENCE: Text = {
    "fr": "La référence « {reference} » est donnée deux fois : chaque ligne et chaque jalon a la sienne.",
    "en": "The reference “{reference}” is given twice: each row and each milestone has its own.",
}

ODD_COLUMN: Text = {
    "fr": "L'objectif « {row} » nomme l'engagement « {reference} », qui n'a pas de colonne : ajoutez-la.",
    "en": "The objective “{row}” names the commitment “{reference}”, which has no column: add it.",
}
