//! Reactive store, view, diff, session and server of Vango.
