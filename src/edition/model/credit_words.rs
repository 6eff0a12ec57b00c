//! What is printed of who took a picture, by the words in its file.

use super::words::filled;

/// How a photographer and an agency are named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CreditWords {
    /// A photographer alone, with `{name}`.
    pub photographer: String,
    /// A photographer of an agency, with `{credit}` and `{name}`.
    pub agency_photographer: String,
}

/// Words that say of a name already that its bearer took or made the picture.
const MADE: [&str; 10] = [
    "摄", "攝", "摄影", "攝影", "供图", "供圖", "制图", "绘", "撮影", "写真",
];

impl CreditWords {
    /// What is printed of a By-line and a Credit; none when there is neither.
    /// What a file says stands as it says it: nobody becomes 本报记者 unasked,
    /// and no name is printed twice.
    pub fn said(&self, byline: Option<&str>, credit: Option<&str>) -> Option<String> {
        let Some(name) = byline else {
            return credit.map(str::to_owned);
        };
        let made = |text: &str| MADE.iter().any(|word| text.ends_with(word));
        let credit = credit.filter(|credit| *credit != name);
        let fields = |credit: &str| {
            [("name", name), ("credit", credit)].map(|(key, value)| (key, value.to_owned()))
        };
        Some(match credit {
            Some(credit) if credit.contains(name) => credit.to_owned(),
            Some(credit) if made(name) && name.contains(credit) => name.to_owned(),
            Some(credit) if made(name) => format!("{credit} {name}"),
            Some(credit) => filled(&self.agency_photographer, &fields(credit)),
            None if made(name) => name.to_owned(),
            None => filled(&self.photographer, &fields("")),
        })
    }
}
