# SPDX-License-Identifier: Apache-2.0
"""What a screen reader finds, as text."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QWidget

_NAMELESS = (QAccessible.Role.Client, QAccessible.Role.Border, QAccessible.Role.LayeredPane)


def accessible_tree(widget: QWidget) -> str:
    """Return every visible thing under a widget: role, name and what is on, indented."""
    root = QAccessible.queryAccessibleInterface(widget)
    return "\n".join(_lines(root, 0)) + "\n"


def nameless_controls(widget: QWidget) -> list[str]:
    """Return the controls that a screen reader could only call "button"."""
    root = QAccessible.queryAccessibleInterface(widget)
    return [
        str(node.role())
        for node in _visible(root)
        if node.state().focusable
        and node.role() not in _NAMELESS
        and not node.text(QAccessible.Text.Name)
    ]


def _visible(node: QAccessibleInterface) -> Iterator[QAccessibleInterface]:
    yield node
    for number in range(node.childCount()):
        child = node.child(number)
        if child is not None and not child.state().invisible:
            yield from _visible(child)


def _lines(node: QAccessibleInterface, depth: int) -> Iterator[str]:
    state = node.state()
    marks = [
        word
        for word, holds in (
            ("checked", state.checked),
            ("disabled", state.disabled),
        )
        if holds
    ]
    name = node.text(QAccessible.Text.Name)
    role = str(node.role()).rpartition(".")[2]
    yield "  " * depth + " ".join([role, repr(name) if name else "-", *marks])
    for number in range(node.childCount()):
        child = node.child(number)
        if child is not None and not child.state().invisible:
            yield from _lines(child, depth + 1)
