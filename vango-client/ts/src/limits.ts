// Every bound of the client, by name, with its unit. The protocol's own bounds repeat `vango-protocol/src/limits.rs`.
//
// Does not hold wire numbers: those stand beside the code that reads or writes them.

/** The protocol version this client speaks; also in the WebSocket subprotocol's name. */
export const VERSION = 1;
/** The WebSocket subprotocol. */
export const SUBPROTOCOL = "vango.1";

/** Most events that are sent and not acknowledged: the low byte of a number must stay unambiguous. */
export const MAX_IN_FLIGHT = 127;
/** Most events kept while the server can't be reached; what the user does beyond that is refused, visibly. */
export const MAX_PENDING_EVENTS = 1024;
/** Longest event, in bytes without the frame's head: the server refuses longer ones, and resending would never end. */
export const MAX_EVENT_BYTES = 255 * 1024;

/** Longest value of a form control, and of any other text without a bound of its own, in bytes. */
export const MAX_VALUE_BYTES = 128 * 1024;
/** Longest name of a form control, in bytes. */
export const MAX_FIELD_NAME_BYTES = 1024;
/** Most fields of one submitted form. */
export const MAX_FIELDS = 1024;
/** Longest name of an animation or of a property in transition, in bytes. */
export const MAX_NAME_BYTES = 256;
/** Most fingers that a touch event tells of. */
export const MAX_TOUCHES = 32;
/** Stands between the chosen values of a `<select multiple>`. */
export const VALUE_SEPARATOR = "\x1f";
/** A time, in milliseconds, that is not known. */
export const UNKNOWN_TIME = 0xffffffff;

/** Length of the tab's secret and of a ticket in boot data, in bytes. */
export const TOKEN_BYTES = 16;

/** Batches after which an acknowledgement is sent at once. */
export const ACK_AFTER_BATCHES = 16;

/**
 * How often it is looked whether anything has come, in milliseconds. If so, batches that no event has acknowledged are
 * acknowledged now; if not, the socket is asked whether it lives.
 */
export const BEAT_MS = 12_500;
/** A socket on which nothing has come for so long after that, or after it was made, is dead; in milliseconds. */
export const ANSWER_WITHIN_MS = 10_000;

/** First upper bound of the random delay before a reconnect, in milliseconds; doubles with each attempt. */
export const RECONNECT_FIRST_MS = 100;
/** Last upper bound of the random delay before a reconnect, in milliseconds. */
export const RECONNECT_LONGEST_MS = 10_000;
/** A tab hidden for longer than this waits until it is seen before it reconnects, in milliseconds. */
export const HIDDEN_PAUSE_MS = 60_000;

/** An event that is not answered for so long makes the page busy, in milliseconds. */
export const BUSY_AFTER_MS = 300;

/** Losing track this many times … */
export const MAX_RESYNCS = 3;
/** … within this time, in milliseconds, stops the page with a visible error. */
export const RESYNC_WINDOW_MS = 60_000;
/** Longest text that a page leaves for the one after a reload, in UTF-16 code units. */
export const MAX_LEFT_CHARS = 64 * 1024;
/**
 * A second reload within this time is refused, in milliseconds: a page must not reload for ever. Short, because a server that
 * is being developed is started again and again; one that loses its sessions does so at once.
 */
export const RELOAD_ONCE_MS = 10_000;
