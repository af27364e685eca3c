//! Fuzz targets for everything in Vango that reads what others have written.
//!
//! A target is a plain function from bytes to nothing that panics when a promise is broken. The same functions run in two
//! ways: `cargo test -p vango-fuzz` gives each a fixed number of inputs made from a seed ([`mutate`]) on the stable
//! toolchain, and `cargo xtask fuzz` lets libFuzzer look for inputs on nightly, as long as one likes.
//!
//! | module | what is fed |
//! | --- | --- |
//! | [`wire`] | the decoders of the protocol, and their encoders with what they found |
//! | [`edge`] | what HTTP brings: cookies, origins, forwarding headers, paths, ranges, greetings |
//! | [`persisted`] | schemas, the records of a program, stored values |
//! | [`page`] | the headless client: pages, frames, adoption |
//! | [`session`] | the session machine, with any sequence of frames, sockets, timers and answers |
//! | [`socket`] | the driver's end of a WebSocket, with any bytes after the upgrade |
//!
//! Invariant: a target is a function of its input alone, so that an input that fails once fails again. `corpus/<target>/` holds inputs that are worth trying first: small ones that
//! reach far, and every input that a defect was found with (`regression-…`).
#![forbid(unsafe_code)]

pub mod alarm;
pub mod app;
pub mod corpus;
pub mod edge;
pub mod mutate;
pub mod page;
pub mod persisted;
pub mod session;
pub mod socket;
mod source;
pub mod wire;

#[path = "../../../vango-protocol/tests/wire/model/mod.rs"]
#[expect(
    dead_code,
    unused_imports,
    reason = "the protocol's tests own this model, and use more of it"
)]
mod model;

/// A fuzz target.
#[derive(Clone, Copy, Debug)]
pub struct Target {
    /// Its name: of its corpus, of its libFuzzer program, of its test.
    pub name: &'static str,
    /// Reads the bytes; panics when a promise is broken.
    pub run: fn(&[u8]),
    /// How many inputs `cargo test` gives it. In all they take less than twenty seconds in the development profile.
    pub executions: u32,
}

macro_rules! targets {
    ($($name:ident: $run:path, $executions:expr;)+) => {
        /// All targets.
        pub const TARGETS: &[Target] = &[$(Target { name: stringify!($name), run: $run, executions: $executions }),+];
    };
}

targets! {
    client_frame: wire::client_frame, 20_000;
    payload: wire::payload, 20_000;
    server_frame: wire::server_frame, 20_000;
    template: wire::template, 10_000;
    shape: wire::shape, 10_000;
    boot: wire::boot, 10_000;
    serial: wire::serial, 10_000;
    greeting: edge::greeting, 10_000;
    request: edge::request, 10_000;
    path: edge::path, 10_000;
    page: page::page, 3_000;
    raw: page::raw, 3_000;
    adoption: page::adoption, 3_000;
    frames: page::frames, 3_000;
    schema: persisted::schema, 10_000;
    program: persisted::program, 10_000;
    value: persisted::value, 10_000;
    session: session::session, 400;
    socket: socket::socket, 400;
}

/// The target of this name.
pub fn target(name: &str) -> Option<&'static Target> {
    TARGETS.iter().find(|target| target.name == name)
}
