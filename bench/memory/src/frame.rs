//! WebSocket frames by hand (RFC 6455, §5): what a tab sends, and what a server without extensions answers.
//!
//! Invariant: a frame is taken out of the buffer whole or not at all. No fragments: this server sends none.

use anyhow::{Result, bail};

/// A whole frame from the server.
#[derive(Debug, PartialEq, Eq)]
pub enum Heard {
    /// One message of Vango's protocol, or of a peer's.
    Binary(Vec<u8>),
    /// It asks whether we are there; the pong brings this back.
    Ping(Vec<u8>),
    /// It ends the socket, with this code.
    Close(u16),
}

/// What the first byte of a frame says: the last fragment of this kind.
const TEXT: u8 = 0x81;
const BINARY: u8 = 0x82;
const CLOSE: u8 = 0x88;
const PING: u8 = 0x89;
const PONG: u8 = 0x8a;

/// The largest payload whose length stands in the second byte.
const MAX_SHORT: usize = 125;

/// A message.
pub fn binary(payload: &[u8]) -> Vec<u8> {
    masked(BINARY, payload)
}

/// The answer to a ping.
pub fn pong(payload: &[u8]) -> Vec<u8> {
    masked(PONG, payload)
}

/// What browsers send when the page is left: code 1001.
pub fn going_away() -> Vec<u8> {
    masked(CLOSE, &1001_u16.to_be_bytes())
}

/// Under the mask zero, which is a mask like any other.
fn masked(first: u8, payload: &[u8]) -> Vec<u8> {
    let mut frame = vec![first];
    match u16::try_from(payload.len()) {
        Ok(len) if payload.len() <= MAX_SHORT => frame.push(0x80 | len as u8),
        Ok(len) => {
            frame.push(0x80 | 126);
            frame.extend(len.to_be_bytes());
        }
        Err(_) => {
            frame.push(0x80 | 127);
            frame.extend((payload.len() as u64).to_be_bytes());
        }
    }
    frame.extend([0; 4]);
    frame.extend_from_slice(payload);
    frame
}

/// Takes the first frame out of what has been read, if all of it is there.
///
/// # Errors
/// When it is none that this server sends.
pub fn take(buffer: &mut Vec<u8>) -> Result<Option<Heard>> {
    let Some((header, len)) = length(buffer) else {
        return Ok(None);
    };
    if buffer.len() < header + len {
        return Ok(None);
    }
    let first = buffer[0];
    let payload = buffer[header..header + len].to_vec();
    buffer.drain(..header + len);
    match first {
        TEXT | BINARY => Ok(Some(Heard::Binary(payload))),
        PING => Ok(Some(Heard::Ping(payload))),
        CLOSE => {
            let code = payload.first_chunk::<2>();
            Ok(Some(Heard::Close(
                code.map_or(1005, |code| u16::from_be_bytes(*code)),
            )))
        }
        other => bail!("a frame that begins with {other:#04x}"),
    }
}

/// Bytes of the header and of the payload.
fn length(buffer: &[u8]) -> Option<(usize, usize)> {
    match *buffer.get(1)? {
        126 => {
            let len = buffer.get(2..)?.first_chunk()?;
            Some((4, usize::from(u16::from_be_bytes(*len))))
        }
        127 => {
            let len = buffer.get(2..)?.first_chunk()?;
            Some((10, usize::try_from(u64::from_be_bytes(*len)).ok()?))
        }
        short => Some((2, usize::from(short))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn frames_are_taken_whole_and_in_order() {
        let long = vec![7; 300];
        let mut bytes = vec![BINARY, 2, 8, 9];
        bytes.extend([BINARY, 126, 1, 44]);
        bytes.extend(&long);
        bytes.extend([CLOSE, 2, 3, 232]);
        let mut buffer = Vec::new();
        let mut heard = Vec::new();
        for byte in bytes {
            buffer.push(byte);
            heard.extend(take(&mut buffer).unwrap());
        }
        assert_eq!(
            heard,
            [
                Heard::Binary(vec![8, 9]),
                Heard::Binary(long),
                Heard::Close(1000)
            ]
        );
        assert!(buffer.is_empty());
    }

    #[test]
    fn lengths_take_as_many_bytes_as_they_need() {
        assert_eq!(binary(&[1]), [BINARY, 0x81, 0, 0, 0, 0, 1]);
        assert_eq!(binary(&[0; 126])[..4], [BINARY, 0xfe, 0, 126]);
        assert_eq!(binary(&[0; 65_536])[..5], [BINARY, 0xff, 0, 0, 0]);
    }
}
