"""Who works where, for whom: the Directory port's implementations."""
