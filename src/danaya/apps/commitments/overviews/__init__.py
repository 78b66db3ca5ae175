"""Overviews of a plan: filters, lists, board, timeline, matrix, the chain of a commitment, the workbook."""
