"""Colours as 0xRRGGBB integers."""

from __future__ import annotations

WHITE = 0xFFFFFF
BLACK = 0x000000


def rgb(red: int, green: int, blue: int) -> int:
    """One integer of three channels, 0 to 255 each."""
    return (red << 16) | (green << 8) | blue


def channels(color: int) -> tuple[int, int, int]:
    """Red, green and blue, 0 to 255."""
    return color >> 16 & 255, color >> 8 & 255, color & 255


def hex_color(color: int | None) -> str | None:
    """``#rrggbb``; None stays None."""
    return None if color is None else f"#{color:06x}"


def is_colorful(color: int) -> bool:
    """Whether it has a hue a reader would name: neither black, white, grey nor a pale or very dark tint."""
    red, green, blue = channels(color)
    high, low = max(red, green, blue), min(red, green, blue)
    return high >= 110 and (high - low) / high >= 0.45


def is_white(color: int) -> bool:
    """Whether text of that colour cannot be seen on white paper."""
    return min(channels(color)) >= 250
