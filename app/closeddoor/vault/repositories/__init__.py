"""What the rest of the application asks the history for; every method is synchronous and runs on the database's thread.

Each write is one transaction, on the disk when the method returns.
"""
