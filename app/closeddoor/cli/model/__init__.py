"""The commands on models."""
