"""What a body keeps sealed while it consults its members: opened with their secret, never by the server alone."""
