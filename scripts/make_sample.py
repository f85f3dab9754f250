"""make sample: records the demo anew as recordings/sample, and the README's picture of it as docs/pictures/run.png.

The pictures are made smaller, so that the repository stays small, and the proof is written once more over them.
"""

import base64
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright
from tests.support.authority import timestamp_authority

from cancelbot.browser.find import provide
from cancelbot.report import write as proof
from cancelbot.report.receipt.manifest import DOCUMENTS, RECEIPT, SUMS
from cancelbot.report.receipt.timestamp import stamp

ROOT = Path(__file__).parent.parent
SAMPLE = ROOT / "recordings" / "sample"
AUTHORITY = ROOT / "recordings" / "test-authority.pem"
"""the root of the authority that has stamped the sample; its key is gone"""
PICTURE = ROOT / "docs" / "pictures" / "run.png"
SHOWN = {
    "dialog": "The question is judged before it is answered",
    "banner": "The banner is recorded, not believed",
    "after": "A freshly loaded page decides",
}
"""moments of the step cancel-plan, and what stands below them"""
STYLE = """
  body { margin: 0; padding: 20px; display: flex; gap: 18px; background: #f4f4f4 }
  figure { margin: 0; flex: 1; padding: 10px; border-radius: 12px; background: #fff; box-shadow: 0 1px 4px #0002 }
  img { width: 100%; aspect-ratio: 488 / 300; object-fit: cover; object-position: top; border-radius: 6px }
  figcaption { padding: 6px 4px 12px; font: 700 16px "DejaVu Sans", sans-serif }
"""
WIDTH = 640
"""pixels; and 16 levels a color, which a PNG packs well"""
SMALLER = """async ([source, width]) => {
  const image = new Image();
  image.src = source;
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = width;
  canvas.height = Math.round((width * image.naturalHeight) / image.naturalWidth);
  const context = canvas.getContext("2d");
  context.imageSmoothingQuality = "high";
  context.drawImage(image, 0, 0, canvas.width, canvas.height);
  const shown = context.getImageData(0, 0, canvas.width, canvas.height);
  shown.data.forEach((value, at) => { shown.data[at] = at % 4 === 3 ? value : Math.round(value / 17) * 17; });
  context.putImageData(shown, 0, 0);
  return canvas.toDataURL("image/png").split(",")[1];
}"""


def main() -> None:
    with tempfile.TemporaryDirectory() as made:
        scratch = Path(made)
        run = record(scratch)
        for name in (*DOCUMENTS, RECEIPT, SUMS):
            (run / name).unlink(missing_ok=True)
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=provide("auto", print).path, args=["--headless=new"])
            page = browser.new_page(viewport={"width": 1600, "height": 400})
            PICTURE.write_bytes(side_by_side(page, run))
            for picture in sorted(run.glob("*.png")):
                shrink(page, picture)
            proof.write(run, page, lambda name, content: write(run / name, content))
            browser.close()
        with timestamp_authority(scratch / "authority") as authority:
            stamp(run, authority.url)
            shutil.copy(authority.root, AUTHORITY)
        shutil.rmtree(SAMPLE, ignore_errors=True)
        shutil.copytree(run, SAMPLE)
    print(f"sample: {SAMPLE.relative_to(SAMPLE.parent.parent)} is new")


def record(scratch: Path) -> Path:
    """The demo's recording; made in ``scratch``, so that it names no place on this machine."""
    cancelbot = Path(sys.executable).parent / "cancelbot"
    subprocess.run([cancelbot, "demo", "--everything", "--yes", "--recordings", "recordings"], cwd=scratch, check=True)
    (run,) = (scratch / "recordings").iterdir()
    return run


def side_by_side(page: Page, run: Path) -> bytes:
    """The cancellation in three pictures."""
    pictures = {source(next(run.glob(f"*_cancel-plan_{moment}.png"))): text for moment, text in SHOWN.items()}
    figures = (
        f'<figure><img src="{shown}"><figcaption>{text}</figcaption></figure>' for shown, text in pictures.items()
    )
    page.set_content(f"<style>{STYLE}</style>{''.join(figures)}")
    return page.screenshot()


def source(picture: Path) -> str:
    return f"data:image/png;base64,{base64.b64encode(picture.read_bytes()).decode()}"


def shrink(page: Page, picture: Path) -> None:
    picture.write_bytes(base64.b64decode(page.evaluate(SMALLER, [source(picture), WIDTH])))


def write(path: Path, content: bytes) -> None:
    path.write_bytes(content)


if __name__ == "__main__":
    main()
