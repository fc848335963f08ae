"""Files that are no text in UTF-8, known by how they begin."""

UTF_16 = "UTF-16"
_OFFICE = "the own file of a spreadsheet or a word processor"
_BEGINNINGS = {
    b"\xff\xfe": UTF_16,
    b"\xfe\xff": UTF_16,
    b"PK\x03\x04": _OFFICE,  # a ZIP file, as Excel, LibreOffice and Word write them
    b"\xd0\xcf\x11\xe0": _OFFICE,  # an OLE file, as older ones of Microsoft do
    b"\x1f\x8b": "a compressed file (gzip)",
    b"{\\rtf": "rich text (RTF)",
}


def kind_of(start: bytes) -> str:
    """What a file is whose first bytes, four or more, are these; '' if it may be text.

    UTF-16 without a mark is known by its second or first byte: a file of ours begins with a letter or a sign of ASCII.
    """
    if start[:2].count(0) == 1:
        return UTF_16
    return next((kind for begins, kind in _BEGINNINGS.items() if start.startswith(begins)), "")
