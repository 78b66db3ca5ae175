"""Progress: what is claimed with evidence, confirmed or contested, put off, helped along; personal links and the PIN of a post."""
