"""A short-lived child process for the two things that must not happen in the window's process.

Argon2id leaves a 256 MiB peak behind, and `keyring` imports `ssl` and `http.client`. So both run here: one request on
standard input, one answer on standard output, end.
"""
