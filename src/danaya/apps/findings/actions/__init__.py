"""What can be done with closed rounds: analyse, release, decide. One verb per file, callable without a request."""
