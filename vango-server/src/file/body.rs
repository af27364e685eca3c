//! The body of a file: pieces of a file on disk, with texts between them where there is more than one range.
//!
//! A piece is read on the runtime's blocking threads, one at a time and only when the connection asks for it, so that a
//! slow reader costs one buffer. A file that became shorter meanwhile ends the body with an error: the connection breaks,
//! and nobody takes the beginning for the whole.

use std::collections::VecDeque;
use std::fs::File;
use std::future::Future;
use std::io::{self, Read, Seek, SeekFrom};
use std::ops::Range;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use tokio::runtime::Handle;
use tokio::task::JoinHandle;

use super::super::limits::CHUNK_BYTES;

/// One part of a body.
#[derive(Debug)]
pub(crate) enum Piece {
    Text(Bytes),
    /// These bytes of the file.
    Range(Range<u64>),
}

impl Piece {
    fn len(&self) -> u64 {
        match self {
            Self::Text(text) => text.len() as u64,
            Self::Range(range) => range.end - range.start,
        }
    }
}

/// See the module's documentation.
pub(crate) struct FileBody {
    pieces: VecDeque<Piece>,
    remaining: u64,
    state: State,
    /// Where the reading happens; the body itself may be asked from another runtime, or from none.
    runtime: Handle,
}

enum State {
    Idle(File),
    Reading(JoinHandle<io::Result<(File, Bytes)>>),
    Done,
}

impl FileBody {
    /// Reads on the current runtime.
    ///
    /// # Panics
    /// Outside of a runtime.
    pub(crate) fn new(file: File, pieces: Vec<Piece>) -> Self {
        let remaining = pieces.iter().map(Piece::len).sum();
        Self {
            pieces: pieces.into(),
            remaining,
            state: State::Idle(file),
            runtime: Handle::current(),
        }
    }

    /// Bytes that are still to come.
    pub(crate) fn remaining(&self) -> u64 {
        self.remaining
    }

    /// The next bytes; `None` at the end.
    pub(crate) fn poll_chunk(&mut self, cx: &mut Context<'_>) -> Poll<Option<io::Result<Bytes>>> {
        loop {
            match std::mem::replace(&mut self.state, State::Done) {
                State::Done => return Poll::Ready(None),
                State::Reading(mut reading) => {
                    let Poll::Ready(read) = Pin::new(&mut reading).poll(cx) else {
                        self.state = State::Reading(reading);
                        return Poll::Pending;
                    };
                    // A blocking read can neither panic nor be cancelled while its runtime lives.
                    return Poll::Ready(Some(match read.map_err(io::Error::other).flatten() {
                        Ok((file, chunk)) => {
                            self.state = State::Idle(file);
                            self.remaining -= chunk.len() as u64;
                            Ok(chunk)
                        }
                        Err(error) => Err(error),
                    }));
                }
                State::Idle(file) => match self.pieces.pop_front() {
                    None => return Poll::Ready(None),
                    Some(Piece::Text(text)) => {
                        self.state = State::Idle(file);
                        self.remaining -= text.len() as u64;
                        return Poll::Ready(Some(Ok(text)));
                    }
                    Some(Piece::Range(range)) => self.read(file, range),
                },
            }
        }
    }

    fn read(&mut self, file: File, range: Range<u64>) {
        let end = range.end.min(range.start + CHUNK_BYTES);
        if end < range.end {
            self.pieces.push_front(Piece::Range(end..range.end));
        }
        let reading = self.runtime.spawn_blocking(move || {
            let chunk = read_exactly(&file, range.start..end)?;
            Ok((file, chunk))
        });
        self.state = State::Reading(reading);
    }
}

/// Reads a range into memory.
pub(crate) fn read_exactly(mut file: &File, range: Range<u64>) -> io::Result<Bytes> {
    let wanted = range.end - range.start;
    let capacity = usize::try_from(wanted).map_err(io::Error::other)?;
    let mut bytes = Vec::with_capacity(capacity);
    file.seek(SeekFrom::Start(range.start))?;
    file.take(wanted).read_to_end(&mut bytes)?;
    if bytes.len() < capacity {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    Ok(bytes.into())
}
