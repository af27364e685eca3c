//! Swap, select and remove in a table: server time per operation, when some users are at work, each in a table of their own.
//!
//! Each round starts a server of its own for each table, so that all begin with the same rows, and none pays for what the
//! pages of the rounds before have left behind (sessions that go to sleep or end, memory that is given back). The peer's
//! table is written in the two ways that Dioxus has, and the faster of them counts, for each operation anew.

use std::net::SocketAddr;

use anyhow::{Result, ensure};
use bench_harness::{Bar, Figure, Paired, median};
use vango_client::headless::Find;
use vango_protocol::Address;

use crate::clicker::{Echo, Tab};
use crate::socket::Socket;
use crate::{DIOXUS, ECHO, Plan, Program, VANGO, dioxus, vango};

/// What is done with a table.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Operation {
    /// The second row and the last but one, there and back.
    Swap,
    /// Another row each time.
    Select,
    /// One row after the other.
    Remove,
}

const OPERATIONS: [Operation; 3] = [Operation::Swap, Operation::Select, Operation::Remove];

impl Operation {
    fn name(self) -> &'static str {
        match self {
            Self::Swap => "swap",
            Self::Select => "select",
            Self::Remove => "remove",
        }
    }
}

/// Rows of a table that are selected in turn.
const SELECTED: usize = 16;

/// Operations of each kind before the first that counts.
const WARM_UP: usize = 8;

/// Users, each with a page and a socket of their own. They click at the same time, and again when all have their answers: a
/// server that is woken for a single message does little else than wake up.
const USERS: usize = 8;

/// A table that can be operated.
trait Table {
    /// Clicks: on the row with this number, where the operation is a row's.
    fn click(&mut self, operation: Operation, index: usize) -> Result<()>;

    /// Waits for the answer.
    fn wait(&mut self, operation: Operation) -> Result<()>;

    /// Whether the page shows what was done.
    fn check(&mut self) -> Result<()>;
}

/// All users do the same.
fn operate(tables: &mut [Box<dyn Table>], operation: Operation, index: usize) -> Result<()> {
    for table in &mut *tables {
        table.click(operation, index)?;
    }
    for table in tables {
        table.wait(operation)?;
    }
    Ok(())
}

/// A place where tables are opened, and microseconds per operation of each round.
struct Subject {
    program: Program,
    path: &'static str,
    open: fn(SocketAddr, &str, usize) -> Result<Box<dyn Table>>,
    times: [Vec<f64>; 3],
}

impl Subject {
    fn vango(path: &'static str) -> Self {
        Self::new(VANGO, path, VangoTable::open)
    }

    fn dioxus(path: &'static str) -> Self {
        Self::new(DIOXUS, path, DioxusTable::open)
    }

    /// A server that knows no tables: each operation is a message and its answer.
    fn echo() -> Self {
        Self::new(ECHO, "/", EchoTable::open)
    }

    fn new(
        program: Program,
        path: &'static str,
        open: fn(SocketAddr, &str, usize) -> Result<Box<dyn Table>>,
    ) -> Self {
        Self {
            program,
            path,
            open,
            times: Default::default(),
        }
    }

    fn of(&self, operation: Operation) -> &[f64] {
        &self.times[operation as usize]
    }

    /// One round: a new server, a new page, all operations.
    ///
    /// The median of the operations counts. What a server does after its answer counts to the next operation, which is one
    /// of the same kind; what the host of a virtual machine takes for others within one (its steal) counts to none.
    fn round(&mut self, times: usize) -> Result<()> {
        let removed = times.min(REMOVED);
        let server = self.program.start()?;
        let mut tables = Vec::with_capacity(USERS);
        for _ in 0..USERS {
            tables.push((self.open)(server.address, self.path, removed)?);
        }
        for at in 0..WARM_UP {
            operate(&mut tables, Operation::Swap, at)?;
            operate(&mut tables, Operation::Select, at)?;
        }
        for operation in OPERATIONS {
            let count = match operation {
                Operation::Swap | Operation::Select => times,
                Operation::Remove => removed,
            };
            let mut cpu = Vec::with_capacity(count);
            let mut before = server.cpu()?;
            for at in 0..count {
                operate(&mut tables, operation, at)?;
                let after = server.cpu()?;
                cpu.push((after - before).as_secs_f64() * 1e6 / USERS as f64);
                before = after;
            }
            self.times[operation as usize].push(median(&cpu));
        }
        for mut table in tables {
            table.check()?;
        }
        Ok(())
    }
}

