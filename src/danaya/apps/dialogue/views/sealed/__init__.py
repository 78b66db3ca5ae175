"""Pages of a body's private space."""
