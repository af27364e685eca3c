//! The browser client as an asset: its script and the variants that were compressed when it was built.

use bytes::Bytes;
use vango_client::BUNDLE;

use super::asset::Asset;
use super::encoding::Encoding;
use super::route::OWN_PREFIX;

/// The script's path and the script.
pub(crate) fn client() -> (String, Asset) {
    let asset = Asset::precompressed(
        "text/javascript; charset=utf-8",
        Bytes::from_static(BUNDLE.js),
    )
    .with(Encoding::Gzip, Bytes::from_static(BUNDLE.gzip))
    .with(Encoding::Brotli, Bytes::from_static(BUNDLE.brotli));
    (format!("{OWN_PREFIX}client-{}.js", BUNDLE.hash), asset)
}
