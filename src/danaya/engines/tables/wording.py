"""Every sentence this room says of a file: what is wrong or was noticed, and what to do, in French and English."""

from danaya.engines.language import LANGUAGES, Problem, Text
from danaya.engines.tables.sentences import both, filled
from danaya.engines.tables.wording_plans import FIGURES, OBJECTIVES

FILE_PROBLEMS: dict[str, Text] = {
    "file-missing": both(
        "Il n’y a pas de fichier à cet endroit. Vérifiez le nom et le dossier.",
        "There is no file here. Check the name and the folder.",
    ),
    "file-empty": both(
        "Le fichier ne contient rien. Exportez-le de nouveau depuis le logiciel d’origine.",
        "The file holds nothing. Export it again from the software it comes from.",
    ),
    "file-too-big": both(
        "Le fichier pèse {size} Mo ; la limite est de {limit} Mo. Gardez seulement les colonnes utiles, "
        "ou donnez-le à la commande « danaya analyse », qui n’a pas de limite.",
        "The file weighs {size} MB; the limit is {limit} MB. Keep only the columns you need, "
        "or give it to the command “danaya analyse”, which has no limit.",
    ),
    "unpacked-too-big": both(
        "Une fois décompressé, ce classeur pèserait {size} Mo ; la limite est de {limit} Mo. "
        "Enregistrez la feuille utile en CSV et donnez ce fichier.",
        "Unpacked, this workbook would weigh {size} MB; the limit is {limit} MB. "
        "Save the sheet you need as CSV and give that file.",
    ),
    "suspicious-compression": both(
        "Ce classeur se décompresse {ratio} fois, ce qu’aucun tableur ne produit. Il n’a pas été ouvert. "
        "Ouvrez-le dans votre tableur et enregistrez-le sous un autre nom.",
        "This workbook unpacks {ratio} times over, which no spreadsheet program does. It was not opened. "
        "Open it in your spreadsheet program and save it under another name.",
    ),
    "too-many-rows": both(
        "Le tableau a plus de {limit} lignes, la limite. Divisez le fichier ou donnez-le à « danaya analyse ».",
        "The table has more than {limit} rows, the limit. Split the file or give it to “danaya analyse”.",
    ),
    "too-many-columns": both(
        "Le tableau s’étend sur {columns} colonnes ; la limite est de {limit}. Gardez seulement les colonnes utiles, "
        "et supprimez ce qui est écrit loin à droite du tableau.",
        "The table stretches over {columns} columns; the limit is {limit}. Keep only the columns you need, "
        "and delete what is written far to the right of the table.",
    ),
    "too-many-cells": both(
        "La feuille s’étend sur {rows} lignes et {columns} colonnes, plus que ce qui peut être lu. "
        "Supprimez les lignes et colonnes vides au-delà du tableau, puis enregistrez.",
        "The sheet stretches over {rows} rows and {columns} columns, more than can be read. "
        "Delete the empty rows and columns beyond the table, then save.",
    ),
    "reading-too-long": both(
        "La lecture a été arrêtée : elle durait plus longtemps que permis. Gardez seulement les colonnes utiles, "
        "ou donnez le fichier à « danaya analyse ».",
        "Reading was stopped: it took longer than allowed. Keep only the columns you need, or give the file to “danaya analyse”.",
    ),
    "memory-exhausted": both(
        "La lecture demande plus de mémoire que permis. Gardez seulement les colonnes utiles, ou donnez le fichier à « danaya analyse ».",
        "Reading it needs more memory than allowed. Keep only the columns you need, or give the file to “danaya analyse”.",
    ),
    "damaged-file": both(
        "Le fichier est abîmé ou incomplet : sa lecture s’est arrêtée. Copiez-le ou téléchargez-le de nouveau ; "
        "si cela se répète, ouvrez-le dans le logiciel d’origine et enregistrez-le.",
        "The file is damaged or incomplete: reading it stopped. Copy or download it again; "
        "if this happens again, open it in the software it comes from and save it.",
    ),
    "truncated-file": both(
        "Le fichier est coupé : sa fin manque. Copiez-le ou téléchargez-le de nouveau.",
        "The file is cut short: its end is missing. Copy or download it again.",
    ),
    "password-protected": both(
        "Le fichier est protégé par un mot de passe. Ouvrez-le, retirez le mot de passe, enregistrez-le et donnez-le de nouveau.",
        "The file is protected by a password. Open it, remove the password, save it and give it again.",
    ),
    "wrong-kind": both(
        "Ce fichier est {what_fr}, pas un tableau. Donnez un fichier CSV, Excel (.xlsx, .xls), "
        "OpenDocument (.ods), SPSS (.sav, .zsav, .por), Stata (.dta) ou Parquet.",
        "This file is {what_en}, not a table. Give a CSV, Excel (.xlsx, .xls), "
        "OpenDocument (.ods), SPSS (.sav, .zsav, .por), Stata (.dta) or Parquet file.",
    ),
    "old-document": both(
        "Ce fichier est un document Word d’un ancien format (.doc). Ouvrez-le dans Word, choisissez « Enregistrer sous », "
        "« Document Word (.docx) », puis donnez ce fichier.",
        "This file is a Word document of an old format (.doc). Open it in Word, choose “Save as”, “Word document (.docx)”, "
        "then give that file.",
    ),
    "not-text": both(
        "Ce fichier n’est ni un tableau connu ni du texte. Donnez un fichier CSV, Excel, OpenDocument, SPSS, Stata ou Parquet.",
        "This file is neither a known table nor text. Give a CSV, Excel, OpenDocument, SPSS, Stata or Parquet file.",
    ),
    "encoding-unreadable": both(
        "Le texte ne peut pas être lu avec l’encodage « {encoding} ». Enregistrez le fichier en CSV UTF-8, ou choisissez un autre encodage.",
        "The text cannot be read with the encoding “{encoding}”. Save the file as CSV UTF-8, or choose another encoding.",
    ),
    "encoding-unknown": both(
        "L’encodage « {encoding} » n’est pas connu. Choisissez UTF-8, UTF-16, Windows-1252 ou Latin-1.",
        "The encoding “{encoding}” is not known. Choose UTF-8, UTF-16, Windows-1252 or Latin-1.",
    ),
    "quote-not-closed": both(
        "Un guillemet ouvert à la ligne {line} n’est jamais fermé, et la suite du fichier serait lue comme une seule cellule. "
        "Fermez ou retirez ce guillemet.",
        "A quotation mark opened on line {line} is never closed, and the rest of the file would be read as one cell. "
        "Close or remove that mark.",
    ),
    "stata-version": both(
        "Cette version de fichier Stata ({version}) n’est pas connue. Dans Stata, enregistrez avec « saveold …, version(13) ».",
        "This version of Stata file ({version}) is not known. In Stata, save it with “saveold …, version(13)”.",
    ),
    "sheet-missing": both(
        "Le classeur n’a pas de feuille « {sheet} ». Feuilles présentes : {sheets}.",
        "The workbook has no sheet “{sheet}”. Sheets it has: {sheets}.",
    ),
    "sheet-empty": both(
        "La feuille ne contient aucune cellule remplie. Choisissez une autre feuille : {sheets}.",
        "The sheet has no filled cell. Choose another sheet: {sheets}.",
    ),
    "workbook-empty": both(
        "Ce classeur ne contient aucune cellule remplie. Vérifiez que vous avez choisi le bon fichier.",
        "This workbook has no filled cell. Check that you chose the right file.",
    ),
    "no-table": both(
        "Ce document ne contient aucun tableau. Choisissez le document qui contient le tableau, ou saisissez ses chiffres.",
        "This document holds no table. Choose the document that holds the table, or type its figures.",
    ),
    "no-header": both(
        "Aucune ligne ne ressemble à des titres de colonnes. Ajoutez au-dessus des données une ligne de titres, "
        "un titre par colonne.",
        "No row looks like column headings. Add a row of headings above the data, one heading a column.",
    ),
    "header-row-missing": both(
        "La ligne {row} indiquée pour les titres est vide ou n’existe pas. Indiquez la ligne qui porte les titres de colonnes.",
        "Row {row}, stated as the headings, is empty or does not exist. State the row that holds the column headings.",
    ),
    "no-rows": both(
        "Le tableau a des titres mais aucune ligne de données. Vérifiez que le fichier est complet et non un modèle vide.",
        "The table has headings but no row of data. Check that the file is complete and not an empty template.",
    ),
    "not-for-database": both(
        "Seuls les fichiers CSV et Parquet s’ouvrent directement. Importez d’abord ce fichier.",
        "Only CSV and Parquet files open directly. Import this file first.",
    ),
    "columns-unequal": both(
        "Les colonnes n’ont pas la même longueur : « {column} » a {height} valeurs, {expected} attendues. Rien n’a été écrit.",
        "The columns differ in length: “{column}” has {height} values, {expected} expected. Nothing was written.",
    ),
    "order-not-permutation": both(
        "L’ordre donné n’est pas une permutation des {height} lignes. Rien n’a été écrit.",
        "The order given is not a permutation of the {height} rows. Nothing was written.",
    ),
    "not-a-mapping": both(
        "La correspondance enregistrée ne peut pas être lue. Refaites la correspondance des colonnes.",
        "The saved mapping cannot be read. Map the columns again.",
    ),
}

