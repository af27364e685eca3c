//! The errors in a `.stderr` file.

/// One error: its first line, and all of it.
pub(crate) struct Error<'s> {
    pub(crate) first: &'s str,
    pub(crate) text: &'s str,
}

/// Every error of a run, in order; rustc's closing lines are none.
pub(crate) fn errors(stderr: &str) -> Vec<Error<'_>> {
    let mut starts: Vec<usize> = Vec::new();
    let mut at = 0;
    for line in stderr.split_inclusive('\n') {
        if line.starts_with("error") || line.starts_with("warning") {
            starts.push(at);
        }
        at += line.len();
    }
    starts.push(stderr.len());
    starts
        .windows(2)
        .map(|pair| stderr[pair[0]..pair[1]].trim_end())
        .map(|text| Error {
            first: text.lines().next().unwrap_or_default(),
            text,
        })
        .filter(|error| {
            !error.first.contains("aborting due to") && !error.first.contains("could not compile")
        })
        .collect()
}

/// The part of an error that a page shows: up to the compiler's notes about where a bound stands.
pub(crate) fn head(error: &Error<'_>) -> String {
    let mut lines = Vec::new();
    for line in error.text.lines() {
        let is_compilers = line.starts_with("note:")
            || line.starts_with("help: the trait")
            || line.starts_with("help: the following other types")
            || line.contains("= help: the trait")
            || line.contains("= help: within")
            || line.contains("= note: this error originates");
        if line.starts_with("note:") || line.starts_with("help: the") {
            break;
        }
        if !is_compilers {
            lines.push(line);
        }
    }
    while lines
        .last()
        .is_some_and(|line| line.trim().is_empty() || line.trim() == "|")
    {
        lines.pop();
    }
    lines.join("\n")
}

/// Line and column of an error, counted from one; columns in characters of ASCII sources.
pub(crate) fn place(text: &str) -> Option<(usize, usize)> {
    let arrow = text
        .lines()
        .find_map(|line| line.trim_start().strip_prefix("--> "))?;
    let mut parts = arrow.rsplit(':');
    let column = parts.next()?.parse().ok()?;
    Some((parts.next()?.parse().ok()?, column))
}
