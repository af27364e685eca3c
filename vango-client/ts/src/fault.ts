// Faults: why a frame or the page can't be what the server meant, as a number.
//
// Invariant: a fault is a `RangeError` whose message is `E`, its code, and what was found. The texts are `dev.ts`'s, and
// docs/protocol.md has the same table: the code of the client has no room for them.
// Does not decide what happens then.

/** What is wrong; the comment says what stands after the code. */
export const enum Fault {
  /** The bytes end before the value. */
  Short,
  /** A varint with an unknown first byte: the byte. */
  Varint,
  /** A text or event is longer than the server accepts, in bytes: the bound. */
  Long,
  /** Bytes are left after the frame. */
  Rest,
  /** An unknown frame: its variant. */
  Frame,
  /** The server has sent another last batch than came here: its number. */
  Batch,
  /** An operation on a block that is not there: its id. */
  Block,
  /** An unknown operation: its variant. */
  Op,
  /** A slot that its block does not have: its index. */
  Slot,
  /** An unknown kind of slot: its variant. */
  Kind,
  /** A row that is not there: its index, counted from 1. */
  Row,
  /** A template that was not defined: its index. */
  Template,
  /** A template has not as many markers as slots: its markup. */
  Markers,
  /** Others have moved or removed nodes of a block. */
  Moved,
  /** The page has another node than its templates: which, and what was expected. */
  Page,
  /** The shape of the page does not fit its templates. */
  Shape,
  /** Too many events wait for the server: the bound. */
  Full,
  /** A form has too many fields: the bound. */
  Fields,
}

/** An error with this code. */
export function fault(code: Fault, found: unknown = ""): RangeError {
  return RangeError(`E${code} ${found}`);
}
