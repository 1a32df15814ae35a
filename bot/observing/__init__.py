"""What an operator sees of a running bot: numbers, traces and logs, by OpenTelemetry, without personal data.

    metrics    the numbers that there are, by name

docs/observing.md says what each number means and when to worry.
"""
