"""Canonical bytes, digests and hash chains: that what was sealed can be shown to be unchanged.

Sealed boxes stand in ``danaya.engines.seals.boxes`` and are imported from there: only who opens or closes one loads ciphers.
"""

from danaya.engines.seals.canonical import Canonical, canonical
from danaya.engines.seals.chain import START, Link, append, link_digest, verify
from danaya.engines.seals.digests import SHORT, digest, digest_file, salted, short

__all__ = [
    "SHORT",
    "START",
    "Canonical",
    "Link",
    "append",
    "canonical",
    "digest",
    "digest_file",
    "link_digest",
    "salted",
    "short",
    "verify",
]
