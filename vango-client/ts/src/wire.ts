// The wire's variant numbers, as in docs/protocol.md. `const enum`s: the build puts the numbers in their place.
//
// Does not say what follows a variant: that stands where it is read or written.

/** What a slot of a template is. */
export const enum Kind {
  Dyn,
  Attr,
  Class,
  On,
  Branch,
  Rows,
  Child,
  OnWith,
  Style,
  Spread,
}

/** Bits of a listener's flags. */
export const enum Flag {
  Prevent = 1,
  Stop = 2,
  Once = 4,
  Self = 8,
  Passive = 16,
  Capture = 32,
}

/** What stands in a Dyn slot. */
export const enum Shows {
  Empty,
  Block,
  Html,
  Parked,
  /** A text has its length added to this. */
  Text,
}

/** Frames from the client. */
export const enum ClientFrame {
  Hello,
  Event,
  Ack,
  Resync,
  Ping,
}

/** Frames from the server. */
export const enum ServerFrame {
  Welcome,
  Patch,
  Refresh,
  Error,
  Pong,
  Ack,
}

/** Welcome's `how`: what follows it. */
export const enum How {
  Attached,
  Resumed,
  Resynced,
}

/** What an event carries. */
export const enum Payload {
  None,
  Mouse,
  Key,
  Input,
  Submit,
  Focus,
  Pointer,
  Wheel,
  Text,
  Scroll,
  Media,
  Touch,
  Custom,
  Toggle,
  Name,
}

/** Operations of a patch. */
export const enum Op {
  Define,
  Mount,
  Text,
  Attr,
  Class,
  Dyn,
  Branch,
  Insert,
  Remove,
  Move,
  Swap,
  Clear,
  Park,
  Drop,
}
