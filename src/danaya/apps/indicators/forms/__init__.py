"""Forms of frameworks, series, figures, and of how a table is read."""
