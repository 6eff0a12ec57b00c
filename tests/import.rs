//! What import promises: no word is lost, the same input gives the same bytes, an edited article
//! stays, and what is hostile is refused.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use duikai::diag::{Sink, Sources};
use duikai::package::{self, Zip};
use duikai::sheet;
use duikai::story::{self, PartRole, Story};
use serde_json::Value;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn run(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_duikai"))
        .env("LC_ALL", "C")
        .args(arguments)
        .output()
        .expect("runs")
}

/// Imports files into a fresh folder; returns the folder and what was said.
fn import(files: &[&Path], more: &[&str]) -> (tempfile::TempDir, Output) {
    let out = tempfile::tempdir().expect("a folder");
    let folder = out.path().join("copy");
    let mut arguments = vec![
        "--format",
        "short",
        "import",
        "-o",
        folder.to_str().expect("UTF-8"),
    ];
    arguments.extend(more);
    arguments.extend(files.iter().map(|file| file.to_str().expect("UTF-8")));
    let said = run(&arguments);
    (out, said)
}

fn read(folder: &tempfile::TempDir, name: &str) -> String {
    fs::read_to_string(folder.path().join("copy").join(name))
        .unwrap_or_else(|fault| panic!("{name}: {fault}"))
}

fn files(folder: &tempfile::TempDir) -> BTreeMap<String, Vec<u8>> {
    fs::read_dir(folder.path().join("copy"))
        .expect("the folder is there")
        .map(|entry| entry.expect("reads").path())
        .filter(|path| path.is_file())
        .map(|path| {
            let name = path
                .file_name()
                .expect("a name")
                .to_string_lossy()
                .into_owned();
            (name, fs::read(path).expect("reads"))
        })
        .collect()
}

/// Imports text that stands in a file of this name.
fn imported(name: &str, bytes: &[u8]) -> (tempfile::TempDir, Output) {
    let from = tempfile::tempdir().expect("a folder");
    let path = from.path().join(name);
    fs::write(&path, bytes).expect("writes");
    import(&[&path], &[])
}

fn parsed(text: &str) -> Story {
    let (mut sources, mut sink) = (Sources::default(), Sink::new());
    let source = sources.add("a.md", text.to_owned());
    story::parse(source, &sources, &mut sink)
        .unwrap_or_else(|_| panic!("parses: {:?}", sink.finish()))
}

/// A text without blanks and without marks of markup.
fn bare(text: &str) -> String {
    text.chars()
        .filter(|c| {
            !c.is_whitespace() && !matches!(c, '\\' | '*' | '[' | ']' | '{' | '}' | '|' | '\u{AD}')
        })
        .collect()
}

/// All that an import wrote of words: articles, page snippets, and the texts of the report.
fn kept(files: &BTreeMap<String, Vec<u8>>) -> String {
    let mut all = String::new();
    for (name, bytes) in files {
        let text = String::from_utf8_lossy(bytes);
        if name.ends_with(".md") || name.ends_with(".toml") {
            all.push_str(&bare(&text));
        } else if name.ends_with(".import.json") {
            let report: Value = serde_json::from_slice(bytes).expect("a report");
            for list in ["left", "doubts"] {
                for entry in report[list].as_array().expect("a list") {
                    all.push('\u{1}');
                    all.push_str(&bare(
                        entry["text"]
                            .as_str()
                            .or(entry["about"].as_str())
                            .unwrap_or(""),
                    ));
                    if list == "left" {
                        assert!(
                            entry["reason"]
                                .as_str()
                                .is_some_and(|reason| reason.len() > 5)
                        );
                    }
                }
            }
        }
    }
    all
}

/// Every text node of an XML text, in order.
fn xml_texts(text: &str) -> Vec<String> {
    let ready = package::ready(text).expect("is safe");
    let document = package::parse(&ready).expect("parses");
    package::text_nodes(document.root_element())
        .map(|node| node.text().unwrap_or("").to_owned())
        .collect()
}

/// Every string of a JSON value.
fn json_texts(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::String(text) if text.contains("</") => {
            found.extend(strip(text, "<", ">").split('\u{1}').map(str::to_owned));
        }
        Value::String(text) => found.push(text.clone()),
        Value::Array(list) => list.iter().for_each(|value| json_texts(value, found)),
        Value::Object(map) => map.values().for_each(|value| json_texts(value, found)),
        _ => {}
    }
}

