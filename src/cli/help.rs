//! The command line in the reader's language: `--help`, and what is said of wrong usage.

use std::ffi::OsString;

use clap::error::{ContextKind, ErrorKind};
use clap::{Arg, ArgAction, Command, Error};

use super::exit::Exit;
use super::language;
use super::output::err;
use crate::say::{Language, Text, sentence, text};

/// The language that is typed, before anything else is read: the help and what is said of wrong
/// usage are in it too.
pub(super) fn typed_language(arguments: &[OsString]) -> Language {
    let words: Vec<&str> = arguments.iter().filter_map(|word| word.to_str()).collect();
    let value = words.iter().enumerate().find_map(|(at, word)| match *word {
        "--lang" => words.get(at + 1).copied(),
        _ => word.strip_prefix("--lang="),
    });
    value
        .and_then(Language::from_name)
        .unwrap_or_else(language::of_locale)
}

/// The sentence for a command or an argument: of the command's own, or else of every one of the
/// name.
fn help(path: &str, id: &str) -> Option<&'static str> {
    let own = match (path, id) {
        (path, "") => format!("help.{path}"),
        ("", id) => format!("help.{id}"),
        (path, id) => format!("help.{path}.{id}"),
    };
    sentence(Language::Zh, &own).or_else(|| sentence(Language::Zh, &format!("help.{id}")))
}

fn localized_arg(arg: Arg, path: &str) -> Arg {
    let mut words = help(path, arg.get_id().as_str())
        .unwrap_or_default()
        .to_owned();
    let takes = arg.get_action().takes_values();
    let values = arg.get_possible_values();
    if takes && !values.is_empty() {
        let names: Vec<&str> = values.iter().map(|value| value.get_name()).collect();
        words += &format!("［{}］", names.join("、"));
    }
    let usual: Vec<_> = arg
        .get_default_values()
        .iter()
        .map(|value| value.to_string_lossy())
        .collect();
    if takes && !usual.is_empty() && !arg.is_hide_default_value_set() {
        words += &format!("［默认 {}］", usual.join("、"));
    }
    let arg = arg.help(words).long_help(None::<&str>);
    match takes {
        true => arg.hide_possible_values(true).hide_default_value(true),
        false => arg,
    }
}

/// The command and those below it in Chinese.
pub(super) fn chinese(command: Command, path: &str) -> Command {
    let below: Vec<String> = command
        .get_subcommands()
        .map(|below| below.get_name().to_owned())
        .collect();
    let mut command = command
        .mut_args(|arg| localized_arg(arg, path))
        .disable_help_subcommand(true)
        .disable_help_flag(true)
        .disable_version_flag(true)
        .arg(
            Arg::new("help")
                .short('h')
                .long("help")
                .action(ArgAction::Help)
                .help("显示帮助"),
        );
    let about = match path {
        "" => sentence(Language::Zh, "help.about"),
        path => help(path, ""),
    };
    if let Some(about) = about {
        command = command.about(about).long_about(None::<&str>);
    }
    if path.is_empty() {
        command = command.arg(
            Arg::new("version")
                .short('V')
                .long("version")
                .action(ArgAction::Version)
                .help("显示版本"),
        );
    }
    let after = match path {
        "" => sentence(Language::Zh, "help.after"),
        path => sentence(Language::Zh, &format!("help.{path}-after")),
    };
    if let Some(after) = after {
        command = command.after_help(after);
    }
    let mut template = "{about-with-newline}\n用法：{usage}\n".to_owned();
    if !below.is_empty() {
        template += "\n命令：\n{subcommands}\n";
    }
    if command.get_positionals().next().is_some() {
        template += "\n参数：\n{positionals}\n";
    }
    template += "\n选项：\n{options}{after-help}";
    command = command.help_template(template);
    for name in below {
        let inner = match path {
            "" => name.clone(),
            path => format!("{path}-{name}"),
        };
        command = command.mut_subcommand(name, |below| chinese(below, &inner));
    }
    command
}

