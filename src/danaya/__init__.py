"""Danaya: what customs officers and traders think about integrity, turned into commitments both sides keep."""

__version__ = "0.1.0"
