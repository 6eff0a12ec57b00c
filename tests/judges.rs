//! The press file before programs of other makers (qpdf, Ghostscript,
//! poppler), and the writing of it under strace.
//!
//! Each test names the program that it asks. Where that program is not
//! installed the test is reported as ignored, with the program's name beside
//! it; under continuous integration (`CI` is set) it fails instead.

#[allow(
    dead_code,
    unused_imports,
    reason = "shared with main, which needs the rest"
)]
#[path = "ads.rs"]
mod ads;
#[path = "judges/ads.rs"]
mod advertisements;
#[path = "judges/faults.rs"]
mod faults;
#[path = "judges/files.rs"]
mod files;
#[path = "judges/inked.rs"]
mod inked;
#[allow(dead_code, reason = "shared with pdf_press, which needs the rest")]
#[path = "pdf/mod.rs"]
mod pdf;
#[path = "judges/plates.rs"]
mod plates;
#[path = "judges/program.rs"]
mod program;
#[allow(dead_code, reason = "shared with pdf_press, which needs the rest")]
#[path = "pdf/read.rs"]
mod read;
#[allow(dead_code, reason = "shared with main, which needs the rest")]
#[path = "delivery/site.rs"]
mod site;
#[path = "adset/files.rs"]
mod wild;

use std::process::ExitCode;

use libtest_mimic::Arguments;

/// One trial for each test, under the program that it asks.
macro_rules! trials {
    ($($program:ident { $($module:ident::$test:ident,)+ })+) => {{
        let mut trials = Vec::new();
        $(
            let tests: &[(&str, fn())] = &[
                $((concat!(stringify!($module), "::", stringify!($test)), $module::$test),)+
            ];
            let program = stringify!($program);
            let installed = program::is_installed(program, tests.len());
            trials.extend(
                tests
                    .iter()
                    .map(|&(name, test)| program::trial(program, installed, name, test)),
            );
        )+
        trials
    }};
}

fn main() -> ExitCode {
    let trials = trials! {
        gs {
            plates::a_black_headline_over_a_tint_overprints,
            plates::a_white_headline_in_a_photo_knocks_out_of_every_plate,
            plates::a_spot_rule_is_on_its_own_plate_alone,
            plates::body_text_is_on_the_black_plate_alone,
            plates::our_plates_are_those_of_the_press_file,
            plates::marks_stand_outside_the_bleed_on_every_plate,
            plates::a_pair_is_two_pages_that_end_at_the_fold,
            files::ghostscript_finds_no_fault,
            advertisements::plates_show_what_is_in_it,
            advertisements::ghostscript_sees_what_came,
            advertisements::flattened_prints_as_it_did,
            inked::no_pixel_of_hard_pictures_is_above_the_limit,
        }
        mutool {
            advertisements::mupdf_sees_what_came,
        }
        pdftoppm {
            advertisements::poppler_sees_what_came,
        }
        qpdf {
            files::qpdf_finds_no_fault,
            files::qpdf_finds_no_fault_in_any_manner_of_run,
        }
        pdftotext {
            files::text_comes_out_as_it_went_in,
            files::every_manner_of_run_is_read_in_its_order,
        }
        strace {
            faults::an_edition_appears_as_one,
            faults::where_folders_are_not_swapped_a_journal_mends,
        }
    };
    libtest_mimic::run(&Arguments::from_args(), trials).exit_code()
}
