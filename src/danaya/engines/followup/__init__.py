"""What was promised, what was done and confirmed, what stalls, when it will end, and whether a draft can be kept."""
