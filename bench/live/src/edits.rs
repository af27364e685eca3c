//! What dioxus-liveview sends, read as far as a load has to understand it: which operations there are, which elements
//! listen, which texts come.
//!
//! The format is that of `RawInterpreter.run_from_bytes` in the script of its pages (sledgehammer 0.6): seven words of
//! metadata that say where each array begins, operations of one byte in groups of four, and their arguments in one array
//! per width and one string. Invariant: a message is read to its end mark, or it is an error.

use anyhow::{Context as _, Result, bail};

/// Messages begin with this when they are operations, and with 0 when they are text.
const OPERATIONS: u8 = 1;

const REMOVE: u8 = 6;
const INSERT_AFTER: u8 = 4;
const INSERT_BEFORE: u8 = 5;
const LISTENER: u8 = 24;
const END: u8 = 27;

/// What an argument is encoded as.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Argument {
    U8,
    U16,
    U32,
    /// A text whose length, in UTF-16 units, is a 32-bit number.
    Text,
    /// A short text, sent once: an index whose high bit says that the text follows.
    Cached,
    /// Bytes behind their number.
    Bytes,
}

use Argument::{Bytes, Cached, Text, U8, U16, U32};

/// The arguments of each operation of `unified_bindings.rs` in dioxus-interpreter-js 0.7.10, in the order in which the
/// script reads them.
const ARGUMENTS: [&[Argument]; END as usize] = [
    &[U32],                       // push_root
    &[U32, U16],                  // append_children
    &[],                          // pop_root
    &[U32, U16],                  // replace_with
    &[U32, U16],                  // insert_after
    &[U32, U16],                  // insert_before
    &[U32],                       // remove
    &[Text],                      // create_raw_text
    &[Text, U32],                 // create_text_node
    &[U32],                       // create_placeholder
    &[U32, Cached, U8],           // new_event_listener
    &[U32, Cached, U8],           // remove_event_listener
    &[U32, Text],                 // set_text
    &[U32, Cached, Text, Cached], // set_attribute
    &[Cached, Cached, U32],       // remove_attribute
    &[U32, U32, U8],              // assign_id
    &[U16, U32, U8],              // replace_placeholder
    &[U16, U16, U32],             // load_template
    &[U16],                       // append_children_to_top
    &[Cached, Text, Cached],      // set_top_attribute
    &[],                          // add_placeholder
    &[Cached],                    // create_element
    &[Cached, Cached],            // create_element_ns
    &[U16, U16],                  // add_templates
    &[U32, U8, Cached],           // foreign_event_listener
    &[U32, Bytes],                // assign_id_ref
    &[U16, Bytes],                // replace_placeholder_ref
];

/// What a message says.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(crate) struct Edits {
    operations: Vec<u8>,
    /// The elements that were given a listener, in that order.
    pub(crate) listeners: Vec<u32>,
    /// All texts that are not cached, in order.
    pub(crate) texts: Vec<String>,
}

impl Edits {
    /// Reads a message.
    ///
    /// # Errors
    /// When it is not what this version of Dioxus writes.
    pub(crate) fn read(message: &[u8]) -> Result<Self> {
        let Some((&OPERATIONS, bytes)) = message.split_first() else {
            return Ok(Self::default());
        };
        let mut reader = Reader::new(bytes)?;
        let mut edits = Self::default();
        loop {
            let operation = reader.operation()?;
            if operation == END {
                return Ok(edits);
            }
            let arguments = ARGUMENTS
                .get(usize::from(operation))
                .with_context(|| format!("no operation {operation} is known"))?;
            let mut first = None;
            for argument in *arguments {
                match reader.argument(*argument)? {
                    Value::Number(number) => first = first.or(Some(number)),
                    Value::Text(text) => edits.texts.push(text),
                    Value::None => {}
                }
            }
            if operation == LISTENER {
                // The element; whether the event bubbles comes after it.
                edits.listeners.extend(first);
            }
            edits.operations.push(operation);
        }
    }

    /// A node was taken away.
    pub(crate) fn removes(&self) -> bool {
        self.operations.contains(&REMOVE)
    }

    /// A node was put somewhere.
    pub(crate) fn inserts(&self) -> bool {
        let inserts = [INSERT_AFTER, INSERT_BEFORE];
        self.operations.iter().any(|one| inserts.contains(one))
    }

    /// One of the texts is this.
    pub(crate) fn says(&self, text: &str) -> bool {
        self.texts.iter().any(|one| one == text)
    }
}

enum Value {
    Number(u32),
    Text(String),
    None,
}

