"""Files of a consultation: its report in PDF and Word, its workbook; the same figures in all, in both languages."""
