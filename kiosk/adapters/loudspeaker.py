"""The loudspeaker: a tone goes to whatever device the system uses now, which is opened for it and let go after it.

A device that is held would keep a sound server awake all day, and would stay the one that was unplugged. Nothing is
asked of the system, and the library is not even read, before the first tone. Must not know why a tone sounds.
"""

from __future__ import annotations

import ctypes
import sys
from array import array
from collections.abc import Generator
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, Final

from kiosk.adapters.tones import RATE, samples
from kiosk.runtime.lane import Bell
from kiosk.sale.screen import Chime

if TYPE_CHECKING:
    import miniaudio

BACKENDS: Final = ("WASAPI", "DSOUND", "WINMM", "COREAUDIO", "PULSEAUDIO", "ALSA")
"""By the library's names, the best first. Not its own list: that ends with one that is silent and never fails."""
SILENT: Final = ("NULL",)
"""Takes tones in their time and lets nobody hear them: for tests."""
PERIOD_MS: Final = 50
"""The device asks for so much at a time, and holds three or four of them."""
REST_S: Final = 0.2
"""Silence behind each tone: what the device still holds when it was given the last sample must be heard."""
SLACK_S: Final = 3.0
"""A tone that takes so much longer than it is does not come to its end: its device is gone."""


class SoundFailed(Exception):
    """Nothing could be heard; `str()` says why."""


class Loudspeaker:
    """One of the system's. `backends` are names of the library's ways to a device, tried in this order."""

    def __init__(self, backends: tuple[str, ...] = BACKENDS) -> None:
        self._backends = backends

    def play(self, chime: Chime, share: float, stop: Bell) -> bool:
        """Sound it to its end, or until `stop` rings; True when to its end. `share` is the volume (0 to 1). Raises
        SoundFailed.
        """
        return self.sound(_tone(chime, share), stop)

    def sound(self, tone: array[int], stop: Bell) -> bool:
        """As `play`, for any samples of `RATE` a second."""
        feed = _Feed(tone, stop)
        with _opened(self._backends) as device:
            try:
                device.start(feed.frames)
            except Exception as fault:
                raise SoundFailed(f"{device.backend}: {fault}") from fault
            rang = stop.wait(len(tone) / RATE + REST_S + SLACK_S)
        if not rang:
            raise SoundFailed(f"{device.backend}: the device fell silent")
        return feed.done

    def device(self) -> str:
        """What would sound now, in words. Raises SoundFailed."""
        with _opened(self._backends) as device:
            backend = device.backend
        name = _chosen(self._backends)
        return f"{name} ({backend})" if name else backend


@lru_cache(maxsize=len(Chime))
def _tone(chime: Chime, share: float) -> array[int]:
    return samples(chime, share)


class _Feed:
    """Hands a tone out as the device asks for it, in the device's own thread, and rings when it was all heard."""

    def __init__(self, tone: array[int], ended: Bell) -> None:
        self.done = False
        self.frames = self._hand_out(tone, ended)
        next(self.frames)

    def _hand_out(self, tone: array[int], ended: Bell) -> Generator[array[int], int, None]:
        at, end = 0, len(tone) + round(RATE * REST_S)
        asked = yield array("h")
        while True:
            part = tone[at : at + asked]
            at += asked
            if at >= end and not self.done:
                self.done = True
                ended.ring()
            asked = yield part


def _opened(backends: tuple[str, ...]) -> miniaudio.PlaybackDevice:
    """The device that the system uses now, to be closed. Raises SoundFailed."""
    try:
        import miniaudio

        _hush()
        return _device_class()(
            output_format=miniaudio.SampleFormat.SIGNED16,
            nchannels=1,
            sample_rate=RATE,
            buffersize_msec=PERIOD_MS,
            backends=[miniaudio.Backend[name] for name in backends],
            # Not its usual one, the highest: a tone must not run ahead of the windows.
            thread_prio=miniaudio.ThreadPriority.NORMAL,
            app_name="FPS Kiosk",
        )
    except Exception as fault:
        # A library that is not there, too: a till takes payments without a sound.
        raise SoundFailed(_words(fault)) from fault


def _words(fault: Exception) -> str:
    # The library's own begin with what it was doing and end with a number of its own.
    return str(fault.args[0]) if fault.args else type(fault).__name__


@cache
def _device_class() -> type[miniaudio.PlaybackDevice]:
    import miniaudio

    class Device(miniaudio.PlaybackDevice):  # type: ignore[misc]  # the library has no types
        """Lets go of its line to the sound server, too: the library leaves one open for each device ever opened."""

        def close(self) -> None:
            super().close()
            context = self.__dict__.pop("_context", None)
            if context is not None:
                miniaudio.lib.ma_context_uninit(context)

    return Device


def _chosen(backends: tuple[str, ...]) -> str:
    """The name of the system's device, as far as the library tells."""
    import miniaudio

    class Devices(miniaudio.Devices):  # type: ignore[misc]  # the library has no types
        """Tells which one is the system's, too."""

        def _get_info(self, device_type: Any, device_info: Any) -> dict[str, Any]:
            return {**super()._get_info(device_type, device_info), "chosen": bool(device_info.isDefault)}

    try:
        found = Devices([miniaudio.Backend[name] for name in backends]).get_playbacks()
    except miniaudio.MiniaudioError:
        return ""
    names = [str(one["name"]) for one in sorted(found, key=lambda one: not one["chosen"])]
    return names[0] if names else ""


@cache
def _hush() -> object:
    """Where there is no card, ALSA explains on stderr what it missed, line after line. What comes back has to be kept:
    ALSA calls it.
    """
    if not sys.platform.startswith("linux"):
        return None
    try:
        alsa = ctypes.CDLL("libasound.so.2")
    except OSError:
        return None
    deaf = ctypes.CFUNCTYPE(None, *(ctypes.c_void_p, ctypes.c_int) * 2, ctypes.c_void_p)(lambda *_told: None)
    alsa.snd_lib_error_set_handler(deaf)
    return deaf
