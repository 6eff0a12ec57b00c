//! Numbers and what they count 数与量词, kept together by region. CLREQ 6.1.2.2
//! keeps a number whole and leaves what follows it open; that it is not parted
//! from its unit is a rule of every daily.

use super::class::{Class, is_wide};
use super::par::{Break, Cluster, ShapedPar};
use crate::style::Lang;

/// What may follow a number in one region.
struct Counts {
    /// Powers of ten written as characters.
    powers: &'static str,
    /// 余 and its like: about so many.
    about: &'static str,
    /// Units of several characters; the longest that fits is taken.
    words: &'static [&'static str],
    /// Units and measure words of one character.
    singles: &'static str,
}

const CHINESE: Counts = Counts {
    powers: "十百千万亿兆萬億",
    about: "余多几餘幾來",
    words: &[
        "平方公里",
        "平方千米",
        "平方厘米",
        "平方公尺",
        "平方米",
        "立方厘米",
        "立方公尺",
        "立方米",
        "公里",
        "千米",
        "分米",
        "厘米",
        "毫米",
        "微米",
        "纳米",
        "奈米",
        "公尺",
        "公分",
        "英里",
        "海里",
        "英尺",
        "英寸",
        "光年",
        "公斤",
        "千克",
        "毫克",
        "微克",
        "公吨",
        "公噸",
        "公顷",
        "公頃",
        "公亩",
        "市斤",
        "毫升",
        "公升",
        "千瓦时",
        "千瓦時",
        "千瓦",
        "兆瓦",
        "千伏安",
        "千伏",
        "伏特",
        "瓦时",
        "瓦特",
        "安培",
        "赫兹",
        "赫茲",
        "千赫",
        "兆赫",
        "千卡",
        "大卡",
        "焦耳",
        "千焦",
        "百帕",
        "千帕",
        "兆帕",
        "分贝",
        "分貝",
        "摄氏度",
        "攝氏度",
        "小时",
        "小時",
        "分钟",
        "分鐘",
        "秒钟",
        "秒鐘",
        "世纪",
        "世紀",
        "年代",
        "年度",
        "周年",
        "週年",
        "周岁",
        "季度",
        "星期",
        "个月",
        "個月",
        "月份",
        "人次",
        "人份",
        "户次",
        "架次",
        "班次",
        "车次",
        "車次",
        "台次",
        "辆次",
        "件次",
        "场次",
        "場次",
        "批次",
        "美元",
        "美金",
        "欧元",
        "歐元",
        "日元",
        "日圓",
        "英镑",
        "英鎊",
        "港元",
        "港币",
        "港幣",
        "澳元",
        "加元",
        "韩元",
        "韓元",
        "卢布",
        "盧布",
        "人民币",
        "新台币",
        "新臺幣",
        "百分点",
        "百分點",
        "字节",
        "比特",
        "像素",
        "标准箱",
        "標準箱",
        "载重吨",
    ],
    singles: "年月日时分秒个家名人元项条次届号版级岁亩吨处支座位件套台辆户村镇区县市省所倍斤克米里度楼栋层间张份批期轮场天周点\
              種种类块片颗粒枚本册篇首幅封头只匹尾棵株盏架艘列节门课班组队排行句段章集卷页字笔股起宗例样双对副袋箱瓶杯碗盒桶罐席床口\
              丈尺寸升角厘伏瓦帕路站步趟遍回代折成扇面局球毫尊根把道桩夜晚世时两钱后後\
              時個項條屆號級歲畝噸處戶區縣鎮樓棟層間張場週點類塊顆冊頭隻艘節門課組隊頁筆雙瓶圓臺輛對兩錢",
};

