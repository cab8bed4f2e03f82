"""The composition: the only room that knows all the others. Hands on the names that `cli` and benchmarks use."""

from kiosk.compose.demo import demo
from kiosk.compose.live import live
from kiosk.compose.parts import Parts, Phone

__all__ = ["Parts", "Phone", "demo", "live"]
