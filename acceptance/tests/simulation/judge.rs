//! Whether what tabs have seen can be: refusals, errors, ends, and copies of pages.
//!
//! Invariant: a page is refused only when its session is gone, and a session only goes for a reason that was counted.

use vango_protocol::{Attachment, ErrorCode, RefreshReason, ServerFrame};
use vango_server::driver::{Cause, Solo};

use crate::loaded::Loaded;
use crate::net::{Arrived, LinkId};
use crate::socket::Heard;
use crate::tab::Sight;
use crate::world::World;

/// Why a session may be gone.
const REASONS: [Cause; 4] = [
    Cause::FrozenExpired,
    Cause::FrozenEvicted,
    Cause::DetachedExpired,
    Cause::DetachedEvicted,
];

/// So many requests to send everything anew, as a client makes them that has lost track, end a page.
const RESYNCS_MAX: u32 = 3;

/// Without so many of them a replay keeps all that a page has not acknowledged.
const BLOBS_LOST: u32 = 3;

impl World {
    /// Judges what a tab has seen since.
    ///
    /// # Errors
    /// When that can't be.
    pub(crate) fn judge(&mut self, index: usize) -> Result<(), String> {
        if let Some(problem) = self.tabs[index].broken.take() {
            return Err(format!("tab {index}: {problem}"));
        }
        for sight in std::mem::take(&mut self.tabs[index].sights) {
            self.judge_sight(index, &sight)
                .map_err(|problem| format!("tab {index}: {problem}"))?;
        }
        if let Some(page) = &self.tabs[index].page
            && let Some(mismatch) = page.client.mismatches().first()
        {
            return Err(format!(
                "tab {index}: the client found a mismatch: {mismatch}"
            ));
        }
        Ok(())
    }

    fn judge_sight(&mut self, index: usize, sight: &Sight) -> Result<(), String> {
        match sight {
            Sight::Refreshed(reason) => {
                self.judge_refresh(index, *reason)?;
                self.leave_page(index)
            }
            Sight::Failed(ErrorCode::DIVERGED, _)
                if self.tabs[index]
                    .page
                    .as_ref()
                    .is_some_and(|page| page.resyncs >= RESYNCS_MAX) =>
            {
                self.saw("stopped after three resyncs");
                self.leave_page(index)
            }
            Sight::Failed(code, message) => Err(format!("the server ended it: {code:?} {message}")),
            Sight::Welcomed(how) => self.judge_welcome(index, *how),
            Sight::Replayed => {
                self.saw("replayed");
                Ok(())
            }
            Sight::MountSeen => {
                self.saw("shown anew");
                Ok(())
            }
            Sight::Dead => {
                self.saw("no answer");
                Ok(())
            }
        }
    }

    /// A page whose replay is whole goes on where it was.
    fn judge_welcome(&mut self, index: usize, how: Attachment) -> Result<(), String> {
        let page = self.tabs[index].page.as_ref();
        // What is sent anew has the last of them in it again.
        let blobs = page.map_or(0, |page| page.blobs + page.resyncs);
        if how == Attachment::Resynced && blobs < BLOBS_LOST {
            return Err("everything came anew, and the replay had room for all of it".to_owned());
        }
        self.saw(match how {
            Attachment::Attached => "welcomed",
            Attachment::Resumed => "welcomed again",
            Attachment::Resynced => "welcomed with everything anew",
        });
        Ok(())
    }

    fn judge_refresh(&mut self, index: usize, reason: RefreshReason) -> Result<(), String> {
        let Some(page) = &self.tabs[index].page else {
            return Err("a page that is not there was refused".to_owned());
        };
        if page.run != self.run {
            self.saw("reloaded after a restart");
            return Ok(());
        }
        let Some(server) = self.server.clone() else {
            // It was on its way when the server ended.
            return Ok(());
        };
        if page.resyncs >= RESYNCS_MAX {
            // The server has ended it, and what it said of that was lost on the way.
            return Ok(());
        }
        let session = page.session;
        if reason != RefreshReason::SessionGone || server.look(session, |_| ()).is_some() {
            return Err(format!(
                "an honest page was refused: {reason:?}, its session {session:x} is there"
            ));
        }
        self.gone += 1;
        let reasons = reasons(&server);
        if self.gone > reasons {
            return Err(format!(
                "{} sessions are gone, for {reasons} reasons; counted were {:?}",
                self.gone,
                server.counters().nonzero()
            ));
        }
        self.saw("reloaded after its session had gone");
        Ok(())
    }

    /// A tab leaves its page: what was acknowledged until then must have been done.
    ///
    /// # Errors
    /// When it was not.
    pub(crate) fn leave_page(&mut self, index: usize) -> Result<(), String> {
        let Some(mut page) = self.tabs[index].page.take() else {
            return Ok(());
        };
        let acknowledged = page.acknowledged();
        page.history.acknowledged(acknowledged)?;
        self.count_history(&page);
        Ok(())
    }

    pub(crate) fn count_history(&mut self, page: &Loaded) {
        let history = &page.history;
        for (what, count) in [
            ("events applied", history.applied),
            ("events too late", history.late),
            ("rebuilt", history.rebuilt),
        ] {
            *self.tally.entry(what).or_default() += count;
        }
    }

    /// A copy of a page hears something: it must be refused.
    ///
    /// # Errors
    /// When it is let in.
    pub(crate) fn hear_copy(&mut self, link: LinkId, arrived: Arrived) -> Result<(), String> {
        let (Some(socket), Arrived::Bytes(bytes)) = (self.copies.get_mut(&link), arrived) else {
            return Ok(());
        };
        socket.feed(&bytes);
        while let Some(Heard::Frame(frame)) = socket.hear() {
            match ServerFrame::decode(&frame) {
                Ok(ServerFrame::Refresh { .. }) => {
                    *self.tally.entry("copy refused").or_default() += 1;
                }
                other => return Err(format!("a copy of a page was answered {other:?}")),
            }
        }
        Ok(())
    }
}

fn reasons(server: &Solo) -> u64 {
    let counters = server.counters();
    REASONS.iter().map(|cause| counters.get(*cause)).sum()
}