/// Every text node of a file, by its content.
fn texts(path: &Path) -> Vec<String> {
    let bytes = fs::read(path).expect("reads");
    if bytes.starts_with(b"PK") {
        let zip = Zip::of(bytes).expect("opens");
        let mut found = Vec::new();
        for entry in zip.entries() {
            let name = entry.name.to_ascii_lowercase();
            if name.ends_with(".xml") && !name.contains("/theme/") {
                let part = zip.read(entry, 1 << 26).expect("unpacks");
                found.extend(xml_texts(&package::decoded(&part).expect("decodes")));
            }
        }
        return found;
    }
    let text = String::from_utf8(bytes).expect("UTF-8");
    if text.trim_start().starts_with("<?xml")
        || path.extension().is_some_and(|ending| ending == "xml")
    {
        return xml_texts(&text);
    }
    if text.trim_start().starts_with('{') {
        let mut found = Vec::new();
        json_texts(&serde_json::from_str(&text).expect("JSON"), &mut found);
        return found;
    }
    // HTML and Markdown: what stands between tags, line by line, marks left out.
    let mut found = Vec::new();
    let text = strip(&text, "<style", "</style>");
    let text = strip(&text, "<!--", "-->");
    // Keys of front matter become others, marks of notes and addresses of links are told apart.
    let mut text = text.replace("[^1]: ", "").replace("[^1]", "\u{1}");
    text = text.replace("](https://example.com/)", "\u{1}");
    for key in ["title: ", "author: ", "keywords: "] {
        text = text.replace(key, "");
    }
    for piece in strip(&text, "<", ">").split(['\n', '\u{1}']) {
        let plain = piece
            .replace("&nbsp;", " ")
            .replace("&lt;", "<")
            .replace("&gt;", ">")
            .replace("&amp;", "&")
            .replace(['^', '#', '>', '_', '-', ':'], "");
        found.push(plain);
    }
    found
}

/// A text without what stands between two marks.
fn strip(text: &str, begins: &str, ends: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once(begins) {
        out.push_str(before);
        out.push('\u{1}');
        rest = after.split_once(ends).map_or("", |(_, rest)| rest);
    }
    out + rest
}

/// The files of a folder, sorted.
fn folder(path: &Path) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = fs::read_dir(path)
        .unwrap_or_else(|fault| panic!("{}: {fault}", path.display()))
        .map(|entry| entry.expect("reads").path())
        .filter(|path| path.is_file())
        .collect();
    files.sort();
    files
}

/// Whether a text stands in another, whole or in a few pieces: a dateline, a signature and a credit
/// are parted from the paragraph that they were written in.
fn covered(text: &str, all: &str) -> bool {
    let mut rest = text;
    for _ in 0..4 {
        if all.contains(rest) {
            return true;
        }
        let ends = rest.char_indices().map(|(at, _)| at).skip(4);
        let Some(end) = ends
            .collect::<Vec<_>>()
            .into_iter()
            .rev()
            .find(|end| all.contains(&rest[..*end]))
        else {
            return false;
        };
        rest = &rest[end..];
    }
    false
}

/// Imports a file and holds every text node of it against what was written.
fn loses_no_word(path: &Path) {
    let (out, said) = import(&[path], &[]);
    assert!(
        said.status.success(),
        "{}: {}",
        path.display(),
        String::from_utf8_lossy(&said.stderr)
    );
    let all = kept(&files(&out));
    let loose = all.replace(['-', ':', '_', '^', '#', '>', '—', '–'], "");
    for text in texts(path) {
        let text = bare(&text);
        assert!(
            covered(&text, &all) || covered(&text.replace(['—', '–'], ""), &loose),
            "{}: “{text}” is lost",
            path.display()
        );
    }
}

#[test]
fn files_of_real_programs_lose_no_word() {
    let made: Vec<PathBuf> = folder(&root().join("tests/import/files"))
        .into_iter()
        .filter(|path| {
            path.extension()
                .is_some_and(|ending| ending != "png" && ending != "xlsx")
        })
        .collect();
    assert!(made.len() >= 20, "{}", made.len());
    for path in made {
        loses_no_word(&path);
    }
}

