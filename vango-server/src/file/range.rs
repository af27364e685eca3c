//! The `Range` header: which bytes of a representation are wanted. RFC 9110, §14.1.2 and §14.2.

use std::ops::Range;

use super::super::limits::MAX_RANGES;

/// What a `Range` header asks for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Wanted {
    /// No range, one that is none, or one that it is better not to serve.
    Whole,
    /// At least one; none is empty, and each lies within the representation.
    Parts(Vec<Range<u64>>),
    /// Bytes that the representation doesn't have: 416.
    Unsatisfiable,
}

/// Reads the value of a `Range` header for a representation of `len` bytes.
pub(crate) fn parse(header: &str, len: u64) -> Wanted {
    let Some((unit, list)) = header.split_once('=') else {
        return Wanted::Whole;
    };
    if !unit.trim().eq_ignore_ascii_case("bytes") {
        return Wanted::Whole;
    }
    let mut parts: Vec<Range<u64>> = Vec::new();
    for (count, text) in list.split(',').map(str::trim).enumerate() {
        let Some(spec) = Spec::parse(text) else {
            // One that is malformed makes the whole header so.
            return Wanted::Whole;
        };
        if count >= MAX_RANGES {
            return Wanted::Whole;
        }
        parts.extend(spec.within(len));
    }
    let lengths = parts.iter().map(|part| u128::from(part.end - part.start));
    let wanted: u128 = lengths.sum();
    match parts.len() {
        0 => Wanted::Unsatisfiable,
        // Ranges that overlap ask for more than there is: an attack, or a client that is served better by the whole.
        2.. if wanted > u128::from(len) => Wanted::Whole,
        _ => Wanted::Parts(parts),
    }
}

/// One range as it is written.
enum Spec {
    /// `first-last`, both included; `first-` has no last.
    From { first: u64, last: Option<u64> },
    /// `-length`: the last bytes.
    Suffix { length: u64 },
}

impl Spec {
    fn parse(text: &str) -> Option<Self> {
        let (first, last) = text.split_once('-')?;
        match (first.trim(), last.trim()) {
            ("", length) => Some(Self::Suffix {
                length: number(length)?,
            }),
            (first, "") => Some(Self::From {
                first: number(first)?,
                last: None,
            }),
            (first, last) => {
                let (first, last) = (number(first)?, number(last)?);
                (first <= last).then_some(Self::From {
                    first,
                    last: Some(last),
                })
            }
        }
    }

    fn within(&self, len: u64) -> Option<Range<u64>> {
        let range = match *self {
            Self::From { first, last } => {
                let end = last.map_or(len, |last| last.saturating_add(1).min(len));
                first..end
            }
            Self::Suffix { length } => len.saturating_sub(length)..len,
        };
        (range.start < range.end).then_some(range)
    }
}

/// Digits alone: `parse` would take a sign too. A number beyond 64 bits lies behind the end of every file.
fn number(text: &str) -> Option<u64> {
    if text.is_empty() || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    Some(text.parse().unwrap_or(u64::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(header: &str, expect: Wanted) {
        assert_eq!(parse(header, 1000), expect, "{header:?}");
    }

    /// `(first, end)` of each part.
    fn parts(parts: &[(u64, u64)]) -> Wanted {
        Wanted::Parts(parts.iter().map(|(first, end)| *first..*end).collect())
    }

    #[test]
    fn the_forms_of_the_rfc() {
        check("bytes=0-499", parts(&[(0, 500)]));
        check("bytes=500-999", parts(&[(500, 1000)]));
        check("bytes=-500", parts(&[(500, 1000)]));
        check("bytes=900-", parts(&[(900, 1000)]));
        check("bytes=0-0,-1", parts(&[(0, 1), (999, 1000)]));
        check("Bytes = 0-1 , 3-4", parts(&[(0, 2), (3, 5)]));
        check("bytes=990-2000", parts(&[(990, 1000)]));
        check("bytes=-5000", parts(&[(0, 1000)]));
        check("bytes=0-99999999999999999999999", parts(&[(0, 1000)]));
    }

    #[test]
    fn lengths_that_no_number_holds_together_ask_for_more_than_there_is() {
        assert_eq!(parse("bytes=0-,1-", u64::MAX), Wanted::Whole);
    }

    #[test]
    fn what_is_no_range_asks_for_the_whole() {
        for header in [
            "",
            "bytes",
            "lines=0-1",
            "bytes=",
            "bytes=-",
            "bytes=a-b",
            "bytes=5-4",
            "bytes=+1-2",
            "bytes=0-1,x",
            "bytes=0-1,,2-3",
        ] {
            check(header, Wanted::Whole);
        }
    }

    #[test]
    fn beyond_the_end_is_unsatisfiable_unless_another_range_is_not() {
        check("bytes=1000-", Wanted::Unsatisfiable);
        check("bytes=-0", Wanted::Unsatisfiable);
        check("bytes=5000-6000,7000-", Wanted::Unsatisfiable);
        check("bytes=0-9,5000-6000", parts(&[(0, 10)]));
        assert_eq!(parse("bytes=0-", 0), Wanted::Unsatisfiable);
    }

    #[test]
    fn many_or_overlapping_ranges_get_the_whole() {
        let many = vec!["0-0"; MAX_RANGES + 1].join(",");
        check(&format!("bytes={many}"), Wanted::Whole);
        check("bytes=0-999,0-0", Wanted::Whole);
        check("bytes=0-499,400-499", parts(&[(0, 500), (400, 500)]));
    }
}
