//! The command line of `cargo vango state`.
//!
//! Invariant: answers go to the standard output, errors to the standard error; the exit code says the answer too
//! ([`Answer`]).

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use similar::TextDiff;

use crate::state::artifact::{Place, Selection, locate, locate_directory, read_items};
use crate::state::error::{Error, ErrorKind};
use crate::state::file::{self, BINDINGS, MANIFEST, Written, load, parse, render, write};
use crate::state::inspect::{inspect, inspect_json, of_committed, of_program};
use crate::state::item::Committed;
use crate::state::limits::MAX_DIFFERENCE_LINES;
use crate::state::plan::{Acceptance, Plan, Verdict};
use crate::state::report::{report, report_json};

/// What a command found out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// Exit code 0: warm, applied, up to date, shown.
    Good,
    /// Exit code 3: the plan is cold.
    Cold,
    /// Exit code 4: what is committed is not what `apply` would write.
    Stale,
}

impl Answer {
    /// The exit code. 1 is an error, 2 a command line that is not understood.
    pub fn code(self) -> u8 {
        match self {
            Self::Good => 0,
            Self::Cold => 3,
            Self::Stale => 4,
        }
    }
}

/// What a deploy does to stored values
#[derive(Debug, Subcommand)]
pub enum State {
    /// Say what a deploy of the built program would do to stored values, and why
    ///
    /// Compares the persisted items in the program with the committed vango_state_manifest.json and
    /// vango_state_schema.json. Nothing is written, built or run.
    ///
    /// Exit codes: 0 warm (every stored value is read), 3 cold (some are lost), 1 error, 2 wrong usage.
    #[command(verbatim_doc_comment)]
    Plan(PlanArguments),
    /// Write the manifest, the schemas and the bindings of the built program
    ///
    /// Writes vango_state_manifest.json, vango_state_schema.json and vango_state_bindings.rs; commit all three. The app
    /// includes the bindings, so build it again when they have changed. A cold plan is applied only with
    /// --accept-cold.
    ///
    /// Exit codes: 0 applied, 1 error (also: cold and not accepted), 2 wrong usage.
    #[command(verbatim_doc_comment)]
    Apply(ApplyArguments),
    /// Fail when the committed files are not what `apply` would write (for CI)
    ///
    /// Exit codes: 0 up to date, 4 stale (with the difference), 1 error, 2 wrong usage.
    #[command(verbatim_doc_comment)]
    Check(CheckArguments),
    /// Show the persisted items of a program or of the committed files, with their types
    ///
    /// Exit codes: 0 shown, 1 error, 2 wrong usage.
    #[command(verbatim_doc_comment)]
    Inspect(InspectArguments),
}

/// Which program, and where the committed files are.
#[derive(Debug, Args)]
pub struct Source {
    /// The built program itself, debug or release, stripped or not
    #[arg(long, value_name = "PATH", conflicts_with_all = ["bin", "example", "release", "profile", "target"])]
    artifact: Option<PathBuf>,
    /// The directory of the committed files [default: the package's]
    #[arg(long, value_name = "PATH")]
    dir: Option<PathBuf>,
    /// The package [default: the one in the current directory]
    #[arg(short, long, value_name = "NAME")]
    package: Option<String>,
    /// The binary, when the package has several
    #[arg(long, value_name = "NAME", conflicts_with = "example")]
    bin: Option<String>,
    /// An example in place of a binary
    #[arg(long, value_name = "NAME")]
    example: Option<String>,
    /// Built with --release
    #[arg(long, conflicts_with = "profile")]
    release: bool,
    /// The profile that it was built with [default: dev]
    #[arg(long, value_name = "NAME")]
    profile: Option<String>,
    /// The target triple that it was built for [default: CARGO_BUILD_TARGET, or the host]
    #[arg(long, value_name = "TRIPLE")]
    target: Option<String>,
}

/// Of `plan`.
#[derive(Debug, Args)]
pub struct PlanArguments {
    #[command(flatten)]
    source: Source,
    /// This item is new, though it looks like one that has gone (may be repeated)
    #[arg(long, value_name = "PATH")]
    new: Vec<String>,
    /// As JSON (docs/persistence.md describes it)
    #[arg(long)]
    json: bool,
}