/// Wires of our own, and those of the folders that `DUIKAI_WIRES` names, parted by `:`.
#[test]
fn wires_lose_no_word() {
    let mut folders = vec![root().join("tests/import/wires")];
    if let Some(more) = std::env::var_os("DUIKAI_WIRES") {
        folders.extend(std::env::split_paths(&more));
    }
    for path in folders.iter().flat_map(|path| folder(path)) {
        if path
            .extension()
            .is_some_and(|ending| ending == "xml" || ending == "json")
        {
            loses_no_word(&path);
        }
    }
}

/// Articles of the sample, typed into LibreOffice as a reporter would: headline and decks centred,
/// the dateline before the text.
#[test]
fn what_is_typed_into_a_word_processor_is_the_article() {
    for name in ["dongyuan", "gongjiao", "gongre"] {
        let typed = root().join(format!("tests/import/files/typed-{name}.docx"));
        let (out, said) = import(&[&typed], &[]);
        assert!(said.status.success());
        let found = parsed(&read(&out, &format!("typed-{name}.md")));
        let copy = root().join(format!("samples/pingyuan/copy/{name}.md"));
        let meant = parsed(&fs::read_to_string(copy).expect("reads"));
        for role in [
            PartRole::Kicker,
            PartRole::Headline,
            PartRole::Deck,
            PartRole::Dateline,
        ] {
            let words = |story: &Story| -> Vec<String> {
                story
                    .part(role)
                    .map(|part| part.text.text.clone())
                    .collect()
            };
            assert_eq!(words(&found), words(&meant), "{name}: {role:?}");
        }
        let blocks = |story: &Story| -> Vec<_> {
            story
                .body
                .iter()
                .map(|block| (block.kind, block.text.text.clone()))
                .collect()
        };
        assert_eq!(blocks(&found), blocks(&meant), "{name}");
    }
}

#[test]
fn looks_become_roles() {
    let files = root().join("tests/import/files");
    for (file, lines) in [
        (
            "office-look.docx",
            vec![
                "引题: 回望2021·年终报道",
                "主题: 老码头换了新模样",
                "副题: ——河西渡口改造见闻",
                "电头: 本报讯（记者 林知远）",
                "署名: （记者 林知远 通讯员 苏映雪）",
                "## 从堆场到书屋",
                "这里**三年**清淤12万m[3]{上标}。",
            ],
        ),
        (
            "office-look.html",
            vec![
                "引题: 回望2021·年终报道",
                "主题: 老码头换了新模样",
                "副题: ——河西渡口改造见闻",
                "电头: 本报讯（记者 林知远）",
                "## 从堆场到书屋",
            ],
        ),
        (
            "python-look.docx",
            vec![
                "引题: 物业行业不断提升",
                "主题: 老小区有了“金名片”",
                "电头: 新华社平原12月30日电（记者 陆汀洲）",
                "署名: （记者 陆汀洲）",
                "图说: 图为改造后的老小区。",
                "摄影: 本报记者 王尧 摄",
                "## 抓两个覆盖",
                "社区是城市的**重要**细胞，绿地12m[2]{上标}",
                "1. 清淤",
                "2. 修堤",
                "- 一条",
            ],
        ),
        (
            "office-styles.docx",
            vec![
                "主题: 渡口书屋开门迎客",
                "副题: 藏书一万册",
                "署名: 本报编辑部",
                "## 旧船坞",
                "## 新书架",
            ],
        ),
        (
            "pandoc.docx",
            vec![
                "主题: 渡口夜校",
                "作者: 林知远",
                "## 老祠堂",
                "| 课 | 人数 |",
                "|---|---|",
                "| 修剪 | 58 |",
            ],
        ),
        (
            "pandoc.md",
            vec![
                "主题: 渡口夜校",
                "作者: 林知远",
                "## 老祠堂",
                "- 急救",
                "| 修剪 | 58 |",
            ],
        ),
    ] {
        let (out, said) = import(&[&files.join(file)], &[]);
        assert!(said.status.success());
        let stem = file.rsplit_once('.').expect("an ending").0;
        let text = read(&out, &format!("{stem}.md"));
        for line in lines {
            assert!(
                text.lines().any(|known| known == line),
                "{file} lacks “{line}”:\n{text}"
            );
        }
        parsed(&text);
    }
}

