//! The peers: two template engines that make markup alone, and two frameworks.

pub mod askama;
pub mod dioxus;
pub mod leptos;
pub mod maud;
