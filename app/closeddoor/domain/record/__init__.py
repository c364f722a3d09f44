"""What may be said of practice, and from how much: bands, calibration, estimates. Pure functions over results.

Only first attempts count: whoever has read a debrief knows the answers. Only what arithmetic or a qualified grader
decided counts; what participants decided themselves is counted apart (see the scoring rules in the docs).
"""
