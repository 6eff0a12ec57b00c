//! Random editions of three pages with the box font.

use duikai::desk::MemoryDesk;

use crate::laws::Dice;

/// What the body of a story is made of; the heads of tables have characters
/// of their own.
const HAN: &str =
    "天地玄黄宇宙洪荒日月盈昃辰宿列张寒来暑往秋收冬藏闰余成岁律吕调阳云腾致雨露结为霜";
/// What the heads of tables are made of.
pub const HEADS: &str = "羽翔龙师火帝鸟官";

/// An edition as its files.
pub struct Dummy {
    files: Vec<(String, String)>,
    /// Whether its lines run down.
    pub vertical: bool,
    /// The stories, each with its pages.
    pub chains: Vec<Chain>,
    /// The padding of its boxes in tenths of a point, where the borders of its
    /// stories are those of boxes alone.
    pub padding: Option<i64>,
}

/// A story that may go on on other pages.
pub struct Chain {
    /// Its id.
    pub id: String,
    /// The numbers of the pages it has slots on.
    pub pages: Vec<usize>,
    /// Its text, without the heads of tables.
    pub body: String,
}

/// One of several.
fn one<'a>(dice: &mut Dice, of: &[&'a str]) -> &'a str {
    of[dice.roll(of.len())]
}

/// A place by its first and last column and row.
#[derive(Clone, Copy)]
struct Place {
    columns: (usize, usize),
    rows: (usize, usize),
}

impl Place {
    fn written(&self) -> String {
        let ((a, b), (c, d)) = (self.columns, self.rows);
        let columns = if a == b {
            format!("{a}栏")
        } else {
            format!("{a}-{b}栏")
        };
        format!("{columns} {c}-{d}行")
    }

    fn wide(&self) -> usize {
        self.columns.1 - self.columns.0 + 1
    }
}

const ROWS: usize = 26;

impl Dummy {
    /// The next edition of the dice.
    pub fn roll(dice: &mut Dice) -> Dummy {
        let vertical = dice.roll(4) == 0;
        let mut dummy = Dummy {
            files: Vec::new(),
            vertical,
            chains: Vec::new(),
            padding: None,
        };
        dummy.layout(dice);
        let mut pages = vec![String::new(); 3];
        for (nth, page) in pages.iter_mut().enumerate() {
            page.push_str(&format!("number = {}\nsection = \"要闻\"\n", nth + 1));
        }
        // One story has the left half of each page it comes to, one the right.
        for (half, id) in ["a", "b"].into_iter().enumerate() {
            // No page is empty: the second has slots where the first has none.
            let on: Vec<usize> = match (dummy.chains.first(), dice.roll(4)) {
                (None, 0) => vec![1, 2],
                (None, 1) => vec![1, 3],
                (None, 2) => vec![2, 3],
                (Some(first), by) if first.pages.len() == 2 && by < 3 => {
                    let free = 6 - first.pages.iter().sum::<usize>();
                    let other = first.pages[by % 2];
                    vec![free.min(other), free.max(other)]
                }
                _ => vec![1, 2, 3],
            };
            let mut room = 0;
            for (part, page) in on.iter().enumerate() {
                let (slot, more) = dummy.slot(dice, half, id, part);
                room += more;
                pages[page - 1].push_str(&slot);
            }
            let (copy, body) = copy(dice, room);
            dummy.files.push((format!("{id}.md"), copy));
            dummy.chains.push(Chain {
                id: id.to_owned(),
                pages: on,
                body,
            });
        }
        if dice.roll(3) == 0 {
            let shape = one(
                dice,
                &[
                    "",
                    "shape = \"circle\"\n",
                    "polygon = [[50, 0], [100, 100], [0, 100]]\n",
                ],
            );
            let rows = 6 + dice.roll(12);
            pages[dice.roll(3)].push_str(&format!(
                "[[picture]]\nfile = \"peak.png\"\nat = \"3-4栏 {rows}-{}行\"\n{shape}{}",
                rows + 2 + dice.roll(5),
                round(dice),
            ));
        }
        for (nth, page) in pages.into_iter().enumerate() {
            dummy.files.push((format!("p{}.toml", nth + 1), page));
        }
        dummy.files.push((
            "edition.toml".to_owned(),
            "paper = \"报\"\ndate = \"2021-12-31\"\nlayout = \"law.toml\"\npages = [\"p1.toml\", \"p2.toml\", \"p3.toml\"]\n".to_owned(),
        ));
        dummy
    }

