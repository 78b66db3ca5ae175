"""The administration, its organisations and their side, posts and who holds them when, sign-in."""
