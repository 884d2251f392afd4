# SPDX-License-Identifier: Apache-2.0
"""The structure of a PDF: headings, paragraphs, tables and figures in reading order.

Everything drawn outside a tag is an artifact by construction, so page heads, rules and grounds
need no thought. ISO 14289-1 (PDF/UA) asks for exactly this.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from reportlab.pdfbase.pdfdoc import PDFObject

_ARTIFACT = "/Artifact BMC"
_END = "EMC"


class Role(StrEnum):
    """What a row of the page is. Rows of a table that follow each other make one table."""

    ARTIFACT = ""
    TITLE = "H1"
    PART = "H2"
    SECTION = "H3"
    TEXT = "P"
    HEAD = "TH"
    ROW = "TR"


@dataclass(eq=False, slots=True)
class Tag:
    """One element of the structure. `marks` are its pieces of content: page and number."""

    role: str
    parent: Tag | None = None
    alt: str = ""
    attributes: str = ""
    children: list[Tag] = field(default_factory=list)
    marks: list[tuple[int, int]] = field(default_factory=list)
    number: int = 0

    def add(self, role: str, *, alt: str = "", attributes: str = "") -> Tag:
        """Add an element within this one."""
        child = Tag(role, self, alt, attributes)
        self.children.append(child)
        return child


class Tags:
    """Grows the structure while pages are drawn, and writes it at the end."""

    def __init__(self, canvas: Any) -> None:
        """`canvas` is ReportLab's, before anything is drawn on it."""
        self._canvas = canvas
        self._root = Tag("Document")
        self._table: Tag | None = None
        self._parts: dict[object, Sequence[Tag]] = {}
        self._pages: list[list[Tag]] = []
        self.begin_page()

    def begin_page(self) -> None:
        """Open the artifact that a page begins with."""
        self._pages.append([])
        self._canvas._code.append(_ARTIFACT)  # noqa: SLF001 - ReportLab has no call for it

    def end_page(self) -> None:
        """Close what is open before the page ends."""
        self._close()

    def of_row(self, role: Role, spans: Sequence[int], header: int, key: object) -> Sequence[Tag]:
        """Return an element a cell; both halves of a row with the same `key` share them."""
        if role is Role.ARTIFACT:
            return ()
        if key is not None and key in self._parts:
            return self._parts[key]
        made = self._made(role, spans, header)
        if key is not None:
            self._parts[key] = made
        return made

    def begin(self, tag: Tag) -> None:
        """Make everything that is drawn from here on the content of an element."""
        on_page = self._pages[-1]
        self._close()
        self._canvas._code.append(f"/{tag.role} <</MCID {len(on_page)}>> BDC")  # noqa: SLF001
        tag.marks.append((len(self._pages), len(on_page)))
        on_page.append(tag)

    def end(self) -> None:
        """End the content of an element; what is drawn from here on is an artifact."""
        self._canvas._code += (_END, _ARTIFACT)  # noqa: SLF001

    @contextmanager
    def figure(self, alt: str, box: tuple[float, float, float, float]) -> Iterator[None]:
        """Make everything drawn inside one picture; `box` is left, bottom, right, top."""
        self._table = None
        edges = " ".join(f"{edge:.1f}" for edge in box)
        attributes = f"/A<</O/Layout/Placement/Block/BBox[{edges}]>>"
        self.begin(self._root.add("Figure", alt=alt, attributes=attributes))
        yield
        self.end()

    def write(self) -> None:
        """Hang the finished structure into the document's catalogue."""
        document = self._canvas._doc  # noqa: SLF001
        catalog = document.Catalog
        _prune(self._root)
        root, *tags = _Raw(), *_walk(self._root)
        catalog.StructTreeRoot = document.Reference(root)
        catalog.MarkInfo = _Raw("<</Marked true>>")
        pages = [_number(document, f"Page{n}") for n in range(1, len(self._pages) + 1)]
        top = _number(document, root.__InternalName__)
        raws = [_Raw() for _ in tags]
        for tag, raw in zip(tags, raws, strict=True):
            tag.number = _registered(document, raw)
        for tag, raw in zip(tags, raws, strict=True):
            raw.text = _element(tag, tag.parent.number if tag.parent else top, pages)
        root.text = (
            f"<</Type/StructTreeRoot/K {self._root.number} 0 R/ParentTree<</Nums[{self._nums()}]>>"
            f"/ParentTreeNextKey {len(pages)}>>"
        )
        for index in range(len(pages)):
            page = document.idToObject[f"Page{index + 1}"]
            page.__NoDefault__ = [*page.__NoDefault__, "StructParents", "Tabs"]
            page.StructParents, page.Tabs = index, "/S"

    def _made(self, role: Role, spans: Sequence[int], header: int) -> Sequence[Tag]:
        if role not in {Role.ROW, Role.HEAD}:
            self._table = None
            return [self._root.add(role.value) for _ in spans]
        if self._table is None or (role is Role.HEAD and self._table.children):
            self._table = self._root.add("Table")
        row = self._table.add("TR")
        made = []
        for index, span in enumerate(spans):
            is_head = role is Role.HEAD or index == header
            scope = f"/Scope/{'Column' if role is Role.HEAD else 'Row'}" if is_head else ""
            scope += f"/ColSpan {span}" if span > 1 else ""
            attributes = f"/A<</O/Table{scope}>>" if scope else ""
            made.append(row.add("TH" if is_head else "TD", attributes=attributes))
        return made

    def _close(self) -> None:
        code = self._canvas._code  # noqa: SLF001
        if code and code[-1] == _ARTIFACT:
            code.pop()
        else:
            code.append(_END)

    def _nums(self) -> str:
        return " ".join(
            f"{index}[{' '.join(f'{tag.number} 0 R' for tag in tags)}]"
            for index, tags in enumerate(self._pages)
        )


