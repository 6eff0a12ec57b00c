//! What plants ask: pages called `A01` in sections, their names, files and pairs; pages of black alone
//! in grey.

use duikai::desk::MemoryDesk;
use duikai::diag::Severity;
use duikai::preflight::Printer;
use duikai::press::{PressJob, prepare};
use duikai::{Job, Outcome, typeset};

fn desk(numbers: &[&str]) -> MemoryDesk {
    let mut desk = MemoryDesk::new();
    let names: Vec<String> = (0..numbers.len())
        .map(|nth| format!("\"p{nth}.toml\""))
        .collect();
    desk.put(
        "edition.toml",
        format!(
            "paper = \"报\"\nslug = \"t\"\ndate = \"2021-12-31\"\nlayout = \"house.toml\"\npages = [{}]\n",
            names.join(", ")
        ),
    );
    desk.put(
        "house.toml",
        "include = [\"layout.toml\"]\n\n[lints]\npage-missing = \"warn\"\npage-order = \"warn\"\n\n[[furniture]]\nname = \"folio\"\npages = \"2-\"\nat = \"1-2栏 1行\"\nlines = [{ text = \"第{page}版 {page-2}\", style = \"body\" }]\n",
    );
    desk.put("layout.toml", include_str!("suite/layout.toml"));
    desk.put("a.md", "主题: 甲\n\n正文。\n");
    for (nth, number) in numbers.iter().enumerate() {
        desk.put(
            &format!("p{nth}.toml"),
            format!(
                "number = {number}\nsection = \"x\"\n\n[[story]]\nid = \"s{nth}\"\ncopy = \"a.md\"\nkind = \"story\"\nat = \"1-2栏 2-12行\"\n"
            ),
        );
    }
    desk
}

fn job() -> Job {
    Job {
        edition: "edition.toml".to_owned(),
        page: None,
    }
}

fn set(numbers: &[&str]) -> Outcome {
    typeset(&desk(numbers), &job())
}

fn told(outcome: &Outcome) -> String {
    let lines: Vec<String> = outcome
        .diagnostics
        .iter()
        .map(|told| format!("{}: {}", told.code.name(), told.message))
        .collect();
    lines.join("\n")
}

#[test]
fn pages_are_called_by_their_sections() {
    let outcome = set(&["\"A01\"", "\"A02\"", "\"B1\"", "\"B02\""]);
    assert!(
        outcome
            .diagnostics
            .iter()
            .all(|told| told.severity <= Severity::Warning),
        "{}",
        told(&outcome)
    );
    assert!(!told(&outcome).contains("page-"), "{}", told(&outcome));
    let setting = outcome.setting.expect("sets");
    let names: Vec<String> = setting
        .formes
        .iter()
        .map(|forme| setting.file_number(forme))
        .collect();
    assert_eq!(names, ["A01", "A02", "B01", "B02"]);
}

#[test]
fn what_is_missing_is_told_by_its_section() {
    let outcome = set(&["\"A01\"", "\"A03\"", "\"B02\""]);
    let told_ = told(&outcome);
    assert!(
        told_.contains("page-missing: missing from the edition: A02, B01"),
        "{told_}"
    );
    let outcome = set(&["\"B01\"", "\"A01\""]);
    let told_ = told(&outcome);
    assert!(told_.contains("page A01 comes after page B01"), "{told_}");
}

#[test]
fn a_number_that_is_none_is_told_at_its_line() {
    for bad in ["\"A00\"", "\"a1\"", "\"A1000\"", "1000", "\"AA1\""] {
        let told = told(&set(&[bad]));
        assert!(told.contains("`number` must"), "{bad}: {told}");
    }
}

fn printer(text: &str) -> Printer {
    let mut sink = duikai::diag::Sink::new();
    let mut sources = duikai::diag::Sources::default();
    let source = sources.add("ours.toml", text.to_owned());
    Printer::read(source, &sources, &mut sink).expect("a printer")
}

#[test]
fn files_and_pairs_keep_to_their_section() {
    let desk = desk(&["\"A01\"", "\"A02\"", "\"B01\"", "\"B02\""]);
    let text =
        "[printer]\npage-name = \"ABC_{year}{month}{day}_{section}{page:3}_P1{version:a}.pdf\"\n";
    let printer = printer(text);
    let press = PressJob {
        pairs: true,
        ..PressJob::default()
    };
    let prepared = prepare(&desk, &job(), printer, &press);
    let ready = prepared.ready.expect("ready");
    let outputs = ready
        .pack(&prepared.sources, &prepared.diagnostics)
        .expect("packs");
    for output in outputs
        .iter()
        .filter(|output| output.name.ends_with(".json"))
    {
        let text = String::from_utf8_lossy(&output.bytes);
        let stray = text.contains("1001") || text.contains("1002") || text.contains("2002");
        assert!(!stray, "{}: {text}", output.name);
    }
    let copy = outputs
        .iter()
        .find(|output| output.name == "t-20211231.pdf")
        .expect("a reading copy");
    let doc = lopdf::Document::load_mem(&copy.bytes).expect("reads");
    let labels = doc
        .catalog()
        .and_then(|catalog| doc.get_dict_in_dict(catalog, b"PageLabels"))
        .and_then(|labels| labels.get(b"Nums")?.as_array())
        .expect("labels");
    let labels: Vec<&[u8]> = labels
        .iter()
        .filter_map(|label| label.as_dict().ok()?.get(b"P").ok()?.as_str().ok())
        .collect();
    assert_eq!(labels, [b"A01", b"A02", b"B01", b"B02"]);
    let names: Vec<String> = outputs.into_iter().map(|output| output.name).collect();
    for wanted in [
        "ABC_20211231_A001_P1a.pdf",
        "ABC_20211231_B002_P1a.pdf",
        "t-20211231-pair-A02-01.pdf",
        "t-20211231-pair-B02-01.pdf",
    ] {
        assert!(
            names.iter().any(|name| name == wanted),
            "{wanted}: {names:?}"
        );
    }
}

/// A plant that wants pages of black alone in grey gets them so, and finds nothing to say of it; any
/// other gets four inks by name, of which black overprints.
#[test]
fn pages_of_black_alone_are_grey_for_a_plant_that_wants_them_so() {
    let painted = |text: &str| {
        let press = PressJob {
            printer_named: true,
            ..PressJob::default()
        };
        let prepared = prepare(&desk(&["1"]), &job(), printer(text), &press);
        let told: Vec<&str> = prepared
            .diagnostics
            .iter()
            .map(|told| told.message.as_str())
            .filter(|message| message.contains("mono-space") || message.contains("grey"))
            .collect();
        assert!(told.is_empty(), "{told:?}");
        let outputs = prepared
            .ready
            .expect("ready")
            .pack(&prepared.sources, &prepared.diagnostics)
            .expect("packs");
        let file = outputs
            .into_iter()
            .find(|output| output.name == "t-01.pdf" || output.name.ends_with("-01.pdf"))
            .expect("a page");
        let doc = lopdf::Document::load_mem(&file.bytes).expect("reads");
        let page = doc.page_iter().next().expect("a page");
        let content = lopdf::content::Content::decode(&doc.get_page_content(page)).expect("reads");
        let count = |operator: &str| {
            content
                .operations
                .iter()
                .filter(|operation| operation.operator == operator)
                .count()
        };
        (count("g"), count("k"))
    };
    let (grey, four) = painted("[printer]\nmono = \"grey\"\n");
    assert!(grey > 0 && four == 0, "{grey} {four}");
    let (grey, four) = painted("[printer]\n");
    assert!(grey == 0 && four > 0, "{grey} {four}");
}
