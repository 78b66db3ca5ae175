"""What changes a plan at signature: one verb per file."""
