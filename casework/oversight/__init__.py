"""What HR/Jura see across cases: a month in figures, whether the like is treated alike, and what is kept."""
