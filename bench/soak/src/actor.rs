//! What visitors do, and how often they do it.

use std::collections::VecDeque;
use std::net::SocketAddr;
use std::sync::atomic::Ordering;
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, anyhow, ensure};
use bench_visitor::visitor::Stale;
use bench_visitor::{Find, Visitor};

use crate::random::Random;
use crate::{Job, Shared};

/// Visitors of one thread on the counters' page.
const COUNTERS: usize = 24;

/// Visitors of one thread with a list of things to do, and with a table.
const TODOS: usize = 8;
const TABLES: usize = 2;

/// Things to do that one list holds at most.
const MAX_TODOS: usize = 12;

/// Rows of a table, and what it may shrink to before it is made anew.
const ROWS: usize = 1_000;
const MIN_ROWS: usize = 999;

/// Sockets that were left without a word and that the server has not missed yet.
const MAX_STALE: usize = 16;

/// How often everybody looks for pings.
const TEND: Duration = Duration::from_secs(5);

/// Updates of a visitor who then reads them all at once.
const UNREAD: usize = 40;

/// What is done, and its share in a thousand.
const MIX: &[(usize, Action)] = &[
    (560, Action::Click),
    (250, Action::Type),
    (60, Action::Add),
    (60, Action::Tick),
    (20, Action::Select),
    (10, Action::Swap),
    (4, Action::Remove),
    (12, Action::Reconnect),
    (8, Action::TakeOver),
    (8, Action::Abandon),
    (6, Action::Replace),
    (2, Action::ReadLate),
];

#[derive(Clone, Copy, Debug)]
enum Action {
    /// A counter.
    Click,
    /// A field, a letter more.
    Type,
    /// What was typed becomes a row.
    Add,
    /// A row is ticked off, or removed when there are many.
    Tick,
    Select,
    Swap,
    Remove,
    /// The connection breaks and comes again.
    Reconnect,
    /// The connection comes again while the one before seems alive.
    TakeOver,
    /// A page whose socket never comes.
    Abandon,
    /// A tab is closed, and another opened.
    Replace,
    /// Clicks, and reads nothing for a while.
    ReadLate,
}

/// One thread's visitors.
pub(crate) struct Actor {
    address: SocketAddr,
    random: Random,
    counters: Vec<Visitor>,
    todos: Vec<Visitor>,
    tables: Vec<Visitor>,
    stale: VecDeque<Stale>,
    /// What stands in the field of each list of things to do.
    typed: Vec<String>,
}