const JAPANESE: Counts = Counts {
    powers: "十百千万億兆",
    about: "余数",
    words: &[
        "平方キロメートル",
        "平方メートル",
        "立方メートル",
        "平方キロ",
        "キロメートル",
        "センチメートル",
        "ミリメートル",
        "メートル",
        "センチ",
        "ミリ",
        "キログラム",
        "キロワット",
        "キロ",
        "グラム",
        "トン",
        "リットル",
        "ヘクタール",
        "ワット",
        "ドル",
        "ユーロ",
        "ポンド",
        "ウォン",
        "パーセント",
        "ポイント",
        "時間",
        "分間",
        "秒間",
        "年間",
        "日間",
        "週間",
        "か月",
        "カ月",
        "ヵ月",
        "ヶ月",
        "か国",
        "カ国",
        "ヵ国",
        "か所",
        "カ所",
        "ヵ所",
        "世紀",
        "年代",
        "年度",
        "世帯",
        "人分",
        "番地",
    ],
    singles: "年月日時分秒人円個本枚台件回社校軒戸棟階歳才匹頭羽冊杯着足番号位度倍割町村市区県州店席票点行字版面名",
};

const KOREAN: Counts = Counts {
    powers: "십백천만억조",
    about: "여",
    words: &[
        "제곱미터",
        "킬로미터",
        "센티미터",
        "밀리미터",
        "미터",
        "킬로그램",
        "그램",
        "킬로와트",
        "달러",
        "유로",
        "퍼센트",
        "시간",
        "개월",
        "개국",
        "세기",
        "년대",
        "년도",
        "가구",
    ],
    singles: "년월일시분초명개건원회대세호차층권석곳쪽위점평인톤엔배도",
};

/// Signs of units written in Latin letters, which stay with a number even over
/// a space (ISO 80000-1 §7.1.4).
const SIGNS: &[&str] = &[
    "km", "m", "cm", "mm", "nm", "μm", "µm", "km²", "m²", "m³", "km2", "m2", "m3", "kg", "g", "mg", "μg", "t", "L", "mL", "ml", "W", "kW",
    "MW", "GW", "kWh", "V", "kV", "A", "mA", "Hz", "kHz", "MHz", "GHz", "Pa", "hPa", "kPa", "MPa", "J", "kJ", "K", "KB", "MB", "GB", "TB",
    "Mbps", "Gbps", "ppm", "dB", "s", "ms", "h", "min", "°C",
];

impl Counts {
    fn of(lang: Lang) -> Option<&'static Counts> {
        match lang {
            Lang::ZhCn | Lang::ZhTw | Lang::ZhHk => Some(&CHINESE),
            Lang::Ja => Some(&JAPANESE),
            Lang::Ko => Some(&KOREAN),
            Lang::En => None,
        }
    }

    /// How many bytes of `rest` are powers and 余, and how many then a unit.
    fn measure(&self, rest: &str) -> (usize, usize) {
        // 千 of 千瓦 and 百 of 百帕 belong to the unit.
        let unit_at = |at: usize| {
            let text = &rest[at..];
            let word = self.words.iter().filter(|word| text.starts_with(**word)).map(|word| word.len()).max();
            word.or_else(|| text.chars().next().filter(|c| self.singles.contains(*c)).map(char::len_utf8)).unwrap_or(0)
        };
        let is_word = |at: usize| self.words.iter().any(|word| rest[at..].starts_with(word));
        // 30多亿元, 3万余人次.
        let power = |c: &char| self.powers.contains(*c) || self.about.contains(*c);
        let mut powers = 0;
        while !is_word(powers)
            && let Some(one) = rest[powers..].chars().next().filter(power)
        {
            powers += one.len_utf8();
        }
        (powers, unit_at(powers))
    }
}

