"""What an administrator of this machine has set."""
