//! The browser client as an asset: its script and the variants that were compressed when it was built.

use bytes::Bytes;

use super::asset::Asset;
use super::encoding::Encoding;
use super::route::OWN_PREFIX;

const SCRIPT: &[u8] = include_bytes!("../../../vango-client/dist/client.js");
const GZIP: &[u8] = include_bytes!("../../../vango-client/dist/client.js.gz");
const BROTLI: &[u8] = include_bytes!("../../../vango-client/dist/client.js.br");

/// The script's path and the script.
pub(crate) fn client() -> (String, Asset) {
    let asset = Asset::new("text/javascript; charset=utf-8", Bytes::from_static(SCRIPT))
        .with(Encoding::Gzip, Bytes::from_static(GZIP))
        .with(Encoding::Brotli, Bytes::from_static(BROTLI));
    (format!("{OWN_PREFIX}client-{}.js", asset.hash()), asset)
}
