"""What screens of rounds ask."""
