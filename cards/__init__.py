"""What people see: plain data in, Adaptive Cards out."""
