//! Lexer: the syntax of objects and of page contents.

use std::rc::Rc;

use super::budget::Budget;
use super::value::{Dict, Value};

/// Maximum depth of nested arrays and dictionaries.
const DEEPEST: usize = 64;

/// A token.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Token {
    /// A whole value.
    Value(Value),
    /// A keyword: an operator, `obj`, `endobj`, `R` …
    Word(Vec<u8>),
    /// A syntax error.
    Bad,
    /// The end of the input.
    End,
}

/// A reader of values from bytes.
pub(crate) struct Lexer<'a> {
    bytes: &'a [u8],
    /// Current position.
    pub at: usize,
    budget: &'a Budget,
    /// True if `7 0 R` is a reference; contents have none.
    references: bool,
}

fn is_space(byte: u8) -> bool {
    matches!(byte, 0 | 9 | 10 | 12 | 13 | 32)
}

fn is_delimiter(byte: u8) -> bool {
    matches!(
        byte,
        b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%'
    )
}

impl<'a> Lexer<'a> {
    /// Creates a reader of objects from `at`.
    pub fn objects(bytes: &'a [u8], at: usize, budget: &'a Budget) -> Lexer<'a> {
        Lexer {
            bytes,
            at: at.min(bytes.len()),
            budget,
            references: true,
        }
    }

    /// Creates a reader of page contents.
    pub fn contents(bytes: &'a [u8], budget: &'a Budget) -> Lexer<'a> {
        Lexer {
            bytes,
            at: 0,
            budget,
            references: false,
        }
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    /// Skips white space and comments.
    pub fn skip(&mut self) {
        while let Some(byte) = self.peek() {
            if is_space(byte) {
                self.at += 1;
            } else if byte == b'%' {
                while self
                    .peek()
                    .is_some_and(|byte| byte != b'\n' && byte != b'\r')
                {
                    self.at += 1;
                }
            } else {
                break;
            }
        }
    }

    /// Returns the next token.
    pub fn next(&mut self) -> Token {
        self.token(0)
    }

    /// Returns the next value; `Null` if there is none.
    pub fn value(&mut self) -> Value {
        match self.next() {
            Token::Value(value) => value,
            _ => Value::Null,
        }
    }

    fn token(&mut self, depth: usize) -> Token {
        self.skip();
        let Some(byte) = self.peek() else {
            return Token::End;
        };
        if depth > DEEPEST || !self.budget.value() {
            self.at = self.bytes.len();
            return Token::Bad;
        }
        match byte {
            b'/' => {
                self.at += 1;
                Token::Value(Value::Name(self.name().into()))
            }
            b'(' => {
                self.at += 1;
                Token::Value(Value::Str(self.literal().into()))
            }
            b'<' if self.bytes.get(self.at + 1) == Some(&b'<') => {
                self.at += 2;
                Token::Value(Value::Dict(Rc::new(self.dict(depth))))
            }
            b'<' => {
                self.at += 1;
                Token::Value(Value::Str(self.hexadecimal().into()))
            }
            b'[' => {
                self.at += 1;
                Token::Value(Value::Array(Rc::new(self.array(depth))))
            }
            b'+' | b'-' | b'.' | b'0'..=b'9' => self.number(),
            b')' | b'>' | b']' | b'{' | b'}' => {
                self.at += 1;
                Token::Bad
            }
            _ => {
                let word = self.word();
                match word {
                    b"true" => Token::Value(Value::Bool(true)),
                    b"false" => Token::Value(Value::Bool(false)),
                    b"null" => Token::Value(Value::Null),
                    _ => Token::Word(word.to_vec()),
                }
            }
        }
    }

    fn word(&mut self) -> &'a [u8] {
        let start = self.at;
        while self
            .peek()
            .is_some_and(|byte| !is_space(byte) && !is_delimiter(byte))
        {
            self.at += 1;
        }
        &self.bytes[start..self.at]
    }

    fn name(&mut self) -> Vec<u8> {
        let word = self.word();
        let mut name = Vec::with_capacity(word.len());
        let mut rest = word;
        while let Some((&byte, after)) = rest.split_first() {
            rest = after;
            if byte == b'#'
                && let [high, low, after @ ..] = rest
                && let (Some(high), Some(low)) = (hex(*high), hex(*low))
            {
                name.push(high << 4 | low);
                rest = after;
            } else {
                name.push(byte);
            }
        }
        name
    }

    fn literal(&mut self) -> Vec<u8> {
        let mut out = Vec::new();
        let mut open = 1_usize;
        while let Some(byte) = self.peek() {
            self.at += 1;
            match byte {
                b'(' => open += 1,
                b')' => {
                    open -= 1;
                    if open == 0 {
                        break;
                    }
                }
                b'\\' => {
                    self.escape(&mut out);
                    continue;
                }
                b'\r' => {
                    if self.peek() == Some(b'\n') {
                        self.at += 1;
                    }
                    out.push(b'\n');
                    continue;
                }
                _ => {}
            }
            out.push(byte);
        }
        out
    }

    fn escape(&mut self, out: &mut Vec<u8>) {
        let Some(byte) = self.peek() else { return };
        self.at += 1;
        match byte {
            b'n' => out.push(b'\n'),
            b'r' => out.push(b'\r'),
            b't' => out.push(b'\t'),
            b'b' => out.push(8),
            b'f' => out.push(12),
            b'\n' => {}
            b'\r' => {
                if self.peek() == Some(b'\n') {
                    self.at += 1;
                }
            }
            b'0'..=b'7' => {
                let mut code = u32::from(byte - b'0');
                for _ in 0..2 {
                    match self.peek() {
                        Some(digit @ b'0'..=b'7') => {
                            code = code * 8 + u32::from(digit - b'0');
                            self.at += 1;
                        }
                        _ => break,
                    }
                }
                out.push((code & 0xFF) as u8);
            }
            _ => out.push(byte),
        }
    }

    fn hexadecimal(&mut self) -> Vec<u8> {
        let mut out = Vec::new();
        let mut high = None;
        while let Some(byte) = self.peek() {
            self.at += 1;
            if byte == b'>' {
                break;
            }
            let Some(digit) = hex(byte) else { continue };
            match high.take() {
                None => high = Some(digit),
                Some(high) => out.push(high << 4 | digit),
            }
        }
        out.extend(high.map(|high| high << 4));
        out
    }

    fn number(&mut self) -> Token {
        let start = self.at;
        let word = self.word();
        let (negative, digits) = match word.first() {
            Some(b'-') => (true, &word[1..]),
            Some(b'+') => (false, &word[1..]),
            _ => (false, word),
        };
        let (mut whole, mut fraction, mut scale, mut point, mut any) =
            (0_f64, 0_f64, 1_f64, false, false);
        for &byte in digits {
            match byte {
                b'0'..=b'9' if point => {
                    // More places than this are below any rounding.
                    if scale < 1e15 {
                        scale *= 10.0;
                        fraction = fraction * 10.0 + f64::from(byte - b'0');
                    }
                    any = true;
                }
                b'0'..=b'9' => {
                    whole = whole * 10.0 + f64::from(byte - b'0');
                    any = true;
                }
                b'.' if !point => point = true,
                // Some writers put a second sign or point; what follows is dropped.
                b'-' | b'.' => break,
                _ => return Token::Bad,
            }
        }
        if !any && !point {
            return Token::Bad;
        }
        let size = (whole + fraction / scale).min(1e15);
        let signed = if negative { -size } else { size };
        if point {
            return Token::Value(Value::Real(signed));
        }
        if self.references && !negative && self.bytes.get(start).is_some_and(u8::is_ascii_digit) {
            let before = self.at;
            if let Some(id) = self.reference(signed) {
                return Token::Value(Value::Ref(id));
            }
            self.at = before;
        }
        Token::Value(Value::Int(signed as i64))
    }

    /// Reads `GENERATION R` after a number.
    fn reference(&mut self, number: f64) -> Option<u32> {
        let blank = |lexer: &mut Lexer<'_>| {
            let start = lexer.at;
            while lexer.peek().is_some_and(is_space) {
                lexer.at += 1;
            }
            lexer.at > start
        };
        if !blank(self) {
            return None;
        }
        let generation = self.word();
        let plain = !generation.is_empty()
            && generation.len() <= 5
            && generation.iter().all(u8::is_ascii_digit);
        if !plain || !blank(self) || self.word() != b"R" || number > f64::from(u32::MAX) {
            return None;
        }
        Some(number as u32)
    }

    fn array(&mut self, depth: usize) -> Vec<Value> {
        let mut array = Vec::new();
        loop {
            self.skip();
            match self.peek() {
                None => break,
                Some(b']') => {
                    self.at += 1;
                    break;
                }
                Some(_) => match self.token(depth + 1) {
                    Token::Value(value) => array.push(value),
                    Token::End => break,
                    Token::Word(word) if word == b"endobj" || word == b"stream" => break,
                    Token::Word(_) | Token::Bad => {}
                },
            }
        }
        array
    }

    fn dict(&mut self, depth: usize) -> Dict {
        let mut dict = Dict::default();
        loop {
            self.skip();
            match (self.peek(), self.bytes.get(self.at + 1)) {
                (None, _) => break,
                (Some(b'>'), Some(b'>')) => {
                    self.at += 2;
                    break;
                }
                (Some(b'/'), _) => {
                    self.at += 1;
                    let key = self.name();
                    self.skip();
                    if matches!(
                        (self.peek(), self.bytes.get(self.at + 1)),
                        (Some(b'>'), Some(b'>'))
                    ) {
                        continue;
                    }
                    if let Token::Value(value) = self.token(depth + 1) {
                        dict.entries.insert(key, value);
                    }
                }
                _ => match self.token(depth + 1) {
                    Token::End => break,
                    Token::Word(word) if word == b"endobj" || word == b"stream" => break,
                    _ => {}
                },
            }
        }
        dict
    }
}

