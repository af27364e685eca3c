//! What is measured: a page, how many sessions of it, and in which state.

use bench_harness::Bar;
use bench_memory::crowd::Scene;

/// One line of the suite.
#[derive(Debug)]
pub(crate) struct Case {
    page: &'static str,
    pub(crate) kind: Kind,
    pub(crate) sessions: usize,
    pub(crate) after: After,
}

/// Whose page, and what its sessions do.
#[derive(Debug)]
pub(crate) enum Kind {
    /// Vango's, which never sleep: they are clicked, then left alone.
    Awake { scene: Scene },
    /// Vango's with the default limits, left alone from the beginning. The bar is of the sleeping ones, in KiB.
    Asleep { scene: Scene, bar: Bar },
    /// The peer's.
    Dioxus { path: &'static str },
}

/// How the tabs end.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum After {
    /// As tabs are closed.
    Leave,
    /// As connections break: the server keeps the sessions for a while.
    Break,
}

impl Case {
    /// Awake, unless [`asleep`](Self::asleep) follows.
    pub(crate) fn vango(page: &'static str, scene: Scene, sessions: usize) -> Self {
        Self {
            page,
            kind: Kind::Awake { scene },
            sessions,
            after: After::Leave,
        }
    }

    pub(crate) fn dioxus(page: &'static str, path: &'static str, sessions: usize) -> Self {
        Self {
            page,
            kind: Kind::Dioxus { path },
            sessions,
            after: After::Leave,
        }
    }

    pub(crate) fn asleep(self, bar: Bar) -> Self {
        let kind = match self.kind {
            Kind::Awake { scene } | Kind::Asleep { scene, .. } => Kind::Asleep { scene, bar },
            Kind::Dioxus { path } => Kind::Dioxus { path },
        };
        Self { kind, ..self }
    }

    pub(crate) fn after(self, after: After) -> Self {
        Self { after, ..self }
    }

    pub(crate) fn path(&self) -> &str {
        match &self.kind {
            Kind::Awake { scene } | Kind::Asleep { scene, .. } => &scene.path,
            Kind::Dioxus { path } => path,
        }
    }

    /// Rows that the page shows.
    pub(crate) fn scene_rows(&self) -> Option<usize> {
        match &self.kind {
            Kind::Awake { scene } | Kind::Asleep { scene, .. } => {
                (scene.count > 2).then_some(scene.count)
            }
            Kind::Dioxus { .. } => None,
        }
    }

    /// `memory/<page>-<sessions>/<what>`; the peer's with its name.
    pub(crate) fn figure(&self, what: &str) -> String {
        let peer = match self.kind {
            Kind::Dioxus { .. } => "dioxus-",
            Kind::Awake { .. } | Kind::Asleep { .. } => "",
        };
        format!("memory/{peer}{}-{}/{what}", self.page, self.sessions)
    }

    /// The server's program, and its arguments.
    pub(crate) fn server(&self) -> (&'static str, Vec<&'static str>) {
        let listen = ["--listen", "127.0.0.1:0"];
        match self.kind {
            Kind::Awake { .. } => {
                let never = ["--hibernate-after-ms", "86400000"];
                ("bench-app-vango", [listen, never].concat())
            }
            Kind::Asleep { .. } => ("bench-app-vango", listen.to_vec()),
            Kind::Dioxus { .. } => ("bench-app-dioxus", listen.to_vec()),
        }
    }
}
