//! The bytes themselves: a golden vector, and what is refused.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use vango::Persist;
use vango::persist::{CodecError, decode, encode, fingerprint};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Persist)]
struct LineItem {
    sku: String,
    count: u32,
    size: Option<Size>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Persist)]
enum Size {
    Small,
    Custom { width: f32 },
}

fn item() -> LineItem {
    LineItem {
        sku: "tea".to_owned(),
        count: 300,
        size: Some(Size::Custom { width: 0.5 }),
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Published: other bytes mean that nothing stored is read any more.
#[test]
fn bytes_are_as_they_were() {
    let bytes = encode(&item(), 1000).expect("it is written");
    let (header, value) = bytes.split_at(17);
    assert_eq!(header[0], 1);
    assert_eq!(
        hex(value),
        "83a3736b75a3746561a5636f756e74cd012ca473697a6581a6437573746f6d81a57769647468ca3f000000"
    );
    assert_eq!(decode::<LineItem>(&bytes), Ok(item()));
}

#[test]
fn a_value_keeps_to_its_budget() {
    let length = encode(&item(), usize::MAX).expect("it is written").len();
    assert!(encode(&item(), length).is_ok());
    assert_eq!(
        encode(&item(), length - 1),
        Err(CodecError::TooLarge {
            max_bytes: length - 1
        })
    );
}

#[test]
fn every_damage_is_an_error_or_another_value_of_the_type() {
    let bytes = encode(&item(), 1000).expect("it is written");
    for end in 0..bytes.len() {
        assert!(decode::<LineItem>(&bytes[..end]).is_err(), "{end}");
    }
    for at in 0..bytes.len() {
        for bit in 0..8 {
            let mut damaged = bytes.clone();
            damaged[at] ^= 1 << bit;
            // No panic, no endless loop, no memory out of proportion.
            let _ = decode::<LineItem>(&damaged);
        }
    }
    let mut longer = bytes.clone();
    longer.push(0);
    let error = decode::<LineItem>(&longer).expect_err("a byte too many");
    assert_eq!(
        error.to_string(),
        "the stored value cannot be read: something follows the value that is not part of it"
    );
    let later = [&[2], &bytes[1..]].concat();
    assert_eq!(fingerprint(&later), Err(CodecError::Version { version: 2 }));
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, Persist)]
struct Tree {
    children: Vec<Tree>,
}

#[test]
fn what_is_too_deep_is_refused_and_not_followed() {
    let deep = |levels: usize| {
        (0..levels).fold(Tree::default(), |tree, _| Tree {
            children: vec![tree],
        })
    };
    let bytes = encode(&deep(20), 10_000).expect("it is written");
    assert_eq!(decode::<Tree>(&bytes), Ok(deep(20)));
    let bytes = encode(&deep(200), 100_000).expect("it is written");
    assert!(decode::<Tree>(&bytes).is_err());
}

#[test]
fn collections_are_written_alike_whatever_was_done_before() {
    let one: BTreeMap<u8, char> = [(1, 'a'), (2, 'b')].into();
    let mut other: BTreeMap<u8, char> = [(2, 'b'), (9, 'x'), (1, 'a')].into();
    other.remove(&9);
    assert_eq!(encode(&one, 100), encode(&other, 100));
}
