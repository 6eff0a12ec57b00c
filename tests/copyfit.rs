//! Laws of copyfit: what `[copyfit]` allows, and no more, is spent.

use duikai::desk::MemoryDesk;
use duikai::diag::Code;
use duikai::forme::{Forme, Item};
use duikai::makeup::{Adjustment, Spent};
use duikai::{Job, Outcome, typeset};

use crate::laws::Dice;

const COPY: &str = "天地玄黄，宇宙洪荒。日月盈昃，辰宿列张。寒来暑往，秋收冬藏。闰余成岁，律吕调阳。云腾致雨，露结为霜。金生丽水，玉出昆冈。剑号巨阙，珠称夜光。果珍李柰，菜重芥姜。海咸河淡，鳞潜羽翔。龙师火帝，鸟官人皇。始制文字，乃服衣裳。";

/// A story of some paragraphs with a picture and a sidebar in it.
fn set(dice: &mut Dice, copyfit: &str) -> Outcome {
    let mut desk = MemoryDesk::new();
    desk.put("layout.toml", include_str!("suite/layout.toml"));
    desk.put("four.toml", include_str!("suite/four.toml"));
    desk.put("sun.png", include_bytes!("suite/sun.png").as_slice());
    desk.put("fit.toml", format!("include = [\"four.toml\"]\n{copyfit}"));
    desk.put(
        "edition.toml",
        "paper = \"报\"\ndate = \"2021-12-31\"\nlayout = \"fit.toml\"\npages = [\"p.toml\"]\n",
    );
    let characters: Vec<char> = COPY.chars().collect();
    let mut copy = String::from("---\n主题: 千字文\n---\n");
    for _ in 0..2 + dice.roll(3) {
        let length = 12 + dice.roll(70);
        copy.extend(characters.iter().take(length));
        copy.push_str("。\n\n");
    }
    desk.put("a.md", copy);
    desk.put("b.md", "---\n主题: 链接\n---\n天地玄黄，宇宙洪荒。\n");
    let columns = ["1", "2", "3", "4"][dice.roll(4)];
    desk.put(
        "p.toml",
        format!(
            "number = 1\nsection = \"要闻\"\n[[story]]\ncopy = \"a.md\"\nkind = \"story\"\nat = \"1-4栏 1-{}行\"\nhead = 3\ncolumns = {columns}\n\
             [[story.picture]]\nfile = \"sun.png\"\nat = \"1栏 4-9行\"\ncutline = \"\"\ncredit = \"摄\"\n\
             [[story.inset]]\ncopy = \"b.md\"\nkind = \"boxed\"\nat = \"4栏 4-10行\"\noptional = true\n",
            10 + dice.roll(3)
        ),
    );
    typeset(
        &desk,
        &Job {
            edition: "edition.toml".to_owned(),
            page: None,
        },
    )
}

fn over(outcome: &Outcome) -> bool {
    outcome
        .diagnostics
        .iter()
        .any(|diagnostic| diagnostic.code == Code::Overset)
}

fn spent(outcome: &Outcome) -> Vec<Spent> {
    let setting = outcome.setting.as_ref().expect("it sets");
    setting
        .fits
        .iter()
        .find(|fit| fit.story == "a")
        .map(|fit| fit.spent.clone())
        .expect("the story")
}

fn text(items: &[Item], found: &mut String) {
    for item in items {
        match item {
            Item::Group(group) if group.name != "b" => text(&group.items, found),
            Item::GlyphRun(run) => found.push_str(&run.text),
            _ => {}
        }
    }
}

fn words(formes: &[Forme]) -> String {
    let mut found = String::new();
    formes
        .iter()
        .for_each(|forme| text(&forme.items, &mut found));
    found
}

const LIMITS: &str =
    "[copyfit]\ntracking = \"0.05字\"\nendings = 3\nhead = 1\npicture = 2\noptional = true\n";

/// How much a reader sees of each means.
fn seen(means: &Adjustment) -> usize {
    match means {
        Adjustment::Endings(_) => 0,
        Adjustment::Tracking(tracking) if tracking.to_f64() < 0.0 => 1,
        Adjustment::Tracking(_) => 5,
        Adjustment::Head(_) => 2,
        Adjustment::Picture(..) => 3,
        Adjustment::Dropped(_) => 4,
    }
}

