//! Cutting words at the end of a paragraph 删.

use super::model::RichText;

/// Marks that come in pairs.
const PAIRED: &str = "“”‘’「」『』（）《》〈〉【】〔〕()[]\"";

impl RichText {
    /// Returns the text without the last `chars` characters before its closing marks; `None` where
    /// no editor would cut: inside a number or a Latin word, after a mark, between two paired
    /// marks, or with less than half the text left.
    pub fn without(&self, chars: usize) -> Option<RichText> {
        let all: Vec<char> = self.text.chars().collect();
        let closing = all
            .iter()
            .rev()
            .take_while(|c| !c.is_alphanumeric())
            .count();
        let end = all.len() - closing;
        let from = end
            .checked_sub(chars)
            .filter(|from| from * 2 >= all.len())?;
        let (kept, gone) = (*all.get(from.checked_sub(1)?)?, all.get(from..end)?);
        let divides = gone
            .first()
            .is_some_and(|first| kept.is_ascii_alphanumeric() && first.is_ascii_alphanumeric());
        if !kept.is_alphanumeric() || divides || gone.iter().any(|c| PAIRED.contains(*c)) {
            return None;
        }
        let mut text = self.clone();
        text.rewrite(|nth, c| (!(from..end).contains(&nth)).then_some(c));
        Some(text)
    }

    /// Returns the last words of the text, by which a reader can find its end.
    pub fn ending(&self) -> String {
        let words = self
            .text
            .char_indices()
            .rev()
            .nth(ENDING - 1)
            .map_or(0, |(byte, _)| byte);
        self.text[words..].to_owned()
    }
}

/// Number of characters shown of the end of a paragraph.
const ENDING: usize = 8;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::Sources;

    fn text(words: &str) -> RichText {
        let mut text = RichText::new(Sources::default().add("a.md", String::new()));
        words
            .char_indices()
            .for_each(|(at, c)| text.push(c, at, c.len_utf8()));
        text
    }

    fn left(words: &str, chars: usize) -> Option<String> {
        text(words).without(chars).map(|text| text.text)
    }

    #[test]
    fn what_closes_a_paragraph_stays() {
        assert_eq!(
            left("天地玄黄宇宙洪荒。”", 2).as_deref(),
            Some("天地玄黄宇宙。”")
        );
        assert_eq!(text("天地玄黄宇宙洪荒。”").ending(), "玄黄宇宙洪荒。”");
        assert_eq!(text("荒。").ending(), "荒。");
    }

    #[test]
    fn nobody_cuts_inside_a_number_or_leaves_half_a_pair() {
        assert_eq!(left("天地玄黄宇宙洪荒共有2021年", 2), None);
        assert_eq!(
            left("天地玄黄宇宙洪荒共有2021年", 5).as_deref(),
            Some("天地玄黄宇宙洪荒共有")
        );
        assert_eq!(left("天地玄黄，宇宙洪荒，日月。", 2), None);
        assert_eq!(left("天地玄黄宇宙（洪荒）日月。", 4), None);
        assert_eq!(left("天地。", 2), None);
    }
}