impl Actor {
    pub(crate) fn new(address: SocketAddr, seed: u64) -> Result<Self> {
        let some = |path: &'static str, count: usize| -> Result<Vec<Visitor>> {
            (0..count).map(|_| Visitor::open(address, path)).collect()
        };
        let mut actor = Self {
            address,
            random: Random::new(seed),
            counters: some("/counter", COUNTERS)?,
            todos: some("/todo", TODOS)?,
            tables: some("/list", TABLES)?,
            stale: VecDeque::new(),
            typed: vec![String::new(); TODOS],
        };
        for table in &mut actor.tables {
            fill(table)?;
        }
        Ok(actor)
    }

    /// Acts as it was told, until then or until another has failed.
    pub(crate) fn act(&mut self, job: Job, shared: &Shared) -> Result<()> {
        let mut next = Instant::now();
        let mut tend_at = next + TEND;
        while Instant::now() < job.until && !shared.has_failed.load(Ordering::Relaxed) {
            let action = self.draw();
            let took = self.take(action).with_context(|| format!("{action:?}"))?;
            shared
                .latencies
                .lock()
                .map_err(|_| anyhow!("another actor panicked"))?
                .add(took);
            if Instant::now() >= tend_at {
                self.tend()?;
                tend_at = Instant::now() + TEND;
            }
            if let Some(interval) = job.interval {
                // Whoever is late does not catch up: half of the capacity is never exceeded.
                next = (next + interval).max(Instant::now());
                thread::sleep(next.saturating_duration_since(Instant::now()));
            }
        }
        Ok(())
    }

    fn draw(&mut self) -> Action {
        let all = MIX.iter().map(|(share, _)| share).sum();
        let mut drawn = self.random.below(all);
        for (share, action) in MIX {
            if drawn < *share {
                return *action;
            }
            drawn -= share;
        }
        Action::Click
    }

    /// Does it, and answers how long the server's part took.
    fn take(&mut self, action: Action) -> Result<Duration> {
        match action {
            Action::Click => {
                let more = Find::tag("button").attribute("aria-label", "more").nth(0);
                let at = self.random.below(COUNTERS);
                self.counters[at].act(|client| client.click(&more))
            }
            Action::Type => self.type_letter(),
            Action::Add => self.add(),
            Action::Tick => self.tick(),
            Action::Select | Action::Swap | Action::Remove => self.table(action),
            Action::Reconnect => timed(|| {
                let at = self.random.below(COUNTERS);
                drop(self.counters[at].cut());
                self.counters[at].connect().map(drop)
            }),
            Action::TakeOver => self.take_over(),
            Action::Abandon => timed(|| Visitor::load(self.address, "/counter").map(drop)),
            Action::Replace => self.replace(),
            Action::ReadLate => self.read_late(),
        }
    }

    fn type_letter(&mut self) -> Result<Duration> {
        let at = self.random.below(TODOS);
        let text = &mut self.typed[at];
        if text.len() > 20 {
            text.clear();
        }
        text.push(char::from(b'a' + (self.random.below(26) as u8)));
        let text = text.clone();
        self.todos[at].act(|client| client.input(&field(), &text))
    }

    fn add(&mut self) -> Result<Duration> {
        let at = self.random.below(TODOS);
        let (todo, text) = (&mut self.todos[at], &mut self.typed[at]);
        if text.is_empty() {
            text.push('x');
            todo.act(|client| client.input(&field(), "x"))?;
        }
        text.clear();
        let took = todo.act(|client| client.submit(&Find::tag("form")))?;
        let value = todo.client.value(&field())?;
        ensure!(value.is_empty(), "the field still says {value:?}");
        Ok(took)
    }

    fn tick(&mut self) -> Result<Duration> {
        let at = self.random.below(TODOS);
        let todo = &mut self.todos[at];
        let rows = todo.client.count(&Find::tag("li"))?;
        if rows == 0 {
            return self.add();
        }
        let row = Find::tag("li").nth(self.random.below(rows));
        if rows < MAX_TODOS {
            let tick = Find::tag("input").attribute("type", "checkbox").inside(row);
            return todo.act(|client| client.click(&tick));
        }
        // Up, down, remove: the last of a row's quiet buttons.
        let remove = Find::tag("button")
            .attribute("class", "quiet")
            .nth(2)
            .inside(row);
        let took = todo.act(|client| client.click(&remove))?;
        ensure!(
            todo.client.count(&Find::tag("li"))? == rows - 1,
            "no row went"
        );
        Ok(took)
    }

    fn table(&mut self, action: Action) -> Result<Duration> {
        let at = self.random.below(TABLES);
        let rows = self.tables[at].client.count(&Find::tag("tr"))?;
        if rows < MIN_ROWS {
            return fill(&mut self.tables[at]);
        }
        let target = match action {
            Action::Swap => Find::test_id("swap"),
            Action::Remove => Find::test_id("remove").nth(self.random.below(rows)),
            _ => Find::test_id("select").nth(self.random.below(rows)),
        };
        self.tables[at].act(|client| client.click(&target))
    }

    fn take_over(&mut self) -> Result<Duration> {
        let at = self.random.below(COUNTERS);
        timed(|| {
            self.stale.extend(self.counters[at].connect()?);
            while self.stale.len() > MAX_STALE {
                self.stale.pop_front();
            }
            Ok(())
        })
    }

    fn replace(&mut self) -> Result<Duration> {
        let at = self.random.below(COUNTERS);
        timed(|| {
            let fresh = Visitor::open(self.address, "/counter")?;
            std::mem::replace(&mut self.counters[at], fresh).leave()
        })
    }

    fn read_late(&mut self) -> Result<Duration> {
        let at = self.random.below(TODOS);
        let todo = &mut self.todos[at];
        for nth in 0..UNREAD {
            let text = format!("{nth}");
            for event in todo.client.input(&field(), &text)? {
                todo.send_unheard(&event)?;
            }
            self.typed[at] = text;
        }
        thread::sleep(Duration::from_millis(20));
        // Whatever has come meanwhile is read with the answer to the next.
        self.typed[at].push('!');
        let text = self.typed[at].clone();
        todo.act(|client| client.input(&field(), &text))
    }

    fn tend(&mut self) -> Result<()> {
        let all = self.counters.iter_mut().chain(&mut self.todos);
        for visitor in all.chain(&mut self.tables) {
            visitor.tend()?;
            visitor.acknowledge()?;
        }
        Ok(())
    }
}

fn field() -> Find {
    Find::tag("input").attribute("name", "title")
}

/// Makes a table's rows.
fn fill(table: &mut Visitor) -> Result<Duration> {
    let took = table.act(|client| client.click(&Find::test_id("create-1000")))?;
    let rows = table.client.count(&Find::tag("tr"))?;
    ensure!(rows == ROWS, "the table has {rows} rows");
    Ok(took)
}

fn timed(action: impl FnOnce() -> Result<()>) -> Result<Duration> {
    let start = Instant::now();
    action()?;
    Ok(start.elapsed())
}
