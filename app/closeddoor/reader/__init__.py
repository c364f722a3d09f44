"""A child process that reads one document of the user's and ends: it can compute and speak, and nothing else."""
