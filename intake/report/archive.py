# SPDX-License-Identifier: Apache-2.0
"""What makes a PDF fit for an archive (PDF/A-3a) and for assistive programs (PDF/UA-1).

Metadata as XMP, the colour profile, and the visit's own data as an attached file.
"""

from __future__ import annotations

import hashlib
import re
import zlib
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from xml.sax.saxutils import escape

from reportlab.pdfbase import pdfdoc

from intake.report.colour import srgb_profile
from intake.report.tags import text_string

_LEVEL = 2
_JSON = "/application#2Fjson"


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that travels inside the PDF."""

    name: str
    content: bytes
    about: str

    @property
    def digest(self) -> str:
        """The SHA-256 of the content."""
        return hashlib.sha256(self.content).hexdigest()


@dataclass(frozen=True, slots=True)
class Description:
    """What a viewer shows of a document."""

    title: str
    subject: str
    producer: str
    created: datetime | None


def describe(document: Any, of: Description) -> None:
    """Write the metadata and the colour profile into a document of ReportLab."""
    catalog = document.Catalog
    catalog.__NoDefault__ = [*catalog.__NoDefault__, "OutputIntents", "AF"]
    catalog.__Refs__ = [*catalog.__Refs__, "Metadata"]
    catalog.Metadata = pdfdoc.XMP(creator=lambda _: _xmp(document, of))
    if of.created is None:
        # Nobody recorded when it was made, so the file does not say it either.
        document.info.__class__ = _DatelessInfo
    profile = _stream(srgb_profile(), N=3)
    catalog.OutputIntents = pdfdoc.PDFArray(
        [
            pdfdoc.PDFDictionary(
                {
                    "Type": "/OutputIntent",
                    "S": "/GTS_PDFA1",
                    "OutputConditionIdentifier": "(sRGB)",
                    "Info": "(sRGB IEC61966-2.1)",
                    "DestOutputProfile": document.Reference(profile),
                }
            )
        ]
    )


class _DatelessInfo(pdfdoc.PDFInfo):  # type: ignore[misc] # ReportLab has no types
    def format(self, document: Any) -> Any:
        texts = {
            "Title": self.title,
            "Author": self.author,
            "Subject": self.subject,
            "Creator": self.creator,
            "Producer": self.producer,
        }
        entries = {name: pdfdoc.PDFString(text) for name, text in texts.items()}
        return pdfdoc.PDFDictionary(entries).format(document)


def attach(document: Any, file: Attachment, created: datetime | None) -> None:
    """Attach a JSON file to a document as the data that it was made of."""
    about = pdfdoc.PDFDictionary({"Size": len(file.content)})
    if created is not None:
        made = pdfdoc.PDFDate(ts=document._timeStamp)  # noqa: SLF001 - the document's one clock
        about["ModDate"] = made
    stream = _stream(file.content, Type="/EmbeddedFile", Subtype=_JSON, Params=about)
    kept = document.Reference(stream)
    spec = document.Reference(
        pdfdoc.PDFDictionary(
            {
                "Type": "/Filespec",
                "F": f"({file.name})",
                "UF": text_string(file.name),
                "Desc": text_string(file.about),
                "AFRelationship": "/Data",
                "EF": pdfdoc.PDFDictionary({"F": kept, "UF": kept}),
            }
        )
    )
    names = pdfdoc.PDFArray([text_string(file.name), spec])
    files = pdfdoc.PDFDictionary({"Names": names})
    document.Catalog.Names = pdfdoc.PDFDictionary({"EmbeddedFiles": files})
    document.Catalog.AF = pdfdoc.PDFArray([spec])


def _stream(content: bytes, **entries: object) -> pdfdoc.PDFStream:
    return pdfdoc.PDFStream(pdfdoc.PDFDictionary(entries), content, filters=[pdfdoc.PDFZCompress])


def _end_stream_on_its_own_line() -> None:
    # WORKAROUND ReportLab 5.1 writes "endstream" right behind the data, which ISO 19005
    # (6.1.7.1) forbids.
    written = pdfdoc.PDFStream.format

    def format_stream(self: Any, document: Any) -> bytes:
        text: bytes = written(self, document)
        return text.removesuffix(b"endstream\n") + b"\nendstream\n"

    pdfdoc.PDFStream.format = format_stream


_end_stream_on_its_own_line()


class _QuickCompression(pdfdoc.PDFStreamFilterZCompress):  # type: ignore[misc] # no types
    """Compresses in half the time, for an eighth more bytes."""

    def encode(self, text: bytes | str) -> bytes:
        content = text.encode() if isinstance(text, str) else text
        return zlib.compress(content, _LEVEL)


pdfdoc.PDFZCompress = _QuickCompression()


def _xmp_date(document: Any) -> str:
    stamp = document._timeStamp  # noqa: SLF001 - the same clock as the information dictionary
    year, month, day, hour, minute, second = stamp.YMDhms
    sign = "-" if stamp.dhh < 0 or stamp.dmm < 0 else "+"
    zone = f"{sign}{abs(stamp.dhh):02}:{abs(stamp.dmm):02}"
    return f"{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}{zone}"


def _xmp(document: Any, of: Description) -> bytes:
    dates = "" if of.created is None else _DATES.format(date=_xmp_date(document))
    text = _PACKET.format(
        title=escape(of.title),
        subject=escape(of.subject),
        creator=escape(of.producer),
        producer=escape(document.info.producer),
        dates=dates,
    )
    return text.encode()


def without_archive(packet: bytes) -> bytes:
    """Return metadata of this program without all that says PDF/A, for a file that is none."""
    return _ARCHIVE_ONLY.sub(b"", packet)


_ARCHIVE_ONLY = re.compile(
    rb'\n xmlns:pdfa\w+="[^"]+"|<pdfaid:\w+>\w+</pdfaid:\w+>\n|<(pdfaExtension:schemas)>.*</\1>\n',
    re.DOTALL,
)

_DATES = """<xmp:CreateDate>{date}</xmp:CreateDate>
<xmp:ModifyDate>{date}</xmp:ModifyDate>
"""

_PACKET = """<?xpacket begin="\N{ZERO WIDTH NO-BREAK SPACE}" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about=""
 xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"
 xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{subject}</rdf:li></rdf:Alt></dc:description>
<dc:language><rdf:Bag><rdf:li>en</rdf:li></rdf:Bag></dc:language>
<xmp:CreatorTool>{creator}</xmp:CreatorTool>
{dates}<pdf:Producer>{producer}</pdf:Producer>
<pdfaid:part>3</pdfaid:part>
<pdfaid:conformance>A</pdfaid:conformance>
<pdfuaid:part>1</pdfuaid:part>
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>part of ISO 14289</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>"""
