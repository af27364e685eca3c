//! Compression of what the server itself makes: pages, and files that are embedded in the program.
//!
//! Gzip alone, which every browser takes; [`limits`](super::limits) has the measurement. A page holds secrets (its session's
//! token and ticket), but they are new on each page: guessing them byte by byte from the lengths of many answers (BREACH)
//! needs one that stays. What an *application* shows on every page and must not be guessed is another matter; see
//! [`Compression`].

use std::io::Write;

use bytes::Bytes;
use flate2::write::GzEncoder;
use hyper::header::{CONTENT_ENCODING, HeaderValue, VARY};

use super::encoding::Encoding;
use super::limits::{COMPRESS_FROM_BYTES, COMPRESS_INLINE_BYTES, FILE_GZIP_LEVEL, PAGE_GZIP_LEVEL};
use super::response::Reply;

/// Whether pages are compressed.
///
/// ```
/// use vango_server::{App, Compression};
/// // The proxy in front does it.
/// let app = App::new().compression(Compression::Off);
/// # drop(app);
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Compression {
    /// Pages of more than a packet are sent gzipped to browsers that take that.
    #[default]
    Gzip,
    /// Pages are sent as they are: a proxy compresses, or a page shows a lasting secret of the application beside text that
    /// comes from the request (the BREACH attack reads such a secret from the lengths of many answers).
    Off,
}

impl Compression {
    /// Puts a page into the body of its answer, compressed if the client takes that.
    pub(crate) async fn send(self, page: Bytes, accepted: Encoding, answer: &mut Reply) {
        if self == Self::Gzip {
            // On the uncompressed ones too: a cache must not give one client what another has asked for.
            let vary = HeaderValue::from_static("Accept-Encoding");
            answer.headers_mut().insert(VARY, vary);
            if accepted == Encoding::Gzip
                && page.len() >= COMPRESS_FROM_BYTES
                && let Some(compressed) = compress_page(page.clone()).await
            {
                let gzip = HeaderValue::from_static("gzip");
                answer.headers_mut().insert(CONTENT_ENCODING, gzip);
                *answer.body_mut() = compressed.into();
                return;
            }
        }
        *answer.body_mut() = page.into();
    }
}

/// `None` when the server stops meanwhile and its threads are gone.
async fn compress_page(page: Bytes) -> Option<Bytes> {
    if page.len() <= COMPRESS_INLINE_BYTES {
        return Some(gzip(&page, PAGE_GZIP_LEVEL).into());
    }
    let compressing = tokio::task::spawn_blocking(move || gzip(&page, PAGE_GZIP_LEVEL));
    compressing.await.ok().map(Bytes::from)
}

/// A file that is compressed once.
pub(crate) fn file(content: &[u8]) -> Vec<u8> {
    gzip(content, FILE_GZIP_LEVEL)
}

fn gzip(content: &[u8], level: u32) -> Vec<u8> {
    let room = Vec::with_capacity(content.len() / 4);
    let mut encoder = GzEncoder::new(room, flate2::Compression::new(level));
    let written = encoder.write_all(content).and_then(|()| encoder.finish());
    written.expect("memory takes what is written to it")
}
