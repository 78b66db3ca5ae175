"""Pages of progress: the acts on a commitment, one's own items, the next meeting, links and PINs; and what a personal link opens."""
