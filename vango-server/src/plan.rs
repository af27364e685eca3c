//! From the builder's settings to a site that can be served: every check that doesn't need the network.

use std::collections::HashSet;
use std::sync::Arc;

use bytes::Bytes;
use tokio::runtime::Handle;

use vango_store::MemoryStore;

use crate::driver::{Keeps, Limits, Seal};
use vango_runtime::session::{DocumentShell, SessionError};

use super::app::App;
use super::asset::{Asset, Assets, asset_path, is_plain};
use super::build;
use super::bundle;
use super::cookie::CookieKey;
use super::document::Frame;
use super::error::{StartError, StartErrorKind};
use super::file::Directories;
use super::host::Hosts;
use super::links::Base;
use super::mode::Mode;
use super::origin;
use super::proxy::Proxies;
use super::route::{Routes, within};
use super::site::Site;
use super::slot::Slots;

/// Least length of a configured secret, in bytes: that of the HMAC's output.
const MIN_SECRET_BYTES: usize = 32;

impl App {
    /// Checks everything and makes it ready to serve. `runtime` is for what must not hold up a worker.
    pub(super) fn into_site(self, runtime: Handle) -> Result<Site, StartError> {
        let base = match &self.base_path {
            Some(path) => Base::parse(path)?,
            None => Base::default(),
        };
        let links = self.links();
        let mut assets = Assets::default();
        let (script, client) = bundle::client();
        assets.insert(script.clone(), client);
        if self.mode == Mode::Development {
            let (path, watcher) = bundle::development();
            assets.insert(path, watcher);
        }
        let styles = insert_styles(&mut assets, self.styles)?;
        insert_assets(&mut assets, self.assets)?;
        check_origins(&self.origins)?;
        check_limits(&self.limits)?;
        let directories = Directories::build(self.directories)?;
        for (path, _) in &self.pages {
            base.check_page(path)?;
            check_reachable(path, &directories)?;
        }
        let title = self.title.as_deref().unwrap_or("Vango");
        let language = self.language.as_deref().unwrap_or("en");
        let styles: Vec<String> = styles.iter().map(|path| base.join(path)).collect();
        let frame = match self.document {
            None => Frame::new(title, language, &styles, &base.join(&script)),
            Some(document) => custom_frame(document(), &styles, &base.join(&script))?,
        };
        Ok(Site {
            routes: Routes::build(self.pages)?,
            not_found: self.not_found.map(|page| within(page, &self.layouts)),
            layouts: self.layouts,
            frame,
            build: build::number(self.build_id.as_deref(), &script),
            assets,
            directories,
            fallback: self.fallback,
            runtime,
            services: Arc::new(self.services),
            links,
            cookies: cookie_key(self.secret.as_deref())?,
            seal: Seal::new(self.secret.as_deref()),
            keeps: Keeps {
                has_store: self.store.is_some(),
                has_secret: self.secret.is_some() || self.forgets,
            },
            store: self.store.unwrap_or_else(|| Arc::new(MemoryStore::new())),
            bindings: self.bindings,
            transport: self.transport,
            mode: self.mode,
            origins: self.origins,
            proxies: Proxies::parse(&self.proxies)?,
            hosts: Hosts::parse(&self.hosts)?,
            compression: self.compression,
            sockets: Slots::new(self.limits.sockets),
            limits: Arc::new(self.limits),
        })
    }
}

fn custom_frame(
    shell: Result<DocumentShell, SessionError>,
    styles: &[String],
    script: &str,
) -> Result<Frame, StartError> {
    let refuse = |problem: String| StartError::new(StartErrorKind::Document, problem);
    let shell = shell.map_err(|error| refuse(error.to_string()))?;
    Frame::around(&shell, styles, script).ok_or_else(|| {
        refuse(
            "the document has no `</head>` before `{children}`: the stylesheets stand there"
                .to_owned(),
        )
    })
}

fn insert_styles(
    assets: &mut Assets,
    styles: Vec<(String, String)>,
) -> Result<Vec<String>, StartError> {
    let mut paths = Vec::new();
    for (name, css) in styles {
        if !name.ends_with(".css") || name.contains('/') || !is_plain(&name) {
            return Err(StartError::new(
                StartErrorKind::Setting,
                format!(
                    "stylesheet `{name}`: its name must be letters, digits, `-`, `_` and `.`, then `.css`"
                ),
            ));
        }
        let asset = Asset::new(&name, Bytes::from(css));
        let path = asset_path(&name, asset.hash());
        assets.insert(path.clone(), asset);
        paths.push(path);
    }
    Ok(paths)
}

fn insert_assets(assets: &mut Assets, files: Vec<(String, Bytes)>) -> Result<(), StartError> {
    let mut names = HashSet::new();
    for (name, content) in files {
        let refuse = |problem: &str| {
            let message = format!("embedded file `{name}`: {problem}");
            StartError::new(StartErrorKind::Setting, message)
        };
        if !is_plain(&name) {
            return Err(refuse(
                "its name must be letters, digits, `-`, `_` and `.`, with slashes between, such as `img/logo.svg`",
            ));
        }
        if !names.insert(name.clone()) {
            return Err(refuse("another file has this name already"));
        }
        let asset = Asset::new(&name, content);
        assets.insert(asset_path(&name, asset.hash()), asset);
    }
    Ok(())
}

/// A static directory answers all paths below its own, but for the one at `/`.
fn check_reachable(page: &str, directories: &Directories) -> Result<(), StartError> {
    let Some(directory) = directories.above(page) else {
        return Ok(());
    };
    let message = format!(
        "page `{page}`: the static directory at `{directory}` answers all paths below its own, so that the page is never \
         shown: give one of them another path"
    );
    Err(StartError::new(StartErrorKind::Route, message))
}

fn check_limits(limits: &Limits) -> Result<(), StartError> {
    if limits.drain_ms <= limits.shutdown_ms {
        return Ok(());
    }
    let message = format!(
        "`Limits::drain_ms` ({}) is part of `Limits::shutdown_ms` ({}) and can't be longer: raise `shutdown_ms`",
        limits.drain_ms, limits.shutdown_ms
    );
    Err(StartError::new(StartErrorKind::Setting, message))
}

fn check_origins(origins: &[String]) -> Result<(), StartError> {
    for allowed in origins {
        if let Err(problem) = origin::check_configured(allowed) {
            return Err(StartError::new(
                StartErrorKind::Setting,
                format!("allowed origin `{allowed}`: {problem}"),
            ));
        }
    }
    Ok(())
}

fn cookie_key(secret: Option<&[u8]>) -> Result<CookieKey, StartError> {
    match secret {
        None => Ok(CookieKey::random()),
        Some(secret) if secret.len() >= MIN_SECRET_BYTES => Ok(CookieKey::from_secret(secret)),
        Some(secret) => Err(StartError::new(
            StartErrorKind::Setting,
            format!(
                "the secret has {} bytes; it must be {MIN_SECRET_BYTES} random bytes or more",
                secret.len()
            ),
        )),
    }
}
