"""What is told of a plan: to the director, to both sides, to everyone; and when a post is handed over."""
