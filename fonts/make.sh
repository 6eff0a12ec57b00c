#!/bin/sh
# Makes the bundled faces anew from Debian 12 packages.
#
#   apt-get install fonts-noto-cjk fonts-noto-cjk-extra fonts-lxgw-wenkai \
#       unicode-data python3-venv
#   apt-get download texlive-lang-chinese     # beside it: 49 MB, not installed
#   python3 -m venv venv && venv/bin/pip install fonttools==4.68.0
#   PATH="$PWD/venv/bin:$PATH" DEB=texlive-lang-chinese_*.deb sh fonts/make.sh
#
# DEB    the texlive-lang-chinese package file; not needed where the package
#        is installed.
# SHARE  where the Debian packages put their data; /usr/share by default.
# OUT    where the faces go; the folder of this script by default.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
SHARE=${SHARE:-/usr/share}
OUT=${OUT:-$here}
mkdir -p "$OUT/test"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

tex=$SHARE
if [ -n "${DEB:-}" ]; then
    dpkg -x $DEB "$work/tex"
    tex=$work/tex/usr/share
fi
noto=$SHARE/fonts/opentype/noto
kai=$SHARE/fonts/truetype/lxgw-wenkai/LXGWWenKai-Regular.ttf
fang=$tex/texlive/texmf-dist/fonts/opentype/public/fandol/FandolFang-Regular.otf

python3 "$here/charset.py" "$SHARE/unicode/Unihan_OtherMappings.txt.bz2" \
    > "$OUT/charset.txt"

# subset SOURCE FACE OUT: hints go, layout features of the list stay, in every
# script and language.
subset() {
    echo "$3"
    pyftsubset "$1" --font-number="$2" --output-file="$OUT/$3" \
        --unicodes-file="$OUT/charset.txt" \
        --layout-features=halt,palt,vert,vrt2,vhal,vpal,chws,vchw,locl,ccmp,fwid,hwid,pwid,kern,vkrn,liga,dlig \
        --layout-scripts='*' \
        --no-hinting --no-glyph-names --notdef-outline \
        --name-IDs=0,1,2,3,4,5,6,7,13,14,16,17 --name-languages=0x409
}

# Face 2 of each Noto collection is the SC face.
subset "$noto/NotoSerifCJK-Regular.ttc" 2 song-regular.otf
subset "$noto/NotoSerifCJK-Black.ttc"   2 song-heavy.otf
subset "$noto/NotoSansCJK-Regular.ttc"  2 hei-regular.otf
subset "$noto/NotoSansCJK-Black.ttc"    2 hei-heavy.otf
subset "$kai"                           0 kai-regular.ttf
subset "$fang"                          0 fangsong-regular.otf

note() {
    f=$1; shift
    python3 "$here/finish.py" "$OUT/$f" "$@"
}
note song-regular.otf "Subset of Noto Serif CJK SC Regular 2.001, hints removed."
note song-heavy.otf   "Subset of Noto Serif CJK SC Black 2.001, hints removed."
note hei-regular.otf  "Subset of Noto Sans CJK SC Regular 2.004, hints removed."
note hei-heavy.otf    "Subset of Noto Sans CJK SC Black 2.004, hints removed."
note kai-regular.ttf  "Subset of LXGW WenKai Regular 1.250, renamed, hints removed." \
    --rename "Duikai Kai" DuikaiKai-Regular
note fangsong-regular.otf \
    "Modified version of FandolFang-Regular 1.300: subset, hints removed, November 2026." \
    --licence "GNU General Public License version 3 with the GPL font exception. The exception extends to this modified version. See LICENSE-Fandol.txt."

python3 "$here/test/make_box.py" "$OUT/test/box.ttf"
sh "$here/test/make_hangul.sh" "$OUT/test/hangul.otf"
