"""Checks the deployment's files for `make check`: a sentence for each fault, and failure where one is."""

import sys

from tests.deployment import azure_rules, compose, dockerfile
from tests.deployment.templates import BrokenTemplateError, Templates

try:
    found = [*azure_rules.faults(Templates()), *dockerfile.faults(), *compose.faults()]
except BrokenTemplateError as error:
    found = [str(error)]
sys.stdout.write("".join(f"{fault}\n" for fault in found) or "The deployment's files are sound.\n")
sys.exit(bool(found))
