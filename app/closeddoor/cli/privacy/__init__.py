"""`closed-door privacy …`: what protects this installation, shown by trying."""
