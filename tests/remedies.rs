//! A remedy that `fit` names does what it says.

use duikai::desk::MemoryDesk;
use duikai::diag::Code;
use duikai::makeup::{Change, Remedy};
use duikai::{Job, fit, typeset};

const PARAGRAPHS: [&str; 4] = [
    "天地玄黄，宇宙洪荒。日月盈昃，辰宿列张。寒来暑往，秋收冬藏。闰余成岁。",
    "律吕调阳，云腾致雨。露结为霜，金生丽水。玉出昆冈。剑号巨阙，珠称夜。",
    "果珍李柰，菜重芥姜。海咸河淡，鳞潜羽翔。龙师火帝，鸟官人皇。始制文字。",
    "乃服衣裳，推位让国。有虞陶唐，吊民伐罪。周发殷汤，坐朝问道。",
];

fn desk(paragraphs: &[String], rows: u32, head: u32) -> MemoryDesk {
    let mut desk = MemoryDesk::new();
    desk.put("layout.toml", include_str!("suite/layout.toml"));
    desk.put("edition.toml", "paper = \"报\"\ndate = \"2021-12-31\"\nlayout = \"layout.toml\"\npages = [\"page.toml\"]\n");
    let page =
        format!("number = 1\nsection = \"要闻\"\n[[story]]\ncopy = \"a.md\"\nkind = \"story\"\nat = \"1-2栏 1-{rows}行\"\nhead = {head}\n");
    desk.put("page.toml", page);
    desk.put("a.md", format!("---\n主题: 千字文\n---\n{}\n", paragraphs.join("\n\n")));
    desk
}

fn over(desk: &MemoryDesk) -> bool {
    typeset(desk, &job()).diagnostics.iter().any(|diagnostic| diagnostic.code == Code::Overset)
}

fn job() -> Job {
    Job { edition: "edition.toml".to_owned(), page: None }
}

fn remedies(desk: &MemoryDesk) -> Vec<Remedy> {
    fit(desk, &job()).1.remove(0).remedies
}

#[test]
fn every_remedy_that_fits_fits_when_it_is_done() {
    let copy: Vec<String> = PARAGRAPHS.iter().map(|&text| text.to_owned()).collect();
    let (rows, head) = (10, 4);
    let before = desk(&copy, rows, head);
    assert!(over(&before));
    let found: Vec<Remedy> = remedies(&before).into_iter().filter(|remedy| remedy.over_lines == 0).collect();
    assert!(found.len() >= 3, "{found:?}");
    for remedy in found {
        let (mut copy, mut rows, mut head) = (copy.clone(), rows, head);
        match &remedy.change {
            Change::Cuts(cuts) => {
                for cut in cuts {
                    let text: Vec<char> = copy[cut.paragraph - 1].chars().collect();
                    let kept = text.len() - 1 - cut.chars;
                    copy[cut.paragraph - 1] = text[..kept].iter().chain(&text[text.len() - 1..]).collect();
                }
            }
            Change::Head(by) => head = head.checked_add_signed(*by as i32).expect("rows"),
            Change::Slot(by) => rows = rows.checked_add_signed(*by as i32).expect("rows"),
            other => panic!("{other:?} cannot come of this page"),
        }
        assert!(!over(&desk(&copy, rows, head)), "{remedy:?}");
    }
}

#[test]
fn a_story_that_fits_needs_nothing() {
    let copy: Vec<String> = PARAGRAPHS[..2].iter().map(|&text| text.to_owned()).collect();
    for rows in 6..12 {
        let desk = desk(&copy, rows, 2);
        if !over(&desk) {
            assert!(remedies(&desk).iter().all(|remedy| !matches!(remedy.change, Change::Cuts(_))));
        }
    }
}
