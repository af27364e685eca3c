//! What the builder was told, checked and made ready: everything that a request is answered from. Shared by all workers
//! and never changed after the start.

use std::sync::Arc;

use crate::driver::Limits;
use crate::session::Root;

use super::app::Transport;
use super::asset::Assets;
use super::cookie::CookieKey;
use super::document::Frame;
use super::route::Routes;
use super::slot::Slots;

pub(crate) struct Site {
    pub(crate) routes: Routes,
    pub(crate) not_found: Option<Root>,
    pub(crate) frame: Frame,
    pub(crate) assets: Assets,
    pub(crate) cookies: CookieKey,
    pub(crate) transport: Transport,
    pub(crate) origins: Vec<String>,
    pub(crate) sockets: Slots,
    pub(crate) limits: Arc<Limits>,
}
