//! One edition, its stories as long as they are told to be.

use std::fmt::Write as _;

use super::house::{Grid, HOUSES, House};
use super::makeup::{Area, Makeup, part};
use super::materials::{Materials, Script};
use super::prose::{article, headline, numbered, pick};
use crate::archive::order::Dice;

/// What is asked of every edition.
#[derive(Clone, Copy, Debug)]
pub(super) struct Shape {
    /// Its pages.
    pub pages: u32,
    /// Photographs of each page.
    pub photographs: u32,
}

/// An edition without the length of its stories.
pub(super) struct Draft<'m> {
    house: House,
    script: &'m Script,
    seed: u64,
    layout: String,
    edition: String,
    pages: Vec<Page>,
}

struct Page {
    section: String,
    rules: String,
    stories: Vec<Story>,
}

struct Story {
    id: String,
    kind: &'static str,
    area: Area,
    columns: Option<u32>,
    photograph: Option<(Area, String)>,
    headline: String,
    deck: Option<String>,
    seed: u64,
    /// About how many characters it has room for.
    room: usize,
}

/// A file of an edition: its name, and its bytes or the number of its
/// photograph.
pub(super) enum Part {
    Text(String, String),
    Photograph(String, usize),
}

impl<'m> Draft<'m> {
    /// The edition of a number; `attempt` draws it otherwise.
    pub fn new(
        materials: &'m Materials,
        (seed, number, attempt): (u64, u32, u32),
        shape: Shape,
    ) -> Draft<'m> {
        let house = HOUSES[(number as usize + (seed % 5) as usize) % HOUSES.len()];
        let script = match house.is_traditional() {
            true => &materials.traditional,
            false => &materials.simplified,
        };
        let seed = Dice::new(seed).next() ^ (u64::from(number) << 20 | u64::from(attempt));
        let mut dice = Dice::new(seed);
        let layout = house.layout(&mut dice);
        let edition = edition_file(&mut dice, script, number, shape.pages);
        let grid = house.grid();
        let pages = (1..=shape.pages)
            .map(|number| page(&mut dice, (house, &grid, script), number, shape))
            .collect();
        Draft {
            house,
            script,
            seed,
            layout,
            edition,
            pages,
        }
    }

    /// How many characters each story seems to have room for, by its name.
    pub fn rooms(&self) -> Vec<(String, usize)> {
        let stories = self.pages.iter().flat_map(|page| &page.stories);
        stories
            .map(|story| (story.id.clone(), story.room))
            .collect()
    }

    /// The files, the stories so long.
    pub fn parts(&self, length: &dyn Fn(&str) -> usize) -> Vec<Part> {
        let mut parts = vec![
            Part::Text("layout.toml".to_owned(), self.layout.clone()),
            Part::Text("edition.toml".to_owned(), self.edition.clone()),
        ];
        let mut photographs = 0;
        for (nth, page) in self.pages.iter().enumerate() {
            let number = nth + 1;
            let mut spec = format!("number = {number}\nsection = \"{}\"\n\n", page.section);
            for story in &page.stories {
                let _ = write!(
                    spec,
                    "[[story]]\ncopy = \"{0}.md\"\nkind = \"{1}\"\nat = \"{2}\"\n",
                    story.id,
                    story.kind,
                    story.area.written()
                );
                if let Some(columns) = story.columns {
                    let _ = writeln!(spec, "columns = {columns}");
                }
                if let Some((place, cutline)) = &story.photograph {
                    photographs += 1;
                    let name = format!("photograph-{photographs}");
                    let _ = write!(
                        spec,
                        "\n[[story.picture]]\nfile = \"{name}.{{ending}}\"\nat = \"{}\"\ncutline = \"{cutline}\"\ncredit = \"{}\"\n",
                        place.written(),
                        self.script.credit
                    );
                    parts.push(Part::Photograph(name, photographs));
                }
                spec.push('\n');
                parts.push(Part::Text(
                    format!("{}.md", story.id),
                    self.copy(story, length(&story.id)),
                ));
            }
            spec.push_str(&page.rules);
            parts.push(Part::Text(format!("page-{number:02}.toml"), spec));
        }
        parts
    }

    fn copy(&self, story: &Story, chars: usize) -> String {
        let mut text = format!("---\n主题: {}\n", story.headline);
        if let Some(deck) = &story.deck {
            let _ = writeln!(text, "副题: {deck}");
        }
        let body = article(&mut Dice::new(story.seed), self.script, chars);
        text + "---\n\n" + &body + "\n"
    }

    /// Its house, for those who want to know.
    pub fn house(&self) -> House {
        self.house
    }

    /// A number that its photographs follow from.
    pub fn seed(&self) -> u64 {
        self.seed
    }
}

