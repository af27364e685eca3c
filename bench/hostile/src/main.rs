//! The suite `hostile`: how long well-behaved sessions wait for an answer while others attack the server, against how
//! long they wait when nobody does. What each attack is answered with is a test (`vango-server/tests/server/corpus`);
//! how long the neighbours wait is a figure.
//!
//! Quiet and attacked stretches alternate; a round's ratio is the p99 of its attacked stretch by the mean of the quiet
//! ones before and after it, and the median of the rounds counts. Each second attack is on another server of the same
//! machine: what the visitors wait longer then is not this server's doing, and is printed beside the figure.
//!
//! Everything runs on the same cores. So that the figure says something of the server and not of how much processor time
//! the attacker takes from it, the attacker is a process of the lowest priority (`nice -n 19`) at a bounded rate: what
//! remains is the time that the server itself spends on what it is sent.

#![forbid(unsafe_code)]

mod attack;
mod kept;
mod pace;
mod victim;

use std::io::{BufRead as _, BufReader};
use std::net::SocketAddr;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::time::Duration;

use anyhow::{Context as _, Result, bail, ensure};
use bench_harness::pair::quantile;
use bench_harness::{Bar, Figure, Server, median, report};

use attack::{ATTACKS, Attack, Go, READY};
use victim::Victims;

/// The bar of the issue: p99 of well-behaved sessions against its quiet value.
const MAX_RATIO: f64 = 2.0;

/// How much is measured.
#[derive(Clone, Copy)]
struct Plan {
    rounds: usize,
    stretch: Duration,
}

const FULL: Plan = Plan {
    rounds: 9,
    stretch: Duration::from_secs(1),
};
const QUICK: Plan = Plan {
    rounds: 1,
    stretch: Duration::from_secs(1),
};

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words[..] {
        [] => suite(FULL, ATTACKS),
        ["--quick"] => suite(QUICK, ATTACKS),
        ["kept"] => report(&[kept::figure()?]),
        ["attack", name, address, ms] => {
            let go = Go(Duration::from_millis(ms.parse()?));
            let done = (attack(name)?.run)(address.parse()?, go)?;
            println!("{done}");
            Ok(())
        }
        [name] => suite(FULL, std::slice::from_ref(attack(name)?)),
        _ => bail!("usage: bench-hostile [--quick | kept | ATTACK]"),
    }
}

fn attack(name: &str) -> Result<&'static Attack> {
    let found = ATTACKS.iter().find(|attack| attack.name == name);
    found.with_context(|| {
        let names: Vec<_> = ATTACKS.iter().map(|attack| attack.name).collect();
        format!(
            "no attack is named `{name}`; there are {}",
            names.join(", ")
        )
    })
}

fn suite(plan: Plan, attacks: &[Attack]) -> Result<()> {
    let mut figures = vec![kept::figure()?];
    for attack in attacks {
        eprintln!("hostile/{}: {}", attack.name, attack.what);
        let measured = measure(plan, attack).with_context(|| format!("under `{}`", attack.name))?;
        eprintln!("  {measured:?}");
        figures.extend(measured.figures(plan, attack));
    }
    report(&figures)
}

/// What one attack came to, a value a round.
#[derive(Debug, Default)]
struct Measured {
    p99_ratios: Vec<f64>,
    p50_ratios: Vec<f64>,
    /// The p99 while another server is attacked.
    elsewhere_ratios: Vec<f64>,
    quiet_p99_us: Vec<f64>,
    attacked_p99_us: Vec<f64>,
    /// Attacks of one stretch.
    attacks: Vec<f64>,
    /// Part of one core that the server took.
    quiet_load: Vec<f64>,
    attacked_load: Vec<f64>,
    clicks: usize,
}

fn measure(plan: Plan, attack: &Attack) -> Result<Measured> {
    let server = Server::start("bench-app-vango", &["--listen", "127.0.0.1:0"], &[])?;
    let elsewhere = Server::start("bench-app-vango", &["--listen", "127.0.0.1:0"], &[])?;
    let mut victims = Victims::open(server.address)?;
    // Code and caches are warm after this.
    victims.click_for(plan.stretch)?;
    let mut measured = Measured::default();
    let mut before = quiet(&server, &mut victims, plan)?;
    for _ in 0..plan.rounds {
        let cpu = server.cpu()?;
        let (attacked, attacks) = under(attack, server.address, &mut victims, plan)?;
        let load = (server.cpu()? - cpu).as_secs_f64() / plan.stretch.as_secs_f64();
        measured.attacks.push(attacks);
        let after = quiet(&server, &mut victims, plan)?;
        let mean = |part| mean_us(&before.0, &after.0, part);
        measured
            .p99_ratios
            .push(attacked.quantile_us(0.99) / mean(0.99));
        measured
            .p50_ratios
            .push(attacked.quantile_us(0.5) / mean(0.5));
        measured.quiet_p99_us.push(mean(0.99));
        measured.attacked_p99_us.push(attacked.quantile_us(0.99));
        measured.quiet_load.push(after.1);
        measured.attacked_load.push(load);
        measured.clicks += attacked.len();
        let (beside, _) = under(attack, elsewhere.address, &mut victims, plan)?;
        before = quiet(&server, &mut victims, plan)?;
        measured
            .elsewhere_ratios
            .push(beside.quantile_us(0.99) / mean_us(&after.0, &before.0, 0.99));
    }
    victims.check()?;
    Ok(measured)
}

