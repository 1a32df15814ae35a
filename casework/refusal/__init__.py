"""The refusal: asked for by staff, decided by the nearest leader."""
