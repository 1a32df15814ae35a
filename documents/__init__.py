"""What people file: plain data in, a document or a workbook out. Knows neither casework nor conversation."""
