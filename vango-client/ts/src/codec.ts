// The wire's primitive values: bincode 2 `standard()` read from and written to bytes.
//
// Invariant: a reader never goes past its bytes; a short or malformed frame is a `RangeError`, never a wrong value.
// Does not know frames, ops or templates. A 64-bit number is kept as the bytes that `varint` has read.

import { Fault, fault } from "./fault.js";
import { MAX_VALUE_BYTES } from "./limits.js";

const encoder = new TextEncoder();
// A byte order mark is text like any other: without `ignoreBOM` it would disappear.
const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

/** Reads values from the start of `bytes` on. */
export class Reader {
  /** Offset of the next byte. */
  at = 0;

  constructor(readonly bytes: Uint8Array) {}

  /** True when every byte was read. */
  get done(): boolean {
    return this.at >= this.bytes.length;
  }

  /** One raw byte: `u8`, `bool`, the tag of an `Option`. */
  byte(): number {
    return this.bytes[this.at++] ?? this.take(1)[0]!; // `take` throws: there is none.
  }

  /** `length` raw bytes; a view, not a copy. */
  take(length: number): Uint8Array {
    const taken = this.bytes.subarray(this.at, (this.at += length));
    if (taken.length < length) throw fault(Fault.Short);
    return taken;
  }

  /** An unsigned varint; exact up to 2^53. */
  varint(): number {
    const first = this.byte();
    if (first < 251) return first;
    if (first > 253) throw fault(Fault.Varint, first);
    let value = 0;
    for (let at = 0; at < 2 << (first - 251); at++) value += this.byte() * 256 ** at;
    return value;
  }

  /** A signed varint (zigzag). */
  zigzag(): number {
    const value = this.varint();
    return value % 2 ? -(value + 1) / 2 : value / 2;
  }

  /** Text of `length` bytes, by default of the length that stands before it. */
  text(length = this.varint()): string {
    return decoder.decode(this.take(length));
  }

  /** A `Vec`: what `read` makes of each item. */
  list<T>(read: () => T, length = this.varint()): T[] {
    return Array.from({ length }, read);
  }
}

/** Collects values; every method returns the writer. */
export class Writer {
  /** What was written. */
  readonly out: number[] = [];

  /** One raw byte; rounded, higher bits are cut off, true is 1. */
  byte(value: number | boolean): this {
    this.out.push(Math.round(+value) & 255);
    return this;
  }

  /** Raw bytes, without their length. */
  raw(bytes: Iterable<number>): this {
    for (const byte of bytes) this.out.push(byte);
    return this;
  }

  /** An unsigned varint up to 2^32 − 1; rounded. */
  varint(value: number): this {
    value = Math.round(value);
    if (value < 251) return this.byte(value);
    const wide = value > 0xffff;
    this.byte(wide ? 252 : 251).byte(value).byte(value >>> 8);
    return wide ? this.byte(value >>> 16).byte(value >>> 24) : this;
  }

  /** A signed 32-bit varint (zigzag); rounded. */
  zigzag(value: number): this {
    value = Math.round(value);
    return this.varint(((value << 1) ^ (value >> 31)) >>> 0);
  }

  /** Text with its length, of at most `limit` bytes; a lone surrogate becomes U+FFFD. */
  text(text: string, limit = MAX_VALUE_BYTES): this {
    const bytes = encoder.encode(text);
    if (bytes.length > limit) throw fault(Fault.Long, limit);
    return this.varint(bytes.length).raw(bytes);
  }

  /** What was written, to be kept. */
  finish(): Uint8Array {
    return new Uint8Array(this.out);
  }
}
