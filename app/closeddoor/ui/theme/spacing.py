"""The spacing scale, in device-independent pixels. Space grows with the text only where text sits in it."""

XS = 4
S = 8
M = 12
L = 20
XL = 32
XXL = 56

TARGET = 28
"""Least height and width of anything that can be clicked (WCAG 2.2 AA asks for 24)."""
