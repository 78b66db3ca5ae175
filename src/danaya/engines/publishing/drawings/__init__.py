"""One module per kind of chart: each draws on a canvas and returns the height it took."""
