"""Pages of what is told of a plan."""
