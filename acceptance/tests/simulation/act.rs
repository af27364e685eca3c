//! Steps, carried out.

use std::sync::Arc;

use tokio::task::spawn_local;
use vango_protocol::{ClientFrame, serial};

use crate::life::Life;
use crate::net::Cut;
use crate::page;
use crate::pipe::End;
use crate::script::blob;
use crate::socket::Socket;
use crate::step::{Step, What};
use crate::tab::Phase;
use crate::world::World;

/// A network that is cut off hears of it itself.
const AWAY: Cut = Cut {
    up_bytes: 0,
    down_bytes: 0,
    server_hears_ms: None,
    browser_hears_ms: None,
};

impl World {
    /// Carries out one step.
    ///
    /// # Errors
    /// When something happens that must not.
    pub(crate) async fn step(&mut self, step: &Step) -> Result<(), String> {
        let index = self.tab_of(step);
        let now_ms = self.now_ms();
        match &step.what {
            What::Pass(ms) => self.pass(*ms).await?,
            What::Act { picks, apart_ms } => {
                for pick in picks {
                    self.user_acts(index, *pick);
                    self.judge(index)?;
                    self.pass(*apart_ms).await?;
                }
            }
            What::Send { count, apart_ms } => {
                for _ in 0..*count {
                    self.send_message(index)?;
                    self.pass(*apart_ms).await?;
                }
            }
            What::Cut(cut) => self.cut(index, *cut),
            What::TakeOver { linger_ms } => {
                if self.tabs[index].link().is_some() {
                    self.saw("new socket beside the old");
                    self.tabs[index].part(End::Finished, *linger_ms, now_ms, &mut self.net, now_ms);
                }
            }
            What::Offline(ms) => {
                if let Some(link) = self.tabs[index].link() {
                    self.net.cut(link, AWAY, now_ms);
                    self.saw("offline");
                }
                if matches!(
                    self.tabs[index].phase,
                    Phase::Joined(_) | Phase::Apart { .. }
                ) {
                    self.tabs[index].part(End::Finished, 0, now_ms + ms, &mut self.net, now_ms);
                }
            }
            What::Slow { up_ms, down_ms } => {
                if let Some(link) = self.tabs[index].link() {
                    self.net.slow(link, *up_ms, *down_ms);
                }
            }
            What::Stall(ms) => self.tabs[index].stall(now_ms + ms),
            What::Resync { pick } => self.lose_track(index, *pick),
            What::Echo => self.echo(index),
            What::Copy => self.copy(index),
            What::Visit => self.visit(),
            What::Reload | What::Open | What::Close => self.change_page(index, &step.what)?,
            What::Restart { graceful, down_ms } => self.restart(*graceful, *down_ms).await?,
            What::Quiet => self.quiet().await?,
        }
        self.pass(0).await?;
        self.check_bounds()
    }

    /// A tab that is closed can only be opened: of other things the next open one is meant.
    fn tab_of(&self, step: &Step) -> usize {
        let count = self.tabs.len();
        let is_closed = |index: &usize| matches!(self.tabs[*index].phase, Phase::Closed);
        let mut from = (0..count).map(|nth| (step.tab + nth) % count);
        let found = match step.what {
            What::Open => from.find(is_closed),
            _ => from.find(|index| !is_closed(index)),
        };
        found.unwrap_or(step.tab % count)
    }

    fn user_acts(&mut self, index: usize, pick: u64) {
        let now_ms = self.now_ms();
        self.number += 1;
        let is_joined = self.tabs[index].is_joined();
        if let Some(_act) = self.tabs[index].act(pick, self.number, &mut self.net, now_ms)
            && !is_joined
        {
            self.saw("event while away");
        }
    }

    fn send_message(&mut self, index: usize) -> Result<(), String> {
        self.number += 1;
        let number = self.number;
        let is_joined = self.tabs[index].is_joined();
        let Some(page) = &mut self.tabs[index].page else {
            return Ok(());
        };
        // A session that has started anew meanwhile has lost those before, and not this one.
        page.history.read()?;
        if page.history.life.send(number) {
            page.history.message(number);
            page.blobs += u32::from(!blob(number).is_empty());
            self.saw(if is_joined {
                "message"
            } else {
                "message while away"
            });
        }
        Ok(())
    }

