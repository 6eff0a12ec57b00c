//! Changes of a page file: a value set, a key taken out, a slot taken out.

use std::ops::Range;

use toml::de::DeTable;
use toml::{Table, Value};

use super::fault::EditFault;
use super::slot::{SlotTable, Way, headers, slot_at};

/// One change of a slot.
#[derive(Clone, Debug, PartialEq)]
pub enum PageStep {
    /// A key gets a value, which replaces its old one.
    Set(&'static str, Value),
    /// A key is taken out, if it is there.
    Unset(&'static str),
    /// The whole slot is taken out.
    Drop,
}

impl PageStep {
    /// A key gets a text.
    pub fn text(key: &'static str, text: &str) -> PageStep {
        PageStep::Set(key, Value::String(text.to_owned()))
    }

    /// A key gets a number.
    pub fn number(key: &'static str, number: i64) -> PageStep {
        PageStep::Set(key, Value::Integer(number))
    }

    /// A key gets a list of numbers.
    pub fn numbers(key: &'static str, numbers: &[i64]) -> PageStep {
        PageStep::Set(key, numbers.to_vec().into())
    }
}

/// Makes changes, one after another, of the slot whose place is written at byte `at`.
pub fn edit_page(text: &str, at: usize, steps: &[PageStep]) -> Result<String, EditFault> {
    let way = slot_at(parsed(text)?.get_ref(), at)?.way;
    steps.iter().try_fold(text.to_owned(), |text, step| {
        let root = parsed(&text)?;
        // What is set before its place moves the place.
        let slot = slot_by(root.get_ref(), &way)?;
        let new = changed(&text, root.get_ref(), &slot, step)?;
        hold(&text, &new, &[(slot.way, step.clone())])?;
        Ok(new)
    })
}

/// Lets two stories, by the places of their slots, trade places: each slot keeps its place, kind
/// and pictures, and takes the copy of the other.
pub fn swap_stories(text: &str, one: usize, other: usize) -> Result<String, EditFault> {
    const TRADED: [&str; 3] = ["copy", "id", "refer"];
    let root = parsed(text)?;
    let (first, second) = (
        slot_at(root.get_ref(), one)?,
        slot_at(root.get_ref(), other)?,
    );
    let values: Table = text.parse().map_err(|_| EditFault::NotToml)?;
    let own = |slot: &SlotTable<'_>| {
        TRADED.map(|key| table_of(&values, &slot.way).and_then(|table| table.get(key).cloned()))
    };
    let step = |key: &'static str, value: Option<Value>| match value {
        Some(value) => PageStep::Set(key, value),
        None => PageStep::Unset(key),
    };
    let steps = |values: [Option<Value>; 3]| -> Vec<PageStep> {
        let pairs = TRADED.iter().zip(values);
        pairs.map(|(key, value)| step(key, value)).collect()
    };
    if [&first, &second]
        .iter()
        .any(|slot| !slot.table.contains_key("copy"))
    {
        return Err(EditFault::NoSlot);
    }
    let ((a, b), (a_way, b_way)) = ((own(&first), own(&second)), (first.way, second.way));
    let mut text = text.to_owned();
    for (way, values) in [(a_way, b), (b_way, a)] {
        for step in steps(values) {
            let root = parsed(&text)?;
            let slot = slot_by(root.get_ref(), &way)?;
            let new = changed(&text, root.get_ref(), &slot, &step)?;
            hold(&text, &new, &[(way.clone(), step)])?;
            text = new;
        }
    }
    Ok(text)
}

fn parsed(text: &str) -> Result<toml::Spanned<DeTable<'_>>, EditFault> {
    DeTable::parse(text).map_err(|_| EditFault::NotToml)
}

/// The slot at the end of a way.
fn slot_by<'t>(root: &'t DeTable<'t>, way: &Way) -> Result<SlotTable<'t>, EditFault> {
    let mut table = root;
    let mut header = 0..0;
    for (key, nth) in way {
        let value = table.get(key.as_str()).ok_or(EditFault::NoSlot)?;
        let list = value.get_ref().as_array().ok_or(EditFault::NoSlot)?;
        let inner = list.get(*nth).ok_or(EditFault::NoSlot)?;
        header = inner.span();
        table = inner.get_ref().as_table().ok_or(EditFault::NoSlot)?;
    }
    let at = table.get("at").or_else(|| table.get("frame"));
    let at = at.ok_or(EditFault::NoSlot)?.span();
    Ok(SlotTable {
        way: way.clone(),
        table,
        header,
        at,
    })
}

