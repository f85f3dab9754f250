"""Pages that show a secret in red and plain words in blue, and how much of each color is in a picture."""

import av

PAGE = """<!doctype html>
<style>
  * { font: bold 60px/1 monospace; margin: 0; border: 0; background: #fff }
  .secret { color: #f00 }
  .plain { color: #00f }
</style>
<body><p class=plain>plain words</p><div id=here></div></body>"""
FRAMED = "<p style='font: bold 60px monospace; color: #f00'>dana@acme.example</p>"
SECRETS = {
    "as text": "here.innerHTML = `<p class=secret>dana@acme.example</p>`",
    "in three pieces": "const p = document.createElement('p'); p.className = 'secret'; here.append(p);"
    "p.append('dana', '@', 'acme.example')",
    "parted by marks": "here.innerHTML = '<p class=secret><b>dana</b>@<wbr>acme.<i>example</i></p>'",
    "a text that changes": "here.innerHTML = '<p class=secret></p>'; here.firstChild.append('');"
    "here.firstChild.firstChild.data = 'sk-proj-abcdefghijklmnop'",
    "in a shadow root": "const r = here.attachShadow({mode: 'open'}); requestAnimationFrame(() => "
    "r.innerHTML = `<p style='color: #f00'>dana@acme.example</p>`)",
    "just after all was covered": "const set = CSS.highlights.set.bind(CSS.highlights);"
    "CSS.highlights.set = (...all) => { CSS.highlights.set = set;"
    "setTimeout(() => here.innerHTML = `<p class=secret>dana@acme.example</p>`); return set(...all); }",
    "in a field": "here.innerHTML = '<input class=secret>'; here.firstChild.value = 'dana@acme.example'",
    "in a password field": "here.innerHTML = '<input type=password class=secret value=abcdefg>'",
    "in a list": "here.innerHTML = '<select class=secret><option>dana@acme.example</option></select>'",
    "in a frame without scripts": f'here.innerHTML = `<iframe sandbox width=900 srcdoc="{FRAMED}"></iframe>`',
    "in a frame": f'here.innerHTML = `<iframe width=900 srcdoc="{FRAMED}"></iframe>`',
}


def colors(picture: av.VideoFrame) -> tuple[int, int]:
    """How many pixels (of each fifth) of a picture are clearly red, and how many clearly blue."""
    raw = memoryview(bytes(picture.reformat(format="rgb24").planes[0]))
    pixels = list(zip(raw[0::15], raw[1::15], raw[2::15], strict=False))
    red = sum(r > 150 and g < 110 and b < 110 for r, g, b in pixels)
    return red, sum(b > 150 and r < 110 and g < 110 for r, g, b in pixels)
