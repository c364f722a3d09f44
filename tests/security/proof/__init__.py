"""What the table at the end of the privacy design promises, counted: `python -m tests.security.proof`."""