#[test]
fn pictures_come_along_and_tracked_changes_are_accepted() {
    let files_of = root().join("tests/import/files");
    let (out, _) = import(&[&files_of.join("python-look.docx")], &[]);
    let made = files(&out);
    assert!(made["python-look-1.png"] == fs::read(files_of.join("grey.png")).expect("reads"));
    assert!(read(&out, "python-look.story.toml").contains("file = \"python-look-1.png\""));
    let (out, _) = import(
        &[&files_of.join("office-tracked.docx")],
        &["--with-changes"],
    );
    let text = read(&out, "office-tracked.md");
    assert!(
        text.contains("开头加上的话，结尾完了。") && !text.contains("删去的话"),
        "{text}"
    );
    let report = read(&out, "office-tracked.import.json");
    assert!(
        report.contains("inserted by 编辑: 加上的话")
            && report.contains("deleted by 编辑: 删去的话"),
        "{report}"
    );
}

#[test]
fn an_import_is_rerun_and_an_edited_article_stays() {
    let file = root().join("tests/import/files/python-look.docx");
    let (out, _) = import(&[&file], &[]);
    let first = files(&out);
    let folder = out.path().join("copy");
    let again = |more: &[&str]| {
        let mut arguments = vec![
            "--format",
            "short",
            "import",
            "-o",
            folder.to_str().expect("UTF-8"),
        ];
        arguments.extend(more);
        arguments.push(file.to_str().expect("UTF-8"));
        run(&arguments)
    };
    assert!(again(&[]).status.success());
    assert!(files(&out) == first);
    fs::write(folder.join("python-look.md"), "主题: 改过\n").expect("writes");
    let said = again(&[]);
    assert_eq!(said.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&said.stderr).contains("edited-article"));
    assert_eq!(read(&out, "python-look.md"), "主题: 改过\n");
    assert!(again(&["--force"]).status.success());
    assert!(files(&out) == first);
}

/// Two files of one name from two desks: the second does not take the place of
/// the first's article, which nobody has edited yet.
#[test]
fn another_file_of_the_same_name_writes_over_nothing() {
    let desks = tempfile::tempdir().expect("a folder");
    let folder = desks.path().join("copy");
    let hand_in = |desk: &str, words: &str| {
        let file = desks.path().join(desk).join("gao.txt");
        fs::create_dir_all(file.parent().expect("a folder")).expect("makes");
        fs::write(&file, words).expect("writes");
        let (folder, file) = (folder.to_str(), file.to_str());
        let (folder, file) = (folder.expect("UTF-8"), file.expect("UTF-8"));
        run(&["--format", "short", "import", "-o", folder, file])
    };
    assert!(
        hand_in("one", "渡口改名\n\n老船工说水没有变。\n")
            .status
            .success()
    );
    let first = fs::read(folder.join("gao.md")).expect("reads");
    let said = hand_in("two", "灯会开张\n\n昨晚灯会开了。\n");
    assert_eq!(said.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&said.stderr).contains("edited-article"));
    assert!(fs::read(folder.join("gao.md")).expect("reads") == first);
}

#[test]
fn plain_text_is_read_in_every_encoding() {
    let text = "河西渡口要改名了\n\n本报讯（记者林知远）老船工说，名字改了水还是那条水，这里的人都这么看。\n";
    let (gb, _, _) = encoding_rs::GB18030.encode(text);
    let utf16: Vec<u8> = std::iter::once(0xFEFF_u16)
        .chain(text.encode_utf16())
        .flat_map(u16::to_le_bytes)
        .collect();
    for bytes in [text.as_bytes(), &gb, &utf16] {
        let (out, said) = imported("a.txt", bytes);
        assert!(said.status.success());
        let article = read(&out, "a.md");
        assert!(
            article.contains("主题: 河西渡口要改名了\n")
                && article.contains("电头: 本报讯（记者林知远）\n"),
            "{article}"
        );
    }
}

