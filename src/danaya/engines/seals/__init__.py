"""Canonical bytes, digests and hash chains: that what was sealed can be shown to be unchanged.

Sealed boxes stand in ``danaya.engines.seals.boxes`` and are imported from there: only who opens or closes one loads ciphers.
What both sides sign stands in ``plan`` (the text and its digest), ``printed`` (the digest on paper), ``register`` (who signed what),
``record`` (one file with all of it), ``offline`` (the page that opens anywhere) and ``verifying`` (the check that needs no trust).
"""

from danaya.engines.seals.canonical import Canonical, canonical
from danaya.engines.seals.chain import START, Head, Link, append, head_of, link_digest, verify
from danaya.engines.seals.digests import SHORT, digest, digest_file, salted, short

__all__ = [
    "SHORT",
    "START",
    "Canonical",
    "Head",
    "Link",
    "append",
    "canonical",
    "digest",
    "digest_file",
    "head_of",
    "link_digest",
    "salted",
    "short",
    "verify",
]
