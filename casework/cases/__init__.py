"""HR/Jura's cases: misuse of a recording and legal questions."""
