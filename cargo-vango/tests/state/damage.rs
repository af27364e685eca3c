//! Programs that are none, or are damaged.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use cargo_vango::state::{Plan, Verdict, parse, render};
use proptest::prelude::*;
use vango_schema::find_records;

use crate::program::{code, directory, err, shop, vango};

#[test]
fn a_program_that_is_none_is_an_error() {
    let directory = directory();
    let missing = vango(directory.path(), ["plan", "--artifact", "nowhere"]);
    assert_eq!(code(&missing), 1);
    assert!(
        err(&missing).starts_with("error: there is no program "),
        "{}",
        err(&missing)
    );
    // A record of a later version of the format.
    let mut bytes = fs::read(shop("first")).expect("it is built");
    for at in magics(&bytes) {
        bytes[at + 16] = 9;
    }
    fs::write(directory.path().join("later"), bytes).expect("it can be written");
    let later = vango(directory.path(), ["plan", "--artifact", "later"]);
    assert_eq!(code(&later), 1);
    assert!(
        err(&later).contains("written by a later version"),
        "{}",
        err(&later)
    );
}

/// Where records begin: their first bytes are those of any record.
fn magics(program: &[u8]) -> Vec<usize> {
    const ANY: vango_schema::Record = vango_schema::Record {
        lifetime: vango_schema::Lifetime::Session,
        path: "a::A",
        was: None,
        migrates: &[],
        schema: &vango_schema::Schema::Unit,
    };
    const BYTES: [u8; ANY.encoded_len()] = ANY.encode();
    let found = program
        .windows(16)
        .enumerate()
        .filter(|(_, bytes)| *bytes == &BYTES[..16]);
    found.map(|(at, _)| at).collect()
}

proptest! {
    /// Whatever is in a program, there is a plan that can be applied and read, or an error.
    #[test]
    fn a_damaged_program_is_read_or_refused(
        changes in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..5),
        is_whole in any::<bool>(),
    ) {
        static RECORDS: std::sync::LazyLock<Vec<u8>> = std::sync::LazyLock::new(|| {
            let program = fs::read(shop("warm")).expect("it is built");
            let at = magics(&program);
            at.iter().flat_map(|at| program[*at..].iter().copied().take(200)).collect()
        });
        let mut bytes = RECORDS.clone();
        for (at, byte) in &changes {
            bytes[at.index(RECORDS.len())] = *byte;
        }
        if is_whole {
            for at in magics(&bytes) {
                mend_checksum(&mut bytes, at);
            }
        }
        let Ok(records) = find_records(&bytes) else { return Ok(()) };
        prop_assert!(!changes.is_empty() || records.len() == 3);
        let planned = Plan::new(None, &records, &BTreeSet::new()).expect("nothing contradicts itself");
        let [manifest, schema, _] = render(planned.expected());
        let read = parse(&manifest.1, &schema.1, Path::new("dir")).expect("what was written is read");
        prop_assert_eq!(&read, planned.expected());
        let again = Plan::new(Some(&read), &records, &BTreeSet::new()).expect("nothing contradicts itself");
        prop_assert_eq!(again.verdict(), Verdict::Warm);
        prop_assert_eq!(again.expected(), &read);
    }
}

/// Makes the checksum of the record at `at` that of its bytes, so that what is wrong in it is looked at. FNV-1a.
fn mend_checksum(bytes: &mut [u8], at: usize) {
    let Some(length) = bytes.get(at + 17..at + 21) else {
        return;
    };
    let length = u32::from_le_bytes(length.try_into().expect("four bytes")) as usize;
    let Some(body) = bytes.get(at + 25..).and_then(|rest| rest.get(..length)) else {
        return;
    };
    let checksum = body.iter().fold(0x811c_9dc5_u32, |hash, byte| {
        (hash ^ u32::from(*byte)).wrapping_mul(0x0100_0193)
    });
    bytes[at + 21..at + 25].copy_from_slice(&checksum.to_le_bytes());
}
