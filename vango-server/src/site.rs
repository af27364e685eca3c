//! What the builder was told, checked and made ready: everything that a request is answered from. Shared by all workers
//! and never changed after the start.

use std::sync::Arc;

use tokio::runtime::Handle;

use vango_store::Store;

use crate::driver::{Keeps, Limits, Seal};
use vango_runtime::persist::Bindings;
use vango_runtime::reactive::Services;
use vango_runtime::session::Root;

use super::app::Transport;
use super::asset::Assets;
use super::compress::Compression;
use super::cookie::CookieKey;
use super::document::Frame;
use super::fallback::Fallback;
use super::file::Directories;
use super::host::Hosts;
use super::links::Links;
use super::mode::Mode;
use super::proxy::Proxies;
use super::route::{LayoutFn, Routes};
use super::slot::Slots;

pub(crate) struct Site {
    pub(crate) routes: Routes,
    /// With its layouts.
    pub(crate) not_found: Option<Root>,
    pub(crate) layouts: Vec<LayoutFn>,
    pub(crate) frame: Frame,
    pub(crate) assets: Assets,
    pub(crate) directories: Directories,
    pub(crate) fallback: Option<Fallback>,
    /// Where tasks of sessions and the nested service run.
    pub(crate) runtime: Handle,
    pub(crate) services: Arc<Services>,
    pub(crate) links: Links,
    pub(crate) cookies: CookieKey,
    /// Signs what a tab may resume.
    pub(crate) seal: Seal,
    /// Where sessions are kept.
    pub(crate) store: Arc<dyn Store>,
    pub(crate) keeps: Keeps,
    pub(crate) bindings: Bindings,
    pub(crate) transport: Transport,
    pub(crate) mode: Mode,
    pub(crate) origins: Vec<String>,
    pub(crate) proxies: Proxies,
    pub(crate) hosts: Hosts,
    pub(crate) compression: Compression,
    pub(crate) sockets: Slots,
    /// Tells builds of the app apart.
    pub(crate) build: u64,
    pub(crate) limits: Arc<Limits>,
}