    fn cut(&mut self, index: usize, cut: Cut) {
        let now_ms = self.now_ms();
        if let Some(link) = self.tabs[index].link() {
            self.net.cut(link, cut, now_ms);
            self.saw(match (cut.server_hears_ms, cut.browser_hears_ms) {
                (None, None) => "cut that nobody hears of",
                (None, Some(_)) => "cut that the server does not hear of",
                (Some(_), None) => "cut that the browser does not hear of",
                (Some(_), Some(_)) => "cut",
            });
        }
    }

    /// The client asks for a component or for everything, as one that has lost it.
    fn lose_track(&mut self, index: usize, pick: Option<u64>) {
        let now_ms = self.now_ms();
        if !self.tabs[index].is_joined() {
            return;
        }
        let Some(page) = &mut self.tabs[index].page else {
            return;
        };
        let blocks = page.client.blocks();
        let block = match pick {
            Some(pick) if !blocks.is_empty() => blocks[pick as usize % blocks.len()],
            _ => 0,
        };
        page.history.excuse();
        page.resyncs += 1;
        let mut frame = Vec::new();
        ClientFrame::Resync {
            ack: serial::low(page.client.batch()),
            block,
        }
        .encode(&mut frame);
        self.tabs[index].say(frame, &mut self.net, now_ms);
    }

    fn echo(&mut self, index: usize) {
        let now_ms = self.now_ms();
        // Only what this socket has sent: a number that its session has not seen yet would be a gap.
        if !self.tabs[index].is_joined() {
            return;
        }
        let frame = self.tabs[index]
            .page
            .as_ref()
            .and_then(|page| page.last_event.clone());
        if let Some(frame) = frame {
            self.echoes += 1;
            self.tabs[index].say(frame, &mut self.net, now_ms);
        }
    }

    fn copy(&mut self, index: usize) {
        let now_ms = self.now_ms();
        let (Some(server), Some(page)) = (self.server.clone(), &self.tabs[index].page) else {
            return;
        };
        if let Some(greeting) = page.greeting.clone().filter(|_| page.was_welcomed) {
            let (link, end) = self.net.open();
            server.serve(page.session, self.tabs[index].cookie(), end);
            let mut socket = Socket::new();
            socket.say(greeting);
            self.net.send(link, socket.take(), now_ms);
            self.copies.insert(link, socket);
        }
    }

    fn visit(&mut self) {
        let Some(server) = self.server.clone() else {
            return;
        };
        self.saw("page without a socket");
        self.keep(spawn_local(async move {
            let life = Arc::new(Life::default());
            // Whether there is a page is the matter of those who want one.
            let _ = server.open(page::root(life), "/sim", [0; 16]).await;
        }));
    }

    fn change_page(&mut self, index: usize, what: &What) -> Result<(), String> {
        let now_ms = self.now_ms();
        let is_closed = matches!(self.tabs[index].phase, Phase::Closed);
        if is_closed != matches!(what, What::Open)
            || matches!(self.tabs[index].phase, Phase::Loading)
        {
            return Ok(());
        }
        if !is_closed {
            let tab = &mut self.tabs[index];
            tab.part(End::Finished, 0, now_ms, &mut self.net, now_ms);
            self.leave_page(index)?;
            self.saw("page left");
        }
        self.tabs[index].phase = match what {
            What::Close => Phase::Closed,
            _ => Phase::Ask { at_ms: now_ms },
        };
        Ok(())
    }

    async fn restart(&mut self, graceful: bool, down_ms: u64) -> Result<(), String> {
        let Some(server) = self.server.clone() else {
            return Ok(());
        };
        self.check_bounds()?;
        if graceful {
            self.saw("server stopped");
            server.stop();
            self.pass(300).await?;
        } else {
            self.saw("server crashed");
        }
        drop(server);
        self.end_server();
        self.server_back_ms = Some(self.now_ms() + down_ms);
        Ok(())
    }
}
