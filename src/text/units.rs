//! Measure words 量词 and units 单位 after numbers, region by region: one table for lines of text
//! and for headlines.

use crate::style::Lang;

/// The words that may follow a number in one region.
pub(super) struct Counts {
    /// Powers of ten written as characters.
    powers: &'static str,
    /// 余 and the like: approximately so many.
    about: &'static str,
    /// Units of several characters; the longest match wins.
    words: &'static [&'static str],
    /// What begins long units and may end a line; the first match wins.
    heads: &'static [&'static str],
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
        "平米",
        "立方厘米",
        "立方公尺",
        "立方米",
        "立方",
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
        "个小时",
        "個小時",
        "个工作日",
        "個工作日",
        "个交易日",
        "个基点",
        "個基點",
        "时许",
        "時許",
        "点许",
        "分许",
        "分钟",
        "分鐘",
        "秒钟",
        "秒鐘",
        "世纪",
        "世紀",
        "年代",
        "年度",
        "年级",
        "年級",
        "年期",
        "周年",
        "週年",
        "学年",
        "學年",
        "学期",
        "學期",
        "学时",
        "學時",
        "学分",
        "學分",
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
        "个百分点",
        "個百分點",
        "字节",
        "比特",
        "像素",
        "号线",
        "號線",
        "号楼",
        "號樓",
        "号院",
        "单元",
        "單元",
        "车位",
        "車位",
        "机位",
        "床位",
        "吨位",
        "星级",
        "星級",
        "马力",
        "馬力",
        "标准箱",
        "標準箱",
        "载重吨",
    ],
    heads: &["平方", "立方", "摄氏", "攝氏", "个", "個"],
    singles: "年月日时分秒个家名人元项条次届号版级岁亩吨处支座位件套台辆户村镇区县市省所倍斤克米里度楼栋层间张份批期轮场天周点\
              種种类块片颗粒枚本册篇首幅封头只匹尾棵株盏架艘列节门课班组队排行句段章集卷页字笔股起宗例样双对副袋箱瓶杯碗盒桶罐席床口\
              丈尺寸升角厘伏瓦帕路站步趟遍回代折成扇面局球毫尊根把道桩夜晚世时两钱后後部斗强大\
              顿盆束串幢朵枪枝堆群桌盘包车船圈票款针剂室员方刻乡国等餐\
              時個項條屆號級歲畝噸處戶區縣鎮樓棟層間張場週點類塊顆冊頭隻艘節門課組隊頁筆雙瓶圓臺輛對兩錢輪頓槍盤車針劑員鄉國",
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
        "周年",
        "世帯",
        "人分",
        "番地",
    ],
    heads: &["平方", "立方", "キロ", "センチ", "ミリ"],
    singles: "年月日時分秒人円個本枚台件回社校軒戸棟階歳才匹頭羽冊杯着足番号位度倍割町村市区県州店席票点行字版面名部",
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
    heads: &["제곱", "킬로", "센티", "밀리"],
    singles: "년월일시분초명개건원회대세호차층권석곳쪽위점평인톤엔배도",
};

impl Counts {
    /// Returns the table of a language.
    pub fn of(lang: Lang) -> Option<&'static Counts> {
        match lang {
            Lang::ZhCn | Lang::ZhTw | Lang::ZhHk => Some(&CHINESE),
            Lang::Ja => Some(&JAPANESE),
            Lang::Ko => Some(&KOREAN),
            Lang::En => None,
        }
    }

    /// Returns whether a word is a unit of one character.
    pub fn is_single(&self, word: &str) -> bool {
        let mut characters = word.chars();
        characters
            .next()
            .is_some_and(|only| self.singles.contains(only))
            && characters.next().is_none()
    }

    /// Returns the length in bytes of the longest unit of several characters that `rest` begins
    /// with.
    pub fn long(&self, rest: &str) -> Option<usize> {
        // Most words are told apart by their first character, and all have three bytes or more.
        let first = rest.as_bytes().first_chunk::<3>()?;
        self.words
            .iter()
            .filter(|word| word.as_bytes().first_chunk() == Some(first) && rest.starts_with(**word))
            .map(|word| word.len())
            .max()
    }

    /// Returns where a unit of three characters or more may part, in bytes: 平方 from 公里, 个 from
    /// 百分点, キロ from メートル.
    pub fn joint(&self, unit: &str) -> Option<usize> {
        let is_long = unit.chars().count() >= 3;
        let mut heads = self.heads.iter().filter(|_| is_long);
        heads
            .find(|head| {
                // One character alone does not begin a line, but 度, which is read by itself.
                let rest = unit.strip_prefix(**head);
                rest.is_some_and(|rest| rest.chars().count() > 1 || rest == "度")
            })
            .map(|head| head.len())
    }

    /// Returns the length in bytes of the powers and 余 at the start of `rest`, and that of the
    /// unit after them.
    pub fn measure(&self, rest: &str) -> (usize, usize) {
        // 30多亿元, 3万余人次; 千 of 千瓦 and 百 of 百帕 belong to the unit.
        let power = |c: &char| self.powers.contains(*c) || self.about.contains(*c);
        let mut powers = 0;
        let mut long = self.long(rest);
        while long.is_none()
            && let Some(one) = rest[powers..].chars().next().filter(power)
        {
            powers += one.len_utf8();
            long = self.long(&rest[powers..]);
        }
        let rest = &rest[powers..];
        let single = || {
            rest.chars()
                .next()
                .filter(|c| self.singles.contains(*c))
                .map(char::len_utf8)
        };
        (powers, long.or_else(single).unwrap_or(0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_unit_is_taken_and_powers_go_before_it() {
        let parts = |rest: &str| {
            let (powers, unit) = CHINESE.measure(rest);
            (
                rest[..powers].to_owned(),
                rest[powers..powers + unit].to_owned(),
            )
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
