//! Datelines 电头, bylines and signatures 署名 as newspapers write them.

/// Whose reports begin with their name.
const AGENCIES: &[&str] = &[
    "本报",
    "本網",
    "本网",
    "本台",
    "本刊",
    "本社",
    "本報",
    "据新华社",
    "新华社",
    "新華社",
    "中新社",
    "中新网",
    "央视",
    "人民网",
    "据央视",
    "据中新社",
    "据人民日报",
    "法新社",
    "路透社",
    "美联社",
    "据",
    "综合",
];

/// Characters from the beginning within which a dateline ends, its bracket not counted.
const NEAR: usize = 34;
/// Characters of the bracket of its writers.
const BRACKET: usize = 60;

/// The length in bytes of the dateline that begins a text: 本报讯（记者孙聪利）,
/// 新华社北京12月30日电（记者 某某）, 【本報訊】.
pub(super) fn dateline(text: &str) -> Option<usize> {
    let lead = text.len() - text.trim_start().len();
    let body = &text[lead..];
    if let Some(inner) = body.strip_prefix('【') {
        let end = inner.find('】')?;
        let words = &inner[..end];
        let reports = ["訊", "讯", "電", "电", "報導", "报导", "报道", "報道"];
        let short = words.chars().count() <= NEAR;
        return (short && reports.iter().any(|word| words.ends_with(word)))
            .then_some(lead + '【'.len_utf8() + end + '】'.len_utf8());
    }
    if !AGENCIES.iter().any(|name| body.starts_with(name)) {
        return None;
    }
    let near = body
        .char_indices()
        .nth(NEAR)
        .map_or(body.len(), |(at, _)| at);
    let stop = body[..near]
        .find(['，', '。', '；', '！', '？', ',', '“'])
        .unwrap_or(near);
    for (at, mark) in body[..stop].match_indices(['讯', '訊', '电', '電']) {
        let end = at + mark.len();
        let before = body[..at].chars().next_back();
        let after = &body[end..];
        let blank = after.len() - after.trim_start_matches([' ', '\u{3000}', '\u{A0}']).len();
        // 本报电力部门 is no dateline: 电 alone says nothing behind a name.
        let paper = body[..at].ends_with("本报") || body[..at].ends_with("本報");
        let dated = before == Some('日') || paper && matches!(mark, "讯" | "訊");
        if let Some(bracket) = writers(&after[blank..]) {
            return Some(lead + end + blank + bracket);
        }
        if dated || blank > 0 {
            return Some(lead + end);
        }
    }
    None
}

/// The length of a bracket of writers that begins a text.
fn writers(text: &str) -> Option<usize> {
    let open = text.chars().next().filter(|c| matches!(c, '（' | '('))?;
    let inner = &text[open.len_utf8()..];
    let end = inner.find(['）', ')'])?;
    let words = &inner[..end];
    let close = inner[end..].chars().next()?;
    (words.chars().count() <= BRACKET && is_writers(words))
        .then_some(open.len_utf8() + end + close.len_utf8())
}

/// Titles of those who write, one of which a bracket or a line of names has.
const TITLES: &[&str] = &[
    "记者",
    "記者",
    "通讯员",
    "通訊員",
    "作者",
    "实习生",
    "實習生",
    "特派",
    "供稿",
    "撰稿",
    "撰文",
    "特约",
    "编辑",
    "編輯",
    "報導",
    "报道",
    "文/",
    "文／",
    "见习",
];

fn is_writers(words: &str) -> bool {
    TITLES.iter().any(|title| words.contains(title))
}

/// Characters of a byline at most.
const BYLINE: usize = 40;

/// Whether a line says who wrote the article.
pub(super) fn byline(text: &str) -> bool {
    let text = text.trim();
    let chars = text.chars().count();
    if chars == 0 || chars > BYLINE || text.contains(['。', '，', '！', '？']) {
        return false;
    }
    let bare = text.trim_start_matches([
        '□', '■', '◎', '●', '○', '◇', '◆', '（', '(', '【', ' ', '\u{3000}',
    ]);
    let starts = [
        "本报记者",
        "本報記者",
        "记者",
        "記者",
        "通讯员",
        "通訊員",
        "本报通讯员",
        "作者",
        "撰文",
        "文/",
        "文／",
        "文｜",
        "文|",
        "特约记者",
        "实习记者",
        "见习记者",
        "本报实习",
        "新华社记者",
        "本社记者",
        "本刊记者",
        "本报特约",
        "本报评论员",
        "本报讯员",
    ];
    let made = text.ends_with('摄') || text.ends_with("摄）") || text.ends_with('攝');
    starts.iter().any(|start| bare.starts_with(start)) && !made
        || bare.starts_with("By ") && chars <= BYLINE && !text.ends_with('.')
}

/// Where the signature that ends an article begins: a bracket of writers at its end.
pub(super) fn signature(text: &str) -> Option<usize> {
    let trimmed = text.trim_end();
    if !trimmed.ends_with(['）', ')']) {
        return None;
    }
    let open = trimmed.rfind(['（', '('])?;
    let length = writers(&trimmed[open..])?;
    (open + length == trimmed.len()).then_some(open)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn datelines_are_found() {
        for (text, head) in [
            ("本报讯（记者孙聪利）“知道我和", "本报讯（记者孙聪利）"),
            ("本报讯 （记者 杨元琪）12月", "本报讯 （记者 杨元琪）"),
            (
                "新华社北京12月30日电（记者陆汀洲、林知远）国务院",
                "新华社北京12月30日电（记者陆汀洲、林知远）",
            ),
            ("新华社北京12月30日电 国务院", "新华社北京12月30日电"),
            ("据新华社电 昨天", "据新华社电"),
            ("本报12月30日讯 昨天", "本报12月30日讯"),
            ("本报讯昨天", "本报讯"),
            (
                "【記者許見汐／浮嶼市報導】島上",
                "【記者許見汐／浮嶼市報導】",
            ),
        ] {
            assert_eq!(dateline(text).map(|end| &text[..end]), Some(head), "{text}");
        }
        for text in [
            "本报电力部门说",
            "新华社电讯稿说，",
            "据说电费要降",
            "昨天下午",
            "【老地方】",
        ] {
            assert_eq!(dateline(text), None, "{text}");
        }
    }

    #[test]
    fn bylines_are_short_lines_of_titles() {
        for text in [
            "本报记者 王尧",
            "□ 本报记者 王尧 通讯员 李明",
            "文/王芳",
            "By Meredith Jameson",
        ] {
            assert!(byline(text), "{text}");
        }
        for text in ["本报记者 王尧 摄", "记者昨天从市里获悉，", "作者说。", ""]
        {
            assert!(!byline(text), "{text}");
        }
    }

    #[test]
    fn signatures_end_the_text() {
        let text = "完了。（记者 王芳）";
        assert_eq!(signature(text).map(|at| &text[at..]), Some("（记者 王芳）"));
        assert_eq!(signature("完了（见图）"), None);
        assert_eq!(signature("（记者王芳）昨天说"), None);
    }
}