#[test]
fn what_is_spent_is_told_makes_it_fit_and_keeps_to_the_limits() {
    let mut dice = Dice(23);
    let (mut helped, mut left) = (0, 0);
    for _ in 0..120 {
        let seed = dice.0;
        let plain = set(&mut Dice(seed), "");
        let fitted = set(&mut Dice(seed), LIMITS);
        dice.roll(2);
        assert!(
            spent(&plain).is_empty(),
            "nothing is spent that the layout does not allow"
        );
        let spent = spent(&fitted);
        let reported = fitted
            .diagnostics
            .iter()
            .any(|diagnostic| diagnostic.code == Code::Copyfit);
        if over(&plain) && spent.is_empty() {
            left += 1;
            assert!(over(&fitted), "it fits, and nobody says why");
            continue;
        }
        assert_eq!(reported, !spent.is_empty());
        if spent.is_empty() {
            continue;
        }
        helped += 1;
        assert!(!over(&fitted), "{spent:?}");
        assert!(
            spent
                .windows(2)
                .all(|pair| seen(&pair[0].means) <= seen(&pair[1].means)),
            "{spent:?}"
        );
        for spent in &spent {
            assert!(spent.lines > 0);
            match spent.means {
                Adjustment::Endings(chars) => assert_eq!(chars, 3),
                Adjustment::Tracking(tracking) => assert!(tracking.to_f64().abs() <= 0.0501),
                Adjustment::Head(by) => assert_eq!(by.abs(), 1),
                Adjustment::Picture(_, by) => assert!((1..=2).contains(&by.abs())),
                Adjustment::Dropped(ref what) => assert_eq!(what, "inset “b”"),
            }
        }
        if over(&plain) {
            // All its words stand there; before, some had no place.
            let (before, after) = (
                words(&plain.setting.as_ref().unwrap().formes),
                words(&fitted.setting.as_ref().unwrap().formes),
            );
            assert!(after.chars().count() > before.chars().count());
        }
    }
    assert!(
        helped > 15 && left > 5,
        "{helped} were helped, {left} were not"
    );
}

/// A layout that allows just this.
fn limits(spent: &[Spent]) -> String {
    let mut limits = String::from("[copyfit]\n");
    let tracked = spent.iter().find_map(|spent| {
        if let Adjustment::Tracking(tracking) = spent.means {
            Some(tracking.to_f64().abs())
        } else {
            None
        }
    });
    let pulled = spent
        .iter()
        .any(|spent| matches!(spent.means, Adjustment::Endings(_)));
    if tracked.is_some() || pulled {
        // Endings are pulled in by as much as the layout tracks at most.
        limits.push_str(&format!(
            "tracking = \"{:.4}字\"\n",
            if pulled {
                0.05
            } else {
                tracked.unwrap_or_default()
            }
        ));
    }
    for spent in spent {
        match &spent.means {
            Adjustment::Endings(chars) => limits.push_str(&format!("endings = {chars}\n")),
            Adjustment::Head(by) => limits.push_str(&format!("head = {}\n", by.abs())),
            Adjustment::Picture(_, by) => limits.push_str(&format!("picture = {}\n", by.abs())),
            Adjustment::Dropped(_) => limits.push_str("optional = true\n"),
            Adjustment::Tracking(_) => {}
        }
    }
    limits
}

/// What a larger step makes needless is given back: without any one of the
/// means that are told, the story would still be over.
#[test]
fn nothing_is_spent_that_is_not_needed() {
    let mut dice = Dice(5);
    let mut dropped = 0;
    for _ in 0..60 {
        let seed = dice.0;
        dice.roll(2);
        let spent = spent(&set(&mut Dice(seed), LIMITS));
        if !over(&set(&mut Dice(seed), "")) || spent.is_empty() {
            continue;
        }
        assert!(
            !over(&set(&mut Dice(seed), &limits(&spent))),
            "what was spent is enough: {spent:?}"
        );
        for at in 0..spent.len() {
            let mut fewer = spent.clone();
            let taken = fewer.remove(at);
            let pulled = fewer
                .iter()
                .any(|spent| matches!(spent.means, Adjustment::Endings(_)));
            if pulled && matches!(taken.means, Adjustment::Tracking(_)) {
                continue;
            }
            dropped += usize::from(
                fewer
                    .iter()
                    .any(|spent| matches!(spent.means, Adjustment::Dropped(_))),
            );
            assert!(
                over(&set(&mut Dice(seed), &limits(&fewer))),
                "{:?} was not needed: {spent:?}",
                taken.means
            );
        }
    }
    assert!(dropped > 0, "no larger step was taken after a smaller one");
}