/// The text with one change made; no byte beside it is another.
fn changed(
    text: &str,
    root: &DeTable<'_>,
    slot: &SlotTable<'_>,
    step: &PageStep,
) -> Result<String, EditFault> {
    if !text[slot.header.start..].starts_with('[') {
        return Err(EditFault::Inline);
    }
    Ok(match step {
        PageStep::Set(key, value) => match slot.table.get(*key) {
            Some(old) => spliced(text, old.span(), &value.to_string()),
            None => {
                let line = line_of(text, slot.at.start);
                let words = &text[line.clone()];
                let indent = &words[..words.len() - words.trim_start().len()];
                let end = line_end(text, slot.at.end);
                let (line_break, rest) = match text[..end].ends_with('\n') {
                    true if text[..end].ends_with("\r\n") => ("", "\r\n"),
                    true => ("", "\n"),
                    false => ("\n", ""),
                };
                let line = format!("{line_break}{indent}{key} = {value}{rest}");
                spliced(text, end..end, &line)
            }
        },
        PageStep::Unset(key) => {
            let found = slot.table.iter().find(|(own, _)| own.get_ref() == key);
            match found {
                None => text.to_owned(),
                Some((own, value)) => {
                    let start = line_of(text, own.span().start).start;
                    spliced(text, start..line_end(text, value.span().end), "")
                }
            }
        }
        PageStep::Drop => {
            let mut all = Vec::new();
            headers(text, root, &Vec::new(), &mut all);
            let after = all
                .iter()
                .filter(|(at, way)| *at > slot.header.start && !way.starts_with(&slot.way));
            let next = after.map(|(at, _)| line_of(text, *at).start).min();
            let start = line_of(text, slot.header.start).start;
            let end = next.map_or(text.len(), |next| own_end(text, start, next));
            spliced(text, start..end, "")
        }
    })
}

/// Where a table ends that the next follows: blank lines and remarks between belong to that one.
fn own_end(text: &str, start: usize, next: usize) -> usize {
    let mut end = next;
    while end > start {
        let line = line_of(text, end - 1);
        let words = text[line.clone()].trim();
        if !(words.is_empty() || words.starts_with('#')) {
            break;
        }
        end = line.start;
    }
    end
}

fn spliced(text: &str, range: Range<usize>, new: &str) -> String {
    format!("{}{new}{}", &text[..range.start], &text[range.end..])
}

/// The line that a byte is in, with its end.
fn line_of(text: &str, at: usize) -> Range<usize> {
    let start = text[..at].rfind('\n').map_or(0, |at| at + 1);
    start..line_end(text, at)
}

/// The first byte after the line that a byte is in.
fn line_end(text: &str, at: usize) -> usize {
    text[at..]
        .find('\n')
        .map_or(text.len(), |more| at + more + 1)
}

/// Reads the new text and compares: it holds what the old one does with the steps taken.
fn hold(old: &str, new: &str, steps: &[(Way, PageStep)]) -> Result<(), EditFault> {
    let mut wanted: Table = old.parse().map_err(|_| EditFault::NotToml)?;
    let read: Table = new.parse().map_err(|_| EditFault::Otherwise)?;
    for (way, step) in steps {
        take(&mut wanted, way, step).ok_or(EditFault::Otherwise)?;
    }
    match wanted == read {
        true => Ok(()),
        false => Err(EditFault::Otherwise),
    }
}

fn table_of<'t>(root: &'t Table, way: &Way) -> Option<&'t Table> {
    way.iter().try_fold(root, |table, (key, nth)| {
        table.get(key)?.as_array()?.get(*nth)?.as_table()
    })
}