    fn layout(&mut self, dice: &mut Dice) {
        let (include, sheet, writing) = if self.vertical {
            (
                "tate.toml",
                "width = \"342pt\"\nheight = \"560pt\"",
                "writing = \"vertical\"\n",
            )
        } else {
            ("four.toml", "width = \"560pt\"\nheight = \"342pt\"", "")
        };
        let body = if self.vertical { "tate" } else { "body" };
        let mut text = format!(
            "include = [\"{include}\"]\n[sheet]\n{sheet}\n[grid]\n{writing}columns = 6\ncolumn = \"8字\"\nalley = \"1字\"\nsize = \"10pt\"\npitch = \"12pt\"\nrows = {ROWS}\nleft = \"15pt\"\ntop = \"15pt\"\nleast-measure = \"{}字\"\n",
            1 + dice.roll(6)
        );
        let weight = 1 + dice.roll(40);
        text.push_str(&format!(
            "[rule.plain]\nweight = \"{}.{}pt\"\n",
            weight / 10,
            weight % 10
        ));
        text.push_str("[rule.double]\nweight = \"1.4pt\"\ngap = \"1pt\"\nsecond = \"0.3pt\"\n[rule.fine]\nweight = \"0.3pt\"\n");
        text.push_str(&format!(
            "[rule.lace]\nweight = \"{}pt\"\ntile = \"tile.svg\"\n",
            2 + dice.roll(9)
        ));
        text.push_str(&format!(
            "[style.cell]\nbase = \"{body}\"\nindent = \"0字\"\nalign = \"start\"\n"
        ));
        text.push_str(&format!(
            "[style.sub]\nbase = \"{body}\"\nrows = 2\nkeep = {}\nalign = \"centre\"\n",
            dice.roll(3)
        ));
        let jump_base = if self.vertical { "tate" } else { "body" };
        text.push_str(&format!(
            "[style.jump]\nbase = \"{jump_base}\"\nindent = \"0字\"\nalign = \"{}\"\n",
            one(dice, &["end", "start", "centre"])
        ));
        let table_rules = one(
            dice,
            &[
                "",
                "",
                "table-rule = \"fine\"\n",
                "table-head-rule = \"plain\"\n",
                "table-rule = \"plain\"\n",
            ],
        );
        let only_boxes = dice.roll(2) == 0;
        let column_rule = if only_boxes {
            ""
        } else {
            "column-rule = \"fine\"\n"
        };
        let (padding, wide) = [
            ("", 50),
            ("padding = \"0pt\"\n", 0),
            ("padding = \"3pt\"\n", 30),
            ("padding = \"1字\"\n", 100),
        ][dice.roll(4)];
        self.padding = only_boxes.then_some(wide);
        text.push_str(&format!(
            "[kind.plain]\nbase = \"story\"\nsubhead = \"sub\"\ntable = \"cell\"\n{table_rules}{column_rule}"
        ));
        for nth in 0..3 {
            let boxed = one(
                dice,
                &[
                    "",
                    "box = \"plain\"\n",
                    "box = \"double\"\n",
                    "box = \"lace\"\n",
                    "box = \"fine\"\n",
                ],
            );
            let corner = one(dice, &["", "", "corner = \"4pt\"\n", "corner = \"9pt\"\n"]);
            let tint = one(dice, &["", "tint = \"K10\"\n"]);
            let above = one(
                dice,
                &[
                    "",
                    "",
                    "rule-above = \"plain\"\n",
                    "rule-above = \"lace\"\n",
                ],
            );
            let below = one(
                dice,
                &[
                    "",
                    "",
                    "rule-below = \"plain\"\n",
                    "rule-below = \"double\"\n",
                ],
            );
            let (above, below) = if only_boxes { ("", "") } else { (above, below) };
            let head = one(
                dice,
                &[
                    "",
                    "",
                    "head-tint = \"K20\"\n",
                    "head-box = \"plain\"\n",
                    "head-box = \"lace\"\nhead-padding = \"2pt\"\n",
                ],
            );
            let middle = one(dice, &["", "", "middle = true\n"]);
            text.push_str(&format!(
                "[kind.k{nth}]\nbase = \"plain\"\n{padding}{boxed}{corner}{tint}{above}{below}{head}{middle}"
            ));
        }
        self.files.push(("law.toml".to_owned(), text));
        self.files.push((
            "tile.svg".to_owned(),
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 8 8\"><path d=\"M0 0h8v8H0z\" fill=\"#000\"/></svg>".to_owned(),
        ));
    }

