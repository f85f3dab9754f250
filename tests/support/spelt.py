"""The spellings in which a page, an address or a file may repeat a secret."""

import base64
import html
import json
import unicodedata
from collections.abc import Callable
from urllib.parse import quote


def wide(text: str) -> str:
    return "".join(chr(ord(sign) + 0xFEE0) if "!" <= sign <= "~" else sign for sign in text)


SPELLINGS: dict[str, Callable[[str], str]] = {
    "as it is": lambda text: text,
    "upper case": str.upper,
    "in an address": lambda text: quote(text, safe=""),
    "in an address, small": lambda text: quote(text, safe="").lower(),
    "every letter in an address": lambda text: "".join(f"%{byte:02x}" for byte in text.encode()),
    "twice in an address": lambda text: quote(quote(text, safe=""), safe=""),
    "in HTML": html.escape,
    "in HTML by number": lambda text: "".join(f"&#{ord(sign)};" for sign in text),
    "in HTML by hex number": lambda text: "".join(f"&#x{ord(sign):X};" for sign in text),
    "in HTML in an address": lambda text: quote(html.escape(text), safe=""),
    "in JSON": lambda text: json.dumps(text)[1:-1],
    "in JSON by number": lambda text: "".join(f"\\u{ord(sign):04x}" for sign in text),
    "in JSON in JSON": lambda text: json.dumps(json.dumps(text))[1:-1],
    "in Python": lambda text: "".join(f"\\x{ord(sign):02x}" for sign in text),
    "in hex": lambda text: text.encode().hex(),
    "in hex, large": lambda text: text.encode().hex().upper(),
    "in hex with colons": lambda text: text.encode().hex(":"),
    "in hex with spaces": lambda text: text.encode().hex(" "),
    "in base64": lambda text: base64.b64encode(text.encode()).decode(),
    "in base64 behind a name": lambda text: base64.b64encode(b"me:" + text.encode()).decode(),
    "in base64 behind another": lambda text: base64.b64encode(b"user:" + text.encode()).decode(),
    "in base64 for addresses": lambda text: base64.urlsafe_b64encode(text.encode()).decode(),
    "in base64 in lines": lambda text: base64.encodebytes((text + "." * 40).encode()).decode(),
    "in base64 of UTF-16": lambda text: base64.b64encode(text.encode("utf-16-le")).decode(),
    "in base64 of an address": lambda text: base64.b64encode(quote(text, safe="").encode()).decode(),
    "in hex of JSON": lambda text: json.dumps(text)[1:-1].encode().hex(),
    "in JavaScript's old way": lambda text: "".join(f"%u{ord(sign):04x}" for sign in text),
    "in hex in a list": lambda text: ", ".join(f"0x{byte:02x}" for byte in text.encode()),
    "in hex of base64": lambda text: base64.b64encode(text.encode()).hex(),
    "in hex of UTF-16": lambda text: text.encode("utf-16-be").hex(),
    "in base64 of base64": lambda text: base64.b64encode(base64.b64encode(text.encode())).decode(),
    "in base64 of hex": lambda text: base64.b64encode(text.encode().hex().encode()).decode(),
    "in base64's sister base32": lambda text: base64.b32encode(b"a:" + text.encode()).decode(),
    "over numbers": lambda text: ", ".join(str(byte) for byte in text.encode()),
    "in octal": lambda text: "".join(f"\\{ord(sign):03o}" for sign in text),
    "in newer JavaScript": lambda text: "".join(f"\\u{{{ord(sign):x}}}" for sign in text),
    "in Python, long": lambda text: "".join(f"\\U{ord(sign):08x}" for sign in text),
    "thrice in an address": lambda text: quote(quote(quote(text, safe=""), safe=""), safe=""),
    "four times in an address": lambda text: quote(quote(quote(quote(text, safe=""), safe=""), safe=""), safe=""),
    "in a mail": lambda text: "".join(f"={byte:02X}" for byte in text.encode()),
    "in a style": lambda text: "".join(f"\\{ord(sign):06x}" for sign in text),
    "by code points": lambda text: " ".join(f"U+{ord(sign):04X}" for sign in text),
    "in letters that nobody sees": lambda text: "".join(
        chr(0xE0000 + ord(sign)) if " " <= sign <= "~" else sign for sign in text
    ),
    "over numbers of letters": lambda text: ", ".join(str(ord(sign)) for sign in text),
    "in groups": lambda text: " ".join(text[at : at + 4] for at in range(0, len(text), 4)),
    "over several lines": "\n".join,
    "wide": wide,
    "taken apart": lambda text: unicodedata.normalize("NFD", text),
    "with invisible signs": "\u200b".join,
    "with soft hyphens": "\u00ad".join,
    "with variation signs": "\ufe0f".join,
}
LETTERS_ALONE = {name for name in SPELLINGS if name.startswith(("in base64", "in hex", "in groups", "over"))}
"""spellings with only letters and digits, in which an unknown address cannot be recognized"""
