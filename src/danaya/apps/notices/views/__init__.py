"""Pages of notices. Opening one changes nothing: acting needs a button."""
