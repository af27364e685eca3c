//! What `docs/deploy.md` says about limits is what they are, and what `docs/failures.md` refers to is there.

use vango_server::{Cause, Limits};

const PAGE: &str = include_str!("../../../docs/deploy.md");

const FAILURES: &str = include_str!("../../../docs/failures.md");

/// The rows of the table of limits, cell by cell, without the quotes of code.
fn table() -> Vec<Vec<String>> {
    let start = PAGE.find("| field of `Limits` |").expect("the table");
    let rows = PAGE[start..].lines().skip(2);
    rows.take_while(|line| line.starts_with('|'))
        .map(|line| {
            let cells = line.trim_matches('|').split(" | ");
            cells
                .map(|cell| cell.trim().trim_matches(['`', '|', ' ']).to_owned())
                .collect()
        })
        .collect()
}

#[test]
fn the_table_has_every_limit_with_its_default_in_their_order() {
    // `Limits { connections: 16384, header_bytes: 16384, … }`
    let debug = format!("{:?}", Limits::default());
    let fields = debug
        .trim_start_matches("Limits { ")
        .trim_end_matches(" }")
        .split(", ")
        .map(|field| field.split_once(": ").expect("a name and a value"));
    let told: Vec<(String, String)> = table()
        .into_iter()
        .map(|row| (row[0].clone(), row[1].clone()))
        .collect();
    let told = told
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()));
    assert!(fields.eq(told.clone()), "{:#?}", told.collect::<Vec<_>>());
}

#[test]
fn every_counter_of_the_table_exists() {
    let names: Vec<&str> = Cause::ALL.iter().map(|cause| cause.name()).collect();
    let mut count = 0;
    for row in table() {
        assert_eq!(row.len(), 4, "{row:?}");
        if !row[3].is_empty() {
            assert!(names.contains(&row[3].as_str()), "{row:?}");
            count += 1;
        }
    }
    assert!(count > 15, "{count} of them");
}

/// The cells of a page's tables, row by row, without their heads.
fn rows(page: &str) -> impl Iterator<Item = Vec<&str>> {
    let rows = page
        .lines()
        .filter(|line| line.starts_with("| ") && !line.starts_with("| ---"));
    rows.map(|line| line.trim_matches('|').split(" | ").map(str::trim).collect())
}

#[test]
fn every_counter_of_the_failures_exists() {
    let names: Vec<&str> = Cause::ALL.iter().map(|cause| cause.name()).collect();
    let mut count = 0;
    // What goes wrong, what dies, what survives, what is seen, the counter.
    for row in rows(FAILURES).filter(|row| row.len() == 5 && row[4] != "counter") {
        let name = row[4].trim_matches('`');
        assert!(name == "none" || names.contains(&name), "{row:?}");
        count += 1;
    }
    assert!(count > 20, "{count} failures");
}

#[test]
fn every_test_that_the_failures_name_is_there() {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/..");
    let mut count = 0;
    for row in rows(FAILURES).filter(|row| row.len() == 2 && row[1].starts_with('`')) {
        let (file, name) = row[1].split_once("` \"").expect("a file and a test");
        let (file, name) = (file.trim_matches('`'), name.trim_matches('"'));
        let text = std::fs::read_to_string(format!("{root}/{file}")).expect(file);
        let is_there =
            text.contains(&format!("fn {name}()")) || text.contains(&format!("test('{name}'"));
        assert!(is_there, "{file}: {name}");
        count += 1;
    }
    assert!(count > 20, "{count} tests");
}
