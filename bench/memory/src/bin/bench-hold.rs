//! `bench-hold ADDRESS PATH TABS [CLICKS]`: opens tabs on a server that runs already, says so, and holds them until its
//! standard input ends; then it closes them, as a browser does. For looking at a server with a profiler; PATH is `/counter`, `/one`, `/vec/N` or `/list/N`.

#![forbid(unsafe_code)]

use std::io::Read as _;
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::Duration;

use anyhow::{Context as _, Result, bail};
use bench_memory::crowd::{Crowd, Scene};

/// How often pings are answered.
const TEND_EVERY: Duration = Duration::from_secs(5);

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [address, path, tabs, clicks @ ..] = &arguments[..] else {
        bail!("usage: bench-hold ADDRESS PATH TABS [CLICKS]");
    };
    let clicks = clicks.first().map_or(Ok(0), |clicks| clicks.parse())?;
    let mut crowd = Crowd::on(address.parse()?, &scene(path)?)?;
    crowd.open(tabs.parse()?)?;
    crowd.click(clicks)?;
    println!("{} tabs are open", crowd.len());
    let (ended, end) = channel();
    std::thread::spawn(move || {
        // However it ends, it has ended.
        let _ = std::io::stdin().read_to_end(&mut Vec::new());
        let _ = ended.send(());
    });
    while end.recv_timeout(TEND_EVERY) == Err(RecvTimeoutError::Timeout) {
        crowd.tend()?;
    }
    crowd.leave()
}

fn scene(path: &str) -> Result<Scene> {
    match path {
        "/counter" => Ok(Scene::counter()),
        "/one" => Ok(Scene::one()),
        _ => {
            let rest = path.strip_prefix('/').and_then(|rest| rest.split_once('/'));
            let (kind, count) = rest.with_context(|| format!("`{path}` is no page to hold"))?;
            Ok(Scene::rows(kind, count.parse()?))
        }
    }
}
