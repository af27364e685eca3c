//! One element of a page, clicked again and again, as light as it can be: what stands in a frame is known beforehand, and
//! of an answer only as much is read as shows that it is one.
//!
//! Invariant: a click counts only when its own answer has come, with what the page has to show after it.

use anyhow::Result;

use crate::frame::{Kind, append};
use crate::socket::Socket;

/// How a page's clicks are written and its answers are known.
pub(crate) trait Clicker {
    /// Appends the frame of the next click.
    fn click(&mut self, out: &mut Vec<u8>);

    /// Whether this message answers the last click.
    ///
    /// # Errors
    /// When the server says that something is wrong.
    fn is_answer(&mut self, message: &[u8]) -> Result<bool>;
}

/// A page that was opened, and what is clicked there.
pub(crate) struct Tab {
    pub(crate) socket: Socket,
    pub(crate) clicker: Box<dyn Clicker>,
    /// The frame of a click; its allocation is used again.
    out: Vec<u8>,
}

impl Tab {
    pub(crate) fn new(socket: Socket, clicker: Box<dyn Clicker>) -> Self {
        Self {
            socket,
            clicker,
            out: Vec::new(),
        }
    }

    /// Clicks once and waits for the answer.
    ///
    /// # Errors
    /// When there is none.
    pub(crate) fn click(&mut self) -> Result<()> {
        self.send()?;
        self.wait()
    }

    /// Clicks once.
    ///
    /// # Errors
    /// When the connection is broken.
    pub(crate) fn send(&mut self) -> Result<()> {
        self.out.clear();
        self.clicker.click(&mut self.out);
        self.socket.send_frame(&self.out)
    }

    /// Waits for the answer to the last click.
    ///
    /// # Errors
    /// When there is none.
    pub(crate) fn wait(&mut self) -> Result<()> {
        let clicker = &mut self.clicker;
        self.socket.wait(|message| clicker.is_answer(message))
    }
}

/// A count in decimal digits, without an allocation per step.
#[derive(Clone, Debug)]
pub(crate) struct Digits {
    count: u32,
    text: String,
}

impl Digits {
    pub(crate) fn zero() -> Self {
        Self {
            count: 0,
            text: "0".to_owned(),
        }
    }

    pub(crate) fn step(&mut self) {
        use std::fmt::Write as _;
        self.count += 1;
        self.text.clear();
        // Writing to a string cannot fail.
        let _ = write!(self.text, "{}", self.count);
    }

    /// Whether they stand somewhere in the message.
    pub(crate) fn are_in(&self, message: &[u8]) -> bool {
        let digits = self.text.as_bytes();
        message.windows(digits.len()).any(|window| window == digits)
    }
}

/// A message, and an answer of a size that is known: what a server costs that does nothing.
pub(crate) struct Echo {
    message: Vec<u8>,
    answer_bytes: usize,
}

impl Echo {
    pub(crate) fn new(message: Vec<u8>, answer_bytes: usize) -> Self {
        Self {
            message,
            answer_bytes,
        }
    }
}

impl Clicker for Echo {
    fn click(&mut self, out: &mut Vec<u8>) {
        append(out, Kind::Binary, &self.message);
    }

    fn is_answer(&mut self, message: &[u8]) -> Result<bool> {
        Ok(message.len() == self.answer_bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_are_found_where_they_are() {
        let mut digits = Digits::zero();
        assert!(digits.are_in(b"a0b"));
        (0..12).for_each(|_| digits.step());
        assert!(digits.are_in(b"\x0112"));
        assert!(!digits.are_in(b"1 2") && !digits.are_in(b""));
    }
}
