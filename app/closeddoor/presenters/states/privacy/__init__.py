"""What the privacy room shows, one module for each of its sections."""
