//! Vango's browser client, embedded, and a headless Rust client.
