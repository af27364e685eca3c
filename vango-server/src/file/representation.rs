//! One variant of a file, and the answer that a request gets for it.

use std::fs::File;
use std::ops::Range;
use std::time::SystemTime;

use bytes::Bytes;
use hyper::StatusCode;
use hyper::header::{
    ACCEPT_RANGES, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_RANGE, CONTENT_TYPE,
    ETAG, HeaderMap, HeaderName, HeaderValue, LAST_MODIFIED, RANGE, VARY,
};

use super::super::body::Body;
use super::super::encoding::Encoding;
use super::super::page::Depth;
use super::super::response::{Reply, plain, reply};
use super::body::{FileBody, Piece};
use super::condition::{Validators, Verdict};
use super::range::{self, Wanted};

/// How long browsers may keep a file.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Caching {
    /// For ever: its name changes with its content.
    Immutable,
    /// They ask each time whether it has changed.
    Revalidate,
}

impl Caching {
    fn header(self) -> &'static str {
        match self {
            Self::Immutable => "public, max-age=31536000, immutable",
            Self::Revalidate => "no-cache",
        }
    }
}

/// Where the bytes are.
pub(crate) enum Source {
    Memory(Bytes),
    File { file: File, len: u64 },
}

/// One variant of a file.
pub(crate) struct Representation {
    pub(crate) content_type: String,
    pub(crate) encoding: Encoding,
    /// Strong, with its quotes; each variant has its own.
    pub(crate) tag: String,
    pub(crate) modified: Option<SystemTime>,
    pub(crate) caching: Caching,
    pub(crate) source: Source,
}

/// Separates the parts of an answer with several ranges. It need not be random: the parts' lengths are announced, and what
/// is between two of them is not looked for inside.
const BOUNDARY: &str = "vango-byte-ranges-7f3d1c9a52e84b60";

impl Representation {
    fn len(&self) -> u64 {
        match &self.source {
            Source::Memory(bytes) => bytes.len() as u64,
            Source::File { len, .. } => *len,
        }
    }

    /// Answers GET (`Depth::Whole`) or HEAD.
    pub(crate) fn answer(self, request: &HeaderMap, depth: Depth) -> Reply {
        let validators = Validators {
            tag: &self.tag,
            modified: self.modified,
        };
        match validators.check(request) {
            Verdict::Failed => plain(
                StatusCode::PRECONDITION_FAILED,
                "The file is not in the state that the request names.\n",
            ),
            Verdict::NotModified => self.unchanged(),
            Verdict::Send => {
                // A range is defined for GET alone.
                let wanted = match (depth, request.get(RANGE).map(HeaderValue::to_str)) {
                    (Depth::Whole, Some(Ok(header))) if validators.is_same_for_range(request) => {
                        range::parse(header, self.len())
                    }
                    _ => Wanted::Whole,
                };
                self.send(wanted, depth)
            }
        }
    }

    fn unchanged(self) -> Reply {
        let mut answer = reply(StatusCode::NOT_MODIFIED, "", Bytes::new());
        answer.headers_mut().remove(CONTENT_TYPE);
        self.describe(&mut answer);
        answer
    }

    fn send(self, wanted: Wanted, depth: Depth) -> Reply {
        let len = self.len();
        let mut answer = match wanted {
            Wanted::Unsatisfiable => return unsatisfiable(len),
            Wanted::Whole => reply(StatusCode::OK, "", Bytes::new()),
            Wanted::Parts(_) => reply(StatusCode::PARTIAL_CONTENT, "", Bytes::new()),
        };
        self.describe(&mut answer);
        put(&mut answer, CONTENT_TYPE, &self.content_type);
        if let Some(name) = self.encoding.header() {
            put(&mut answer, CONTENT_ENCODING, name);
        }
        let (pieces, length) = match wanted {
            Wanted::Parts(parts) => match &parts[..] {
                [part] => {
                    put(&mut answer, CONTENT_RANGE, &content_range(part, len));
                    (vec![Piece::Range(part.clone())], part.end - part.start)
                }
                several => {
                    let kind = format!("multipart/byteranges; boundary={BOUNDARY}");
                    put(&mut answer, CONTENT_TYPE, &kind);
                    multipart(several, &self.content_type, len)
                }
            },
            Wanted::Whole | Wanted::Unsatisfiable => (vec![Piece::Range(0..len)], len),
        };
        answer
            .headers_mut()
            .insert(CONTENT_LENGTH, HeaderValue::from(length));
        if depth == Depth::Whole {
            *answer.body_mut() = self.source.body(pieces);
        }
        answer
    }

    /// The headers that a 200 and a 304 have in common.
    fn describe(&self, answer: &mut Reply) {
        put(answer, ETAG, &self.tag);
        put(answer, CACHE_CONTROL, self.caching.header());
        put(answer, VARY, "Accept-Encoding");
        put(answer, ACCEPT_RANGES, "bytes");
        if let Some(modified) = self.modified {
            put(answer, LAST_MODIFIED, &httpdate::fmt_http_date(modified));
        }
    }
}

impl Source {
    fn body(self, pieces: Vec<Piece>) -> Body {
        match self {
            Self::File { file, .. } => Body::file(FileBody::new(file, pieces)),
            Self::Memory(bytes) => {
                let slice =
                    |range: &Range<u64>| bytes.slice(range.start as usize..range.end as usize);
                match &pieces[..] {
                    [Piece::Range(range)] => Body::from(slice(range)),
                    several => {
                        let texts = several.iter().map(|piece| match piece {
                            Piece::Text(text) => text.clone(),
                            Piece::Range(range) => slice(range),
                        });
                        Body::from(Bytes::from(texts.collect::<Vec<_>>().concat()))
                    }
                }
            }
        }
    }
}

