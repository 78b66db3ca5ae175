"""What can be done with a round: one verb per file, callable without a request."""