REMARKS: dict[str, Text] = {
    "formula-results": both(
        "Cellules calculées par une formule : {count}. Leur dernier résultat enregistré est lu ; rien n’est calculé ici.",
        "Cells calculated by a formula: {count}. Their last saved result is read; nothing is calculated here.",
    ),
    "formulas-unseen": both(
        "Dans ce format, rien ne distingue une cellule calculée par une formule : son dernier résultat enregistré est lu.",
        "In this format nothing tells a cell calculated by a formula apart: its last saved result is read.",
    ),
    "header-joined": both(
        "Les titres tiennent sur deux lignes ; ils ont été réunis, par exemple « {example} ».",
        "The headings take two rows; they were joined, for example “{example}”.",
    ),
    "header-labels": both(
        "La ligne {row} répète l’intitulé de chaque colonne ; elle est lue comme une explication, pas comme une réponse.",
        "Row {row} repeats what each column is about; it is read as an explanation, not as an answer.",
    ),
    "header-found": both(
        "Les titres ont été trouvés à la ligne {row} ; ce qui est au-dessus n’est pas lu.",
        "The headings were found on row {row}; what stands above is not read.",
    ),
    "header-duplicate": both(
        "Le titre « {name} » figure plusieurs fois ; cette colonne est appelée « {renamed} ».",
        "The heading “{name}” stands several times; this column is called “{renamed}”.",
    ),
    "header-unnamed": both(
        "Cette colonne n’a pas de titre ; elle est appelée « {renamed} ».",
        "This column has no heading; it is called “{renamed}”.",
    ),
    "columns-empty": both(
        "Colonnes sans titre ni contenu laissées de côté : {count}.",
        "Columns with neither heading nor content left aside: {count}.",
    ),
    "merged-filled": both(
        "La cellule fusionnée {area} a été recopiée dans chacune de ses lignes.",
        "The merged cell {area} was copied to each of its rows.",
    ),
    "rows-short": both(
        "Lignes qui ont moins de cellules que les titres : {count}. Les cellules absentes sont comptées comme vides.",
        "Rows with fewer cells than headings: {count}. The absent cells count as empty.",
    ),
    "formula-empty": both(
        "Cette cellule contient une formule sans résultat enregistré ; rien n’est calculé ici. "
        "Ouvrez le classeur, laissez-le calculer, enregistrez-le, ou remplacez la formule par sa valeur.",
        "This cell holds a formula with no saved result; nothing is calculated here. "
        "Open the workbook, let it calculate, save it, or replace the formula by its value.",
    ),
    "cell-error": both(
        "Cette cellule contient l’erreur {shown}. Corrigez-la dans le classeur, ou videz la cellule.",
        "This cell holds the error {shown}. Mend it in the workbook, or empty the cell.",
    ),
    "encoding-guessed": both(
        "L’encodage n’est pas déclaré ; le texte a été lu en {encoding}. Vérifiez les accents.",
        "The encoding is not declared; the text was read as {encoding}. Check the accents.",
    ),
    "text-repaired": both(
        "Textes mal encodés et réparés : {count}, par exemple « {example} ». Vérifiez les accents.",
        "Badly encoded texts, now mended: {count}, for example “{example}”. Check the accents.",
    ),
    "totals-found": both(
        "Lignes qui ressemblent à des totaux : {count}, par exemple « {example} ».",
        "Rows that look like totals: {count}, for example “{example}”.",
    ),
    "sheet-chosen": both(
        "Feuilles du classeur : {count}. « {sheet} » a été lue.",
        "Sheets in the workbook: {count}. “{sheet}” was read.",
    ),
    "nested-flattened": both(
        "La colonne contient des valeurs composées ; elles ont été lues comme du texte.",
        "The column holds nested values; they were read as text.",
    ),
}

