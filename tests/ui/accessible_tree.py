# SPDX-License-Identifier: Apache-2.0
"""What a screen reader finds, as text."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QWidget

_NAMELESS = (QAccessible.Role.Client, QAccessible.Role.Border, QAccessible.Role.LayeredPane)


def accessible_tree(widget: QWidget) -> str:
    """Return every visible thing under a widget: role, name, state and value, indented."""
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


def value_of(node: QAccessibleInterface) -> str:
    """Return what is entered: the words of a field, the number of something that has one."""
    words = node.text(QAccessible.Text.Value)
    number = node.valueInterface()
    return words or ("" if number is None else str(number.currentValue()))


def states_of(node: QAccessibleInterface) -> list[str]:
    """Return what a screen reader says of how a thing stands."""
    state = node.state()
    found = {
        "checked": state.checked,
        "unchecked": state.checkable and not state.checked,
        "disabled": state.disabled,
        "editable": state.editable,
        "read-only": state.readOnly and node.role() is not QAccessible.Role.StaticText,
    }
    return [word for word, holds in found.items() if holds]


def _lines(node: QAccessibleInterface, depth: int) -> Iterator[str]:
    name, value = node.text(QAccessible.Text.Name), value_of(node)
    role = str(node.role()).rpartition(".")[2]
    said = [role, repr(name) if name else "-", *states_of(node)]
    if value and value != name:
        said.append(f"= {value!r}")
    yield "  " * depth + " ".join(said)
    for number in range(node.childCount()):
        child = node.child(number)
        if child is not None and not child.state().invisible:
            yield from _lines(child, depth + 1)
