"""HR/Jura's cases as people see them: reporting, asking, and what becomes of it."""
