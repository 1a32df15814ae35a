"""The register as files that people keep, and whether it still is as it was written."""
