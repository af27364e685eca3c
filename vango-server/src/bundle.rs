//! The browser client as assets: its scripts and the variants that were compressed when they were built.

use bytes::Bytes;
use vango_client::{BUNDLE, Bundle, DEV_BUNDLE};

use super::asset::Asset;
use super::encoding::Encoding;
use super::file::Caching;
use super::route::OWN_PREFIX;

/// The script's path and the script.
pub(crate) fn client() -> (String, Asset) {
    let path = format!("{OWN_PREFIX}client-{}.js", BUNDLE.hash);
    (path, asset(&BUNDLE))
}

/// What the client asks for in development, by a name that it knows: relative to its own path and without a hash. The name
/// outlives its content, so that browsers have to ask each time.
pub(crate) fn development() -> (String, Asset) {
    let watcher = asset(&DEV_BUNDLE).cached(Caching::Revalidate);
    (format!("{OWN_PREFIX}dev.js"), watcher)
}

fn asset(bundle: &Bundle) -> Asset {
    Asset::precompressed(
        "text/javascript; charset=utf-8",
        Bytes::from_static(bundle.js),
    )
    .with(Encoding::Gzip, Bytes::from_static(bundle.gzip))
    .with(Encoding::Brotli, Bytes::from_static(bundle.brotli))
}
