//! Everything that the archive says to people, in one place. `{name}` stands
//! for what [`fill`] puts there.

/// Puts values into a text.
pub fn fill(text: &str, values: &[(&str, &str)]) -> String {
    let mut filled = String::with_capacity(text.len() + 32);
    let mut rest = text;
    while let Some(start) = rest.find('{') {
        let Some(end) = rest[start..].find('}') else {
            break;
        };
        let name = &rest[start + 1..start + end];
        filled.push_str(&rest[..start]);
        match values.iter().find(|(known, _)| *known == name) {
            Some((_, value)) => filled.push_str(value),
            None => filled.push_str(&rest[start..=start + end]),
        }
        rest = &rest[start + end + 1..];
    }
    filled.push_str(rest);
    filled
}

macro_rules! texts {
    ($($name:ident = $text:literal;)*) => {
        $(#[doc = $text] pub const $name: &str = $text;)*

        /// Every text by its name.
        pub const ALL: &[(&str, &str)] = &[$((stringify!($name), $text),)*];
    };
}

texts! {
    EDITION_AT = "the edition {path}";
    NO_REASON = "no reason was given";

    BAD_PLAN = "{plan}:{line} is no line of a plan: {why}";
    BAD_PLAN_HELP = "`duikai archive plan` writes plans; each line is one JSON object";
    BAD_NAME = "“{edition}” cannot be the name of a folder";
    SAME_NAME = "an edition before it is called “{edition}” too";
    BAD_INPUT = "its input is no SHA-256";
    NO_OUTPUTS = "it wants no output";
    BAD_SHARD = "a shard is written i/n, i from 1 to n, such as 3/16";
    BAD_MEMORY = "memory is written as a number with MB or GB, at least 64MB, such as 2GB";
    BAD_MEGAPIXELS = "megapixels are a number from 0.05 to 24";
    BAD_PRINTER = "the printer's file “{printer}” cannot be read: {why}";
    NOTHING_FOUND = "there is no edition at {root}";
    NOTHING_FOUND_HELP = "name folders that hold edition.toml files below them, or other files with --match";

    PLAN_STALE = "the files of {path} are not those that the plan was made from";
    PLAN_STALE_HELP = "make the plan anew; what is done and has not changed is found again";
    CRASHED = "{number} processes died while they set {path}";
    CRASHED_HELP = "build it alone to see why; it may want more memory than the machine has. `--retry-failed` takes it up again";
    ARCHIVE_FAILED = "the archive {archive} cannot be read or written: {why}";
    ARCHIVE_FAILED_HELP = "what was done before stays done; mend the cause and run the plan again";

    PLANNED = "{count} editions, {pages} pages → {plan}";
    UNSOUND = "{edition} will fail as it stands: {why}";
    BEGINS = "{editions} editions to set, {done} done before, {failed} failed before";
    GOES_ON = "{done} of {editions} editions, {pages} pages, {rate} pages/s, {left} left, {failed} failed";
    FAILED = "{edition} failed: [{code}] {message}";
    RAN = "{set} editions set ({pages} pages, {rate} pages/s), {found} done before, {elsewhere} done by other runs, {failed} failed, {left} left";
    STATUS = "{done} of {planned} editions done ({pages_done} of {pages} pages), {failed} failed, {leased} begun, {open} open";
    COMPLETE = "complete";
    REPORTED = "report → {json}, {html}";
    SYNTHESISED = "{count} editions → {folder}";
    NOT_FITTED = "no edition of seed {seed}, number {number} could be fitted: {why}";
    NOT_FITTED_HELP = "this is a fault of the program; please report it with the seed";
    SYNTH_FAILED = "the edition {folder} cannot be written: {why}";
    UNREADABLE = "“{path}” cannot be used: {why}";
    NO_MATERIAL = "there is nothing in {folder} that could be used";
    NO_MATERIAL_HELP = "articles are .md or .txt files in UTF-8 with whole sentences; photographs are JPEG, PNG, TIFF or WebP";

    REPORT_TITLE = "Archive report";
    REPORT_LANG = "en";
    REPORT_COUNTS = "Counts";
    REPORT_PLANNED = "planned";
    REPORT_DONE = "done";
    REPORT_FAILED = "failed";
    REPORT_OPEN = "open";
    REPORT_PAGES = "pages";
    REPORT_FILES = "files";
    REPORT_BYTES = "bytes";
    REPORT_WARNINGS = "warnings";
    REPORT_RUNS = "Runs";
    REPORT_RUN = "run";
    REPORT_SECONDS = "seconds";
    REPORT_RATE = "pages/s";
    REPORT_RATE_PLOT = "pages a second over the time of each run";
    REPORT_UNENDED = "did not end";
    REPORT_FAILURES = "Failures";
    REPORT_NO_FAILURES = "None.";
    REPORT_EDITION = "edition";
    REPORT_CODE = "code";
    REPORT_MESSAGE = "what is wrong";
    REPORT_CHANGES = "Against the report before";
    REPORT_NO_BEFORE = "There is no report before this one.";
    REPORT_NO_CHANGES = "Nothing changed.";
    REPORT_NEW = "new";
    REPORT_GONE = "no longer planned";
    REPORT_NOW_DONE = "done now";
    REPORT_NOW_FAILED = "failed now";
    REPORT_OTHER_FILES = "other files";
    REPORT_MORE = "and {count} more";
    REPORT_PAGE = "page {page}";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_stand_where_their_names_stood() {
        assert_eq!(
            fill("{a}, {b} {c}", &[("a", "{b}"), ("b", "2")]),
            "{b}, 2 {c}"
        );
        assert_eq!(fill("no {end", &[("end", "x")]), "no {end");
    }

    #[test]
    fn every_text_says_something() {
        for (name, text) in ALL {
            assert!(!text.is_empty(), "{name}");
            assert_eq!(
                text.matches('{').count(),
                text.matches('}').count(),
                "{name}"
            );
        }
    }
}
