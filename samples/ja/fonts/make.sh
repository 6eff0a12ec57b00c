#!/bin/sh
# Makes the faces of this sample anew: the characters of its own files, kana
# and ASCII, out of Debian's fonts-noto-cjk and fonts-noto-cjk-extra.
#
#   apt-get install fonts-noto-cjk fonts-noto-cjk-extra
#   pip install fonttools==4.68.0
#   sh samples/ja/fonts/make.sh
set -eu
cd "$(dirname "$0")"
noto=${NOTO:-/usr/share/fonts/opentype/noto}
text=$(mktemp)
trap 'rm -f "$text"' EXIT
cat ../*.toml ../copy/* ../../../layouts/ja-broadsheet.toml >"$text"

# subset SOURCE OUT: face 0 of each Noto collection is the JP face.
subset() {
  pyftsubset "$noto/$1" --font-number=0 --output-file="$2" \
    --text-file="$text" --unicodes=20-7E,A0-FF,2010-2027,2030-205E,3000-30FF,FF01-FF5E \
    --layout-features=halt,palt,vert,vrt2,vhal,vpal,chws,vchw,locl,ccmp,fwid,hwid,pwid,kern,vkrn \
    --layout-scripts='*' --no-hinting --no-glyph-names --notdef-outline \
    --name-IDs=0,1,2,3,4,5,6,13,14 --name-languages=0x409
}
subset NotoSerifCJK-Regular.ttc mincho.otf
subset NotoSerifCJK-Black.ttc mincho-heavy.otf
subset NotoSansCJK-Regular.ttc gothic.otf
subset NotoSansCJK-Black.ttc gothic-heavy.otf
