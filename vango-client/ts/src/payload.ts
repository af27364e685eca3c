// Payloads: what an event tells the server, when its slot asks for it.
//
// Invariant: the variant depends on the event's type alone, as the server's table of events has it; a CustomEvent of
// a type that HTML does not have carries its `detail`, any other event nothing.
// Does not decide which events are sent. Files of a form are left out: uploads take another way.

import { Writer } from "./codec.js";
import { Fault, fault } from "./fault.js";
import { MAX_FIELD_NAME_BYTES, MAX_FIELDS, MAX_NAME_BYTES, MAX_TOUCHES, UNKNOWN_TIME, VALUE_SEPARATOR } from "./limits.js";
import { Payload } from "./wire.js";

/** The payload of a slot that wants none, and of events without data. */
export const NO_PAYLOAD = Uint8Array.of(Payload.None);

/** Events and targets of all families: the type says which properties are there. */
type Source = any;
type Encode = (out: Writer, event: Source, target: Source) => unknown;

/** Which types have which payload; in the order of `Payload`. Only types of HTML's are looked up: their beginnings are enough. */
const FAMILIES: readonly (readonly [types: RegExp, encode: Encode])[] = [
  [/^$/, () => {}],
  [/^(mouse|(dbl|aux)?click|con)/, (out, event) => writeModifiers(writePlace(out, event).byte(event.button).varint(event.detail), event)],
  [/^key/, (out, event) => writeModifiers(out.text(event.key).text(event.code), event).byte(event.repeat)],
  // Of an element that is edited as a document, its text.
  [/^(input|change)/, (out, _, target) => out.text(target.selectedOptions ? joined(target.selectedOptions) : (target.value ?? target.textContent)).byte(target.checked)],
  [/^submit/, writeFields],
  [/^(focus|blur)/, () => {}],
  [/pointer/, writePointer],
  [/^wheel/, (out, event) => writeModifiers(writePlace(out, event).zigzag(outward(event.deltaX)).zigzag(outward(event.deltaY)).byte(event.deltaMode), event)],
  [/^(beforein|comp|copy|cut|paste|dr[ao])/, writeData],
  [/^scroll/, (out, _, target) => out.zigzag(target.scrollLeft).zigzag(target.scrollTop)],
  [/^(pl|pau|end|ti|see|canp|load.|wa|sta|sus|em|pr|du|ra|vo)/, writeMedia],
  [/^touch/, writeTouches],
  [/^$/, (out, event) => out.text(JSON.stringify(event.detail) ?? "null")],
  [/toggle$/, (out, event, target) => out.byte(event.newState ? event.newState === "open" : target.open)],
  [/^(an|tr)/, (out, event) => out.text(event.animationName ?? event.propertyName, MAX_NAME_BYTES)],
];

/** The payload of `event`. Throws a `RangeError` when a value is longer than the server accepts. */
export function encodePayload(event: Event): Uint8Array {
  const { target, type } = event;
  let payload = event instanceof CustomEvent ? Payload.Custom : Payload.None;
  // HTML has an `on…` property for each of its events but a few, all of which are of the interface itself: so `changed`
  // and `rated`, which others make up, are told from `change` and `ratechange`.
  if (event instanceof UIEvent || "on" + type in target!) payload = Math.max(0, FAMILIES.findIndex(([types]) => types.test(type)));
  const out = new Writer().varint(payload);
  FAMILIES[payload]![1](out, event, target);
  return out.finish();
}

/** The values of these options, those chosen of a `<select>` among others, in the form that one value has. */
export function joined(options: Iterable<HTMLOptionElement>): string {
  return Array.from(options, ({ value }) => value).join(VALUE_SEPARATOR);
}

function writeData(out: Writer, event: Source): void {
  const transfer: DataTransfer | null = event.clipboardData ?? event.dataTransfer;
  // What is copied is only chosen by the page: until then the selection is what will be.
  out.text(event.data ?? (transfer?.getData("text") || (/^c/.test(event.type) ? "" + getSelection() : "")));
}

function writeModifiers(out: Writer, event: Source): Writer {
  return out.byte(event.shiftKey | (event.ctrlKey << 1) | (event.altKey << 2) | (event.metaKey << 3));
}

function writePlace(out: Writer, event: Source): Writer {
  return out.zigzag(event.clientX).zigzag(event.clientY);
}

/** A movement, however small, is none of length 0. */
function outward(delta: number): number {
  return delta < 0 ? Math.floor(delta) : Math.ceil(delta);
}

function writePointer(out: Writer, event: Source): void {
  writeModifiers(writePlace(out, event).byte(event.button).varint(event.buttons).varint(event.detail), event);
  out.zigzag(event.pointerId).byte(["mouse", "pen", "touch"].indexOf(event.pointerType) & 3).varint(event.pressure * 0xffff).byte(event.isPrimary);
}

function writeTouches(out: Writer, event: Source): void {
  const touches = [...event.touches].slice(0, MAX_TOUCHES);
  out.varint(touches.length);
  for (const touch of touches) writePlace(out.zigzag(touch.identifier), touch);
  writeModifiers(out, event);
}

function writeMedia(out: Writer, _: Source, target: Source): void {
  for (const seconds of [target.currentTime, target.duration]) {
    const time_ms = seconds * 1000;
    // NaN before the metadata are there, Infinity for a stream.
    out.varint(time_ms < UNKNOWN_TIME ? time_ms : UNKNOWN_TIME);
  }
  out.byte(target.paused).byte(target.ended).byte(target.muted).byte(target.volume * 100);
}

function writeFields(out: Writer, event: SubmitEvent, form: HTMLFormElement): void {
  const data = new FormData(form, event.submitter);
  const fields = [...data].filter((field): field is [string, string] => typeof field[1] === "string");
  if (fields.length > MAX_FIELDS) throw fault(Fault.Fields, MAX_FIELDS);
  out.varint(fields.length);
  for (const [name, value] of fields) out.text(name, MAX_FIELD_NAME_BYTES).text(value);
}