fn hex(byte: u8) -> Option<u8> {
    char::from(byte).to_digit(16).map(|digit| digit as u8)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(text: &str) -> Vec<Token> {
        let budget = Budget::new();
        let mut lexer = Lexer::objects(text.as_bytes(), 0, &budget);
        let mut found = Vec::new();
        loop {
            match lexer.next() {
                Token::End => return found,
                token => found.push(token),
            }
        }
    }

    #[test]
    fn values_are_read_as_written() {
        let value = |text: &str| match all(text).as_slice() {
            [Token::Value(value)] => value.clone(),
            other => panic!("{text}: {other:?}"),
        };
        assert_eq!(value("12"), Value::Int(12));
        assert_eq!(value("-.5"), Value::Real(-0.5));
        assert_eq!(value("4."), Value::Real(4.0));
        assert_eq!(value("12 0 R"), Value::Ref(12));
        assert_eq!(
            value("(a\\(b\\051(c)\\\n)"),
            Value::Str(b"a(b)(c)"[..].into())
        );
        assert_eq!(value("<48 656C6>"), Value::Str(b"Hel`"[..].into()));
        assert_eq!(value("/A#20B"), Value::Name(b"A B"[..].into()));
        let dict = value("<< /A [1 2 0 R null] /B << /C true >> % note\n /D >>");
        let dict = dict.dict().unwrap();
        assert_eq!(
            dict.raw("A").unwrap().array().unwrap(),
            [Value::Int(1), Value::Ref(2), Value::Null]
        );
        assert!(
            dict.raw("B")
                .unwrap()
                .dict()
                .unwrap()
                .raw("C")
                .unwrap()
                .truth()
        );
        assert!(!dict.has("D"));
    }

    #[test]
    fn deep_nests_end() {
        assert!(all(&"[".repeat(100_000)).len() <= 2);
        assert!(all(&"<</A".repeat(100_000)).len() <= 2);
    }
}
