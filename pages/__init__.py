"""What people read in a browser or on paper: plain data in, HTML out."""
