"""How a lower room tells later ones that something has happened: they follow its news, it never knows them.

A lower app declares ``ACCOUNT_NEWS: News[AccountNews] = News("people.account")`` and tells; a later app follows in
``ready()``.
"""

import logging
from collections.abc import Callable
from typing import Any, Generic, TypeVar

from django.db import transaction

logger = logging.getLogger("danaya.slots")

Item = TypeVar("Item")


class News(Generic[Item]):
    """One kind of news of a lower room."""

    declared: dict[str, "News[Any]"] = {}

    def __init__(self, name: str) -> None:
        if name in self.declared:
            raise ValueError(f"news {name!r} are declared twice")
        self.name = name
        self.followers: list[Callable[[Item], object]] = []
        self.declared[name] = self

    def follow(self, follower: Callable[[Item], object]) -> Callable[[Item], object]:
        """Call ``follower`` with each item told; following twice changes nothing. Usable as a decorator."""
        if follower not in self.followers:
            self.followers.append(follower)
        return follower

    def tell(self, item: Item) -> None:
        """Tell all followers, inside the caller's transaction: what they write is kept if and only if the act is.

        A follower that fails is logged, and what it wrote undone: it never breaks the act.
        """
        for follower in self.followers:
            try:
                with transaction.atomic():
                    follower(item)
            except Exception:
                logger.exception("news %s: follower %s failed", self.name, getattr(follower, "__qualname__", follower))
