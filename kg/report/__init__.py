"""Reports for people: what a graph has about somebody, or what is new in it.

Every line has its sentences and where they stand; what is not asserted says so first.
"""
