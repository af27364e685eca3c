//! A mutator that does the same everywhere: from one number, any count of inputs out of a corpus.
//!
//! It knows nothing of coverage: it is the bounded half of fuzzing, which says each time that nothing has come back. What it
//! finds new is luck; to look for what is new is libFuzzer's business.

use crate::corpus::Seed;

/// Longest input that it makes.
const MAX_BYTES: usize = 1024;

/// Bytes that mean something in one of the formats: borders of numbers, marks of their width, signs of a grammar.
const TELLING: &[u8] = &[
    0, 1, 2, 3, 4, 15, 16, 127, 128, 250, 251, 252, 253, 254, 255, b'/', b'%', b',', b';', b'=',
    b'"', b'<', b'>', b'&', b'-', b'.', b':', b' ',
];

/// A small generator (SplitMix64, Steele et al. 2014).
#[derive(Clone, Debug)]
pub struct Dice(u64);

impl Dice {
    /// Everything follows from `seed`.
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn roll(&mut self, sides: usize) -> usize {
        (self.next() % sides.max(1) as u64) as usize
    }

    fn byte(&mut self) -> u8 {
        match self.roll(4) {
            0 => TELLING[self.roll(TELLING.len())],
            _ => self.next() as u8,
        }
    }

    /// An input made of bytes alone, or of one or two seeds.
    pub fn input(&mut self, corpus: &[Seed]) -> Vec<u8> {
        let mut bytes = match corpus {
            [] => self.fresh(),
            _ if self.roll(8) == 0 => self.fresh(),
            seeds => seeds[self.roll(seeds.len())].bytes.clone(),
        };
        for _ in 0..self.roll(6) {
            self.mutate(&mut bytes, corpus);
        }
        bytes.truncate(MAX_BYTES);
        bytes
    }

    fn fresh(&mut self) -> Vec<u8> {
        // Mostly short: what a decoder refuses at once needs no long tail.
        let len = match self.roll(3) {
            0 => self.roll(12),
            1 => self.roll(80),
            _ => self.roll(400),
        };
        (0..len).map(|_| self.byte()).collect()
    }

    fn mutate(&mut self, bytes: &mut Vec<u8>, corpus: &[Seed]) {
        let at = self.roll(bytes.len());
        let len = self.roll(16).min(bytes.len() - at);
        match self.roll(8) {
            0 if !bytes.is_empty() => bytes[at] ^= 1 << self.roll(8),
            1 if !bytes.is_empty() => bytes[at] = self.byte(),
            2 if !bytes.is_empty() => {
                let by = [1, 255, 16][self.roll(3)];
                bytes[at] = bytes[at].wrapping_add(by);
            }
            3 => drop(bytes.drain(at..at + len)),
            4 => {
                let again: Vec<u8> = bytes[at..at + len].to_vec();
                let to = self.roll(bytes.len() + 1);
                bytes.splice(to..to, again);
            }
            5 => bytes.truncate(at),
            6 if !corpus.is_empty() => {
                let other = &corpus[self.roll(corpus.len())].bytes;
                let from = self.roll(other.len());
                bytes.splice(at.., other[from..].iter().copied());
            }
            _ => {
                let new: Vec<u8> = (0..=self.roll(8)).map(|_| self.byte()).collect();
                bytes.splice(at..at, new);
            }
        }
    }
}
