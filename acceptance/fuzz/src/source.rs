//! Decisions read off bytes, in order. When the bytes are used up, every decision is the first choice: an input that is
//! cut short still means something, and shorter inputs mean less.

/// Where a target takes its decisions from.
#[derive(Clone, Debug)]
pub(crate) struct Source<'a> {
    bytes: &'a [u8],
}

impl<'a> Source<'a> {
    pub(crate) fn new(bytes: &'a [u8]) -> Self {
        Self { bytes }
    }

    /// Whether nothing is left.
    pub(crate) fn is_empty(&self) -> bool {
        self.bytes.is_empty()
    }

    /// The next byte; 0 at the end.
    pub(crate) fn byte(&mut self) -> u8 {
        match self.bytes.split_first() {
            Some((first, rest)) => {
                self.bytes = rest;
                *first
            }
            None => 0,
        }
    }

    /// One of `count`; 0 when there is nothing to choose from.
    pub(crate) fn choose(&mut self, count: usize) -> usize {
        usize::from(self.byte()) % count.max(1)
    }

    /// One byte: mostly a small number, sometimes one at a border, sometimes four bytes' worth.
    pub(crate) fn number(&mut self) -> u32 {
        match self.byte() {
            small @ 0..=239 => u32::from(small),
            240 => u32::MAX,
            241 => i32::MAX as u32,
            242 => i32::MAX as u32 + 1,
            243 => 65_535,
            244 => 65_536,
            245 => 262_144,
            _ => u32::from_le_bytes([self.byte(), self.byte(), self.byte(), self.byte()]),
        }
    }

    /// The next bytes, as many as the byte before them says and as there are.
    pub(crate) fn bytes(&mut self) -> &'a [u8] {
        let len = usize::from(self.byte()).min(self.bytes.len());
        let (bytes, rest) = self.bytes.split_at(len);
        self.bytes = rest;
        bytes
    }

    /// As [`bytes`](Self::bytes), as text: what is no UTF-8 is replaced.
    pub(crate) fn text(&mut self) -> String {
        String::from_utf8_lossy(self.bytes()).into_owned()
    }
}