/// What a part of the clicks took in the quiet stretches before and after an attack, in microseconds.
fn mean_us(before: &bench_visitor::Latencies, after: &bench_visitor::Latencies, part: f64) -> f64 {
    (before.quantile_us(part) + after.quantile_us(part)) / 2.0
}

/// A stretch in which `address` is attacked: how long the visitors waited, and how many attacks there were.
fn under(
    attack: &Attack,
    address: SocketAddr,
    victims: &mut Victims,
    plan: Plan,
) -> Result<(bench_visitor::Latencies, f64)> {
    let mut assault = Assault::start(attack, address, plan.stretch)?;
    let latencies = victims.click_for(plan.stretch)?;
    let attacks = assault.finish()?;
    // What is still being closed is the attack's, and not the quiet that follows.
    std::thread::sleep(Duration::from_millis(500));
    Ok((latencies, attacks))
}

/// A stretch without attack, and the part of a core that the server took.
fn quiet(
    server: &Server,
    victims: &mut Victims,
    plan: Plan,
) -> Result<(bench_visitor::Latencies, f64)> {
    let cpu = server.cpu()?;
    let latencies = victims.click_for(plan.stretch)?;
    let load = (server.cpu()? - cpu).as_secs_f64() / plan.stretch.as_secs_f64();
    Ok((latencies, load))
}

impl Measured {
    fn figures(&self, plan: Plan, attack: &Attack) -> [Figure; 2] {
        let conditions = format!(
            "{}; {} rounds of {:?}, quartiles {:.2}–{:.2}; p99 {:.0} µs against {:.0} µs quiet; {} clicks of {} visitors \
             answered under attack; {:.0} attacks a round; server {:.0} % of a core, quiet {:.0} %",
            attack.what,
            plan.rounds,
            plan.stretch,
            quantile(&self.p99_ratios, 0.25),
            quantile(&self.p99_ratios, 0.75),
            median(&self.attacked_p99_us),
            median(&self.quiet_p99_us),
            self.clicks,
            victim::VISITORS,
            median(&self.attacks),
            median(&self.attacked_load) * 100.0,
            median(&self.quiet_load) * 100.0,
        );
        let name = attack.name;
        let elsewhere = median(&self.elsewhere_ratios);
        [
            Figure::new(format!("hostile/{name}/p99"), median(&self.p99_ratios), "×")
                .bar(Bar::AtMost(MAX_RATIO))
                .peer(format!("another server attacked {elsewhere:.2}×"))
                .conditions(conditions),
            Figure::new(format!("hostile/{name}/p50"), median(&self.p50_ratios), "×"),
        ]
    }
}

/// An attacker under way: a process of its own, so that it can have the lowest priority.
struct Assault {
    child: Child,
    said: BufReader<ChildStdout>,
}

impl Assault {
    /// Starts it and waits until it begins.
    fn start(attack: &Attack, address: SocketAddr, stretch: Duration) -> Result<Self> {
        let mut child = Command::new("nice")
            .args(["-n", "19"])
            .arg(std::env::current_exe()?)
            .args(["attack", attack.name])
            .args([address.to_string(), stretch.as_millis().to_string()])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()
            .context("`nice` is part of coreutils")?;
        let said = child.stdout.take().context("standard output is a pipe")?;
        let mut assault = Self {
            child,
            said: BufReader::new(said),
        };
        let line = assault.line()?;
        ensure!(line == READY, "the attacker said `{line}`");
        Ok(assault)
    }

    fn line(&mut self) -> Result<String> {
        let mut line = String::new();
        self.said.read_line(&mut line)?;
        Ok(line.trim().to_owned())
    }

    /// Waits for its end, which is bounded by its own time; answers how many attacks it made.
    fn finish(&mut self) -> Result<f64> {
        let line = self.line()?;
        ensure!(self.child.wait()?.success(), "the attacker failed");
        let done: f64 = line.parse().context("the attacker tells what it did")?;
        ensure!(done > 0.0, "the attacker did nothing");
        Ok(done)
    }
}

impl Drop for Assault {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