/// Of `apply`.
#[derive(Debug, Args)]
pub struct ApplyArguments {
    #[command(flatten)]
    source: Source,
    /// This item is new, though it looks like one that has gone (may be repeated)
    #[arg(long, value_name = "PATH")]
    new: Vec<String>,
    /// Give up the stored values that a cold plan loses; the reason is committed
    #[arg(long, value_name = "REASON")]
    accept_cold: Option<String>,
    /// When, to be committed beside the reason: any text, no clock is asked
    #[arg(long, value_name = "TEXT", requires = "accept_cold")]
    at: Option<String>,
}

/// Of `check`.
#[derive(Debug, Args)]
pub struct CheckArguments {
    #[command(flatten)]
    source: Source,
}

/// Of `inspect`.
#[derive(Debug, Args)]
pub struct InspectArguments {
    #[command(flatten)]
    source: Source,
    /// What is committed; with --artifact both
    #[arg(long)]
    manifest: bool,
    /// As JSON
    #[arg(long)]
    json: bool,
}

impl State {
    /// Does what the command says, as seen from the directory `current`, and writes the answer into `out`.
    ///
    /// # Errors
    /// When there is no answer: see [`ErrorKind`].
    pub fn run(&self, current: &Path, out: &mut String) -> Result<Answer, Error> {
        match self {
            Self::Plan(arguments) => plan(arguments, current, out),
            Self::Apply(arguments) => apply(arguments, current, out),
            Self::Check(arguments) => check(arguments, current, out),
            Self::Inspect(arguments) => show(arguments, current, out),
        }
    }
}

impl Source {
    fn selection(&self) -> Selection {
        let release = self.release.then(|| "release".to_owned());
        let of_environment = || {
            std::env::var("CARGO_BUILD_TARGET")
                .ok()
                .filter(|target| !target.is_empty())
        };
        Selection {
            artifact: self.artifact.clone(),
            directory: self.dir.clone(),
            package: self.package.clone(),
            bin: self.bin.clone(),
            example: self.example.clone(),
            profile: self.profile.clone().or(release),
            target: self.target.clone().or_else(of_environment),
        }
    }
}

/// The plan of the program that is meant, and what it was compared with.
struct Planned {
    place: Place,
    before: Option<Committed>,
    plan: Plan,
}

fn planned(source: &Source, new: &[String], current: &Path) -> Result<Planned, Error> {
    let place = locate(&source.selection(), current)?;
    let records = read_items(&place)?;
    let before = load(&place.directory)?;
    let fresh: BTreeSet<String> = new.iter().cloned().collect();
    let plan = Plan::new(before.as_ref(), &records, &fresh)?;
    Ok(Planned {
        place,
        before,
        plan,
    })
}

fn tell(out: &mut String, line: &str) {
    writeln!(out, "{line}").expect("texts take what is written");
}

fn plan(arguments: &PlanArguments, current: &Path, out: &mut String) -> Result<Answer, Error> {
    let planned = planned(&arguments.source, &arguments.new, current)?;
    if arguments.json {
        out.push_str(&report_json(&planned.plan));
    } else {
        head(&planned, out);
        out.push_str(&report(&planned.plan));
    }
    Ok(match planned.plan.verdict() {
        Verdict::Warm => Answer::Good,
        Verdict::Cold => Answer::Cold,
    })
}

fn head(planned: &Planned, out: &mut String) {
    let before = match planned.before {
        Some(_) => MANIFEST,
        None => "nothing: no state was applied yet",
    };
    let artifact = planned.place.artifact.display();
    tell(out, &format!("{artifact}, compared with {before}\n"));
}

