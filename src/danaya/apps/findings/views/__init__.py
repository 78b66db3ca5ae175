"""Pages of findings. They read what the jobs stored; no page computes."""
