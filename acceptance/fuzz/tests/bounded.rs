//! The fuzz targets, each with a fixed number of inputs: those of its corpus, then as many as its table says, made from a seed.
//!
//! | variable | what it says |
//! | --- | --- |
//! | `VANGO_FUZZ_INPUT` | one input in hexadecimal, instead of all: what a failure prints |
//! | `VANGO_FUZZ_TIMES` | so many times the usual number of inputs |
//! | `VANGO_FUZZ_SEED` | another seed than 1 |

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::time::Instant;

use vango_fuzz::corpus::{Seed, seeds};
use vango_fuzz::mutate::Dice;
use vango_fuzz::{TARGETS, Target, target};

fn number(variable: &str) -> Option<u64> {
    let text = std::env::var(variable).ok()?;
    let number = text.parse().ok().filter(|number| *number > 0);
    Some(number.unwrap_or_else(|| panic!("{variable}={text:?} is no number above zero")))
}

fn unhex(hex: &str) -> Vec<u8> {
    let hex = hex.trim_start_matches("0x");
    let digit = |at: usize| {
        u8::from_str_radix(&hex[at..at + 2], 16).expect("VANGO_FUZZ_INPUT is hexadecimal")
    };
    (0..hex.len()).step_by(2).map(digit).collect()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Runs one input, and says how to run it again when it fails.
fn feed(target: &Target, bytes: &[u8], from: &str) {
    let Err(payload) = catch_unwind(AssertUnwindSafe(|| (target.run)(bytes))) else {
        return;
    };
    let (name, hex) = (target.name, hex(bytes));
    eprintln!(
        "\nthe fuzz target `{name}` fails with {from}; run it again with\n\
         VANGO_FUZZ_INPUT={hex} cargo test -p vango-fuzz --test bounded {name}\n"
    );
    resume_unwind(payload);
}

fn run(name: &str) {
    let target = target(name).expect("the table has it");
    if let Ok(hex) = std::env::var("VANGO_FUZZ_INPUT") {
        return feed(target, &unhex(&hex), "this input");
    }
    let corpus: Vec<Seed> = seeds(name);
    for seed in &corpus {
        feed(
            target,
            &seed.bytes,
            &format!("`{}` of its corpus", seed.name),
        );
    }
    let start = Instant::now();
    let executions = u64::from(target.executions) * number("VANGO_FUZZ_TIMES").unwrap_or(1);
    let mut dice = Dice::new(number("VANGO_FUZZ_SEED").unwrap_or(1));
    for _ in 0..executions {
        let bytes = dice.input(&corpus);
        feed(target, &bytes, "an input that was made");
    }
    println!(
        "{name}: {} seeds and {executions} inputs in {:?}",
        corpus.len(),
        start.elapsed()
    );
}

macro_rules! tests {
    ($($name:ident)+) => {
        $(#[test]
        fn $name() {
            run(stringify!($name));
        })+

        #[test]
        fn every_target_has_its_test() {
            let tested = [$(stringify!($name)),+];
            assert_eq!(TARGETS.iter().map(|target| target.name).collect::<Vec<_>>(), tested);
        }
    };
}

tests! { client_frame payload server_frame template shape boot serial greeting request path page raw adoption frames schema program value session socket }
