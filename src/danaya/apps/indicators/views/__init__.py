"""Pages of frameworks and administrative figures."""
