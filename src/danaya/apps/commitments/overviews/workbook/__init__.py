"""The plan as a workbook: written out, changed in Excel, read back, compared field by field with what stands now."""
