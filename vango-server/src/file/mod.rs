//! Files over HTTP: conditions, byte ranges, variants, types. RFC 9110, §8.8, §13 and §14.
//!
//! | module | job |
//! | --- | --- |
//! | `representation` | one variant of a file and the answer that a request gets for it |
//! | `condition` | `If-Match`, `If-None-Match`, `If-Modified-Since`, `If-Unmodified-Since`, `If-Range` |
//! | `range` | `Range` |
//! | `body` | the bytes, read piece by piece |
//! | `media` | the type of a file by its name |
//! | `directory` | a directory on disk: which file a path names, and which it must not |
//!
//! Invariant: what is served lies below the directory that the app named, links included, and no part of its path begins
//! with a dot. It deliberately lists no directories, runs no index files and compresses nothing while it serves: compressed
//! siblings are made when the app is built.

mod body;
mod condition;
mod directory;
mod media;
mod range;
mod representation;

pub(crate) use body::FileBody;
pub(crate) use directory::{Directories, Directory, relative};
pub(crate) use media::{content_type, is_compressible};
pub(crate) use range::{Wanted, parse as wanted};
pub(crate) use representation::{Caching, Representation, Source};
