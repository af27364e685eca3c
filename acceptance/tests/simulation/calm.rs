//! Quiet points: faults end, all that is under way arrives, and everything is compared.

use vango_client::headless::normalise;
use vango_protocol::ClientFrame;

use crate::loaded::draft_input;
use crate::pipe::End;
use crate::tab::Phase;
use crate::world::{World, limits};

/// Long enough for all work of the page, one after the other.
const WORK_MS: u64 = 12_000;
/// After so long everything must be calm, whatever has been: windows, silences and patience have passed one after the
/// other.
const CALM_MS: u64 = 240_000;
/// What is shown anew has to arrive in this time.
const ANSWER_MS: u64 = 400;
/// Past the window in which everything may be asked for only so often.
const RESYNC_WINDOW_MS: u64 = 61_000;

impl World {
    /// Ends all faults, waits for what is under way, compares.
    ///
    /// # Errors
    /// When anything differs, or there is no calm.
    pub(crate) async fn quiet(&mut self) -> Result<(), String> {
        self.heal();
        self.pass(WORK_MS).await?;
        let until_ms = self.now_ms() + CALM_MS;
        loop {
            self.check_bounds()?;
            let Err(why) = self.calm() else { break };
            if self.now_ms() > until_ms {
                return Err(format!("no calm after {CALM_MS} ms: {why}"));
            }
            self.heal();
            self.pass(977).await?;
        }
        self.saw("quiet point");
        self.compare()
    }

    fn heal(&mut self) {
        let now_ms = self.now_ms();
        for tab in &mut self.tabs {
            tab.resume(&mut self.net, now_ms);
            if let Phase::Apart { at_ms } = &mut tab.phase {
                *at_ms = now_ms.min(*at_ms);
            }
            if let Some(link) = tab.link() {
                self.net.slow(link, 5, 5);
                self.net.finish_cut(link);
            }
        }
        if let Some(at_ms) = &mut self.server_back_ms {
            *at_ms = now_ms.min(*at_ms);
        }
    }

    /// Says what is still under way.
    fn calm(&mut self) -> Result<(), String> {
        if !self.net.is_empty() {
            return Err("something is in flight".to_owned());
        }
        let Some(server) = self.server.clone() else {
            return Err("there is no server".to_owned());
        };
        for tab in &self.tabs {
            if matches!(tab.phase, Phase::Closed) {
                continue;
            }
            let (true, Some(page)) = (tab.is_joined(), &tab.page) else {
                return Err(format!("tab {} is {:?}", tab.index, tab.phase));
            };
            if tab.link().is_none_or(|link| self.net.is_cut(link)) {
                return Err(format!("tab {} has a connection that is dead", tab.index));
            }
            let events = page.client.unacknowledged_events();
            let in_flight = server.look(page.session, |session| session.replay().0);
            if events > 0 || in_flight != Some(0) {
                return Err(format!(
                    "tab {}: {events} events, {in_flight:?} batches",
                    tab.index
                ));
            }
            if page.history.model.is_waiting() {
                return Err(format!("tab {}: work is under way", tab.index));
            }
            if page
                .client
                .count(&vango_client::headless::Find::tag("dfn").attribute("aria-busy", "true"))
                .ok()
                != Some(0)
            {
                return Err(format!("tab {}: a load is under way", tab.index));
            }
        }
        Ok(())
    }

    fn compare(&mut self) -> Result<(), String> {
        for tab in &mut self.tabs {
            let Some(page) = &mut tab.page else { continue };
            let at = |problem: String| format!("tab {}: {problem}", tab.index);
            let acknowledged = page.acknowledged();
            page.history.quiet(acknowledged).map_err(at)?;
            let model = &page.history.model;
            let wanted = normalise(&model.draw()).map_err(|error| at(error.to_string()))?;
            let shown = page.client.html();
            if shown != wanted {
                return Err(at(difference(&shown, &wanted)));
            }
            let draft = page
                .client
                .value(&draft_input())
                .map_err(|error| at(error.to_string()))?;
            if draft != model.draft {
                return Err(at(format!(
                    "the bound input holds {draft:?}, its signal {:?}",
                    model.draft
                )));
            }
        }
        Ok(())
    }

    /// At a quiet point: what the sessions render when they show everything anew is what the pages show.
    ///
    /// # Errors
    /// When it is not.
    pub(crate) async fn compare_with_fresh_renders(&mut self) -> Result<(), String> {
        if self
            .tabs
            .iter()
            .any(|tab| tab.page.as_ref().is_some_and(|page| page.resyncs > 0))
        {
            self.pass(RESYNC_WINDOW_MS).await?;
            self.quiet().await?;
        }
        let now_ms = self.now_ms();
        let before: Vec<Option<String>> = self
            .tabs
            .iter()
            .map(|tab| tab.page.as_ref().map(|page| page.client.html()))
            .collect();
        for tab in &mut self.tabs {
            let Some(page) = &tab.page else { continue };
            let mut frame = Vec::new();
            let ack = vango_protocol::serial::low(page.client.batch());
            ClientFrame::Resync { ack, block: 0 }.encode(&mut frame);
            tab.say(frame, &mut self.net, now_ms);
        }
        let mounts = self.tally.get("shown anew").copied().unwrap_or(0);
        self.pass(ANSWER_MS).await?;
        let wanted = before.iter().flatten().count() as u32;
        if self.tally.get("shown anew").copied().unwrap_or(0) != mounts + wanted {
            return Err("a session has not shown everything anew when it was asked".to_owned());
        }
        self.quiet().await?;
        for (tab, before) in self.tabs.iter().zip(before) {
            if let (Some(page), Some(before)) = (&tab.page, before) {
                // The clock of the page may have ticked meanwhile: the model says what is right, see `quiet`.
                let strip = |html: &str| {
                    let cut = html.split_once("<var>").zip(html.split_once("</var>"));
                    cut.map(|((head, _), (_, tail))| format!("{head}{tail}"))
                };
                if strip(&page.client.html()) != strip(&before) {
                    return Err(format!(
                        "tab {}: {}",
                        tab.index,
                        difference(&page.client.html(), &before)
                    ));
                }
            }
        }
        Ok(())
    }

    /// All tabs are closed: nothing of them is left after the last window.
    ///
    /// # Errors
    /// When something is.
    pub(crate) async fn leave(&mut self) -> Result<(), String> {
        for index in 0..self.tabs.len() {
            let now_ms = self.now_ms();
            self.tabs[index].part(End::Finished, 0, now_ms, &mut self.net, now_ms);
            self.leave_page(index)?;
            self.tabs[index].phase = Phase::Closed;
        }
        let limits = limits();
        self.pass(limits.resume_window_ms + 3 * limits.ping_interval_ms)
            .await?;
        self.check_bounds()?;
        let Some(server) = self.server.clone() else {
            return Ok(());
        };
        let census = server.census();
        if census != vango_server::driver::Census::default() {
            return Err(format!("all tabs are closed, and there is {census:?}"));
        }
        drop(server);
        self.end_server();
        Ok(())
    }
}

/// Where two pages differ.
fn difference(shown: &str, wanted: &str) -> String {
    let same = shown
        .bytes()
        .zip(wanted.bytes())
        .take_while(|(a, b)| a == b)
        .count();
    let around = |text: &str| {
        let from = text.floor_char_boundary(same.saturating_sub(80));
        let to = text.floor_char_boundary((same + 160).min(text.len()));
        text[from.min(to)..to].to_owned()
    };
    format!(
        "the page shows\n    …{}…\n  instead of\n    …{}…",
        around(shown),
        around(wanted)
    )
}