class _Raw(PDFObject):  # type: ignore[misc] # ReportLab has no types
    """An object of the file whose text is known."""

    def __init__(self, text: str = "") -> None:
        self.text = text

    def format(self, _document: object) -> bytes:
        return self.text.encode("ascii")


def _registered(document: Any, raw: _Raw) -> int:
    # What `document.Reference` does to an object that it meets for the first time: of a long
    # table there are thousands.
    document.objectcounter = number = document.objectcounter + 1
    raw.__InternalName__ = name = f"R{number}"
    document.idToObject[name] = raw
    document.idToObjectNumberAndVersion[name] = (number, 0)
    document.numberToId[number] = name
    return int(number)


def _walk(root: Tag) -> list[Tag]:
    found, left = [], [root]
    while left:
        tag = left.pop()
        found.append(tag)
        left += reversed(tag.children)
    return found


def _prune(root: Tag) -> None:
    # A cell may be empty, a paragraph may not.
    root.children = [tag for tag in root.children if tag.marks or tag.children]


def _number(document: Any, name: str) -> int:
    return int(document.idToObjectNumberAndVersion[name][0])


def _element(tag: Tag, parent: int, pages: Sequence[int]) -> str:
    kids = [f"{child.number} 0 R" for child in tag.children]
    page = ""
    if tag.marks:
        first = tag.marks[0][0]
        page = f"/Pg {pages[first - 1]} 0 R"
        kids += [
            str(mark) if on == first else f"<</Type/MCR/Pg {pages[on - 1]} 0 R/MCID {mark}>>"
            for on, mark in tag.marks
        ]
    alt = f"/Alt{text_string(tag.alt)}" if tag.alt else ""
    inside = f"/K[{' '.join(kids)}]" if kids else ""
    return f"<</Type/StructElem/S/{tag.role}/P {parent} 0 R{page}{inside}{alt}{tag.attributes}>>"


def text_string(text: str) -> str:
    """Return a text as a PDF file writes it, in any script."""
    return f"<FEFF{text.encode('utf-16-be').hex().upper()}>"