/// The parts with their heads, and the length of all.
fn multipart(parts: &[Range<u64>], content_type: &str, len: u64) -> (Vec<Piece>, u64) {
    let mut pieces = Vec::with_capacity(2 * parts.len() + 1);
    let mut length = 0;
    let mut lead = "";
    for part in parts {
        let head = format!(
            "{lead}--{BOUNDARY}\r\nContent-Type: {content_type}\r\nContent-Range: {}\r\n\r\n",
            content_range(part, len)
        );
        lead = "\r\n";
        length += head.len() as u64 + part.end - part.start;
        pieces.push(Piece::Text(head.into()));
        pieces.push(Piece::Range(part.clone()));
    }
    let end = format!("\r\n--{BOUNDARY}--\r\n");
    length += end.len() as u64;
    pieces.push(Piece::Text(end.into()));
    (pieces, length)
}

fn content_range(part: &Range<u64>, len: u64) -> String {
    format!("bytes {}-{}/{len}", part.start, part.end - 1)
}

fn unsatisfiable(len: u64) -> Reply {
    let mut answer = plain(
        StatusCode::RANGE_NOT_SATISFIABLE,
        "The file has no such bytes.\n",
    );
    put(&mut answer, CONTENT_RANGE, &format!("bytes */{len}"));
    answer
}

fn put(answer: &mut Reply, name: HeaderName, value: &str) {
    // Only a file name could hold what a header can't, and none comes here.
    if let Ok(value) = HeaderValue::from_str(value) {
        answer.headers_mut().insert(name, value);
    }
}

#[cfg(test)]
mod tests {
    use http_body_util::BodyExt;

    use super::*;

    fn answer(request: &[(HeaderName, &str)], depth: Depth) -> Reply {
        let representation = Representation {
            content_type: "text/plain; charset=utf-8".to_owned(),
            encoding: Encoding::Identity,
            tag: "\"t\"".to_owned(),
            modified: None,
            caching: Caching::Revalidate,
            source: Source::Memory(Bytes::from_static(b"0123456789")),
        };
        let headers: HeaderMap = request
            .iter()
            .map(|(name, value)| (name.clone(), HeaderValue::from_str(value).unwrap()))
            .collect();
        representation.answer(&headers, depth)
    }

    async fn text(answer: Reply) -> String {
        let bytes = answer.into_body().collect().await.unwrap().to_bytes();
        String::from_utf8(bytes.to_vec()).unwrap()
    }

    #[tokio::test]
    async fn one_range_is_a_part_with_its_place() {
        let part = answer(&[(RANGE, "bytes=2-4")], Depth::Whole);
        assert_eq!(part.status(), StatusCode::PARTIAL_CONTENT);
        assert_eq!(part.headers()[CONTENT_RANGE], "bytes 2-4/10");
        assert_eq!(part.headers()[CONTENT_LENGTH], "3");
        assert_eq!(text(part).await, "234");
    }

    #[tokio::test]
    async fn several_ranges_are_a_multipart_of_the_announced_length() {
        let part = answer(&[(RANGE, "bytes=0-1,-2")], Depth::Whole);
        assert_eq!(part.status(), StatusCode::PARTIAL_CONTENT);
        let kind = part.headers()[CONTENT_TYPE].to_str().unwrap();
        assert_eq!(kind, format!("multipart/byteranges; boundary={BOUNDARY}"));
        let length = part.headers()[CONTENT_LENGTH].to_str().unwrap().to_owned();
        let body = text(part).await;
        assert_eq!(length, body.len().to_string());
        let head = |range: &str| {
            format!(
                "--{BOUNDARY}\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Range: bytes {range}/10\r\n\r\n"
            )
        };
        let expect = format!(
            "{}01\r\n{}89\r\n--{BOUNDARY}--\r\n",
            head("0-1"),
            head("8-9")
        );
        assert_eq!(body, expect);
    }

    #[tokio::test]
    async fn a_range_beyond_the_end_says_how_long_the_file_is() {
        let refused = answer(&[(RANGE, "bytes=10-")], Depth::Whole);
        assert_eq!(refused.status(), StatusCode::RANGE_NOT_SATISFIABLE);
        assert_eq!(refused.headers()[CONTENT_RANGE], "bytes */10");
    }

    #[tokio::test]
    async fn another_state_than_the_clients_is_sent_whole() {
        use hyper::header::IF_RANGE;
        let whole = answer(&[(RANGE, "bytes=2-4"), (IF_RANGE, "\"old\"")], Depth::Whole);
        assert_eq!(whole.status(), StatusCode::OK);
        assert_eq!(text(whole).await, "0123456789");
        let part = answer(&[(RANGE, "bytes=2-4"), (IF_RANGE, "\"t\"")], Depth::Whole);
        assert_eq!(part.status(), StatusCode::PARTIAL_CONTENT);
    }

    #[tokio::test]
    async fn head_knows_the_length_and_no_ranges() {
        let head = answer(&[(RANGE, "bytes=2-4")], Depth::Head);
        assert_eq!(head.status(), StatusCode::OK);
        assert_eq!(head.headers()[CONTENT_LENGTH], "10");
        assert_eq!(text(head).await, "");
    }
}
