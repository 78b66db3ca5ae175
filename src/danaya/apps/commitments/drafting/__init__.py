"""Drafting: what a commitment needs before it can be signed, where its words come from, what both sides think of it."""
