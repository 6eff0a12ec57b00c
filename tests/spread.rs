//! Spreads 跨版: two facing pages made up as one.

use duikai::desk::MemoryDesk;
use duikai::diag::Severity;
use duikai::forme::{Forme, GlyphRun, Item, PlacedPicture};
use duikai::geom::{Folio, Len};
use duikai::{Job, Setting, typeset};

const LINES: &str = "天地玄黄宇宙洪荒日月盈昃辰宿列张寒来暑往秋收冬藏闰余成岁律吕调阳云腾致雨露结为霜金生丽水玉出昆冈";
/// The width of one page of `four.toml`.
const PAGE: Len = Len::pt(330);

/// Page 1, a spread of 2 and 3, page 4. The story of page 1 goes on on
/// `jumps_to`, that of the spread on page 4.
fn edition(jumps_to: u32) -> Setting {
    let mut desk = MemoryDesk::new();
    desk.put("layout.toml", include_str!("suite/layout.toml"));
    desk.put("four.toml", include_str!("suite/four.toml"));
    desk.put("sun.png", include_bytes!("suite/sun.png").as_slice());
    desk.put(
        "fold.toml",
        "include = [\"four.toml\"]\n[style.folio]\nfont = \"box\"\nsize = \"10pt\"\nalign = \"end\"\n[[furniture]]\nname = \"folio\"\n\
         frame = [\"10pt\", \"2pt\", \"310pt\", \"11pt\"]\nlines = [{ text = \"第{page}页，共{pages}页\", style = \"folio\" }]\n",
    );
    let pages = "\"p1.toml\", \"p2.toml\", \"p4.toml\"";
    desk.put(
        "edition.toml",
        format!(
            "paper = \"报\"\ndate = \"2021-12-31\"\nlayout = \"fold.toml\"\npages = [{pages}]\n"
        ),
    );
    for (name, title, paragraphs) in [("a", "甲", 4), ("b", "乙乙", 6), ("d", "丁", 2)] {
        desk.put(
            &format!("{name}.md"),
            format!(
                "---\n主题: {title}\n---\n{}\n",
                vec![LINES; paragraphs].join("。\n\n")
            ),
        );
    }
    let goes_on =
        |columns: &str| format!("[[story]]\ncontinues = \"a\"\nat = \"{columns}栏 9-12行\"\n");
    let story = |name: &str, at: &str| {
        format!("[[story]]\ncopy = \"{name}.md\"\nkind = \"story\"\nat = \"{at}\"\nhead = 2\n")
    };
    let mut spread = format!(
        "number = [2, 3]\nsection = \"通版\"\n{}",
        story("b", "1-8栏 1-7行")
    );
    spread.push_str("[[story.picture]]\nfile = \"sun.png\"\nat = \"4-5栏 4-7行\"\ncutline = \"\"\ncredit = \"摄\"\n");
    let mut last = format!(
        "number = 4\nsection = \"要闻\"\n{}",
        story("d", "1-4栏 1-7行")
    );
    match jumps_to {
        3 => spread.push_str(&goes_on("5-8")),
        _ => last.push_str(&goes_on("1-4")),
    }
    last.push_str("[[story]]\ncontinues = \"b\"\nat = \"1-4栏 13-16行\"\n");
    desk.put(
        "p1.toml",
        format!(
            "number = 1\nsection = \"要闻\"\n{}",
            story("a", "1-2栏 1-10行")
        ),
    );
    desk.put("p2.toml", spread);
    desk.put("p4.toml", last);
    let outcome = typeset(
        &desk,
        &Job {
            edition: "edition.toml".to_owned(),
            page: None,
        },
    );
    let reported: Vec<String> = outcome
        .diagnostics
        .iter()
        .filter(|reported| reported.severity > Severity::Warning)
        .map(|reported| reported.message.to_string())
        .collect();
    assert!(reported.is_empty(), "{reported:?}");
    outcome.setting.expect("it sets")
}

fn runs<'a>(items: &'a [Item], found: &mut Vec<&'a GlyphRun>) {
    for item in items {
        match item {
            Item::Group(group) => runs(&group.items, found),
            Item::GlyphRun(run) => found.push(run),
            _ => {}
        }
    }
}

/// Every character with its place, shifted right.
fn type_on(forme: &Forme, by: Len) -> Vec<(Len, Len, String)> {
    let mut all = Vec::new();
    runs(&forme.items, &mut all);
    let mut found: Vec<_> = all
        .iter()
        .flat_map(|run| {
            run.glyphs.iter().map(|glyph| {
                (
                    run.pen(glyph).x + by,
                    run.pen(glyph).y,
                    run.text_of(glyph).to_owned(),
                )
            })
        })
        .collect();
    found.sort();
    found
}

fn lines(forme: &Forme) -> Vec<(Len, Len, String)> {
    let mut all = Vec::new();
    runs(&forme.items, &mut all);
    let mut found: Vec<(Len, Len, String)> = Vec::new();
    for run in all {
        match found.last_mut() {
            Some((_, y, text)) if *y == run.start.y => text.push_str(&run.text),
            _ => found.push((run.start.x, run.start.y, run.text.clone())),
        }
    }
    found
}