/// Rows that are removed from a table in one round.
const REMOVED: usize = 40;

/// The first of them, from 0: beyond what swapping touches.
const FIRST_REMOVED: usize = 4;

/// Measures all tables in turn in each round.
///
/// # Errors
/// When a server does not answer as it should.
pub(crate) fn measure(plan: &Plan) -> Result<Vec<Figure>> {
    let mut subjects = [
        Subject::vango("/vec/1000"),
        Subject::vango("/list/1000"),
        Subject::dioxus("/inline/1000"),
        Subject::dioxus("/rows/1000"),
        Subject::echo(),
    ];
    run(&mut subjects, plan)?;
    let [vec, list, inline, rows, echo] = &subjects;
    let mut figures = Vec::new();
    for operation in OPERATIONS {
        let peers = [("loop", inline.of(operation)), ("rows", rows.of(operation))];
        let (way, peer) = peers
            .into_iter()
            .min_by(|a, b| median(a.1).total_cmp(&median(b.1)))
            .expect("there are two");
        for (kind, subject, bar) in [("vec", vec, 0.2), ("list", list, 0.02)] {
            let paired = Paired::of(subject.of(operation), peer);
            figures.push(
                Figure::new(
                    format!("live/list/{}/{kind}", operation.name()),
                    paired.ratio,
                    "×",
                )
                .bar(Bar::AtMost(bar))
                .peer(format!(
                    "dioxus-liveview ({way}) {:.0} µs",
                    paired.baseline_us
                ))
                .conditions(format!(
                    "{USERS} tables of 1,000 rows, one click in each under way, client and server on one core, server CPU per operation, {}",
                    paired.conditions()
                )),
            );
        }
        figures.push(floor(operation, echo, list, peer));
    }
    Ok(figures)
}

/// What no server can go below: the waking of an idle worker, one read and one write, for as many messages as the
/// operation has.
fn floor(operation: Operation, echo: &Subject, list: &Subject, peer: &[f64]) -> Figure {
    let echo = echo.of(operation);
    let (by_peer, by_echo) = (Paired::of(echo, peer), Paired::of(list.of(operation), echo));
    Figure::new(
        format!("live/list/{}/floor", operation.name()),
        by_peer.ratio,
        "×",
    )
    .peer(format!("dioxus-liveview {:.0} µs", by_peer.baseline_us))
    .conditions(format!(
        "a bare echo of {ANSWER_BYTES} bytes in place of the list: {:.1} µs, the list {:.1} µs (×{:.2}), {USERS} clients, \
         server CPU per message, {}",
        by_echo.baseline_us,
        by_echo.ours_us,
        by_echo.ratio,
        by_peer.conditions()
    ))
}

/// Measures how the time depends on the number of rows.
///
/// # Errors
/// When the server does not answer as it should.
pub(crate) fn measure_scale(plan: &Plan) -> Result<Vec<Figure>> {
    let mut subjects = [Subject::vango("/list/10000"), Subject::vango("/list/100")];
    run(&mut subjects, plan)?;
    let [large, small] = &subjects;
    let figure = |operation: Operation| {
        let paired = Paired::of(large.of(operation), small.of(operation));
        let bar = match operation {
            Operation::Swap | Operation::Select => 2.0,
            Operation::Remove => 4.0,
        };
        Figure::new(
            format!("live/list/scale/{}", operation.name()),
            paired.ratio,
            "×",
        )
        .bar(Bar::AtMost(bar))
        .peer(format!("100 rows {:.1} µs", paired.baseline_us))
        .conditions(format!(
            "a ListSignal of 10,000 rows by one of 100, server CPU per operation, {}",
            paired.conditions()
        ))
    };
    Ok(OPERATIONS.map(figure).into())
}

fn run(subjects: &mut [Subject], plan: &Plan) -> Result<()> {
    for round in 0..plan.list_rounds {
        for turn in 0..subjects.len() {
            let which = (round + turn) % subjects.len();
            subjects[which].round(plan.list_operations)?;
        }
        eprintln!("live: lists, round {} of {}", round + 1, plan.list_rounds);
    }
    Ok(())
}

