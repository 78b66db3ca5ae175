"""Cut Inter to the characters Danaya prints, and write the widths its charts are laid out with.

Run once per new version of the font, in an environment of its own that has fonttools and brotli:

    npm pack @expo-google-fonts/inter && tar xzf expo-google-fonts-inter-*.tgz
    python tools/cut_fonts.py package expo-google-fonts-inter-0.4.2.tgz 0.4.2
"""

import base64
import hashlib
import json
import shutil
import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

TARGET = Path(__file__).parent.parent / "src" / "danaya" / "engines" / "publishing" / "fonts"
WEIGHTS = {
    "400": "400Regular/Inter_400Regular.ttf",
    "600": "600SemiBold/Inter_600SemiBold.ttf",
    "700": "700Bold/Inter_700Bold.ttf",
}
NAMES = {"400": "Inter-Regular", "600": "Inter-SemiBold", "700": "Inter-Bold"}
WEB_WEIGHTS = ("400", "600")
# Latin with its extensions (Bambara ɛ ɔ ɲ ŋ stand in Extended-B and IPA), combining marks, the Greek of statistics, punctuation,
# superscripts, currencies, letterlike signs, arrows, mathematics, shapes, ticks.
PRINT = (
    "U+0020-007E,U+00A0-024F,U+0250-02AF,U+02B0-02FF,U+0300-036F,U+0391-03C9,U+1E00-1EFF,U+2000-206F,U+2070-209F,U+20A0-20BF,"
    "U+2100-214F,U+2190-21FF,U+2200-22FF,U+2500-25FF,U+2605,U+2606,U+2713,U+2717,U+FFFD"
)
WEB = (
    "U+0020-007E,U+00A0-017F,U+0186,U+0190,U+019D,U+0254,U+025B,U+0272,U+014A,U+014B,U+03B1,U+03BC,U+2009,U+200B,U+2010-2015,U+2018-201E,U+2020-2022,"
    "U+2026,U+202F,U+2030,U+2039,U+203A,U+20AC,U+2116,U+2190-2193,U+2212,U+2248,U+2260,U+2264,U+2265,U+00D7,U+25A0-25CF,U+2713,U+2717"
)
FEATURES = ["kern", "mark", "mkmk", "ccmp", "locl", "calt", "tnum", "case", "sups"]


def cut(source: Path, target: Path, unicodes: str, flavor: str | None = None) -> None:
    """Write the part of ``source`` that holds ``unicodes``."""
    options = subset.Options(
        layout_features=FEATURES,
        flavor=flavor,
        hinting=False,
        name_IDs=["*"],
        recalc_timestamp=False,
        notdef_outline=True,
    )
    font = subset.load_font(str(source), options)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=subset.parse_unicodes(unicodes))
    cutter.subset(font)
    subset.save_font(font, str(target), options)


def tabular_digits(font: TTFont) -> list[str]:
    """Return the glyphs that the feature ``tnum`` puts for 0–9."""
    table, digits = font["GSUB"].table, {font.getBestCmap()[code] for code in range(0x30, 0x3A)}
    lookups = {
        place
        for record in table.FeatureList.FeatureRecord
        if record.FeatureTag == "tnum"
        for place in record.Feature.LookupListIndex
    }
    parts = [
        getattr(part, "ExtSubTable", part) for place in lookups for part in table.LookupList.Lookup[place].SubTable
    ]
    return [new for part in parts for old, new in part.mapping.items() if old in digits]


def widths(path: Path) -> dict[str, int]:
    """Return the advance of each character in thousandths of an em; for digits the wider of proportional and tabular."""
    font = TTFont(path)
    metrics, scale = font["hmtx"], 1000 / font["head"].unitsPerEm
    tabular = max(metrics[name][0] for name in tabular_digits(font))
    return {
        chr(code): round(
            scale
            * (max(metrics[name][0], tabular) if chr(code).isascii() and chr(code).isdigit() else metrics[name][0])
        )
        for code, name in sorted(font.getBestCmap().items())
    }


def main(package: Path, tarball: Path, version: str) -> None:
    """Cut all weights, write widths, licence and manifest."""
    TARGET.mkdir(parents=True, exist_ok=True)
    for weight, file in WEIGHTS.items():
        cut(package / file, TARGET / f"{NAMES[weight]}.ttf", PRINT)
    for weight in WEB_WEIGHTS:
        cut(package / WEIGHTS[weight], TARGET / f"{NAMES[weight]}.woff2", WEB, "woff2")
    measured = {weight: widths(TARGET / f"{NAMES[weight]}.ttf") for weight in WEB_WEIGHTS}
    (TARGET / "widths.json").write_text(json.dumps(measured, ensure_ascii=False, separators=(",", ":")) + "\n", "utf-8")
    shutil.copyfile(package / "LICENSE_FONT", TARGET / "OFL.txt")
    files = sorted(path for path in TARGET.iterdir() if path.suffix in {".ttf", ".woff2"})
    manifest = {
        "name": "Inter",
        "package": "@expo-google-fonts/inter",
        "version": version,
        "licence": "OFL-1.1",
        "integrity": "sha512-" + base64.b64encode(hashlib.sha512(tarball.read_bytes()).digest()).decode(),
        "made_by": "tools/cut_fonts.py",
        "files": {
            path.name: "sha512-" + base64.b64encode(hashlib.sha512(path.read_bytes()).digest()).decode()
            for path in files
        },
    }
    (TARGET / "manifest.json").write_text(json.dumps(manifest, indent=2) + "\n", "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3])
