"""What the perception engine refuses, in words a person can act on."""

from danaya.engines.language import Problem, Text, typeset

_REFUSALS: dict[str, Text] = {
    "data-unreadable": {
        "fr": "Ces données n'ont pas une forme que l'analyse sait lire ({kind}). Donnez un fichier Parquet ou CSV, une relation DuckDB ou des colonnes nommées.",
        "en": "The analysis cannot read data of this form ({kind}). Give a Parquet or CSV file, a DuckDB relation or named columns.",
    },
    "data-empty": {
        "fr": "Il n'y a aucune réponse. Vérifiez que le bon fichier a été donné.",
        "en": "There is no answer at all. Check that the right file was given.",
    },
    "columns-uneven": {
        "fr": "Les colonnes n'ont pas toutes le même nombre de lignes. Donnez une valeur par répondant dans chaque colonne.",
        "en": "The columns do not all have the same number of rows. Give one value per respondent in every column.",
    },
    "columns-alike": {
        "fr": "Les colonnes « {other} » et « {column} » ne diffèrent que par les majuscules. Renommez l'une des deux.",
        "en": "Columns “{other}” and “{column}” differ only by capital letters. Rename one of them.",
    },
    "column-unknown": {
        "fr": "La colonne « {column} » n'est pas dans les réponses. Corrigez son nom ; colonnes présentes : {known}.",
        "en": "Column “{column}” is not in the answers. Correct its name; columns there are: {known}.",
    },
    "expression-unreadable": {
        "fr": "Cette expression ne peut pas être calculée sur les réponses ({detail}). Vérifiez les noms de colonnes et leurs types.",
        "en": "This expression cannot be computed on the answers ({detail}). Check the names of columns and their types.",
    },
    "column-not-number": {
        "fr": "La colonne « {column} » contient autre chose que des nombres. Donnez-la en nombres ou remplacez ses textes par des codes.",
        "en": "Column “{column}” holds something other than numbers. Give it as numbers, or recode its texts.",
    },
    "weight-missing": {
        "fr": "{count} réponses n'ont pas de poids. Donnez un poids à chacune ou retirez-les du fichier.",
        "en": "{count} answers have no weight. Give each a weight or take them out of the file.",
    },
    "weight-negative": {
        "fr": "{count} poids sont négatifs ou infinis. Un poids dit combien de personnes une réponse représente : corrigez-les.",
        "en": "{count} weights are negative or infinite. A weight says how many people an answer stands for: correct them.",
    },
    "weight-all-zero": {
        "fr": "Tous les poids sont nuls. Donnez au moins un poids positif.",
        "en": "All weights are zero. Give at least one positive weight.",
    },
    "design-missing": {
        "fr": "{count} réponses n'ont pas de valeur dans « {column} », dont le plan de sondage a besoin. Complétez-les ou retirez-les.",
        "en": "{count} answers have no value in “{column}”, which the sample design needs. Complete them or take them out.",
    },
    "psu-in-two-strata": {
        "fr": "La grappe « {cluster} » se trouve dans deux strates. Si les numéros de grappes ne sont uniques que dans leur strate, déclarez-le (nest = true) ; sinon corrigez la strate.",
        "en": "Cluster “{cluster}” stands in two strata. If cluster names are unique only within their stratum, say so (nest = true); else correct the stratum.",
    },
    "cluster-single": {
        "fr": "Toutes les réponses viennent d'une seule grappe (« {column} ») : rien ne dit combien une autre aurait différé. Vérifiez la colonne, ou retirez les grappes du plan.",
        "en": "All answers come from one single cluster (“{column}”): nothing tells how much another would have differed. Check the column, or take clusters out of the design.",
    },
    "stratum-lonely": {
        "fr": "La strate « {stratum} » n'a qu'une grappe (degré {stage}) : sa variance ne peut pas être estimée. Regroupez-la avec une strate voisine ou choisissez une règle (remove, certainty, adjust, average).",
        "en": "Stratum “{stratum}” has only one cluster (stage {stage}): its variance cannot be estimated. Merge it with a neighbouring stratum or choose a rule (remove, certainty, adjust, average).",
    },
    "fpc-too-small": {
        "fr": "La population donnée pour « {stratum} » ({population}) est plus petite que son échantillon ({sampled}). Corrigez « {column} ».",
        "en": "The population given for “{stratum}” ({population}) is smaller than its sample ({sampled}). Correct “{column}”.",
    },
    "fpc-varies": {
        "fr": "« {column} » n'est pas constante dans la strate « {stratum} ». Donnez une seule taille de population par strate.",
        "en": "“{column}” is not constant in stratum “{stratum}”. Give one population size per stratum.",
    },
    "fpc-mixed": {
        "fr": "« {column} » mêle des tailles de population et des taux de sondage. Donnez soit des tailles (au moins 1), soit des taux (au plus 1).",
        "en": "“{column}” mixes population sizes and sampling fractions. Give either sizes (at least 1) or fractions (at most 1).",
    },
    "fpc-stages": {
        "fr": "Le plan a {fpc} tailles de population pour {clusters} degrés de grappes. Donnez-en une par degré, en partant du premier, ou donnez les poids.",
        "en": "The design has {fpc} population sizes for {clusters} cluster stages. Give one per stage, beginning with the first, or give weights.",
    },
    "domain-empty": {
        "fr": "Personne ne se trouve dans le groupe demandé. Vérifiez le public, le niveau et leurs codes.",
        "en": "Nobody is in the group asked for. Check the audience, the level and their codes.",
    },
    "nothing-asked": {
        "fr": "Aucune question n'est demandée. Nommez au moins une colonne.",
        "en": "No question is asked for. Name at least one column.",
    },
    "denominators-uneven": {
        "fr": "Donnez autant de dénominateurs que de numérateurs ({over} pour {items}).",
        "en": "Give as many denominators as numerators ({over} for {items}).",
    },
    "option-unknown": {
        "fr": "« {value} » n'existe pas ici. Choisissez : {known}.",
        "en": "“{value}” does not exist here. Choose: {known}.",
    },
    "level-out-of-range": {
        "fr": "Le niveau de confiance {level} n'est pas entre 0 et 1. Donnez par exemple 0,95.",
        "en": "Confidence level {level} is not between 0 and 1. Give for example 0.95.",
    },
    "key-unknown": {
        "fr": "L'estimation « {key} » n'est pas parmi les résultats. Estimations présentes : {known}.",
        "en": "Estimate “{key}” is not among the results. Estimates there are: {known}.",
    },
    "key-ambiguous": {
        "fr": "« {key} » désigne plusieurs estimations. Précisez la question et le groupe.",
        "en": "“{key}” names several estimates. Give both the item and the domain.",
    },
    "formula-unreadable": {
        "fr": "La formule « {formula} » n'est pas lisible. Écrivez-la avec of['clé'], + - * / **, log, exp et sqrt.",
        "en": "Formula “{formula}” cannot be read. Write it with of['key'], + - * / **, log, exp and sqrt.",
    },
    "samples-differ": {
        "fr": "Ces estimations viennent d'échantillons différents. Utilisez `change`, qui additionne leurs variances.",
        "en": "These estimates come from different samples. Use `change`, which adds their variances.",
    },
    "share-out-of-range": {
        "fr": "Une part vaut entre 0 et 1, ici {share}. Donnez une part, pas un pourcentage.",
        "en": "A share lies between 0 and 1, here {share}. Give a share, not a percentage.",
    },
    "p-value-out-of-range": {
        "fr": "Une probabilité critique vaut entre 0 et 1, ici {value}.",
        "en": "A p-value lies between 0 and 1, here {value}.",
    },
    "response-rate-out-of-range": {
        "fr": "Un taux de réponse vaut plus de 0 et au plus 1, ici {rate}. Donnez les réponses divisées par les personnes interrogées.",
        "en": "A response rate is more than 0 and at most 1, here {rate}. Give answers divided by people asked.",
    },
    "estimate-off-scale": {
        "fr": "L'estimation {estimate} sort de son échelle {low}–{high}. Donnez les bornes de l'échelle.",
        "en": "Estimate {estimate} is off its scale {low}–{high}. Give the ends of the scale.",
    },
    "standard-missing": {
        "fr": "La population de référence ne dit rien du niveau « {level} » ou l'échantillon n'a personne à ce niveau. Donnez une part à chaque niveau observé.",
        "en": "The standard population says nothing of level “{level}”, or nobody of the sample is in it. Give every observed level a share.",
    },
    "score-out-of-range": {
        "fr": "Le score {score} du code « {answer} » sort de l'échelle 0–10. Corrigez l'échelle « {scale} ».",
        "en": "Score {score} of code “{answer}” is off the scale 0–10. Correct scale “{scale}”.",
    },
    "scale-code-twice": {
        "fr": "Le code « {answer} » de l'échelle « {scale} » a deux sens. Gardez-en un seul.",
        "en": "Code “{answer}” of scale “{scale}” has two meanings. Keep one.",
    },
    "favourable-not-scored": {
        "fr": "Le code « {answer} » de l'échelle « {scale} » est dit favorable mais n'a pas de score. Donnez-lui un score.",
        "en": "Code “{answer}” of scale “{scale}” is called favourable but has no score. Give it a score.",
    },
    "factor-without-items": {
        "fr": "Le facteur « {factor} » n'a aucune question notée. Rattachez-lui au moins une question.",
        "en": "Factor “{factor}” has no scored item. Give it at least one.",
    },
}


def refuse(code: str, where: str = "", **values: object) -> Problem:
    """Return the :class:`Problem` called ``code``, to be raised by the caller."""
    text = {language: typeset(words, language) for language, words in _REFUSALS[code].items()}
    return Problem(code, text, where, **values)
