"""Words of the workbook: names of sheets, hidden headings, how to use it."""

from collections.abc import Mapping

from danaya.engines.language import Text

SHEETS: Mapping[str, Text] = {
    "commitments": {"fr": "Engagements", "en": "Commitments"},
    "milestones": {"fr": "Jalons", "en": "Milestones"},
    "progress": {"fr": "Avancement", "en": "Progress"},
    "notes": {"fr": "Lisez-moi", "en": "Read me"},
}

HIDDEN_HEADS: Mapping[str, Text] = {
    "id": {"fr": "Clé (ne pas toucher)", "en": "Key (leave it)"},
    "revision": {"fr": "Version (ne pas toucher)", "en": "Version (leave it)"},
    "seal": {"fr": "Empreinte (ne pas toucher)", "en": "Digest (leave it)"},
}

PROGRESS_HEADS: Mapping[str, tuple[Text, float]] = {
    "ref": ({"fr": "N°", "en": "No."}, 8),
    "result": ({"fr": "Résultat", "en": "Result"}, 50),
    "claimed": ({"fr": "Déclaré, %", "en": "Claimed, %"}, 12),
    "confirmed": ({"fr": "Confirmé, %", "en": "Confirmed, %"}, 12),
    "standing": ({"fr": "Où il en est", "en": "Where it stands"}, 36),
    "due": ({"fr": "Promis pour", "en": "Promised for"}, 12),
    "first_due": ({"fr": "Première date promise", "en": "First promised for"}, 12),
    "weakness": ({"fr": "Maillon faible", "en": "Weak link"}, 30),
}

NOT_TAKEN_BACK: Text = {"fr": "Pour lecture : non repris.", "en": "To read: not taken back."}

NOTES: tuple[Text, ...] = (
    {
        "fr": "Ce classeur se change dans Excel ou LibreOffice, puis se renvoie sur la page « Excel » du plan. Rien n'est repris avant que "
        "vous ayez vu, ligne par ligne, ce qui change, et que vous l'ayez confirmé.",
        "en": "This workbook is changed in Excel or LibreOffice, then sent back on the page “Excel” of the plan. Nothing is taken over "
        "before you have seen, line by line, what changes, and have confirmed it.",
    },
    {
        "fr": "Se change : ce qui est sur fond blanc. Pour lecture : ce qui est sur fond gris, et toute la feuille « Avancement ».",
        "en": "Can be changed: what stands on white. To read: what stands on grey, and the whole sheet “Progress”.",
    },
    {
        "fr": "L'avancement, les signatures et les numéros ne se changent pas d'ici : ils viennent des actes faits sur les pages.",
        "en": "Progress, signatures and numbers cannot be changed from here: they come from acts done on the pages.",
    },
    {
        "fr": "Nouvel engagement : une ligne de plus, avec au moins le résultat, le porteur et la contrepartie. Il devient un projet de votre "
        "organisation. Pour lui donner des jalons, écrivez le même repère (par exemple N1) dans la colonne « N° » des deux feuilles.",
        "en": "A new commitment: one more line, with at least the result, the owner and the counterpart. It becomes a draft of your "
        "organisation. To give it milestones, write the same mark (such as N1) in the column “No.” of both sheets.",
    },
    {
        "fr": "Nouveau jalon d'un engagement : une ligne de plus dans « Jalons », avec le numéro de l'engagement.",
        "en": "A new milestone of a commitment: one more line in “Milestones”, with the number of the commitment.",
    },
    {
        "fr": "La date d'un jalon adopté ne change pas d'elle-même : une autre date dans « Promis pour », avec son motif, devient une demande "
        "que la contrepartie accepte ou non. La première date promise reste visible.",
        "en": "The date of an adopted milestone does not change by itself: another date in “Promised for”, with its reason, becomes a "
        "request that the counterpart agrees to or not. The first promised date stays visible.",
    },
    {
        "fr": "Supprimer une ligne ne supprime rien dans le plan. Trier, filtrer, déplacer ou masquer des colonnes ne gêne pas.",
        "en": "Deleting a line deletes nothing in the plan. Sorting, filtering, moving or hiding columns does no harm.",
    },
    {
        "fr": "Si quelqu'un a changé le même champ entre-temps, les deux textes vous sont montrés et vous choisissez.",
        "en": "If somebody has changed the same field meanwhile, both texts are shown to you and you choose.",
    },
    {
        "fr": "Les formules ne sont pas calculées : seule la valeur enregistrée est lue.",
        "en": "Formulas are not calculated: only the saved value is read.",
    },
)
