"""The if-then trigger of a commitment: asked in two boxes, kept as one sentence per language."""

import re

from danaya.engines.language import Text

_SPLIT = {
    "fr": re.compile(r"Quand (?P<when>[^,]+), (?P<then>.+?)\.?", re.DOTALL),
    "en": re.compile(r"When (?P<when>[^,]+), (?P<then>.+?)\.?", re.DOTALL),
}
_JOINED = {"fr": "Quand {when}, {then}.", "en": "When {when}, {then}."}
_STRAY = re.compile(r"^(?:quand|when)\s+|[\s,.…]+$|^[\s…]+", re.IGNORECASE)


def split_trigger(trigger: Text) -> tuple[dict[str, str], dict[str, str]]:
    """Return what happens and what is then done, per language; a sentence of another form stands whole in the second."""
    when: dict[str, str] = {}
    then: dict[str, str] = {}
    for code, words in trigger.items():
        found = _SPLIT[code].fullmatch(words) if code in _SPLIT else None
        if found is None:
            then[code] = words
        else:
            when[code], then[code] = found["when"], found["then"]
    return when, then


def trigger_of(when: Text, then: Text) -> dict[str, str]:
    """Return the sentence of two boxes; one box alone stands as it was written, for nothing that was typed is lost."""
    found = {}
    for code in dict.fromkeys((*when, *then)):
        first, second = when.get(code, "").strip(), then.get(code, "").strip()
        if first and second:
            found[code] = _JOINED[code].format(when=_bare(first), then=_bare(second))
        else:
            found[code] = first or second
    return {code: words for code, words in found.items() if words}


def _bare(words: str) -> str:
    return _STRAY.sub("", _STRAY.sub("", words))
