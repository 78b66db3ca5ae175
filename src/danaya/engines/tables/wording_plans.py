"""What is said of tables of dated figures and of objectives: what was not understood, and what to do."""

from danaya.engines.language import Text
from danaya.engines.tables.sentences import both

FIGURES: dict[str, Text] = {
    "period-unknown": both(
        "« {raw} » n’est pas une date que l’on sait lire. Écrivez par exemple 31/03/2025, mars 2025, T1 2025 ou 2025, "
        "ou acceptez de laisser ces chiffres de côté.",
        "“{raw}” is no date that can be read. Write 31/03/2025, March 2025, Q1 2025 or 2025, for example, "
        "or accept to leave these figures aside.",
    ),
    "period-long": both(
        "« {raw} » est plus long que la période de cette série. Donnez un chiffre par période, ou acceptez de le laisser de côté.",
        "“{raw}” is longer than the period of this series. Give one figure per period, or accept to leave it aside.",
    ),
    "period-ahead": both(
        "« {raw} » n’a pas encore commencé. Corrigez la date, ou acceptez de laisser ces chiffres de côté.",
        "“{raw}” has not begun yet. Mend the date, or accept to leave these figures aside.",
    ),
    "figure-not-number": both(
        "« {raw} » n’est pas un nombre. Corrigez la cellule, ou acceptez de la laisser de côté.",
        "“{raw}” is not a number. Mend the cell, or accept to leave it aside.",
    ),
    "figure-too-large": both(
        "« {raw} » est trop grand pour être gardé sans perte. Comptez dans une unité plus grande (en millions), "
        "ou acceptez de le laisser de côté.",
        "“{raw}” is too large to be kept without loss. Count in a larger unit (in millions), or accept to leave it aside.",
    ),
    "figure-twice": both(
        "Cette série a déjà un autre chiffre pour cette période dans le tableau ({raw}). Gardez-en un seul, "
        "ou acceptez de garder le premier.",
        "This series has another figure for this period in the table already ({raw}). Keep one, or accept to keep the first.",
    ),
}
OBJECTIVES: dict[str, Text] = {
    "objective-code-missing": both(
        "« {raw} » n’a pas de code. Donnez-lui le code sous lequel le document le cite, ou acceptez de le laisser de côté.",
        "“{raw}” has no code. Give it the code by which the document cites it, or accept to leave it aside.",
    ),
    "objective-code-date": both(
        "Le tableur a changé ce code en date ({raw}). Mettez la colonne au format Texte et écrivez le code à nouveau.",
        "The spreadsheet has turned this code into a date ({raw}). Set the column’s format to Text and write the code again.",
    ),
    "objective-code-long": both(
        "Le code « {raw} » a plus de {limit} signes. Choisissez la colonne qui ne contient que le code, ou raccourcissez-le.",
        "The code “{raw}” has more than {limit} characters. Choose the column that holds the code alone, or shorten it.",
    ),
    "objective-title-missing": both(
        "« {raw} » n’a pas de texte. Écrivez l’objectif, ou acceptez de laisser cette ligne de côté.",
        "“{raw}” has no text. Write the objective, or accept to leave this row aside.",
    ),
    "objective-title-long": both(
        "Le texte de « {raw} » a plus de {limit} signes. Raccourcissez-le, ou acceptez de laisser cette ligne de côté.",
        "The text of “{raw}” has more than {limit} characters. Shorten it, or accept to leave this row aside.",
    ),
    "objective-twice": both(
        "Le code « {raw} » figure plusieurs fois. Donnez à chaque objectif son code (dans un tableur, au format Texte : "
        "sinon 1.10 devient 1.1), ou acceptez de garder le premier.",
        "The code “{raw}” stands several times. Give each objective its own code (in a spreadsheet, as Text: "
        "else 1.10 becomes 1.1), or accept to keep the first.",
    ),
    "objective-parent-unknown": both(
        "« {raw} » n’est le code d’aucun objectif du tableau. Corrigez-le, ou acceptez que l’objectif ne dépende d’aucun autre.",
        "“{raw}” is the code of no objective of the table. Mend it, or accept that the objective depends on none.",
    ),
    "objective-parent-circle": both(
        "« {raw} » dépend de lui-même, directement ou par d’autres. Corrigez la colonne des objectifs supérieurs, "
        "ou acceptez qu’il ne dépende d’aucun.",
        "“{raw}” depends on itself, directly or through others. Mend the column of higher objectives, "
        "or accept that it depends on none.",
    ),
}