#[test]
fn a_page_of_wechat_is_its_article() {
    let page = r#"<!DOCTYPE html><html><head><meta charset="utf-8"><title>平原日报</title>
        <script>var a = "别印";</script></head><body>
        <div id="nav"><a href="/">首页</a></div>
        <h1 class="rich_media_title" id="activity-name"> 渡口夜校开门 </h1>
        <div id="js_content" style="visibility: hidden;"><section><section style="text-align:center"><img data-src="data:image/png;base64,iVBORw0KGgo=" class="rich_pages"/></section>
        <section style="text-align: center;"><span style="font-size: 12px">图为夜校一角 林知远 摄</span></section>
        <p style="text-indent: 2em;"><span></span><span style="color:red">本报讯（记者林知远）</span><strong>渡口</strong>镇办起夜校😀。</p>
        <p><br/></p><p style="text-indent: 2em;">报名186人。</p></section></div>
        <div class="rich_media_tool">阅读 1000</div></body></html>"#;
    let (out, said) = imported("page.html", page.as_bytes());
    assert!(said.status.success());
    let text = read(&out, "page.md");
    for line in [
        "主题: 渡口夜校开门",
        "电头: 本报讯（记者林知远）",
        "图说: 图为夜校一角",
        "**渡口**镇办起夜校😀。",
        "报名186人。",
    ] {
        assert!(
            text.lines()
                .any(|known| known.trim_end() == line || known.starts_with(line)),
            "lacks “{line}”:\n{text}"
        );
    }
    assert!(
        !text.contains("首页") && !text.contains("别印") && !text.contains("阅读"),
        "{text}"
    );
    let report = read(&out, "page.import.json");
    assert!(
        report.contains("首页") && report.contains("阅读 1000"),
        "{report}"
    );
}

#[test]
fn hostile_files_are_refused_and_nothing_is_written() {
    let docx = fs::read(root().join("tests/import/files/office-look.docx")).expect("reads");
    let mut cases: Vec<(&str, Vec<u8>, &str)> = vec![
        ("cut.docx", docx[..docx.len() / 2].to_vec(), "bad-document"),
        ("bomb.xml", b"<?xml version='1.0'?><!DOCTYPE nitf [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;'>]><nitf>&b;</nitf>".to_vec(), "bad-document"),
        ("deep.xml", format!("<?xml version='1.0'?><nitf>{}", "<p>".repeat(100_000)).into_bytes(), "over-limit"),
        ("broken.xml", b"<?xml version='1.0'?><nitf><p></nitf>".to_vec(), "bad-document"),
        ("other.json", b"{\"a\": 1, \"b\": \"c\"}".to_vec(), "bad-document"),
        ("list.json", b"[{\"uri\": \"x\"}, 3]".to_vec(), "bad-document"),
        ("page.pdf", b"%PDF-1.7\n".to_vec(), "not-text"),
        ("empty.txt", b"\n\n".to_vec(), "empty-copy"),
        ("zip.zip", b"PK\x05\x06\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0".to_vec(), "not-text"),
    ];
    // Damage in the middle of a part.
    let mut damaged = docx.clone();
    let middle = damaged.len() / 2;
    damaged[middle..middle + 64].fill(0x55);
    cases.push(("damaged.docx", damaged, "bad-document"));
    for (name, bytes, code) in cases {
        let (out, said) = imported(name, &bytes);
        let told = String::from_utf8_lossy(&said.stderr).into_owned();
        assert_eq!(said.status.code(), Some(1), "{name}: {told}");
        assert!(told.contains(code), "{name}: {told}");
        let written = fs::read_dir(out.path().join("copy")).map_or(0, |entries| {
            let names = entries.map(|entry| entry.expect("reads").file_name());
            names
                .filter(|name| !name.to_string_lossy().starts_with('.'))
                .count()
        });
        assert_eq!(written, 0, "{name}");
    }
}

/// A million elements that are never closed, and a table that reaches over everything.
#[test]
fn large_and_odd_pages_end_soon() {
    for page in [
        format!("<html><body>{}", "<div>a".repeat(100_000)),
        format!("<p>{}</p>", "<b><i>".repeat(100_000)),
        format!(
            "<table>{}</table>",
            "<tr><td colspan=100 rowspan=100>甲".repeat(2_000)
        ),
        "<p>甲</p>".repeat(100_000),
    ] {
        let started = std::time::Instant::now();
        let (_out, said) = imported("page.html", page.as_bytes());
        assert!(said.status.code().is_some());
        assert!(started.elapsed().as_secs() < 60);
    }
}

