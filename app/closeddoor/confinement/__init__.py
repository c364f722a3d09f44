"""What the operating system is asked to forbid; standard library only, since it comes before everything else."""