fn edition_file(dice: &mut Dice, script: &Script, number: u32, pages: u32) -> String {
    let paper = script.papers[dice.below(script.papers.len())];
    let (month, day) = (1 + dice.below(12), 1 + dice.below(28));
    let year = 2001 + dice.below(24);
    let files: Vec<String> = (1..=pages)
        .map(|page| format!("\"page-{page:02}.toml\""))
        .collect();
    let mut text = format!(
        "paper = \"{paper}\"\nslug = \"synth-{number:06}\"\ndate = \"{year}-{month:02}-{day:02}\"\nlayout = \"layout.toml\"\npages = [{}]\n\n[lints]\n",
        files.join(", ")
    );
    for lint in UNASKED {
        let _ = writeln!(text, "{lint} = \"allow\"");
    }
    let issue = 1000 + dice.below(19_000);
    let saying = pick(dice, &script.ends);
    let _ = write!(
        text,
        "\n[fields]\nissue = \"第{issue}期\"\npage-count = \"{pages}\"\near-head = \"{}\"\near-1 = \"{saying}\"\n",
        script.sections[dice.below(script.sections.len())]
    );
    for (name, value) in FIELDS {
        let value = numbered(dice, value);
        let _ = writeln!(text, "{name} = \"{value}\"");
    }
    text
}

/// What an editor would judge, and a knife does not.
const UNASKED: &[&str] = &[
    "page-missing",
    "legal-furniture",
    "headline-order",
    "head-bump",
    "head-stack",
    "head-apart",
    "head-break",
    "stranded-head",
    "grey-page",
    "ambiguous-flow",
    "skipped-column",
    "duplicate-story",
    "issue-number",
];

/// What the furniture of the bundled layouts quotes.
const FIELDS: &[(&str, &str)] = &[
    ("paper-latin", "A PAPER THAT DOES NOT EXIST"),
    ("cn", "CN 00-0000"),
    ("publisher", "本社"),
    ("sponsor", "本社"),
    ("editor", "林木"),
    ("web", "www.example.com"),
    ("address", "中山公路#"),
    ("postcode", "000000"),
    ("phone", "0000-1234567"),
    ("ad-licence", "0001"),
    ("price", "1.00元"),
    ("printer", "本社"),
    ("ear-2", "上午#"),
    ("ear-3", "下午#"),
    ("staff", "林木　石山"),
    ("lunar", "十月"),
];

fn page(
    dice: &mut Dice,
    (house, grid, script): (House, &Grid, &Script),
    number: u32,
    shape: Shape,
) -> Page {
    let Makeup {
        areas,
        photographs,
        rules,
    } = part(dice, grid, number == 1, shape.photographs);
    let mut stories = Vec::new();
    for (nth, (area, place)) in areas.into_iter().zip(photographs).enumerate() {
        let kind = kind(dice, house, &area, number == 1 && nth == 0);
        let size = head_size(house, kind);
        let across = match grid.is_vertical {
            // A head of a vertical page runs down its columns.
            true => grid.measure(area.columns()),
            false => grid.measure(area.columns()),
        };
        let fits = (across / size) as usize;
        let most = match kind {
            "lead" | "wide" => fits.clamp(5, 16),
            _ => (fits * 8 / 5).clamp(5, 22),
        };
        let deck = (area.columns() > 1 && kind != "short" && dice.below(3) == 0)
            .then(|| headline(dice, script, (across / 14.0) as usize));
        let columns =
            (!grid.is_vertical && place.is_none() && area.columns() >= 3 && dice.below(3) == 0)
                .then(|| area.columns() - 1);
        let photograph = place.map(|place| {
            let place_words = pick(dice, &script.places);
            let seen =
                numbered(dice, script.day) + place_words.trim_start_matches('在') + script.seen;
            (place, seen)
        });
        let head = match kind {
            "lead" => 11,
            "wide" => 8,
            "short" => 5,
            _ => 7,
        } + if deck.is_some() { 3 } else { 0 };
        let cells = |area: &Area| area.columns() * area.rows();
        let free = cells(&area)
            .saturating_sub(head * area.columns())
            .saturating_sub(photograph.as_ref().map_or(0, |(place, _)| cells(place)));
        stories.push(Story {
            id: format!("{number:02}-{:02}", nth + 1),
            kind,
            area,
            columns,
            photograph,
            headline: headline(dice, script, most),
            deck,
            seed: dice.next(),
            room: (free * grid.chars * 9 / 10).max(20) as usize,
        });
    }
    Page {
        section: script.sections[dice.below(script.sections.len())].to_owned(),
        rules,
        stories,
    }
}

/// The kind of a story by its place.
fn kind(dice: &mut Dice, house: House, area: &Area, is_lead: bool) -> &'static str {
    let is_upright = matches!(house, House::Upright | House::UprightTraditional);
    match area.columns() {
        _ if is_lead && area.columns() >= 3 => "lead",
        1 => "short",
        _ if is_upright => "story",
        2 => ["short", "short", "framed", "tinted", "reversed", "brief"][dice.below(6)],
        5.. => "wide",
        _ => "brief",
    }
}

/// The size that headlines of a kind can shrink to without harm, in points.
fn head_size(house: House, kind: &str) -> f64 {
    let is_upright = matches!(house, House::Upright | House::UprightTraditional);
    match (is_upright, kind) {
        (true, "lead") => 34.0,
        (true, "story") => 24.0,
        (true, _) => 16.0,
        (false, "lead") => 44.0,
        (false, "wide") => 30.0,
        (false, "brief") => 22.0,
        (false, _) => 16.0,
    }
}
