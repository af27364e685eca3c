//! Files inside the program: the client script, stylesheets, and what the app embeds. Their name holds a hash of their
//! content, so that browsers may keep them for ever; one whose name does not is [`cached`](Asset::cached) otherwise.

use std::collections::HashMap;

use bytes::Bytes;
use hyper::header::HeaderMap;
use sha2::{Digest, Sha256};

use super::compress;
use super::encoding::{self, Encoding};
use super::file::{Caching, Representation, Source, content_type, is_compressible};
use super::limits::{COMPRESS_FROM_BYTES, HASH_DIGITS};
use super::page::Depth;
use super::response::Reply;
use super::route::OWN_PREFIX;

/// One file with its variants, smallest first; the identity is always there and last.
pub(crate) struct Asset {
    content_type: String,
    hash: String,
    caching: Caching,
    variants: Vec<(Encoding, Bytes)>,
}

impl Asset {
    /// A file of that name, compressed if that makes it smaller.
    pub(crate) fn new(name: &str, identity: Bytes) -> Self {
        let asset = Self::precompressed(&content_type(name), identity.clone());
        let worthwhile =
            identity.len() >= COMPRESS_FROM_BYTES && is_compressible(&asset.content_type);
        if !worthwhile {
            return asset;
        }
        let compressed = compress::file(&identity);
        if compressed.len() < identity.len() {
            asset.with(Encoding::Gzip, compressed.into())
        } else {
            asset
        }
    }

    /// A file whose variants are added by [`with`](Self::with).
    pub(crate) fn precompressed(content_type: &str, identity: Bytes) -> Self {
        Self {
            content_type: content_type.to_owned(),
            hash: short_hash(Sha256::digest(&identity).as_slice()),
            caching: Caching::Immutable,
            variants: vec![(Encoding::Identity, identity)],
        }
    }

    /// Adds a compressed variant in front of those that are there.
    pub(crate) fn with(mut self, encoding: Encoding, body: Bytes) -> Self {
        self.variants.insert(0, (encoding, body));
        self
    }

    /// How browsers may keep it.
    pub(crate) fn cached(mut self, caching: Caching) -> Self {
        self.caching = caching;
        self
    }

    /// Short hexadecimal hash of the uncompressed content.
    pub(crate) fn hash(&self) -> &str {
        &self.hash
    }

    fn answer(&self, request: &HeaderMap, depth: Depth) -> Reply {
        let available: Vec<Encoding> = self.variants.iter().map(|(own, _)| *own).collect();
        let chosen = encoding::choose(request, &available);
        let body = self.variants.iter().find(|(own, _)| *own == chosen);
        // Each variant has a tag of its own: they are different bytes.
        let tag = match chosen.header() {
            Some(name) => format!("\"{}-{name}\"", self.hash),
            None => format!("\"{}\"", self.hash),
        };
        let representation = Representation {
            content_type: self.content_type.clone(),
            encoding: chosen,
            tag,
            modified: None,
            caching: self.caching,
            source: Source::Memory(body.map(|(_, body)| body.clone()).unwrap_or_default()),
        };
        representation.answer(request, depth)
    }
}

/// The first digits of a hash: enough to tell the versions of one file apart.
pub(crate) fn short_hash(digest: &[u8]) -> String {
    let bytes = digest.iter().take(HASH_DIGITS / 2);
    bytes.map(|byte| format!("{byte:02x}")).collect()
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

    pub(crate) fn answer(&self, path: &str, request: &HeaderMap, depth: Depth) -> Option<Reply> {
        let asset = self.by_path.get(path)?;
        Some(asset.answer(request, depth))
    }
}

/// Whether a name can stand in a path as it is: segments of letters, digits, `-`, `_` and `.`, none of them hidden.
pub(crate) fn is_plain(name: &str) -> bool {
    name.split('/').all(|segment| {
        !segment.is_empty()
            && !segment.starts_with('.')
            && segment
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.'))
    })
}

