"""HR/Jura's cases: misuse of a recording (C1) and legal questions (B4)."""
