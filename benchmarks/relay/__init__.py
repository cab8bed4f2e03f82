"""How fast the relay is, beside the least that the same work can cost and beside what others run for it.

`python -m benchmarks.relay` from the root of the repository is the one command. The server under test has one core to
itself and the load generator the other; floor, product and peers take turns in one run, so that the ratios say
something on any machine while the times only speak of this one.
"""
