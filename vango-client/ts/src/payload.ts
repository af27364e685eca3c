// Payloads: what an event tells the server, when its slot asks for it.
//
// Invariant: the variant depends on the event alone; an event of no known family has the payload `None`.
// Does not decide which events are sent. Files of a form are left out: uploads take another way.

import { Writer } from "./codec.js";
import { MAX_FIELDS, MAX_NAME_BYTES, MAX_VALUE_BYTES } from "./limits.js";
import { Payload } from "./wire.js";

/** The payload of a slot that wants none, and of events without a family. */
export const NO_PAYLOAD = new Writer().varint(Payload.None).finish();

/** The payload of `event`. Throws a `RangeError` when a value is longer than the server accepts. */
export function encodePayload(event: Event): Uint8Array {
  const out = new Writer();
  if (event.type === "submit") {
    writeFields(out.varint(Payload.Submit), event as SubmitEvent);
  } else if (event.type === "input" || event.type === "change") {
    const control = event.target as HTMLInputElement;
    out.varint(Payload.Input).text(control.value ?? "", MAX_VALUE_BYTES).byte(control.checked ? 1 : 0);
  } else if (/^(focus|blur)/.test(event.type)) {
    out.varint(Payload.Focus);
  } else if (event instanceof KeyboardEvent) {
    out.varint(Payload.Key).text(event.key).text(event.code).byte(modifiers(event)).byte(event.repeat ? 1 : 0);
  } else if (event instanceof MouseEvent) {
    out.varint(Payload.Mouse).zigzag(Math.round(event.clientX)).zigzag(Math.round(event.clientY));
    out.byte(event.button).varint(event.detail).byte(modifiers(event));
  } else {
    return NO_PAYLOAD;
  }
  return out.finish();
}

function modifiers(event: KeyboardEvent | MouseEvent): number {
  return +event.shiftKey | (+event.ctrlKey << 1) | (+event.altKey << 2) | (+event.metaKey << 3);
}

function writeFields(out: Writer, event: SubmitEvent): void {
  const form = event.target as HTMLFormElement;
  const data = new FormData(form, event.submitter);
  const fields = [...data].filter((field): field is [string, string] => typeof field[1] === "string");
  if (fields.length > MAX_FIELDS) throw new RangeError(`form has more than ${MAX_FIELDS} fields`);
  out.varint(fields.length);
  for (const [name, value] of fields) out.text(name, MAX_NAME_BYTES).text(value, MAX_VALUE_BYTES);
}
