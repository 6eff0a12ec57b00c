//! Characters under codes of their own: radicals that PDF readers hand out in
//! place of the characters they look like, and the private codes that
//! Chinese systems gave to characters before Unicode had them.

use encoding_rs::GB18030;

/// The characters that U+2F00 to U+2FD5 stand for (Unicode 15, compatibility
/// decompositions of the block Kangxi Radicals).
const KANGXI: &str = "\
    一丨丶丿乙亅二亠人儿入八冂冖冫几凵刀力勹匕匚匸十卜卩厂厶又口囗土士夂夊夕大女子宀寸小尢尸屮山\
    巛工己巾干幺广廴廾弋弓彐彡彳心戈戶手支攴文斗斤方无日曰月木欠止歹殳毋比毛氏气水火爪父爻爿片牙\
    牛犬玄玉瓜瓦甘生用田疋疒癶白皮皿目矛矢石示禸禾穴立竹米糸缶网羊羽老而耒耳聿肉臣自至臼舌舛舟艮\
    色艸虍虫血行衣襾見角言谷豆豕豸貝赤走足身車辛辰辵邑酉釆里金長門阜隶隹雨靑非面革韋韭音頁風飛食\
    首香馬骨高髟鬥鬯鬲鬼魚鳥鹵鹿麥麻黃黍黑黹黽鼎鼓鼠鼻齊齒龍龜龠";

/// The characters that U+2E80 to U+2EF3 stand for (Unicode 15,
/// EquivalentUnifiedIdeograph.txt); one that stands for none is itself.
const SUPPLEMENT: &str = "\
    ⺀厂乛乚乙亻冂𠘨刀刂卜㔾小小兀尣尢𡯂巳幺彑彐忄心扌攵⺚旡日月歺母民氵氺灬爫爫丬牛犭王𤴔目示礻\
    𥫗糹纟罓罒㓁冗𦉫羊𦍌𦍋耂肀聿肉𦥑艹艹艹虎衤覀西见角𧢲讠贝𧾷车辶辶辶邑钅長镸长门𨸏阝雨青韦页风\
    飞食𩙿飠饣𩠐马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀龟";

/// What Word writes for its bullets in the face Symbol or Wingdings.
const BULLETS: &[(char, char)] = &[
    ('\u{F06C}', '●'),
    ('\u{F06E}', '■'),
    ('\u{F075}', '◆'),
    ('\u{F0A7}', '▪'),
    ('\u{F0B7}', '•'),
];

/// The character that one under a code of its own stands for.
pub(super) fn meant(character: char) -> Option<char> {
    let code = u32::from(character);
    match code {
        0x2E80..=0x2EF3 => SUPPLEMENT
            .chars()
            .nth((code - 0x2E80) as usize)
            .filter(|meant| *meant != character),
        0x2F00..=0x2FD5 => KANGXI.chars().nth((code - 0x2F00) as usize),
        // What GB18030 gave A3A0, an empty cell that systems used as a blank.
        0xE5E5 => Some('\u{3000}'),
        0xE78D..=0xE864 => from_gbk(code),
        0xF000..=0xF0FF => BULLETS
            .iter()
            .find(|(private, _)| *private == character)
            .map(|(_, bullet)| *bullet),
        _ => None,
    }
}

/// The form that Simplified texts have of a character for which a radical
/// stands: PDFs write 用户 with the radical of 戶.
pub(super) fn modern(character: char) -> char {
    match character {
        '戶' => '户',
        '靑' => '青',
        '黃' => '黄',
        other => other,
    }
}

/// The character of GB 18030-2022 at the place that GBK gave this private code.
fn from_gbk(code: u32) -> Option<char> {
    let (row, cell) = match code {
        0xE78D..=0xE793 => (0xA6, 0xD9 + code - 0xE78D),
        0xE794..=0xE795 => (0xA6, 0xEC + code - 0xE794),
        0xE796 => (0xA6, 0xF3),
        0xE7C7 => (0xA8, 0xBC),
        0xE7C8 => (0xA8, 0xBF),
        0xE7E7..=0xE7F3 => (0xA9, 0x89 + code - 0xE7E7),
        // The cell 7F is no cell.
        0xE815..=0xE843 => (0xFE, 0x50 + code - 0xE815),
        0xE844..=0xE864 => (0xFE, 0x80 + code - 0xE844),
        _ => return None,
    };
    let bytes = [row, u8::try_from(cell).ok()?];
    let text = GB18030.decode_without_bom_handling_and_without_replacement(&bytes)?;
    let meant = text.chars().next()?;
    // Two of the row of components are private still, or are radicals.
    if (0xE000..=0xF8FF).contains(&u32::from(meant)) {
        return None;
    }
    Some(self::meant(meant).unwrap_or(meant))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn radicals_are_the_characters_they_look_like() {
        let read = |text: &str| -> String { text.chars().map(|c| meant(c).unwrap_or(c)).collect() };
        assert_eq!(read("县⾥的⽼邮局，⻔前"), "县里的老邮局，门前");
        assert_eq!((meant('⼀'), meant('⿕')), (Some('一'), Some('龠')));
        assert_eq!(
            (meant('⻳'), meant('⺀'), meant('里')),
            (Some('龟'), None, None)
        );
        assert_eq!(KANGXI.chars().count(), 214);
    }

    #[test]
    fn private_codes_of_gbk_are_the_characters_of_the_standard() {
        for (private, character) in [
            ('\u{E5E5}', '\u{3000}'),
            ('\u{E81E}', '\u{9FB4}'),
            ('\u{E854}', '\u{9FBA}'),
            ('\u{E864}', '\u{9FBB}'),
            ('\u{E7C7}', 'ḿ'),
            ('\u{E7C8}', 'ǹ'),
            ('\u{E78D}', '︐'),
            ('\u{F0B7}', '•'),
        ] {
            assert_eq!(meant(private), Some(character), "{private:?}");
        }
        assert_eq!((meant('\u{E000}'), meant('\u{F0FF}')), (None, None));
    }

    /// Nothing is mapped to what would be mapped again.
    #[test]
    fn what_is_meant_stays() {
        for code in (0x2E80..=0x2FD5).chain(0xE000..=0xF8FF) {
            if let Some(found) = char::from_u32(code).and_then(meant) {
                assert_eq!(meant(found), None, "U+{code:04X}");
            }
        }
    }
}
