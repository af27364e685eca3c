//! WebSocket frames by hand, without an allocation per frame: the load runs on the cores of the servers.
//!
//! Invariant: a frame is taken whole or not at all. No fragments: none of the servers sends any.

use anyhow::{Result, bail};

/// What a message is made of. Dioxus's client sends text, Vango's sends bytes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Kind {
    Text,
    Binary,
}

/// A mask like any other. Proxies need unpredictable ones, loopback does not.
const MASK: [u8; 4] = [0x5a, 0xa5, 0x3c, 0xc3];

const TEXT: u8 = 0x81;
const BINARY: u8 = 0x82;
const PING: u8 = 0x89;

/// Bytes of a frame before its payload, and of both.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Extent {
    header: usize,
    whole: usize,
}

/// Appends the frame of a message from a client.
pub(crate) fn append(out: &mut Vec<u8>, kind: Kind, payload: &[u8]) {
    out.push(match kind {
        Kind::Text => TEXT,
        Kind::Binary => BINARY,
    });
    match payload.len() {
        short @ ..=125 => out.push(0x80 | short as u8),
        middle @ ..=0xffff => {
            out.push(0x80 | 126);
            out.extend((middle as u16).to_be_bytes());
        }
        long => {
            out.push(0x80 | 127);
            out.extend((long as u64).to_be_bytes());
        }
    }
    out.extend(MASK);
    let masks = MASK.iter().cycle();
    out.extend(payload.iter().zip(masks).map(|(byte, mask)| byte ^ mask));
}

/// What has been read of a socket.
#[derive(Debug, Default)]
pub(crate) struct Inbox {
    bytes: Vec<u8>,
    /// Where the first frame begins that was not taken.
    start: usize,
}

impl Inbox {
    /// Adds what was read.
    pub(crate) fn extend(&mut self, bytes: &[u8]) {
        self.bytes.drain(..self.start);
        self.start = 0;
        self.bytes.extend_from_slice(bytes);
    }

    /// The next message, if all of it is there. Pings are passed over: no server here closes for want of an answer while
    /// it is clicked.
    ///
    /// # Errors
    /// When the server has closed the socket, or sends what is no frame of these servers.
    pub(crate) fn next(&mut self) -> Result<Option<&[u8]>> {
        loop {
            let rest = &self.bytes[self.start..];
            let Some(Extent { header, whole }) = extent(rest) else {
                return Ok(None);
            };
            let (kind, at) = (rest[0], self.start);
            self.start += whole;
            match kind {
                TEXT | BINARY => return Ok(Some(&self.bytes[at + header..at + whole])),
                PING => {}
                other => bail!("the server sent a frame that begins with {other:#04x}"),
            }
        }
    }
}

/// The extent of the first frame, if all of it is there.
fn extent(bytes: &[u8]) -> Option<Extent> {
    let (header, len) = match *bytes.get(1)? {
        126 => {
            let len = bytes.get(2..)?.first_chunk()?;
            (4, usize::from(u16::from_be_bytes(*len)))
        }
        127 => {
            let len = bytes.get(2..)?.first_chunk()?;
            (10, usize::try_from(u64::from_be_bytes(*len)).ok()?)
        }
        short => (2, usize::from(short)),
    };
    let whole = header + len;
    (bytes.len() >= whole).then_some(Extent { header, whole })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_are_taken_whole_and_in_order() {
        let long = vec![7; 300];
        let mut bytes = vec![BINARY, 2, 8, 9, PING, 0, TEXT, 126, 1, 44];
        bytes.extend(&long);
        let mut inbox = Inbox::default();
        let mut heard = Vec::new();
        for byte in bytes {
            inbox.extend(&[byte]);
            heard.extend(inbox.next().unwrap().map(<[u8]>::to_vec));
        }
        assert_eq!(heard, [vec![8, 9], long]);
    }

    #[test]
    fn a_frame_says_its_length_and_is_masked() {
        let mut out = Vec::new();
        append(&mut out, Kind::Binary, &[1, 2]);
        assert_eq!(out, [BINARY, 0x82, 0x5a, 0xa5, 0x3c, 0xc3, 0x5b, 0xa7]);
        out.clear();
        append(&mut out, Kind::Text, &[0; 126]);
        assert_eq!(out[..4], [TEXT, 0xfe, 0, 126]);
    }

    #[test]
    fn a_closing_server_is_an_error() {
        let mut inbox = Inbox::default();
        inbox.extend(&[0x88, 2, 3, 232]);
        assert!(inbox.next().is_err());
    }
}
