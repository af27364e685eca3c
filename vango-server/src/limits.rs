//! Bounds of the server that no application has had to change. Those that one may are in [`Limits`](super::Limits).

/// Byte ranges that one request may ask for. More is answered with the whole: nobody reads a file in a hundred pieces, but
/// each piece costs a header in the answer.
pub(crate) const MAX_RANGES: usize = 16;

/// Bytes of a file that are read at once.
pub(crate) const CHUNK_BYTES: u64 = 64 * 1024;

/// Files up to this many bytes are read while they are opened, which saves a hop to the blocking threads.
pub(crate) const WHOLE_BYTES: u64 = 64 * 1024;

/// Files up to this many bytes are identified by a hash of their content, so that all servers of a site give one tag to one
/// file. Larger ones by what the file system knows of them.
pub(crate) const HASHED_BYTES: u64 = 16 * 1024 * 1024;

/// Hashes that are remembered for one directory. Beyond, all are forgotten and computed again as they are needed.
pub(crate) const KNOWN_TAGS: usize = 4096;

/// Hexadecimal digits that a part of a file's name must have for it to be cached for ever. Eight would be a date.
pub(crate) const HASH_DIGITS: usize = 16;

/// Threads of one worker that read files at one time.
pub(crate) const BLOCKING_THREADS: usize = 16;

/// Bytes from which on a page is compressed: what fits in one packet arrives no sooner when it is smaller.
pub(crate) const COMPRESS_FROM_BYTES: usize = 1400;

/// Bytes of a page that its worker compresses itself, in less than a millisecond; more is done on a blocking thread, and the
/// worker's sessions needn't wait.
pub(crate) const COMPRESS_INLINE_BYTES: usize = 256 * 1024;

/// Effort for pages. Measured on a table of 1,000 rows (220 KB) on one core: level 1 takes 0.27 ms and leaves 14 %, level 3
/// takes 0.62 ms and leaves 9.6 %, level 6 takes 1.34 ms and leaves 8.6 %. Brotli in Rust needs 0.92 ms for 9.4 % (quality
/// 2) and 4.1 ms for 8.2 % (quality 5), and as much code as the rest of the server.
pub(crate) const PAGE_GZIP_LEVEL: u32 = 3;

/// Effort for files that are embedded in the program: once, at its start.
pub(crate) const FILE_GZIP_LEVEL: u32 = 6;

/// Proxies that a request is believed to have come through. What is said of more is left unread.
pub(crate) const MAX_HOPS: usize = 16;

/// HTTP/2 streams of one connection at one time, sockets among them.
#[cfg(feature = "http2")]
pub(crate) const H2_STREAMS: u32 = 128;

/// Seconds between two looks at whether an HTTP/2 connection still answers, and until it has to.
#[cfg(feature = "http2")]
pub(crate) const H2_PING_SECONDS: u64 = 20;

/// Seconds after which a client that was refused for the moment may ask again.
pub(crate) const RETRY_AFTER_SECONDS: &str = "5";
