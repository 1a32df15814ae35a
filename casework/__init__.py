"""What people do with the guideline, and what it needs of the world outside."""
