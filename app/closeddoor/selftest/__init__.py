"""A process that confines itself as one of the application's does, then tries to get out, and says what happened."""
