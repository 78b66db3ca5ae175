"""Acts of telling: decisions asked and taken, editions made and authorised, messages planned and done."""
