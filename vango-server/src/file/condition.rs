//! Conditions that a request makes: send it only if it has changed, or only if it has not. RFC 9110, §13.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use hyper::header::{
    HeaderMap, HeaderName, IF_MATCH, IF_MODIFIED_SINCE, IF_NONE_MATCH, IF_RANGE,
    IF_UNMODIFIED_SINCE,
};

/// What identifies the state of a representation.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Validators<'r> {
    /// A strong entity tag, with its quotes.
    pub(crate) tag: &'r str,
    pub(crate) modified: Option<SystemTime>,
}

/// What the conditions of a request come to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Verdict {
    Send,
    NotModified,
    Failed,
}

impl Validators<'_> {
    /// In the order of RFC 9110, §13.2.2.
    pub(crate) fn check(&self, request: &HeaderMap) -> Verdict {
        if request.contains_key(IF_MATCH) {
            // Strongly: a weak tag never matches.
            if !any_tag(request, &IF_MATCH, |offered| offered == self.tag) {
                return Verdict::Failed;
            }
        } else if let Some(since) = date(request, &IF_UNMODIFIED_SINCE)
            && self
                .modified_second()
                .is_some_and(|modified| modified > since)
        {
            return Verdict::Failed;
        }
        if request.contains_key(IF_NONE_MATCH) {
            let weak = |offered: &str| offered.strip_prefix("W/").unwrap_or(offered) == self.tag;
            if any_tag(request, &IF_NONE_MATCH, weak) {
                return Verdict::NotModified;
            }
        } else if let Some(since) = date(request, &IF_MODIFIED_SINCE)
            && self
                .modified_second()
                .is_some_and(|modified| modified <= since)
        {
            return Verdict::NotModified;
        }
        Verdict::Send
    }

    /// Whether a range of what the client has is a range of this: its `If-Range`, if any, names this very state.
    pub(crate) fn is_same_for_range(&self, request: &HeaderMap) -> bool {
        let Some(header) = request.get(IF_RANGE) else {
            return true;
        };
        let Ok(text) = header.to_str() else {
            return false;
        };
        let text = text.trim();
        if text.starts_with('"') {
            return text == self.tag;
        }
        // A date has to be the very one. A weak tag is neither, and parses as no date.
        let offered = httpdate::parse_http_date(text).ok();
        offered.is_some() && offered == self.modified_second()
    }

    /// HTTP's dates have no fractions of a second.
    fn modified_second(&self) -> Option<SystemTime> {
        let since_epoch = self.modified?.duration_since(UNIX_EPOCH).ok()?;
        Some(UNIX_EPOCH + Duration::from_secs(since_epoch.as_secs()))
    }
}

/// Whether `*` or a tag that `is_match` accepts stands in a list of tags. Ours have no comma inside.
fn any_tag(request: &HeaderMap, name: &HeaderName, is_match: impl Fn(&str) -> bool) -> bool {
    request
        .get_all(name)
        .iter()
        .filter_map(|header| header.to_str().ok())
        .flat_map(|header| header.split(','))
        .map(str::trim)
        .any(|offered| offered == "*" || is_match(offered))
}

/// A malformed date is as good as none.
fn date(request: &HeaderMap, name: &HeaderName) -> Option<SystemTime> {
    httpdate::parse_http_date(request.get(name)?.to_str().ok()?).ok()
}

#[cfg(test)]
mod tests {
    use hyper::header::HeaderValue;

    use super::*;

    const DATE: &str = "Sun, 06 Nov 1994 08:49:37 GMT";
    const BEFORE: &str = "Sun, 06 Nov 1994 08:49:36 GMT";
    const AFTER: &str = "Sun, 06 Nov 1994 08:49:38 GMT";

    fn headers(pairs: &[(HeaderName, &str)]) -> HeaderMap {
        let pairs = pairs.iter();
        pairs
            .map(|(name, value)| (name.clone(), HeaderValue::from_str(value).unwrap()))
            .collect()
    }

    /// A file that was changed a little after a full second.
    fn validators() -> Validators<'static> {
        let second = httpdate::parse_http_date(DATE).unwrap();
        Validators {
            tag: "\"a\"",
            modified: Some(second + Duration::from_millis(700)),
        }
    }

    #[track_caller]
    fn check(pairs: &[(HeaderName, &str)], expect: Verdict) {
        assert_eq!(validators().check(&headers(pairs)), expect, "{pairs:?}");
    }

    #[test]
    fn tags_are_compared_weakly_for_reading_and_strongly_for_the_rest() {
        for same in ["\"a\"", "W/\"a\"", "\"b\", W/\"a\"", "*"] {
            check(&[(IF_NONE_MATCH, same)], Verdict::NotModified);
        }
        check(&[(IF_NONE_MATCH, "\"b\"")], Verdict::Send);
        check(&[(IF_MATCH, "\"a\"")], Verdict::Send);
        check(&[(IF_MATCH, "*")], Verdict::Send);
        check(&[(IF_MATCH, "W/\"a\"")], Verdict::Failed);
        check(&[(IF_MATCH, "\"b\"")], Verdict::Failed);
    }

    #[test]
    fn dates_count_whole_seconds_and_only_without_a_tag() {
        check(&[(IF_MODIFIED_SINCE, DATE)], Verdict::NotModified);
        check(&[(IF_MODIFIED_SINCE, AFTER)], Verdict::NotModified);
        check(&[(IF_MODIFIED_SINCE, BEFORE)], Verdict::Send);
        check(&[(IF_MODIFIED_SINCE, "yesterday")], Verdict::Send);
        check(&[(IF_UNMODIFIED_SINCE, DATE)], Verdict::Send);
        check(&[(IF_UNMODIFIED_SINCE, BEFORE)], Verdict::Failed);
        check(
            &[(IF_NONE_MATCH, "\"b\""), (IF_MODIFIED_SINCE, DATE)],
            Verdict::Send,
        );
        check(
            &[(IF_MATCH, "\"a\""), (IF_UNMODIFIED_SINCE, BEFORE)],
            Verdict::Send,
        );
    }

    #[test]
    fn a_range_continues_only_the_very_same_state() {
        let same = |value: &str| validators().is_same_for_range(&headers(&[(IF_RANGE, value)]));
        assert!(validators().is_same_for_range(&HeaderMap::new()));
        assert!(same("\"a\"") && same(DATE));
        for other in ["\"b\"", "W/\"a\"", BEFORE, AFTER, "rubbish"] {
            assert!(!same(other), "{other}");
        }
    }

    #[test]
    fn without_a_date_only_the_tag_counts() {
        let embedded = Validators {
            tag: "\"a\"",
            modified: None,
        };
        let dated = headers(&[(IF_MODIFIED_SINCE, AFTER)]);
        assert_eq!(embedded.check(&dated), Verdict::Send);
        assert!(!embedded.is_same_for_range(&headers(&[(IF_RANGE, "rubbish")])));
    }
}
