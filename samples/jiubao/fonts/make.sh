#!/bin/sh
# Makes the faces of this sample anew: the characters of its own files and
# ASCII, out of Debian's fonts-noto-cjk and fonts-noto-cjk-extra. The heavy
# faces hold those of the heads and the furniture only.
#
#   apt-get install fonts-noto-cjk fonts-noto-cjk-extra
#   pip install fonttools==4.68.0
#   sh samples/jiubao/fonts/make.sh
set -eu
cd "$(dirname "$0")"
noto=${NOTO:-/usr/share/fonts/opentype/noto}
text=$(mktemp)
heads=$(mktemp)
trap 'rm -f "$text" "$heads"' EXIT
cat ../*.toml ../../../layouts/ja-broadsheet.toml >"$heads"
# The front matter of each article, and its subheads.
for copy in ../copy/*; do
  awk '/^---$/ { bars += 1 } bars < 2 || /^#/' "$copy" >>"$heads"
done
cat "$heads" ../copy/* >"$text"

# subset SOURCE OUT TEXT: face 3 of each Noto collection is the TC face.
subset() {
  pyftsubset "$noto/$1" --font-number=3 --output-file="$2" \
    --text-file="$3" --unicodes=20-7E,A0-FF,2010-2027,2030-205E,3000-301F,FF01-FF5E \
    --layout-features=halt,palt,vert,vrt2,vhal,vpal,chws,vchw,ccmp,fwid,hwid,pwid,kern,vkrn \
    --layout-scripts='*' --no-hinting --no-glyph-names --notdef-outline \
    --name-IDs=0,1,2,3,4,5,6,13,14 --name-languages=0x409
}
subset NotoSerifCJK-Regular.ttc ming.otf "$text"
subset NotoSansCJK-Regular.ttc heiti.otf "$heads"
subset NotoSerifCJK-Black.ttc ming-heavy.otf "$heads"
subset NotoSansCJK-Black.ttc heiti-heavy.otf "$heads"
