"""How fast the till is, beside the least that the same work can cost on the same machine in the same minutes.

`python -m benchmarks` from the root of the repository is the one command; `--help` says the rest. Every case runs a
floor (the barest program that does the visible part of the work) and the product by turns, so that the ratio of the
two says something on any machine while the milliseconds only speak of this one.
"""
