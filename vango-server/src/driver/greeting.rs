//! The frames that the driver itself reads and writes: the browser's greeting, the request to load the page
//! again, and the word that ends a connection for good.

use bytes::Bytes;
use vango_protocol::{ClientFrame, ErrorCode, Hello, RefreshReason, ServerFrame, VERSION};

/// What a socket's first frame turned out to be.
#[derive(Debug)]
pub(crate) enum Greeting<'f> {
    Hello(Hello<'f>),
    /// A greeting in a version that this server doesn't speak; its further fields are unknown.
    OtherVersion,
    /// A frame that may come later, but not first.
    Early,
    Malformed,
}

pub(crate) fn decode(frame: &[u8]) -> Greeting<'_> {
    match ClientFrame::hello_version(frame) {
        Ok(Some(VERSION)) => match ClientFrame::decode(frame) {
            Ok(ClientFrame::Hello(hello)) => Greeting::Hello(hello),
            _ => Greeting::Malformed,
        },
        Ok(Some(_)) => Greeting::OtherVersion,
        Ok(None) if ClientFrame::decode(frame).is_ok() => Greeting::Early,
        Ok(None) | Err(_) => Greeting::Malformed,
    }
}

pub(crate) fn refresh(reason: RefreshReason) -> Bytes {
    let mut frame = Vec::new();
    ServerFrame::Refresh { reason }.encode(&mut frame);
    frame.into()
}

/// Tells the client to stop for good.
pub(crate) fn fatal(code: ErrorCode, message: &str) -> Bytes {
    let mut frame = Vec::new();
    ServerFrame::Error { code, message }.encode(&mut frame);
    frame.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hello(version: u16) -> Vec<u8> {
        let mut frame = Vec::new();
        let hello = Hello {
            version,
            session: 7,
            state: 0,
            secret: vango_protocol::Token([1; 16]),
            ticket: None,
            path: "/",
            build: 0,
            batch: 0,
            event: 0,
            blocks: 0,
            templates: 0,
            previous: "",
        };
        ClientFrame::Hello(hello).encode(&mut frame);
        frame
    }

    #[test]
    fn a_greeting_is_told_from_other_versions_and_from_rubbish() {
        assert!(matches!(decode(&hello(VERSION)), Greeting::Hello(hello) if hello.session == 7));
        let mut longer = hello(VERSION + 1);
        longer.extend_from_slice(b"fields of a later version");
        assert!(matches!(decode(&longer), Greeting::OtherVersion));
        let mut trailing = hello(VERSION);
        trailing.push(0);
        assert!(matches!(decode(&[4]), Greeting::Early), "a ping");
        assert!(
            matches!(decode(&[2, 0]), Greeting::Early),
            "an acknowledgement"
        );
        for rubbish in [&trailing[..], &[], &[4, 4], &[0], &[0xff; 40]] {
            assert!(
                matches!(decode(rubbish), Greeting::Malformed),
                "{rubbish:?}"
            );
        }
    }
}
