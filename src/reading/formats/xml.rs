//! XML, written element by element.

/// A document being written. Elements are indented; text and attributes are escaped, and characters
/// that XML 1.0 cannot hold are dropped.
pub(super) struct Xml {
    out: String,
    /// Open elements, and whether each has elements inside.
    open: Vec<(&'static str, bool)>,
    /// Whether the last start tag still takes attributes.
    tag: bool,
}

impl Xml {
    /// Begins a document.
    pub fn new() -> Xml {
        Xml {
            out: "<?xml version=\"1.0\" encoding=\"UTF-8\"?>".to_owned(),
            open: Vec::new(),
            tag: false,
        }
    }

    /// Opens an element.
    pub fn open(&mut self, name: &'static str) -> &mut Xml {
        self.close_tag();
        if let Some((_, inside)) = self.open.last_mut() {
            *inside = true;
        }
        self.line();
        self.out.push('<');
        self.out.push_str(name);
        self.open.push((name, false));
        self.tag = true;
        self
    }

    /// Adds an attribute to the element that was opened last.
    pub fn attr(&mut self, name: &str, value: impl AsRef<str>) -> &mut Xml {
        self.out.push(' ');
        self.out.push_str(name);
        self.out.push_str("=\"");
        escape(&mut self.out, value.as_ref(), true);
        self.out.push('"');
        self
    }

    /// Adds a number as an attribute.
    pub fn number(&mut self, name: &str, value: i64) -> &mut Xml {
        self.attr(name, value.to_string())
    }

    /// Adds text inside the open element.
    pub fn text(&mut self, text: &str) -> &mut Xml {
        self.close_tag();
        escape(&mut self.out, text, false);
        self
    }

    /// Closes the element that was opened last.
    pub fn close(&mut self) -> &mut Xml {
        let Some((name, inside)) = self.open.pop() else {
            return self;
        };
        if self.tag {
            self.out.push_str("/>");
            self.tag = false;
        } else {
            if inside {
                self.line();
            }
            self.out.push_str("</");
            self.out.push_str(name);
            self.out.push('>');
        }
        self
    }

    /// Adds an element that holds nothing but text.
    pub fn leaf(&mut self, name: &'static str, text: &str) -> &mut Xml {
        self.open(name).text(text).close()
    }

    /// Ends the document: closes all that is open.
    pub fn finish(mut self) -> Vec<u8> {
        while !self.open.is_empty() {
            self.close();
        }
        self.out.push('\n');
        self.out.into_bytes()
    }

    fn close_tag(&mut self) {
        if self.tag {
            self.out.push('>');
            self.tag = false;
        }
    }

    fn line(&mut self) {
        self.out.push('\n');
        self.out.extend(std::iter::repeat_n("  ", self.open.len()));
    }
}

/// Escapes text for XML and HTML.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    escape(&mut out, text, true);
    out
}

fn escape(out: &mut String, text: &str, quoted: bool) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' if quoted => out.push_str("&quot;"),
            '\t' | '\n' | '\r' if quoted => {
                out.push_str(match c {
                    '\t' => "&#9;",
                    '\n' => "&#10;",
                    _ => "&#13;",
                });
            }
            '\t' | '\n' | '\r' => out.push(c),
            '\u{0}'..='\u{1F}' | '\u{FFFE}' | '\u{FFFF}' => {}
            c => out.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_xml_cannot_hold_is_escaped_or_dropped() {
        let mut xml = Xml::new();
        xml.open("a")
            .attr("b", "“<\"\n&\u{1}")
            .leaf("c", "1 < 2\u{FFFF}")
            .open("d");
        let text = String::from_utf8(xml.finish()).unwrap();
        assert_eq!(
            text,
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<a b=\"“&lt;&quot;&#10;&amp;\">\n  <c>1 &lt; 2</c>\n  <d/>\n</a>\n"
        );
    }
}