/// Bars the places inside every number with its unit.
pub(super) fn keep_counts(par: &mut ShapedPar) {
    let counts = Counts::of(par.style.lang);
    let mut at = 0;
    while at < par.clusters.len() {
        let is_digit = |cluster: &Cluster| cluster.class == Class::Digit;
        let length = par.clusters[at..].iter().take_while(|cluster| is_digit(cluster)).count();
        if length == 0 {
            at += 1;
            continue;
        }
        let last = at + length - 1;
        let space = par.clusters.get(last + 1).is_some_and(|cluster| cluster.class == Class::Space);
        let before_unit = last + usize::from(space);
        let from = par.clusters[before_unit].end as usize;
        let (powers, unit) = counts.map_or((0, 0), |counts| counts.measure(&par.text[from..]));
        if space && (is_sign(&par.text[from..]) || powers + unit > 0 && par.style.lang != Lang::Ko) {
            par.clusters[before_unit].after = Break::Barred;
        }
        if powers + unit == 0 && !space {
            keep_span(par, last);
        }
        if powers + unit > 0 && !(space && par.style.lang == Lang::Ko) {
            bar(par, before_unit, (from + powers, from + powers + unit));
        }
        at += length;
    }
}

/// 1至9月: a number without a unit is better not parted from the one it goes to.
fn keep_span(par: &mut ShapedPar, last: usize) {
    let to = par.clusters.get(last + 1).is_some_and(|cluster| matches!(par.text_of(cluster), "至" | "到"));
    let number = par.clusters.get(last + 2).is_some_and(|cluster| cluster.class == Class::Digit);
    if to && number {
        let places = par.clusters[last..last + 2].iter_mut();
        places.filter(|cluster| cluster.after == Break::Allowed).for_each(|cluster| cluster.after = Break::Poor);
    }
}

/// Bars all places from the number's last figure, at cluster `last`, to the
/// last character of its unit. Between 万, 亿 or 余 and the unit it may part
/// where the line fits badly otherwise.
fn bar(par: &mut ShapedPar, last: usize, (unit, end): (usize, usize)) {
    let beyond = last + 1 + par.clusters[last + 1..].iter().take_while(|cluster| (cluster.start as usize) < end).count();
    let whole = &mut par.clusters[beyond - 1];
    if whole.after == Break::Allowed && goes_on(&par.text[..end], &par.text[end..]) {
        whole.after = Break::Poor;
    }
    for at in last..beyond - 1 {
        let cluster = &mut par.clusters[at];
        let parts = cluster.end as usize == unit && at > last;
        cluster.after = if parts { Break::Inside } else { Break::Barred };
    }
}

/// Whether the unit at the end of `text` and the number that begins `rest` are
/// one date or one time: 12月 and 31日, 22点 and 30分.
fn goes_on(text: &str, rest: &str) -> bool {
    let unit = rest.trim_start_matches(|c: char| c.is_ascii_digit());
    let next = unit.chars().next().filter(|_| unit.len() < rest.len());
    match text.chars().next_back() {
        Some('月') => matches!(next, Some('日' | '号' | '號')),
        Some('时' | '時' | '点' | '點') => next == Some('分'),
        _ => false,
    }
}

/// Whether the text begins with the sign of a unit and nothing follows that
/// would make it a word.
fn is_sign(rest: &str) -> bool {
    let length = rest
        .find(|c: char| is_wide(c) || c.is_whitespace() || matches!(c, ',' | '.' | ';' | ')' | '/' | '-' | '–' | '—' | '~'))
        .unwrap_or(rest.len());
    SIGNS.contains(&&rest[..length])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_unit_is_taken_and_powers_go_before_it() {
        let parts = |rest: &str| {
            let (powers, unit) = CHINESE.measure(rest);
            (rest[..powers].to_owned(), rest[powers..powers + unit].to_owned())
        };
        for (rest, powers, unit) in [
            ("万人次参加", "万", "人次"),
            ("余人次", "余", "人次"),
            ("千伏变电站", "", "千伏"),
            ("万千瓦", "万", "千瓦"),
            ("亿美元", "亿", "美元"),
            ("平方米", "", "平方米"),
            ("多个", "多", "个"),
            ("多亿元", "多亿", "元"),
            ("世纪", "", "世纪"),
            ("萬元", "萬", "元"),
            ("的县", "", ""),
        ] {
            assert_eq!(parts(rest), (powers.to_owned(), unit.to_owned()), "{rest}");
        }
    }
}
