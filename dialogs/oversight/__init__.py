"""What HR/Jura see across cases, as cards and files."""