    /// A slot of a story in a half of its page, and about how many characters
    /// it holds.
    fn slot(&mut self, dice: &mut Dice, half: usize, id: &str, part: usize) -> (String, usize) {
        let left = half * 3 + 1 + dice.roll(2);
        let right = (left + dice.roll(3)).min(half * 3 + 3);
        let top = 1 + dice.roll(4);
        let foot = (top + 6 + dice.roll(20)).min(ROWS);
        let place = Place {
            columns: (left, right),
            rows: (top, foot),
        };
        let kind = one(dice, &["plain", "plain", "k0", "k1"]);
        let mut text = String::from("[[story]]\n");
        if part == 0 {
            text.push_str(&format!("id = \"{id}\"\ncopy = \"{id}.md\"\n"));
        } else {
            text.push_str(&format!("continues = \"{id}\"\n"));
            if dice.roll(2) == 0 {
                text.push_str("title = \"玄黄\"\n");
            }
        }
        text.push_str(&format!("kind = \"{kind}\"\n"));
        if kind == "plain" && place.wide() > 1 && foot - top > 12 && dice.roll(5) == 0 {
            let step = top + 5 + dice.roll(4);
            let narrow = Place {
                columns: (left, right - 1),
                rows: (step + 1, foot),
            };
            let wide = Place {
                rows: (top, step),
                ..place
            };
            text.push_str(&format!(
                "at = [\"{}\", \"{}\"]\n",
                wide.written(),
                narrow.written()
            ));
            return (text, place.wide() * 8 * (foot - top));
        }
        text.push_str(&format!("at = \"{}\"\n", place.written()));
        match dice.roll(3) {
            0 if place.wide() > 1 => text.push_str("columns = 1\n"),
            1 if place.wide() > 2 => text.push_str("columns = 2\n"),
            _ => {}
        }
        // Below the head, one under the other.
        let mut free = top + 5;
        let mut taken = 0;
        while free + 4 < foot && dice.roll(3) > 0 {
            let rows = (free + dice.roll(3), 0);
            let rows = (rows.0, (rows.0 + 2 + dice.roll(6)).min(foot));
            if rows.0 >= rows.1 {
                break;
            }
            let first = left + dice.roll(place.wide());
            let last = first + dice.roll(right - first + 1);
            let part = Place {
                columns: (first, last),
                rows,
            };
            taken += part.wide() * 8 * (rows.1 - rows.0 + 1);
            free = rows.1 + 2;
            text.push_str(&self.piece(dice, &part));
        }
        let room = place.wide() * 9 * (foot - top + 1);
        (text, room.saturating_sub(taken + place.wide() * 24))
    }

    /// A picture or an inset of a story.
    fn piece(&mut self, dice: &mut Dice, place: &Place) -> String {
        let at = place.written();
        let round = round(dice);
        let shape = one(
            dice,
            &[
                "",
                "",
                "shape = \"circle\"\n",
                "polygon = [[50, 0], [100, 100], [0, 100]]\n",
            ],
        );
        match dice.roll(4) {
            0 => {
                // What has a shape has none of the boxes that rectangles may have.
                let kind = match shape {
                    "" => one(dice, &["k1", "k2"]),
                    _ => "plain",
                };
                let round = round.replace("text =", "text-at =");
                let words: String = HAN
                    .chars()
                    .skip(dice.roll(16))
                    .take(4 + dice.roll(20))
                    .collect();
                format!(
                    "[[story.inset]]\ntext = \"{words}\"\nkind = \"{kind}\"\nat = \"{at}\"\n{shape}{round}"
                )
            }
            1 => {
                let cutline = "cutline = \"日月盈昃\"\n";
                format!(
                    "[[story.picture]]\nfile = \"sun.png\"\nat = \"{at}\"\n{cutline}{shape}{round}"
                )
            }
            _ => format!("[[story.picture]]\nfile = \"peak.png\"\nat = \"{at}\"\n{shape}{round}"),
        }
    }

