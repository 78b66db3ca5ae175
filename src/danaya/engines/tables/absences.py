"""Which values mean *no answer*: by their labels, by what the file declares, by standing outside the scale."""

import re

from danaya.engines.tables.mapping import Absence, Target
from danaya.engines.tables.spelling import as_number, fold, raw_key
from danaya.engines.tables.table import Cell, Column

_BY_LABEL: tuple[tuple[Absence, re.Pattern[str]], ...] = (
    (
        Absence.DONT_KNOW,
        re.compile(
            r"(i |je )?(don t know|do not know|dont know|doesn t know|unsure|not sure|no opinion|haven t heard|can t say|can t determine"
            r"|can t remember|ne sai[ts] pas|n en sai[ts] rien|sans opinion|ne se prononce pas|nao sabe|nao sei)( enough.*| to say)?|dk|nsp|nspp"
        ),
    ),
    (
        Absence.REFUSAL,
        re.compile(
            r"refused( to (answer|say|respond|be interviewed))?|refusal|refus( de (repondre|reponse))?|(a )?refuse( de repondre| to answer)?"
            r"|prefers? not to (say|answer)|prefere ne pas (repondre|dire)|ne veut pas repondre|recusa|recusou( responder)?"
        ),
    ),
    (
        Absence.NOT_ASKED,
        re.compile(
            r"(question )?not asked( .*)?|not applicable|inapplicable|sans objet|non applicable|ne s applique pas|(non|pas) concernee?"
            r"|(question )?(non|pas) posee( .*)?|nao se aplica"
        ),
    ),
    (
        Absence.MISSING,
        re.compile(
            r"((data |value )?missing|donnees? manquantes?|valeurs? manquantes?|manquante?s?)( data| values?)?|sans reponse|non reponse"
            r"|pas de reponse|no answer|no response|non renseignee?|not stated|na|n a|nr|nd|null|nan|vide|blank"
        ),
    ),
)
_FIRST_PIECE = re.compile(r"[/(,;:–—]")
_NO_WORD = frozenset({"-", "--", ".", "?", "/", "–", "—", "n/a", "N/A", "#N/A"})
_USUAL = frozenset({-1.0, -2.0, -7.0, -8.0, -9.0, -77.0, -88.0, -97.0, -98.0, -99.0, -999.0})
_NINES = (9, 77, 88, 97, 98, 99, 997, 998, 999, 9997, 9998, 9999)


def absence_by_label(label: str) -> Absence | None:
    """Return which absence a label or a written answer tells of, if any.

    Its first piece decides, and as a whole: *Don't know / Haven't heard enough* is no answer, *They don't know their rights*
    and *Refuse to pay bribes* are.
    """
    if label.strip() in _NO_WORD:
        return Absence.MISSING
    words = fold(_FIRST_PIECE.split(label, maxsplit=1)[0])
    return next((absence for absence, pattern in _BY_LABEL if pattern.fullmatch(words)), None)


def propose_absence(column: Column, value: Cell, target: Target, scale: tuple[float, float] | None) -> Absence | None:
    """Return which absence a value of a column stands for, or None.

    In this order: the value's label (or its own words), the target's own codes of don't-know, refusal and not asked, what the
    file declares missing, a usual missing code (−1, 9, 98, 99 …) without a label outside ``scale`` (lowest and highest code).
    """
    label = column.value_labels.get(value, "")
    words = label or (value if isinstance(value, str) and len(value) <= 60 else "")
    return (
        (absence_by_label(words) if words else None)
        or _own_code(value, target)
        or (Absence.MISSING if column.declares_missing(value) else None)
        or (Absence.MISSING if not label and scale and _outside(value, scale) else None)
    )


def _own_code(value: Cell, target: Target) -> Absence | None:
    key = raw_key(value)
    codes = ((absence, target.code_of(absence)) for absence in Absence)
    return next((absence for absence, code in codes if code is not None and raw_key(code) == key), None)


def _outside(value: Cell, scale: tuple[float, float]) -> bool:
    number = as_number(value)
    if number is None or scale[0] <= number <= scale[1]:
        return False
    return number in _USUAL or (number in _NINES and number > scale[1])
