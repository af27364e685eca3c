//! Files that never change under their name: the client script and the app's stylesheets. Their name holds a hash of their
//! content, so that browsers may keep them for ever.

use std::collections::HashMap;

use bytes::Bytes;
use http_body_util::Full;
use hyper::header::{
    CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, ETAG, HeaderMap, HeaderValue, IF_NONE_MATCH,
    VARY,
};
use hyper::{Response, StatusCode};
use sha2::{Digest, Sha256};

use super::encoding::{self, Encoding};
use super::response::{Reply, reply};

/// One file with its variants, smallest first; the identity is always there and last.
pub(crate) struct Asset {
    content_type: &'static str,
    hash: String,
    variants: Vec<(Encoding, Bytes)>,
}

impl Asset {
    pub(crate) fn new(content_type: &'static str, identity: Bytes) -> Self {
        Self {
            content_type,
            hash: content_hash(&identity),
            variants: vec![(Encoding::Identity, identity)],
        }
    }

    /// Adds a compressed variant in front of those that are there.
    pub(crate) fn with(mut self, encoding: Encoding, body: Bytes) -> Self {
        self.variants.insert(0, (encoding, body));
        self
    }

    /// Short hexadecimal hash of the uncompressed content.
    pub(crate) fn hash(&self) -> &str {
        &self.hash
    }

    fn answer(&self, request: &HeaderMap) -> Reply {
        let available: Vec<Encoding> = self
            .variants
            .iter()
            .map(|(encoding, _)| *encoding)
            .collect();
        let chosen = encoding::choose(request, &available);
        // Each variant has a tag of its own: they are different bytes.
        let tag = format!(
            "\"{}{}\"",
            self.hash,
            chosen
                .header()
                .map(|name| format!("-{name}"))
                .unwrap_or_default()
        );
        let mut answer = if matches_tag(request, &tag) {
            let mut unchanged = reply(StatusCode::NOT_MODIFIED, self.content_type, Bytes::new());
            unchanged.headers_mut().remove(CONTENT_TYPE);
            unchanged
        } else {
            let body = self
                .variants
                .iter()
                .find(|(encoding, _)| *encoding == chosen);
            let mut whole = reply(
                StatusCode::OK,
                self.content_type,
                body.map(|(_, body)| body.clone()).unwrap_or_default(),
            );
            if let Some(name) = chosen.header() {
                whole
                    .headers_mut()
                    .insert(CONTENT_ENCODING, HeaderValue::from_static(name));
            }
            whole
        };
        let headers = answer.headers_mut();
        headers.insert(
            CACHE_CONTROL,
            HeaderValue::from_static("public, max-age=31536000, immutable"),
        );
        headers.insert(VARY, HeaderValue::from_static("Accept-Encoding"));
        if let Ok(tag) = HeaderValue::from_str(&tag) {
            headers.insert(ETAG, tag);
        }
        answer
    }
}

/// Whether the browser has this very variant (RFC 9110, §13.1.2; the comparison is weak).
fn matches_tag(request: &HeaderMap, tag: &str) -> bool {
    request
        .get_all(IF_NONE_MATCH)
        .iter()
        .filter_map(|header| header.to_str().ok())
        .flat_map(|header| header.split(','))
        .map(str::trim)
        .any(|offered| offered == "*" || offered.strip_prefix("W/").unwrap_or(offered) == tag)
}

/// Sixteen hexadecimal digits: enough to tell the versions of one file apart.
pub(crate) fn content_hash(content: &[u8]) -> String {
    Sha256::digest(content)
        .iter()
        .take(8)
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

/// All assets by path.
#[derive(Default)]
pub(crate) struct Assets {
    by_path: HashMap<String, Asset>,
}

impl Assets {
    pub(crate) fn insert(&mut self, path: String, asset: Asset) {
        self.by_path.insert(path, asset);
    }

    pub(crate) fn answer(&self, path: &str, request: &HeaderMap) -> Option<Reply> {
        self.by_path.get(path).map(|asset| asset.answer(request))
    }
}

/// The same answer without its body, its length kept: what HEAD gets.
pub(crate) fn without_body(answer: Reply) -> Reply {
    let (mut head, body) = answer.into_parts();
    let length = hyper::body::Body::size_hint(&body)
        .exact()
        .unwrap_or_default();
    if head.status != StatusCode::NOT_MODIFIED {
        head.headers
            .insert(hyper::header::CONTENT_LENGTH, HeaderValue::from(length));
    }
    Response::from_parts(head, Full::new(Bytes::new()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asset() -> Asset {
        Asset::new(
            "text/javascript; charset=utf-8",
            Bytes::from_static(b"content"),
        )
        .with(Encoding::Gzip, Bytes::from_static(b"gz"))
        .with(Encoding::Brotli, Bytes::from_static(b"b"))
    }

    fn request(name: hyper::header::HeaderName, value: &str) -> HeaderMap {
        let mut headers = HeaderMap::new();
        headers.insert(name, HeaderValue::from_str(value).unwrap());
        headers
    }

    #[test]
    fn each_variant_has_its_tag_and_is_immutable() {
        let asset = asset();
        let plain = asset.answer(&HeaderMap::new());
        let brotli = asset.answer(&request(hyper::header::ACCEPT_ENCODING, "br"));
        assert_eq!(plain.headers().get(CONTENT_ENCODING), None);
        assert_eq!(brotli.headers()[CONTENT_ENCODING], "br");
        assert_ne!(plain.headers()[ETAG], brotli.headers()[ETAG]);
        assert_eq!(brotli.headers()[VARY], "Accept-Encoding");
        assert!(
            brotli.headers()[CACHE_CONTROL]
                .to_str()
                .unwrap()
                .contains("immutable")
        );
    }

    #[test]
    fn a_known_tag_gets_no_body() {
        let asset = asset();
        let tag = asset.answer(&HeaderMap::new()).headers()[ETAG]
            .to_str()
            .unwrap()
            .to_owned();
        for offered in [tag.clone(), format!("\"x\", W/{tag}"), "*".to_owned()] {
            let answer = asset.answer(&request(IF_NONE_MATCH, &offered));
            assert_eq!(answer.status(), StatusCode::NOT_MODIFIED, "{offered}");
        }
        assert_eq!(
            asset.answer(&request(IF_NONE_MATCH, "\"x\"")).status(),
            StatusCode::OK
        );
    }
}
