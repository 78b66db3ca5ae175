"""What can be done with notices and mails: one verb per file, callable without a request."""