struct Reader<'a> {
    bytes: &'a [u8],
    text: Vec<u16>,
    text_at: usize,
    u32_at: usize,
    u16_at: usize,
    u8_at: usize,
    operation_at: usize,
}

impl<'a> Reader<'a> {
    fn new(bytes: &'a [u8]) -> Result<Self> {
        let mut reader = Self {
            bytes,
            text: Vec::new(),
            text_at: 0,
            u32_at: 0,
            u16_at: 0,
            u8_at: 0,
            operation_at: 0,
        };
        let mut words = [0; 7];
        for word in &mut words {
            *word = reader.u32()? as usize;
        }
        let [
            flags,
            text_at,
            text_bytes,
            u32_at,
            u16_at,
            u8_at,
            operation_at,
        ] = words;
        if flags & 1 << 2 != 0 {
            let text = bytes
                .get(text_at..text_at + text_bytes)
                .context("the text lies in the message")?;
            reader.text = std::str::from_utf8(text)?.encode_utf16().collect();
        }
        Ok(Self {
            u32_at,
            u16_at,
            u8_at,
            operation_at,
            ..reader
        })
    }

    fn operation(&mut self) -> Result<u8> {
        let [operation] = take(self.bytes, &mut self.operation_at)?;
        Ok(operation)
    }

    fn argument(&mut self, argument: Argument) -> Result<Value> {
        match argument {
            U8 => self.u8().map(u32::from).map(Value::Number),
            U16 => take(self.bytes, &mut self.u16_at)
                .map(|bytes| Value::Number(u16::from_le_bytes(bytes).into())),
            U32 => self.u32().map(Value::Number),
            Text => {
                let units = self.u32()? as usize;
                self.text(units).map(Value::Text)
            }
            Cached => {
                if self.u8()? & 0x80 != 0 {
                    let units = usize::from(self.u8()?);
                    self.text(units)?;
                }
                Ok(Value::None)
            }
            Bytes => {
                self.u8_at += self.u32()? as usize;
                Ok(Value::None)
            }
        }
    }

    fn u8(&mut self) -> Result<u8> {
        let [byte] = take(self.bytes, &mut self.u8_at)?;
        Ok(byte)
    }

    fn u32(&mut self) -> Result<u32> {
        take(self.bytes, &mut self.u32_at).map(u32::from_le_bytes)
    }

    fn text(&mut self, units: usize) -> Result<String> {
        let Some(text) = self.text.get(self.text_at..self.text_at + units) else {
            bail!("a text goes on behind the end of all texts");
        };
        self.text_at += units;
        Ok(String::from_utf16(text)?)
    }
}

fn take<const N: usize>(bytes: &[u8], at: &mut usize) -> Result<[u8; N]> {
    let rest = bytes.get(*at..).and_then(<[u8]>::first_chunk);
    *at += N;
    rest.copied()
        .context("an argument lies behind the end of the message")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A message as the encoder writes it: metadata, operations, then the arrays in the order of their names.
    fn message(operations: &[u8], u32s: &[u32], u8s: &[u8], text: &str) -> Vec<u8> {
        let operations_at = 28;
        let u32_at = operations_at + operations.len();
        let u8_at = u32_at + 4 * u32s.len();
        let text_at = u8_at + u8s.len();
        let words = [4, text_at, text.len(), u32_at, u32_at, u8_at, operations_at];
        let mut bytes = vec![OPERATIONS];
        bytes.extend(words.iter().flat_map(|word| (*word as u32).to_le_bytes()));
        bytes.extend(operations);
        bytes.extend(u32s.iter().flat_map(|number| number.to_le_bytes()));
        bytes.extend(u8s);
        bytes.extend(text.as_bytes());
        bytes
    }

    #[test]
    fn texts_and_listeners_are_found() {
        let operations = [12, LISTENER, LISTENER, END];
        let u8s = [1, 0x80, 5, 1, 0];
        let bytes = message(&operations, &[7, 3, 41, 42], &u8s, "12×click");
        let edits = Edits::read(&bytes).unwrap();
        assert_eq!(edits.listeners, [41, 42]);
        assert!(edits.says("12×") && !edits.removes());
    }

    #[test]
    fn what_has_no_end_is_an_error() {
        assert!(Edits::read(&message(&[REMOVE], &[7], &[], "")).is_err());
        assert!(Edits::read(&message(&[99, END], &[], &[], "")).is_err());
    }

    #[test]
    fn other_messages_say_nothing() {
        assert_eq!(Edits::read(b"\0__pong__").unwrap(), Edits::default());
    }
}
