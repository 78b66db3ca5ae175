"""Votes from the poll to the drawing: cast beside others, counted when a vote ends, shown as far as may be told, said in sentences."""