/// A table of Vango, with the whole client.
struct VangoTable {
    page: vango::Page,
    swap: Address,
    select: Vec<Address>,
    remove: Vec<Address>,
    rows: usize,
}

impl VangoTable {
    fn open(address: SocketAddr, path: &str, removed: usize) -> Result<Box<dyn Table>> {
        let page = vango::Page::open(address, path)?;
        let row = |name: &str, index: usize| page.handler(&Find::test_id(name).nth(index));
        let rows = page.client.count(&Find::tag("tr"))?;
        let select: Result<_> = (0..SELECTED)
            .map(|at| row("select", FIRST_REMOVED + REMOVED + at))
            .collect();
        let remove: Result<_> = (0..removed)
            .map(|at| row("remove", FIRST_REMOVED + at))
            .collect();
        Ok(Box::new(Self {
            swap: page.handler(&Find::test_id("swap"))?,
            select: select?,
            remove: remove?,
            rows,
            page,
        }))
    }
}

impl Table for VangoTable {
    fn click(&mut self, operation: Operation, index: usize) -> Result<()> {
        self.page.click(match operation {
            Operation::Swap => self.swap,
            Operation::Select => self.select[index % SELECTED],
            Operation::Remove => self.remove[index],
        })
    }

    fn wait(&mut self, _: Operation) -> Result<()> {
        self.page.wait()
    }

    fn check(&mut self) -> Result<()> {
        self.page.catch_up()?;
        let rows = self.page.client.count(&Find::tag("tr"))?;
        ensure!(
            rows + self.remove.len() == self.rows,
            "{rows} rows are left"
        );
        let selected = Find::tag("tr").attribute("class", "danger");
        let selected = self.page.client.count(&selected)?;
        ensure!(selected == 1, "{selected} rows are selected");
        Ok(())
    }
}

/// Bytes of an answer of the echo, about those of a patch.
const ANSWER_BYTES: usize = 16;

/// Bytes of a message to the echo, about those of an event.
const MESSAGE_BYTES: usize = 8;

/// No table at all: the echo.
struct EchoTable {
    tab: Tab,
}

impl EchoTable {
    fn open(address: SocketAddr, path: &str, _: usize) -> Result<Box<dyn Table>> {
        let socket = Socket::open(address, path, "")?;
        let echo = Echo::new(vec![1; MESSAGE_BYTES], ANSWER_BYTES);
        let tab = Tab::new(socket, Box::new(echo));
        Ok(Box::new(Self { tab }))
    }
}

impl Table for EchoTable {
    fn click(&mut self, _: Operation, _: usize) -> Result<()> {
        self.tab.send()
    }

    fn wait(&mut self, _: Operation) -> Result<()> {
        self.tab.wait()
    }

    /// Each answer was looked at when it came.
    fn check(&mut self) -> Result<()> {
        Ok(())
    }
}

/// A table of dioxus-liveview. Each row's two links listen, then the swap button: components come last.
struct DioxusTable {
    page: dioxus::Page,
}

impl DioxusTable {
    fn open(address: SocketAddr, path: &str, removed: usize) -> Result<Box<dyn Table>> {
        let page = dioxus::Page::open(address, path)?;
        let rows = (page.listeners.len() - 1) / 2;
        ensure!(
            rows >= FIRST_REMOVED + removed + SELECTED,
            "{path} has {rows} rows"
        );
        Ok(Box::new(Self { page }))
    }

    fn link(&self, row: usize, link: usize) -> u32 {
        self.page.listeners[2 * row + link]
    }
}

impl Table for DioxusTable {
    fn click(&mut self, operation: Operation, index: usize) -> Result<()> {
        let element = match operation {
            Operation::Swap => self.page.listeners[self.page.listeners.len() - 1],
            Operation::Select => self.link(FIRST_REMOVED + REMOVED + index % SELECTED, 0),
            Operation::Remove => self.link(FIRST_REMOVED + index, 1),
        };
        self.page.click(element)
    }

    fn wait(&mut self, operation: Operation) -> Result<()> {
        self.page.wait(|edits| match operation {
            Operation::Swap => edits.inserts(),
            Operation::Select => edits.says("danger"),
            Operation::Remove => edits.removes(),
        })
    }

    /// Each answer was looked at when it came.
    fn check(&mut self) -> Result<()> {
        Ok(())
    }
}
