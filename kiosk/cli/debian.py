"""Which Debian or Ubuntu package holds a library that Qt's platform plugins need.

Found by adding one package at a time to a bare system. It must not know Qt or how libraries are looked for.
"""

from __future__ import annotations

from collections.abc import Iterable
from types import MappingProxyType

PACKAGES = MappingProxyType(
    {
        "libEGL.so.1": "libegl1",
        "libGL.so.1": "libgl1",
        "libGLX.so.0": "libglx0",
        "libOpenGL.so.0": "libopengl0",
        "libX11-xcb.so.1": "libx11-xcb1",
        "libX11.so.6": "libx11-6",
        "libbrotlidec.so.1": "libbrotli1",
        "libdbus-1.so.3": "libdbus-1-3",
        "libfontconfig.so.1": "libfontconfig1",
        "libfreetype.so.6": "libfreetype6",
        "libglib-2.0.so.0": "libglib2.0-0",
        "libgssapi_krb5.so.2": "libgssapi-krb5-2",
        "libgthread-2.0.so.0": "libglib2.0-0",
        "libstdc++.so.6": "libstdc++6",
        "libudev.so.1": "libudev1",
        "libwayland-client.so.0": "libwayland-client0",
        "libwayland-cursor.so.0": "libwayland-cursor0",
        "libwayland-egl.so.1": "libwayland-egl1",
        "libxcb-cursor.so.0": "libxcb-cursor0",
        "libxcb-icccm.so.4": "libxcb-icccm4",
        "libxcb-image.so.0": "libxcb-image0",
        "libxcb-keysyms.so.1": "libxcb-keysyms1",
        "libxcb-randr.so.0": "libxcb-randr0",
        "libxcb-render-util.so.0": "libxcb-render-util0",
        "libxcb-render.so.0": "libxcb-render0",
        "libxcb-shape.so.0": "libxcb-shape0",
        "libxcb-shm.so.0": "libxcb-shm0",
        "libxcb-sync.so.1": "libxcb-sync1",
        "libxcb-util.so.1": "libxcb-util1",
        "libxcb-xfixes.so.0": "libxcb-xfixes0",
        "libxcb-xkb.so.1": "libxcb-xkb1",
        "libxcb.so.1": "libxcb1",
        "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
        "libxkbcommon.so.0": "libxkbcommon0",
        "libz.so.1": "zlib1g",
        "libzstd.so.1": "libzstd1",
    }
)


def install_line(sonames: Iterable[str]) -> str:
    """What to type, and for libraries that are not in the table, what to look for."""
    wanted = list(sonames)
    known = sorted({PACKAGES[name] for name in wanted if name in PACKAGES})
    strange = sorted(name for name in wanted if name not in PACKAGES)
    parts = []
    if known:
        parts.append(f"On Debian or Ubuntu: sudo apt-get install -y {' '.join(known)}")
    if strange:
        parts.append(f"Install the packages of your system that hold {', '.join(strange)}")
    return ". ".join(parts)
