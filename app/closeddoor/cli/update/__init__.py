"""A newer version of Closed Door as a file."""
