#!/bin/sh
# Makes hangul.otf, the Korean test face: a subset of Noto Sans CJK KR Regular
# 2.004 (SIL Open Font License 1.1, ../OFL-NotoCJK.txt) from the Debian 12
# package fonts-noto-cjk. Needs pyftsubset of fonttools 4.68.0 on the PATH.
#
# Usage: make_hangul.sh [OUT]      (default: hangul.otf beside this script)
set -eu

here=$(cd "$(dirname "$0")" && pwd)
noto=${SHARE:-/usr/share}/fonts/opentype/noto

# Syllables common in news, with the particles and endings of verbs; Han and
# the marks that Korean news writes.
text='가각간갈감강갖같개객거건걸검것게겠겨격결경계고곡곤골곳공과관광괴교구국군권귀규그극근글금급기길김까깨꺼께꼭꾸끝나난날남낮내너널네년노녹논놀농높놓누눈는늘능니다단달담당대더던데도독돈동되된두둘드득든들등디따때또라락란람랑래량러런럼려력련령로록론료류률르른를름리린림립마만많말망매머먼메며면명모목몰못무문물미민및바박밖반받발방배백버번벌범법변별병보복본부북분불비빌빛사산살삼상새색생서석선설섬성세센소속손송수순술숨스습승시식신실심싶써쓰씨아안않알암았앞야약양어억언얼업없었에여역연열염였영예오온올와완왔외요용우운울움웃원월위유육율으은을음의이인일임입있자작잔잘잠장재쟁저적전절점접정제조족존종좌주준줄중즉증지직진질집짓차찬참창찾채책처천철첫청체초총최추축출충취층치친칠카커코크큰클타탄태터테토통투트특틀파판팔패퍼편평포표품풍프피필하학한할함합항해했행향허험현협형호혹화확환활황회획효후훈휴흐희히힘읽값삶옷옛웹잡짜쪽찰튼폐핵'
han='一二三四五六七八九十年月日大中小國家新聞韓'
marks='“”‘’·…—～「」『』（）《》〈〉、。，？！：；％'

out=${1:-$here/hangul.otf}

pyftsubset "$noto/NotoSansCJK-Regular.ttc" --font-number=1 --output-file="$out" \
    --unicodes=20-7E,A0 --text="$text$han$marks" \
    --layout-features=halt,vert,vhal,locl,pwid,hwid --layout-scripts='*' \
    --no-hinting --no-glyph-names --notdef-outline \
    --name-IDs=0,1,2,3,4,5,6,13,14 --name-languages=0x409
python3 "$here/../finish.py" "$out" "Subset of Noto Sans CJK KR Regular 2.004, hints removed."
