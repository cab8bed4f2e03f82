"""How much the relay takes, with the reason beside each number, and the buckets that hold a rate.

The rule behind the rates: **who shows a valid token or a known callback address is never slowed by a
neighbour.** Twenty tills behind one shop's address share nothing but the bucket of those who show neither.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass

DAY_S = 86_400.0


@dataclass(frozen=True, slots=True)
class Rate:
    """So many a second in the long run, and so many at once."""

    per_second: float
    burst: int


@dataclass(frozen=True, slots=True)
class Limits:
    """Every bound of the service. Sizes in bytes, times in seconds."""

    # A QR as a picture is the largest thing the gateway sends: a few ten KiB. The till reads no more either.
    max_body: int = 262_144
    # The till's reader stops at the same depth, so a deeper letter could not be read by anybody.
    max_depth: int = 8
    # One request line and a handful of headers; a longer head is an attack or a mistake.
    max_head: int = 8_192
    # A browser sends twenty, a proxy adds ten.
    max_headers: int = 64
    # What chunks may cost beside what they carry: sizes, extensions, trailers. An honest sender needs some hundred.
    max_framing: int = 65_536
    # Nobody we know sends a request before the last one was answered; this many is generous, and cheap to hold.
    max_pipelined: int = 16
    # The head comes in one packet from an honest sender.
    head_deadline_s: float = 10.0
    # The whole body, however slowly it drips: 256 KiB in 10 s is 26 KiB/s.
    body_deadline_s: float = 10.0
    # Bytes a second, both ways, for whoever is in the middle of something. A phone's line at its edge does ten times
    # that; one that drips a byte now and then to hold a place does not.
    min_rate: float = 1_024.0
    # The rate is not asked of a line's first moments: lost packets are sent again after a second, then two.
    rate_grace_s: float = 4.0
    # A full page is 1.4 MiB: at 48 KiB/s it is taken in this time.
    write_deadline_s: float = 30.0
    # Answers that nobody takes, all together: 45 full pages, and the process stays small. The slowest is cut off.
    max_unsent: int = 67_108_864
    # What the system holds of one answer, beside us: it would take megabytes by itself, and we could not see them.
    send_buffer: int = 131_072
    # A refused sender may still be sending: its bytes are thrown away for so long, that it sees the refusal, not a
    # reset.
    linger_s: float = 2.0
    # A till's connection outlives the pause between two probes, so that it need not be made anew each time.
    keep_alive_s: float = 30.0
    # How often lateness is looked for, for all connections together.
    watch_every_s: float = 0.25
    # Connections in all: a waiting till costs under 8 KiB, so this is 128 MiB. Where fewer files may be open, fewer.
    max_connections: int = 16_384
    # Connections of one address that have shown neither a token nor a callback address: twenty tills that come back
    # together, each with three, are 60. One more, and the oldest of them makes room; who has shown one never does.
    max_strangers: int = 64
    # Bodies being read or waiting for the disk, all together: 256 of the largest, or 40,000 usual ones.
    max_buffered: int = 67_108_864
    # A refused body up to this size is read and thrown away, so that the sender sees the refusal, not a
    # reset.
    max_drain: int = 1_048_576

    # A till off for a week in a busy shop leaves about 1,000 letters; ten times that is a fault somewhere.
    box_letters: int = 10_000
    box_bytes: int = 67_108_864
    # One answer: what a till handles in well under a second.
    page_letters: int = 100
    page_bytes: int = 1_048_576
    # Below the 30 s after which proxies commonly close a silent connection (RFC 6202, 5.5).
    max_wait_s: float = 25.0

    # A thousand tills of one merchant in their rush hour make about 50 letters a second; the store takes
    # thousands.
    project_rate: Rate = Rate(400.0, 2_000)
    # Half of it for one address, so that a leaked callback address in one pair of hands leaves room for the
    # gateway.
    source_rate: Rate = Rate(200.0, 1_000)
    # A poll returns once for each letter and 100 times in a row for a full box; this only stops a runaway
    # loop.
    token_rate: Rate = Rate(100.0, 1_000)
    # Those who show no valid token or address: enough for a till with a dead token to hear 401, not 429.
    stranger_rate: Rate = Rate(5.0, 100)
    # Wrong enrolment codes of one address: a person mistypes a few and waits ten seconds for the next try. Of 2**60
    # codes an address guesses 60 in the ten minutes that one lives. A code that was good does not count.
    enrol_rate: Rate = Rate(0.1, 6)
    # Addresses remembered for the rates; the least recent is forgotten first.
    max_sources: int = 10_000

    # The gateway repeats for 11 days and a till watches a payment for 14.
    keep_unread_s: float = 14 * DAY_S
    # A till that was restored from yesterday's copy finds its letters again.
    keep_read_s: float = DAY_S
    # Bytes that come once more within this time are known and not handed out again; the gateway is done long
    # before.
    keep_digest_s: float = 30 * DAY_S
    # How often it is looked whether another process took a right away: a revoked token that waits is gone by then.
    recheck_s: float = 2.0
    # When a token was last used is noted this often: 1,000 tills make three notes a second.
    note_use_s: float = 300.0
    # A machine that is turned away asks again every few seconds; the alarm is raised once in this time.
    alarm_again_s: float = 60.0

    # Rows thrown away in one transaction, so that a sweep never holds up a letter for long.
    sweep_rows: int = 1_000


LIMITS = Limits()


class Buckets:
    """Token buckets by key, the least recently used forgotten first.

    A forgotten key starts with a full bucket again; `most` keeps a flood of keys from filling the memory.
    """

    def __init__(self, rate: Rate, most: int) -> None:
        self._rate = rate
        self._most = most
        self._full = float(rate.burst)
        self._levels: OrderedDict[Hashable, tuple[float, float]] = OrderedDict()

    def take(self, key: Hashable, now: float) -> bool:
        """Take one token; false when the bucket of `key` is empty. `now` in monotonic seconds."""
        levels, level = self._levels, self._full
        known = levels.get(key)
        if known is not None:
            levels.move_to_end(key)
            passed = now - known[1]
            level = known[0] + (passed * self._rate.per_second if passed > 0.0 else 0.0)
            if level > self._full:
                level = self._full
        allowed = level >= 1.0
        levels[key] = (level - 1.0 if allowed else level, now)
        if len(levels) > self._most:
            levels.popitem(last=False)
        return allowed

    def give_back(self, key: Hashable) -> None:
        """One that was taken is to count as not taken."""
        if key in self._levels:
            level, since = self._levels[key]
            self._levels[key] = (min(self._full, level + 1.0), since)

    def __len__(self) -> int:
        return len(self._levels)
