"""The text of a plan as it is signed, its register, who has still to sign; versions side by side."""
