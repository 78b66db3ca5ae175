"""Any table of answers or results → addressed cells → mapping → account of what was and was not understood."""