fn apply(arguments: &ApplyArguments, current: &Path, out: &mut String) -> Result<Answer, Error> {
    let planned = planned(&arguments.source, &arguments.new, current)?;
    let acceptance = arguments.accept_cold.as_ref().map(|reason| Acceptance {
        reason: reason.clone(),
        at: arguments.at.clone(),
    });
    head(&planned, out);
    out.push_str(&report(&planned.plan));
    let next = planned.plan.applied(acceptance.as_ref())?;
    if acceptance.is_some() && planned.plan.verdict() == Verdict::Warm {
        tell(
            out,
            "There is nothing to accept: the reason is not recorded.",
        );
    }
    let files = readable(&next)?;
    let stale = stale(&planned.place.directory, &files)?;
    if stale.is_empty() {
        tell(out, "The committed files are up to date.");
        return Ok(Answer::Good);
    }
    let stale: Vec<Written> = stale.into_iter().map(|(file, _)| file).collect();
    write(&planned.place.directory, &stale)?;
    for (name, _) in &stale {
        tell(
            out,
            &format!("written: {}", planned.place.directory.join(name).display()),
        );
    }
    if stale.iter().any(|(name, _)| *name == BINDINGS) {
        tell(
            out,
            "Build the program again before it is deployed: it includes the bindings.",
        );
    }
    Ok(Answer::Good)
}

/// The files for a state, after they were read back.
fn readable(state: &Committed) -> Result<[Written; 3], Error> {
    let files = render(state);
    let read = parse(&files[0].1, &files[1].1, Path::new("what would be written"))?;
    match read == *state {
        true => Ok(files),
        false => Err(Error::new(
            ErrorKind::Committed,
            "what would be written is not read as what it was written from; nothing was written",
        )
        .hint("this is an error in `cargo vango`: please report it with the program")),
    }
}

/// Which files are to be written, and what stands there now.
fn stale(directory: &Path, files: &[Written; 3]) -> Result<Vec<(Written, Option<String>)>, Error> {
    let mut stale = Vec::new();
    for (name, text) in files {
        let now = file::read_text(&directory.join(name))?;
        // Version control may have written line breaks in the way of its system.
        let is_same = now
            .as_ref()
            .is_some_and(|now| now.replace("\r\n", "\n") == *text);
        if !is_same {
            stale.push(((*name, text.clone()), now));
        }
    }
    Ok(stale)
}

fn check(arguments: &CheckArguments, current: &Path, out: &mut String) -> Result<Answer, Error> {
    let planned = planned(&arguments.source, &[], current)?;
    let stale = stale(
        &planned.place.directory,
        &readable(planned.plan.expected())?,
    )?;
    if stale.is_empty() {
        tell(out, "The committed files are up to date.");
        return Ok(Answer::Good);
    }
    for ((name, text), now) in &stale {
        match now {
            None => tell(out, &format!("{name} is missing")),
            Some(now) => difference(name, now, text, out),
        }
    }
    let accept = match planned.plan.verdict() {
        Verdict::Warm => "",
        Verdict::Cold => ", whose plan is cold: it needs `--accept-cold \"reason\"`",
    };
    tell(
        out,
        &format!("Stale: run `cargo vango state apply`{accept}, and commit what it writes."),
    );
    Ok(Answer::Stale)
}

fn difference(name: &str, now: &str, text: &str, out: &mut String) {
    let difference = TextDiff::from_lines(now, text);
    let mut unified = difference.unified_diff();
    let shown = unified
        .header(
            &format!("{name} (committed)"),
            &format!("{name} (of the program)"),
        )
        .to_string();
    let mut lines = shown.lines();
    lines
        .by_ref()
        .take(MAX_DIFFERENCE_LINES)
        .for_each(|line| tell(out, line));
    let more = lines.count();
    if more > 0 {
        tell(out, &format!("… and {more} lines more"));
    }
}

fn show(arguments: &InspectArguments, current: &Path, out: &mut String) -> Result<Answer, Error> {
    let selection = arguments.source.selection();
    let mut items = Vec::new();
    if !arguments.manifest || selection.artifact.is_some() {
        items.extend(of_program(&read_items(&locate(&selection, current)?)?));
    }
    if arguments.manifest {
        let directory = locate_directory(&selection, current)?;
        let committed = load(&directory)?.ok_or_else(|| {
            let what = format!("{} holds no {MANIFEST}", directory.display());
            Error::new(ErrorKind::Committed, what).hint("`cargo vango state apply` writes it")
        })?;
        items.extend(of_committed(&committed));
    }
    out.push_str(&match arguments.json {
        true => inspect_json(&items),
        false => inspect(&items),
    });
    Ok(Answer::Good)
}