    /// Its files, ready to be set.
    pub fn desk(&self) -> MemoryDesk {
        let mut desk = MemoryDesk::new();
        desk.put("layout.toml", include_str!("../suite/layout.toml"));
        desk.put("four.toml", include_str!("../suite/four.toml"));
        desk.put("tate.toml", include_str!("../suite/tate.toml"));
        desk.put("peak.png", include_bytes!("../suite/peak.png").as_slice());
        desk.put("sun.png", include_bytes!("../suite/sun.png").as_slice());
        for (name, text) in &self.files {
            desk.put(name, text.clone());
        }
        desk
    }

    /// Its files, to be read and tried by hand.
    pub fn text(&self) -> String {
        let file = |(name, text): &(String, String)| format!("--- FILE {name}\n{text}");
        self.files.iter().map(file).collect()
    }
}

/// How text keeps away from a picture or an inset.
fn round(dice: &mut Dice) -> String {
    let text = one(
        dice,
        &[
            "",
            "",
            "text = \"both\"\n",
            "text = \"left\"\n",
            "text = \"right\"\n",
            "text = \"wider\"\n",
            "text = \"none\"\n",
        ],
    );
    let standoff = one(
        dice,
        &[
            "",
            "standoff = \"0.5字\"\n",
            "standoff = \"1字\"\n",
            "standoff = \"0pt\"\n",
        ],
    );
    let least = one(
        dice,
        &["", "least-measure = \"1字\"\n", "least-measure = \"3字\"\n"],
    );
    format!("{text}{standoff}{least}")
}

/// A story of about so many characters: paragraphs, subheads, tables.
fn copy(dice: &mut Dice, room: usize) -> (String, String) {
    let mut body = String::new();
    let mut text = String::from("---\n主题: 天地\n---\n");
    let mut wanted = room * (40 + dice.roll(70)) / 100;
    let han: Vec<char> = HAN.chars().collect();
    let words = |dice: &mut Dice, count: usize| -> String {
        (0..count).map(|_| han[dice.roll(han.len())]).collect()
    };
    while wanted > 0 {
        match dice.roll(6) {
            0 => {
                let sub = words(dice, 4);
                text.push_str(&format!("## {sub}\n\n"));
                body.push_str(&sub);
                wanted = wanted.saturating_sub(16);
            }
            1 | 2 => {
                let (columns, rows) = (1 + dice.roll(3), 1 + dice.roll(14));
                if dice.roll(3) > 0 {
                    let heads: Vec<char> = HEADS.chars().collect();
                    let head: String = (0..columns).map(|nth| format!("|{}", heads[nth])).collect();
                    text.push_str(&format!("{head}|\n{}|\n", "|---".repeat(columns)));
                }
                for _ in 0..rows {
                    for _ in 0..columns {
                        let most = if dice.roll(8) == 0 { 9 } else { 2 };
                        let long = 1 + dice.roll(most);
                        let cell = words(dice, long);
                        text.push_str(&format!("|{cell}"));
                        body.push_str(&cell);
                    }
                    text.push_str("|\n");
                }
                text.push('\n');
                wanted = wanted.saturating_sub(rows * 8);
            }
            _ => {
                let count = 10 + dice.roll(90);
                let par = words(dice, count);
                text.push_str(&format!("{par}。\n\n"));
                body.push_str(&format!("{par}。"));
                wanted = wanted.saturating_sub(count);
            }
        }
    }
    let last = words(dice, 12);
    text.push_str(&format!("{last}。\n"));
    body.push_str(&format!("{last}。"));
    (text, body)
}
