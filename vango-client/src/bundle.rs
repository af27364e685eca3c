//! The built script, embedded.
//!
//! Invariant: the three forms are the same script, and the hash is of its plain form, so that an address with the hash
//! in it may be cached for ever. Building is `vango-client/ts`'s business: no build script calls Node.

/// The browser client in the forms that a server sends.
#[derive(Clone, Copy, Debug)]
pub struct Bundle {
    /// The script, UTF-8.
    pub js: &'static [u8],
    /// The script for `content-encoding: br`.
    pub brotli: &'static [u8],
    /// The script for `content-encoding: gzip`.
    pub gzip: &'static [u8],
    /// Sixteen hexadecimal digits that change with the script; for its address, not against forgery.
    pub hash: &'static str,
}

/// The browser client.
///
/// ```
/// use vango_client::BUNDLE;
///
/// let address = format!("/_vango/client-{}.js", BUNDLE.hash);
/// assert_eq!(BUNDLE.hash.len(), 16);
/// ```
pub static BUNDLE: Bundle = Bundle {
    js: JS,
    brotli: include_bytes!("../dist/client.js.br"),
    gzip: include_bytes!("../dist/client.js.gz"),
    hash: match std::str::from_utf8(&HASH) {
        Ok(hash) => hash,
        Err(_) => panic!("hexadecimal digits are UTF-8"),
    },
};

/// What the client imports in development: it names server-owned DOM that other code changed.
///
/// It belongs to the client of the same build, which asks for it as `./dev.js`, relative to its own address; so it is served
/// without its hash in the path, and is not to be cached.
pub static DEV_BUNDLE: Bundle = Bundle {
    js: DEV_JS,
    brotli: include_bytes!("../dist/dev.js.br"),
    gzip: include_bytes!("../dist/dev.js.gz"),
    hash: match std::str::from_utf8(&DEV_HASH) {
        Ok(hash) => hash,
        Err(_) => panic!("hexadecimal digits are UTF-8"),
    },
};

static JS: &[u8] = include_bytes!("../dist/client.js");
static HASH: [u8; 16] = hex(fnv1a(include_bytes!("../dist/client.js")));
static DEV_JS: &[u8] = include_bytes!("../dist/dev.js");
static DEV_HASH: [u8; 16] = hex(fnv1a(include_bytes!("../dist/dev.js")));

/// FNV-1a, 64 bits: short, and a constant expression.
const fn fnv1a(bytes: &[u8]) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    let mut at = 0;
    while at < bytes.len() {
        hash = (hash ^ bytes[at] as u64).wrapping_mul(0x0100_0000_01b3);
        at += 1;
    }
    hash
}

const fn hex(number: u64) -> [u8; 16] {
    let mut digits = [0; 16];
    let mut at = 0;
    while at < digits.len() {
        digits[at] = b"0123456789abcdef"[(number >> (60 - 4 * at)) as usize & 15];
        at += 1;
    }
    digits
}

#[cfg(test)]
mod tests {
    use super::{BUNDLE, DEV_BUNDLE, fnv1a, hex};

    #[test]
    fn the_hash_is_of_the_script() {
        // The published test values of FNV-1a.
        assert_eq!(fnv1a(b""), 0xcbf2_9ce4_8422_2325);
        assert_eq!(fnv1a(b"foobar"), 0x8594_4171_f739_67e8);
        assert_eq!(&hex(0x0123_4567_89ab_cdef), b"0123456789abcdef");
        for bundle in [BUNDLE, DEV_BUNDLE] {
            assert_eq!(bundle.hash, format!("{:016x}", fnv1a(bundle.js)));
        }
    }

    #[test]
    fn the_script_is_a_script() {
        let js = std::str::from_utf8(BUNDLE.js).expect("UTF-8");
        assert!(
            js.contains("vango.1"),
            "the client speaks the subprotocol of this version"
        );
        assert!(!BUNDLE.brotli.is_empty() && BUNDLE.brotli.len() < BUNDLE.js.len());
        assert_eq!(BUNDLE.gzip[..2], [0x1f, 0x8b], "gzip's magic number");
    }
}