FINDINGS: dict[str, Text] = {
    **FIGURES,
    **OBJECTIVES,
    "target-unfed": both(
        "Aucune colonne ne fournit « {target_fr} », qui est nécessaire. Choisissez la colonne qui le contient.",
        "No column gives “{target_en}”, which is needed. Choose the column that holds it.",
    ),
    "target-twice": both(
        "Plusieurs colonnes fournissent « {target_fr} » ({columns}). Gardez-en une seule.",
        "Several columns give “{target_en}” ({columns}). Keep only one.",
    ),
    "column-unknown": both(
        "La correspondance nomme la colonne « {column} », qui n’est pas dans ce fichier. Choisissez une autre colonne.",
        "The mapping names the column “{column}”, which is not in this file. Choose another column.",
    ),
    "target-unknown": both(
        "La correspondance nomme « {target} », qui n’est pas dans le questionnaire. Retirez cette correspondance.",
        "The mapping names “{target}”, which is not in the codebook. Remove this mapping.",
    ),
    "code-unknown": both(
        "La colonne « {column} » recode « {raw} » vers « {recoded} », qui n’est pas une réponse prévue. Choisissez parmi : {expected_fr}.",
        "The column “{column}” recodes “{raw}” to “{recoded}”, which is not an expected answer. Choose among: {expected_en}.",
    ),
    "value-unknown": both(
        "Colonne « {column} », valeur « {raw} ». Cellules non comprises : {count}. Réponses attendues : {expected_fr}. "
        "Dites à quelle réponse elle correspond, ou acceptez de la laisser vide.",
        "Column “{column}”, value “{raw}”. Cells not understood: {count}. Expected answers: {expected_en}. "
        "Say which answer it stands for, or accept to leave it empty.",
    ),
    "column-foreign": both(
        "Colonne « {column} » : aucune de ses {values} valeurs ({raw}) ne répond à « {target_fr} ». Cellules : {count}. "
        "Choisissez une autre colonne, dites ce que ses valeurs signifient, ou acceptez de les laisser vides.",
        "Column “{column}”: none of its {values} values ({raw}) answers “{target_en}”. Cells: {count}. "
        "Choose another column, say what its values stand for, or accept to leave them empty.",
    ),
    "answers-not-asked": both(
        "Colonne « {column} ». Réponses à « {target_fr} » données par un public à qui cette question n’est pas posée : {count}. "
        "Vérifiez quelle valeur désigne quel public, ou à qui la question est posée, ou acceptez de laisser ces réponses de côté.",
        "Column “{column}”. Answers to “{target_en}” by an audience that is not asked this question: {count}. "
        "Check which value stands for which audience, or who is asked the question, or accept to leave these answers aside.",
    ),
    "questions-unfed": both(
        "Aucune colonne du fichier ne répond à {targets_fr}. Questions sans colonne : {count}. "
        "Choisissez leur colonne, ou acceptez qu’elles restent sans réponse.",
        "No column of the file answers {targets_en}. Questions without a column: {count}. "
        "Choose their column, or accept that they stay without answers.",
    ),
    "value-not-number": both(
        "Colonne « {column} », valeur « {raw} ». Cellules qui ne sont pas un nombre : {count}. "
        "Corrigez-les dans le fichier, ou acceptez de les laisser vides.",
        "Column “{column}”, value “{raw}”. Cells that are not a number: {count}. "
        "Mend them in the file, or accept to leave them empty.",
    ),
    "value-not-date": both(
        "Colonne « {column} », valeur « {raw} ». Cellules qui ne sont pas une date (jour/mois/année) : {count}. "
        "Corrigez-les dans le fichier, ou acceptez de les laisser vides.",
        "Column “{column}”, value “{raw}”. Cells that are not a date (day/month/year): {count}. "
        "Mend them in the file, or accept to leave them empty.",
    ),
    "value-outside": both(
        "Colonne « {column} », valeur « {raw} ». Cellules hors de ce qui est attendu ({expected_fr}) : {count}. "
        "Corrigez-les dans le fichier, ou acceptez de les laisser vides.",
        "Column “{column}”, value “{raw}”. Cells outside what is expected ({expected_en}): {count}. "
        "Mend them in the file, or accept to leave them empty.",
    ),
    "value-formula": both(
        "Colonne « {column} », « {raw} ». Cellules qui contiennent une formule ou une erreur, pas une valeur : {count}. "
        "Remplacez-les par leur valeur dans le classeur, ou acceptez de les laisser vides.",
        "Column “{column}”, “{raw}”. Cells that hold a formula or an error, not a value: {count}. "
        "Replace them by their value in the workbook, or accept to leave them empty.",
    ),
    "needed-empty": both(
        "Colonne « {column} ». Lignes vides alors que « {target_fr} » est nécessaire : {count}. "
        "Complétez-les, ou acceptez d’exclure ces lignes.",
        "Column “{column}”. Rows that are empty although “{target_en}” is needed: {count}. "
        "Fill them in, or accept to exclude these rows.",
    ),
    "duplicate-ids": both(
        "Lignes qui répètent un identifiant déjà lu : {count}, par exemple « {raw} ». "
        "Corrigez le fichier, ou acceptez de garder la première ligne de chacun.",
        "Rows that repeat an identifier already read: {count}, for example “{raw}”. "
        "Mend the file, or accept to keep the first row of each.",
    ),
    "empty-rows": both(
        "Lignes vides laissées de côté : {count}.",
        "Empty rows left aside: {count}.",
    ),
    "total-rows": both(
        "Lignes qui ressemblent à des totaux : {count} (par exemple « {raw} »). Acceptez de les exclure, ou retirez-les du fichier.",
        "Rows that look like totals: {count} (for example “{raw}”). Accept to exclude them, or remove them from the file.",
    ),
    "ragged-rows": both(
        "Lignes qui ont plus de cellules qu’il n’y a de titres : {count}. Leurs réponses sont sans doute décalées. "
        "Corrigez-les, ou acceptez de les exclure.",
        "Rows with more cells than there are headings: {count}. Their answers have probably slipped. Mend them, or accept to exclude them.",
    ),
    "no-row-left": both(
        "Il ne reste aucune ligne à importer. Vérifiez le fichier et ce qui a été exclu.",
        "No row is left to import. Check the file and what was excluded.",
    ),
    "text-like-formula": both(
        "Colonne « {column} ». Textes qui commencent comme une formule : {count} (« {raw} »). Ils sont gardés comme du texte.",
        "Column “{column}”. Texts that begin like a formula: {count} (“{raw}”). They are kept as text.",
    ),
    "factor-unknown": both(
        "« {raw} » n’est pas un facteur connu. Dites duquel il s’agit, ou acceptez de laisser ces lignes de côté.",
        "“{raw}” is not a known factor. Say which one it is, or accept to leave these rows aside.",
    ),
    "audience-unknown": both(
        "« {raw} » n’est pas un public connu. Dites duquel il s’agit, ou acceptez de laisser ces lignes de côté.",
        "“{raw}” is not a known audience. Say which one it is, or accept to leave these rows aside.",
    ),
    "measure-unknown": both(
        "« {raw} » n’est pas une mesure connue. Écrivez « score » ou « part », ou acceptez de laisser ces lignes de côté.",
        "“{raw}” is not a known measure. Write “score” or “share”, or accept to leave these rows aside.",
    ),
    "estimate-empty": both(
        "Il n’y a pas de résultat dans cette cellule. Complétez-la, ou acceptez de la laisser de côté.",
        "There is no result in this cell. Fill it in, or accept to leave it aside.",
    ),
    "estimate-not-number": both(
        "« {raw} » n’est pas un nombre. Corrigez la cellule, ou acceptez de la laisser de côté.",
        "“{raw}” is not a number. Mend the cell, or accept to leave it aside.",
    ),
    "estimate-outside": both(
        "« {raw} » est hors de l’échelle annoncée ({expected_fr}). Vérifiez l’échelle choisie ou corrigez la cellule.",
        "“{raw}” is outside the stated scale ({expected_en}). Check the scale chosen or mend the cell.",
    ),
    "n-not-count": both(
        "« {raw} » n’est pas un nombre de répondants. Écrivez un nombre entier, ou acceptez de le laisser vide.",
        "“{raw}” is not a number of respondents. Write a whole number, or accept to leave it empty.",
    ),
    "result-twice": both(
        "Le même résultat figure plusieurs fois ({raw}). Gardez-en un seul, ou acceptez de garder le premier.",
        "The same result stands several times ({raw}). Keep one, or accept to keep the first.",
    ),
    "no-result": both(
        "Aucun résultat n’a été compris. Vérifiez les colonnes choisies pour les facteurs et les publics.",
        "No result was understood. Check the columns chosen for factors and audiences.",
    ),
}


def problem(code: str, where: str = "", **values: object) -> Problem:
    """Return the problem ``code`` of a file, ready to raise."""
    told = {language: filled(FILE_PROBLEMS[code], language, values) for language in LANGUAGES}
    text = {language: words.replace("{", "{{").replace("}", "}}") for language, words in told.items()}
    return Problem(code, text, where, **values)