/// A four-page edition with two jumps and a spread is set in one go; moving
/// the continuation from page 4 to page 3 changes the two jump lines and the
/// page it stands on, and nothing else.
#[test]
fn moving_a_continuation_onto_the_spread_changes_the_jump_lines_and_nothing_else() {
    let (four, three) = (edition(4), edition(3));
    let page = |setting: &Setting, at: usize| lines(&setting.formes[at]);
    assert_eq!(page(&four, 0).len(), page(&three, 0).len());
    let changed: Vec<_> = page(&four, 0)
        .into_iter()
        .zip(page(&three, 0))
        .filter(|(a, b)| a != b)
        .collect();
    assert_eq!(changed.len(), 1);
    let (before, after) = &changed[0];
    assert_eq!(
        (before.0, before.1),
        (after.0, after.1),
        "only the words change"
    );
    assert_eq!(
        (before.2.as_str(), after.2.as_str()),
        ("（下转第四版）", "（下转第三版）")
    );
    // What left page 4 stands on page 3, right of the fold, as it stood there.
    let without = |lines: Vec<(Len, Len, String)>, others: &[(Len, Len, String)]| -> Vec<_> {
        lines
            .into_iter()
            .filter(|line| !others.contains(line))
            .collect()
    };
    let left = without(page(&four, 2), &page(&three, 2));
    let came = without(page(&three, 1), &page(&four, 1));
    assert_eq!(left.len(), came.len());
    assert!(left.len() > 4 && left.iter().any(|line| line.2 == "（上接第一版）"));
    for (left, came) in left.iter().zip(&came) {
        assert_eq!((left.0 + PAGE, left.1, &left.2), (came.0, came.1, &came.2));
    }
    assert!(
        without(page(&three, 2), &page(&four, 2)).is_empty()
            && without(page(&four, 1), &page(&three, 1)).is_empty()
    );
    // The other jump stays as it was.
    assert!(
        page(&three, 1)
            .iter()
            .any(|line| line.2.starts_with("（下转第四版）"))
    );
    assert!(
        page(&three, 2)
            .iter()
            .any(|line| line.2 == "（上接第二版）")
    );
    assert_eq!(three.page_count(), 4);
    let pages: Vec<(&str, u32)> = three
        .fits
        .iter()
        .map(|fit| (fit.story.as_str(), fit.page.in_section()))
        .collect();
    assert_eq!(pages, [("a", 1), ("b", 2), ("d", 4)]);
}

fn pictures(forme: &Forme) -> Vec<PlacedPicture> {
    forme.pictures().into_iter().cloned().collect()
}

/// The halves of a spread have between them all its type, once, each its own
/// folio, and the parts of a picture that the fold cuts meet at it.
#[test]
fn the_halves_are_the_spread_and_nothing_twice() {
    let mut setting = edition(3);
    let wide = setting.cut_spreads().swap_remove(1);
    let numbers: Vec<Folio> = setting.formes.iter().map(|forme| forme.number).collect();
    assert_eq!(numbers, [1, 2, 3, 4]);
    let (left, right) = (&setting.formes[1], &setting.formes[2]);
    assert_eq!(wide.sheet.trim.width, PAGE * 2);
    assert!(
        [left, right]
            .iter()
            .all(|half| half.sheet.trim.width == PAGE
                && half.sheet.trim.height == wide.sheet.trim.height)
    );
    let mut both = type_on(left, Len::ZERO);
    both.extend(type_on(right, PAGE));
    both.sort();
    assert_eq!(both, type_on(&wide, Len::ZERO));
    assert!(
        lines(left).iter().any(|line| line.2 == "第2页，共4页")
            && lines(right).iter().any(|line| line.2 == "第3页，共4页")
    );
    let (wide, left, right) = (pictures(&wide), pictures(left), pictures(right));
    assert_eq!((wide.len(), left.len(), right.len()), (1, 1, 1));
    assert_eq!(
        (left[0].frame.left, left[0].frame.right),
        (wide[0].frame.left, PAGE)
    );
    assert_eq!(
        (right[0].frame.left, right[0].frame.right + PAGE),
        (Len::ZERO, wide[0].frame.right)
    );
    assert_eq!(
        left[0].image.left,
        right[0].image.left + PAGE,
        "both show parts of one picture"
    );
}

/// An advertisement over the fold is cut at it, and its mark stands on one
/// half alone.
#[test]
fn an_advertisement_over_the_fold_is_cut_at_it() {
    let mut desk = MemoryDesk::new();
    desk.put("layout.toml", include_str!("suite/layout.toml"));
    desk.put("four.toml", include_str!("suite/four.toml"));
    desk.put("sun.png", include_bytes!("suite/sun.png").as_slice());
    desk.put(
        "ads.toml",
        "include = [\"four.toml\"]\n[style.ad-label]\nfont = \"box\"\nsize = \"8pt\"\n",
    );
    desk.put(
        "edition.toml",
        "paper = \"报\"\ndate = \"2021-12-31\"\nlayout = \"ads.toml\"\npages = [\"p.toml\"]\n",
    );
    let ad = "[[ad]]\nfile = \"sun.png\"\nat = \"3-7栏 4-9行\"\nfit = \"cover\"\nlabel = true\n";
    desk.put(
        "p.toml",
        format!("number = [2, 3]\nsection = \"通版\"\n{ad}"),
    );
    let outcome = typeset(
        &desk,
        &Job {
            edition: "edition.toml".to_owned(),
            page: None,
        },
    );
    let mut setting = outcome.setting.expect("it sets");
    let wide = setting.cut_spreads().swap_remove(0);
    let (left, right) = (&setting.formes[0], &setting.formes[1]);
    assert!(lines(left).is_empty() && lines(right).iter().any(|line| line.2 == "广告"));
    let (wide, left, right) = (pictures(&wide), pictures(left), pictures(right));
    assert_eq!((wide.len(), left.len(), right.len()), (1, 1, 1));
    assert_eq!(
        (left[0].frame.left, left[0].frame.right),
        (wide[0].frame.left, PAGE)
    );
    assert_eq!(
        (right[0].frame.left, right[0].frame.right + PAGE),
        (Len::ZERO, wide[0].frame.right)
    );
    assert_eq!(
        left[0].image.left,
        right[0].image.left + PAGE,
        "both show parts of one advertisement"
    );
}