#[test]
fn a_bomb_of_a_package_is_not_unpacked() {
    // A part that says it is small and goes on without end.
    let mut packed = flate2::write::DeflateEncoder::new(Vec::new(), flate2::Compression::best());
    packed.write_all(&vec![b' '; 100 << 20]).expect("packs");
    let packed = packed.finish().expect("packs");
    for said in [100_u32 << 20, 1000] {
        let zip = stored("word/document.xml", &packed, said);
        let (_out, told) = imported("bomb.docx", &zip);
        let told = String::from_utf8_lossy(&told.stderr).into_owned();
        assert!(
            told.contains("over-limit") || told.contains("bad-document"),
            "{told}"
        );
    }
}

/// A zip of one packed part that says to have so many bytes.
fn stored(name: &str, packed: &[u8], size: u32) -> Vec<u8> {
    let mut head = Vec::new();
    head.extend_from_slice(&20_u16.to_le_bytes());
    head.extend_from_slice(&[0, 0, 8, 0, 0, 0, 0, 0]);
    head.extend_from_slice(&0_u32.to_le_bytes());
    head.extend_from_slice(&u32::try_from(packed.len()).expect("small").to_le_bytes());
    head.extend_from_slice(&size.to_le_bytes());
    head.extend_from_slice(&u16::try_from(name.len()).expect("short").to_le_bytes());
    head.extend_from_slice(&0_u16.to_le_bytes());
    let mut zip = b"PK\x03\x04".to_vec();
    zip.extend_from_slice(&head);
    zip.extend_from_slice(name.as_bytes());
    zip.extend_from_slice(packed);
    let directory = zip.len();
    zip.extend_from_slice(b"PK\x01\x02\x14\0");
    zip.extend_from_slice(&head);
    zip.extend_from_slice(&[0; 14]);
    zip.extend_from_slice(name.as_bytes());
    let length = zip.len() - directory;
    zip.extend_from_slice(b"PK\x05\x06\0\0\0\0\x01\0\x01\0");
    zip.extend_from_slice(&u32::try_from(length).expect("small").to_le_bytes());
    zip.extend_from_slice(&u32::try_from(directory).expect("small").to_le_bytes());
    zip.extend_from_slice(&[0, 0]);
    zip
}

#[test]
fn an_article_names_its_embargo_and_its_tables() {
    let story = parsed(
        "---\n主题: 甲\n禁发: 2022-01-01T06:00:00+08:00\ntable = \"results.xlsx#表2\"\n表格: b.csv\n---\n\n正文。\n",
    );
    let embargo = story.embargo.expect("it has one");
    assert_eq!((embargo.day.as_str(), embargo.timed), ("2022-01-01", true));
    let tables: Vec<&str> = story
        .tables
        .iter()
        .map(|table| table.path.as_str())
        .collect();
    assert_eq!(tables, ["results.xlsx#表2", "b.csv"]);
    let (mut sources, mut sink) = (Sources::default(), Sink::new());
    let source = sources.add(
        "a.md",
        "---\n主题: 甲\nembargo: 明天早上\n---\n正文。".to_owned(),
    );
    let _ = story::parse(source, &sources, &mut sink);
    assert!(
        sink.finish()
            .iter()
            .any(|told| told.message.contains("明天早上"))
    );
}

#[test]
fn sheets_are_shown_as_excel_shows_them() {
    let rows =
        sheet::read("县\t产值\n禾川\t1,030.25\n锦渡\t98.6\n".as_bytes(), None).expect("reads");
    assert_eq!(
        sheet::written(&rows),
        "| 县 | 产值 |\n|---|---|\n| 禾川 | 1,030.25 |\n| 锦渡 | 98.6 |\n"
    );
    let book = fs::read(root().join("tests/import/files/book.xlsx")).expect("reads");
    let rows = sheet::read(&book, None).expect("reads");
    assert_eq!(
        rows,
        [
            vec!["县", "产值", "增速", "日期"],
            vec!["禾川", "1,030.25", "9.6%", "2021-12-31"],
            vec!["锦渡", "98.60", "-2.0%", "2021-11-30"],
        ]
    );
    assert_eq!(sheet::read(&book, Some("二")).expect("reads"), [vec!["甲"]]);
    assert!(sheet::read(&book, Some("三")).is_err());
    assert!(sheet::read(&book[..book.len() / 2], None).is_err());
}
