"""Reading what was printed: ESC/POS bytes as a printer would, pages as a patient would."""

import re
import subprocess

from PIL import Image
from pyzbar.pyzbar import decode


def text_of_escpos(document):
    """The words on the paper, lines by line: GB18030 without the commands."""
    lines = re.sub(
        rb"\x1b@|\x1c&|\x1ba.|\x1bE.|\x1b3.|\x1b2|\x1bd.|\x1bB..|\x1d!.|\x1dVB.|\x1d\(k(..)",
        lambda found: b"\x00" if found[0].startswith(b"\x1d(k") else b"", document, flags=re.S)
    pieces = lines.split(b"\x00")
    # Of a QR command only the first piece is text; the code is read by `code_of_escpos`.
    words = pieces[0].decode("gb18030")
    last = pieces[-1].partition(b"\n")[2].decode("gb18030")
    return words + last


def code_of_escpos(document):
    """What the QR code says that the printer is told to draw."""
    at = document.index(b"\x1d(k", document.index(b"1P0") - 5)
    length = document[at + 3] + 256 * document[at + 4]
    body = document[at + 5:at + 5 + length]
    assert body[:3] == b"1P0"
    return body[3:].decode()


def text_of_page(page):
    """The words on a page in PDF."""
    return subprocess.run(
        ["pdftotext", "-layout", str(page), "-"], capture_output=True, text=True,
        check=True).stdout


def picture_of_page(page, dots_per_inch=203):
    """The page as a thermal printer draws it."""
    stem = page.with_suffix("")
    subprocess.run(["pdftoppm", "-png", "-singlefile", "-r", str(dots_per_inch), str(page),
                    str(stem)], check=True)
    return Image.open(f"{stem}.png")


def code_of_picture(picture):
    """What a phone reads in the picture."""
    return [found.data.decode() for found in decode(picture)]
