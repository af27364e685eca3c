//! `cargo xtask soak [minutes]`: mixed load at half of what the machine can take, and whether anything creeps.
//!
//! The program is `bench/soak`, in the bench's workspace; it shares visitors with the suite `hostile`. Here it is built,
//! run and judged. Deliberately no suite of the bench: it takes half an hour, and one runs it by itself.

use anyhow::{Result, bail};

use crate::Outcome;
use crate::bench::{Suite, measure, table};
use crate::workspace::Workspace;

const SOAK: Suite = Suite {
    name: "soak",
    packages: &["bench-soak"],
};

/// Runs it; `arguments` may say for how many minutes.
pub(crate) fn run(workspace: &Workspace, arguments: &[String]) -> Result<Outcome> {
    check(arguments)?;
    let figures = measure(workspace, &SOAK, arguments)?.figures;
    print!("{}", table(&figures));
    let missed = figures.iter().filter(|figure| !figure.met).count();
    eprintln!(
        "{}: {} figures, {missed} bars missed",
        SOAK.name,
        figures.len()
    );
    Ok(Outcome::from_success(missed == 0))
}

/// Before anything is built.
fn check(arguments: &[String]) -> Result<()> {
    match arguments {
        [] => Ok(()),
        [minutes] if minutes.parse::<u32>().is_ok_and(|minutes| minutes > 0) => Ok(()),
        _ => bail!(
            "`cargo xtask soak` takes a number of minutes at most, such as `cargo xtask soak 30`, but got `{}`",
            arguments.join(" ")
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn minutes_are_a_number_above_zero() {
        let check = |words: &[&str]| {
            check(
                &words
                    .iter()
                    .map(|word| (*word).to_owned())
                    .collect::<Vec<_>>(),
            )
        };
        assert!(check(&[]).is_ok() && check(&["3"]).is_ok());
        for wrong in [&["0"][..], &["x"], &["3", "4"]] {
            let error = check(wrong).unwrap_err().to_string();
            assert!(error.contains(&wrong.join(" ")), "{error}");
        }
    }
}
