"""Checks the deployment's files for `make check`: a sentence for each fault, and failure where one is."""

import sys

from tests.deployment.azure_rules import faults
from tests.deployment.templates import Templates

found = faults(Templates())
sys.stdout.write("".join(f"{fault}\n" for fault in found) or "The deployment's files are sound.\n")
sys.exit(bool(found))
