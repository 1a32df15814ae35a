"""HR/Jura's cases as people see them: reporting, asking, and what becomes of it (C1–C3, B4)."""