/// Takes a step in plain values.
fn take(root: &mut Table, way: &Way, step: &PageStep) -> Option<()> {
    let ((last, nth), above) = way.split_last()?;
    let mut table = root;
    for (key, nth) in above {
        let list = table.get_mut(key)?.as_array_mut()?;
        table = list.get_mut(*nth)?.as_table_mut()?;
    }
    if *step == PageStep::Drop {
        let list = table.get_mut(last)?.as_array_mut()?;
        list.remove(*nth);
        if list.is_empty() {
            table.remove(last);
        }
        return Some(());
    }
    let list = table.get_mut(last)?.as_array_mut()?;
    let slot = list.get_mut(*nth)?.as_table_mut()?;
    match step {
        PageStep::Set(key, value) => drop(slot.insert((*key).to_owned(), value.clone())),
        PageStep::Unset(key) => drop(slot.remove(*key)),
        PageStep::Drop => {}
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = r#"# The first page.
number = 1

[[story]]                       # 头条
copy = "copy/a.md"
at   = "1-5栏 16-91行"   # where
head = 12

  [[story.inset]]   # data
  copy = "copy/b.md"
  at = "5栏 54-91行"

  # the picture
  [[story.inset.picture]]
  file = "c.jpg"
  at = "5栏 60-70行"

# the second
[[story]]
id = "second"
copy = "copy/d.md"
at = "6-8栏 16-43行"
columns = 2   # 3破2
"#;

    fn at(words: &str) -> usize {
        PAGE.find(words).expect("it is there") + 1
    }

    /// The lines of the old text that are gone, and those that are new.
    fn difference(new: &str) -> (Vec<&str>, Vec<&str>) {
        let lines = |text: &'static str| text.lines().collect::<Vec<_>>();
        let (old, new): (Vec<&str>, Vec<&str>) = (lines(PAGE), new.lines().collect());
        let head = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
        let tail = old[head..]
            .iter()
            .rev()
            .zip(new[head..].iter().rev())
            .take_while(|(a, b)| a == b)
            .count();
        let cut = |lines: Vec<&str>| -> Vec<String> {
            lines[head..lines.len() - tail]
                .iter()
                .map(|it| (*it).to_owned())
                .collect()
        };
        let leak = |lines: Vec<String>| -> Vec<&'static str> {
            lines.into_iter().map(|line| &*line.leak()).collect()
        };
        (leak(cut(old)), leak(cut(new)))
    }

    fn set(key: &'static str, value: impl Into<Value>) -> PageStep {
        PageStep::Set(key, value.into())
    }

    #[test]
    fn one_value_changes_and_nothing_else() {
        let new = edit_page(PAGE, at("\"1-5栏"), &[set("at", "2-5栏 16-91行")]).expect("it can be");
        assert_eq!(
            difference(&new),
            (
                vec!["at   = \"1-5栏 16-91行\"   # where"],
                vec!["at   = \"2-5栏 16-91行\"   # where"]
            )
        );
        let new = edit_page(PAGE, at("\"5栏 60"), &[set("at", "5栏 60-71行")]).expect("it can be");
        assert_eq!(difference(&new).1, ["  at = \"5栏 60-71行\""]);
    }

    #[test]
    fn keys_come_and_go_in_lines_of_their_own() {
        let new = edit_page(PAGE, at("\"5栏 54"), &[set("head", 4)]).expect("it can be");
        assert_eq!(difference(&new), (vec![], vec!["  head = 4"]));
        let new = edit_page(PAGE, at("\"1-5栏"), &[PageStep::Unset("head")]).expect("it can be");
        assert_eq!(difference(&new), (vec!["head = 12"], vec![]));
        let steps = [PageStep::Unset("columns"), set("head", 9)];
        let new = edit_page(PAGE, at("\"6-8栏"), &steps).expect("it can be");
        assert_eq!(
            difference(&new),
            (vec!["columns = 2   # 3破2"], vec!["head = 9"])
        );
    }

    #[test]
    fn a_slot_goes_with_what_is_in_it() {
        let new = edit_page(PAGE, at("\"5栏 54"), &[PageStep::Drop]).expect("it can be");
        let (gone, come) = difference(&new);
        assert_eq!(gone.first(), Some(&"  [[story.inset]]   # data"));
        assert_eq!(gone.last(), Some(&"  at = \"5栏 60-70行\""));
        assert!(come.is_empty());
        assert!(new.contains("\n# the second\n[[story]]\n"));
    }

    #[test]
    fn two_stories_trade_places() {
        let new = swap_stories(PAGE, at("\"1-5栏"), at("\"6-8栏")).expect("it can be");
        let read: Table = new.parse().expect("it is TOML");
        let story = |nth: usize| read["story"][nth].as_table().expect("a table").clone();
        assert_eq!(story(0)["copy"].as_str(), Some("copy/d.md"));
        assert_eq!(story(0)["id"].as_str(), Some("second"));
        assert_eq!(story(1)["copy"].as_str(), Some("copy/a.md"));
        assert!(!story(1).contains_key("id"));
        assert_eq!(story(0)["head"].as_integer(), Some(12));
        // Twice is as it was, but for the order of keys that came back.
        let again = swap_stories(
            &new,
            new.find("\"1-5栏").expect("it is there"),
            new.find("\"6-8栏").expect("it is there"),
        );
        let again: Table = again.expect("it can be").parse().expect("it is TOML");
        assert_eq!(again, PAGE.parse::<Table>().expect("it is TOML"));
    }

    #[test]
    fn what_cannot_be_changed_is_refused() {
        let none = [set("at", "1栏 1-2行")];
        assert_eq!(edit_page(PAGE, 3, &none), Err(EditFault::NoSlot));
        assert_eq!(edit_page("a = [", 3, &none), Err(EditFault::NotToml));
        let inline = r#"story = [{ copy = "a", at = "1栏 1-9行" }]"#;
        let byte = inline.find("1栏").expect("it is there");
        assert_eq!(edit_page(inline, byte, &none), Err(EditFault::Inline));
    }

    /// Whatever ends the lines, and whether the last has an end.
    #[test]
    fn line_ends_stay_as_they_are() {
        for (text, wanted) in [
            (
                "[[ad]]\r\nat = \"1栏\"\r\n",
                "[[ad]]\r\nat = \"1栏\"\r\nhead = 2\r\n",
            ),
            ("[[ad]]\nat = \"1栏\"", "[[ad]]\nat = \"1栏\"\nhead = 2"),
        ] {
            let byte = text.find("1栏").expect("it is there");
            assert_eq!(
                edit_page(text, byte, &[set("head", 2)]).as_deref(),
                Ok(wanted)
            );
        }
    }
}
