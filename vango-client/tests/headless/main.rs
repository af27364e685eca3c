//! The headless client against hand-written and random pages and patches.

mod adoption;
mod gesture;
mod markup;
mod model;
mod operation;
mod property;
mod recovery;
mod session;
mod template;
mod vector;