/// The path of an embedded file, without the app's base path.
pub(crate) fn asset_path(name: &str, hash: &str) -> String {
    format!("{OWN_PREFIX}{}", hashed_name(name, hash))
}

/// `img/logo.svg` with the hash of its content: `img/logo-0123456789abcdef.svg`.
fn hashed_name(name: &str, hash: &str) -> String {
    let (folder, file) = match name.rsplit_once('/') {
        Some((folder, file)) => (format!("{folder}/"), file),
        None => (String::new(), name),
    };
    match file.split_once('.') {
        Some((stem, extension)) => format!("{folder}{stem}-{hash}.{extension}"),
        None => format!("{folder}{file}-{hash}"),
    }
}

#[cfg(test)]
mod tests {
    use hyper::StatusCode;
    use hyper::header::{
        CACHE_CONTROL, CONTENT_ENCODING, ETAG, HeaderName, HeaderValue, IF_NONE_MATCH, VARY,
    };

    use super::*;

    fn asset() -> Asset {
        Asset::precompressed(
            "text/javascript; charset=utf-8",
            Bytes::from_static(b"content"),
        )
        .with(Encoding::Gzip, Bytes::from_static(b"gz"))
        .with(Encoding::Brotli, Bytes::from_static(b"b"))
    }

    fn request(name: HeaderName, value: &str) -> HeaderMap {
        let mut headers = HeaderMap::new();
        headers.insert(name, HeaderValue::from_str(value).unwrap());
        headers
    }

    fn get(asset: &Asset, headers: &HeaderMap) -> Reply {
        asset.answer(headers, Depth::Whole)
    }

    #[test]
    fn each_variant_has_its_tag_and_is_immutable() {
        let asset = asset();
        let plain = get(&asset, &HeaderMap::new());
        let brotli = get(&asset, &request(hyper::header::ACCEPT_ENCODING, "br"));
        assert_eq!(plain.headers().get(CONTENT_ENCODING), None);
        assert_eq!(brotli.headers()[CONTENT_ENCODING], "br");
        assert_ne!(plain.headers()[ETAG], brotli.headers()[ETAG]);
        assert_eq!(brotli.headers()[VARY], "Accept-Encoding");
        let caching = brotli.headers()[CACHE_CONTROL].to_str().unwrap();
        assert!(caching.contains("immutable"), "{caching}");
    }

    #[test]
    fn a_known_tag_gets_no_body() {
        let asset = asset();
        let tag = get(&asset, &HeaderMap::new()).headers()[ETAG]
            .to_str()
            .unwrap()
            .to_owned();
        for offered in [tag.clone(), format!("\"x\", W/{tag}"), "*".to_owned()] {
            let answer = get(&asset, &request(IF_NONE_MATCH, &offered));
            assert_eq!(answer.status(), StatusCode::NOT_MODIFIED, "{offered}");
        }
        let other = get(&asset, &request(IF_NONE_MATCH, "\"x\""));
        assert_eq!(other.status(), StatusCode::OK);
    }

    #[test]
    fn only_what_shrinks_is_compressed() {
        let variants = |name: &str, bytes: Vec<u8>| Asset::new(name, bytes.into()).variants.len();
        assert_eq!(variants("a.css", vec![b'a'; 10_000]), 2);
        assert_eq!(variants("a.css", vec![b'a'; 100]), 1);
        assert_eq!(variants("a.png", vec![b'a'; 10_000]), 1);
    }

    #[test]
    fn the_hash_stands_before_the_extension() {
        assert_eq!(hashed_name("app.css", "1"), "app-1.css");
        assert_eq!(hashed_name("img/a.min.svg", "1"), "img/a-1.min.svg");
        assert_eq!(hashed_name("LICENSE", "1"), "LICENSE-1");
        assert!(is_plain("img/a_b-c.min.svg"));
        for name in ["", "a b", "../a", "/a", "a/", "a//b", ".env", "é"] {
            assert!(!is_plain(name), "{name}");
        }
    }
}
