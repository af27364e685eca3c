//! The number that tells builds of an app apart.

use std::time::UNIX_EPOCH;

use sha2::{Digest, Sha256};

/// From the app's own id, or from the program's file; and in any case from the client script, which has to fit.
pub(crate) fn number(id: Option<&str>, script: &str) -> u64 {
    let own = match id {
        Some(id) => id.to_owned(),
        None => program(),
    };
    let digest = Sha256::digest(format!("{own}\0{script}"));
    let mut first = [0; 8];
    first.copy_from_slice(&digest.as_slice()[..8]);
    u64::from_le_bytes(first)
}

/// Size and time of the program's file: the same wherever one image is deployed, another after each build. Nothing where
/// the file can't be looked at; the script still tells versions of the framework apart.
fn program() -> String {
    let metadata = std::env::current_exe().and_then(std::fs::metadata);
    let Ok(metadata) = metadata else {
        return String::new();
    };
    let seconds = metadata
        .modified()
        .ok()
        .and_then(|modified| modified.duration_since(UNIX_EPOCH).ok())
        .map_or(0, |since| since.as_secs());
    format!("{}-{seconds}", metadata.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_id_and_the_script_decide() {
        let number = |id| number(Some(id), "a.js");
        assert_eq!(number("1"), number("1"));
        assert_ne!(number("1"), number("2"));
        assert_ne!(number("1"), super::number(Some("1"), "b.js"));
        assert_eq!(super::number(None, "a.js"), super::number(None, "a.js"));
    }
}
