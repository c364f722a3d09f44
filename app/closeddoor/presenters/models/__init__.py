"""The model room: which model is in use and what it can be trusted with, others on this laptop, and better ones."""
