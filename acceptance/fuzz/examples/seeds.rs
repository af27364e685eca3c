//! Writes the corpus of a target as files, for libFuzzer: `cargo run -p vango-fuzz --example seeds -- <target> <directory>`.

use std::path::Path;
use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [target, directory] = &arguments[..] else {
        eprintln!("give a target and a directory");
        return ExitCode::FAILURE;
    };
    let directory = Path::new(directory);
    let written = std::fs::create_dir_all(directory).and_then(|()| {
        let seeds = vango_fuzz::corpus::seeds(target);
        let mut numbered = seeds.iter().enumerate();
        numbered.try_for_each(|(at, seed)| {
            std::fs::write(directory.join(format!("seed-{at}")), &seed.bytes)
        })
    });
    match written {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{}: {error}", directory.display());
            ExitCode::FAILURE
        }
    }
}