/// Says in Chinese what is wrong with what was typed; help and version are printed as asked.
pub(super) fn complain(fault: &Error) -> Exit {
    let of = |kind: ContextKind| fault.get(kind).map(ToString::to_string).unwrap_or_default();
    let (arg, value) = (of(ContextKind::InvalidArg), of(ContextKind::InvalidValue));
    let why: Text = match fault.kind() {
        ErrorKind::DisplayHelp
        | ErrorKind::DisplayVersion
        | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => fault.exit(),
        ErrorKind::UnknownArgument => {
            text!("cli.unknown-argument", "unexpected argument {arg}", arg)
        }
        ErrorKind::InvalidSubcommand => text!(
            "cli.unknown-command",
            "there is no command {command}",
            command = of(ContextKind::InvalidSubcommand)
        ),
        ErrorKind::MissingRequiredArgument => {
            text!("cli.missing-argument", "{arg} is missing", arg)
        }
        ErrorKind::ArgumentConflict => text!(
            "cli.conflict",
            "{arg} and {other} exclude each other",
            arg,
            other = of(ContextKind::PriorArg)
        ),
        ErrorKind::InvalidValue if value.is_empty() => {
            text!("cli.no-value", "{arg} wants a value", arg)
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => text!(
            "cli.wrong-value",
            "{arg} does not take “{value}”",
            arg,
            value
        ),
        _ => text!("cli.usage", "the command line cannot be understood"),
    };
    err!("错误：{}", why.in_language(Language::Zh));
    let valid = [ContextKind::ValidValue, ContextKind::ValidSubcommand];
    let known: Vec<String> = valid
        .into_iter()
        .map(of)
        .filter(|it| !it.is_empty())
        .collect();
    if !known.is_empty() {
        err!("可用：{}", known.join("、"));
    }
    err!("`duikai --help` 列出命令，`duikai 命令 --help` 列出它的选项");
    Exit::Usage
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::args::Args;
    use crate::say::keys;
    use clap::CommandFactory;
    use std::collections::BTreeSet;

    fn asked(command: &Command, path: &str, found: &mut BTreeSet<String>) {
        let known = |key: &str| sentence(Language::Zh, &format!("help.{key}")).is_some();
        for arg in command.get_arguments() {
            let id = arg.get_id().as_str();
            let own = format!("{path}.{id}");
            let key = if known(&own) { own } else { id.to_owned() };
            assert!(known(&key), "`{path} {id}` has no Chinese");
            found.insert(key);
        }
        for below in command.get_subcommands() {
            let inner = match path {
                "" => below.get_name().to_owned(),
                path => format!("{path}-{}", below.get_name()),
            };
            assert!(known(&inner), "the command {inner} has no Chinese");
            found.insert(inner.clone());
            asked(below, &inner, found);
        }
        let after = match path {
            "" => "after".to_owned(),
            path => format!("{path}-after"),
        };
        assert_eq!(command.get_after_help().is_some(), known(&after), "{after}");
        if known(&after) {
            found.insert(after);
        }
    }

    #[test]
    fn every_command_and_argument_has_its_help_in_chinese() {
        let mut found = BTreeSet::from(["about".to_owned()]);
        asked(&Args::command(), "", &mut found);
        for key in keys("help") {
            assert!(found.contains(&key), "nothing asks for `{key}`");
        }
    }

    #[test]
    fn the_help_in_chinese_has_no_sentence_of_english() {
        let mut all = vec![chinese(Args::command(), "")];
        while let Some(mut command) = all.pop() {
            let help = command.render_long_help().to_string();
            for english in [
                "Usage", "Options", "Possible", "default:", "Print ", " the ",
            ] {
                assert!(!help.contains(english), "{english}: {help}");
            }
            all.extend(command.get_subcommands().cloned());
        }
    }
}
