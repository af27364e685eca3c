//! How fast a store acknowledges: `cargo run --release -p vango-store --all-features --example commits -- redb PATH`, or
//! `redis URL`, or `memory`. Each commit writes 1 KiB to a record of the committer's own.

use std::error::Error;
use std::sync::Arc;
use std::time::{Duration, Instant};

use vango_store::{
    Commit, Expected, Field, Key, MemoryStore, RedbStore, RedisConfig, RedisStore, Store,
};

const VALUE_BYTES: usize = 1024;
const MEASURED: Duration = Duration::from_secs(5);

type Failure = Box<dyn Error + Send + Sync>;

fn main() -> Result<(), Failure> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let store: Arc<dyn Store> = match arguments[..] {
        ["redb", path] => Arc::new(RedbStore::open(path)?),
        ["redis", url] => Arc::new(RedisStore::start(RedisConfig::new(url, "commits")?)?),
        ["memory"] => Arc::new(MemoryStore::new()),
        _ => return Err("usage: commits redb PATH | redis URL | memory".into()),
    };
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_time()
        .build()?;
    runtime.block_on(async {
        for committers in [1, 10, 100, 1000] {
            measure(&store, committers).await?;
        }
        reads(&*store).await
    })
}

async fn measure(store: &Arc<dyn Store>, committers: usize) -> Result<(), Failure> {
    let mut tasks = tokio::task::JoinSet::new();
    let start = Instant::now();
    for number in 0..committers {
        let (store, key) = (Arc::clone(store), Key::new(format!("c{number}"))?);
        tasks.spawn(async move {
            let mut expected = Expected::Any;
            let mut latencies = Vec::new();
            while start.elapsed() < MEASURED {
                let before = Instant::now();
                let value = vec![7; VALUE_BYTES];
                let commit = Commit::new(expected)
                    .set(Field::new("f")?, value)
                    .live_for(Duration::from_secs(3600));
                expected = Expected::Revision(store.commit(&key, commit).await?);
                latencies.push(before.elapsed());
            }
            Ok::<_, Failure>(latencies)
        });
    }
    let mut latencies = Vec::new();
    while let Some(done) = tasks.join_next().await {
        latencies.extend(done??);
    }
    let elapsed = start.elapsed();
    println!(
        "{}: {committers:>4} committers: {:>6.0} commits/s, latency {}",
        store.name(),
        latencies.len() as f64 / elapsed.as_secs_f64(),
        quantiles(latencies),
    );
    Ok(())
}

async fn reads(store: &dyn Store) -> Result<(), Failure> {
    let key = Key::new("c0")?;
    let mut latencies = Vec::new();
    for _ in 0..10_000 {
        let before = Instant::now();
        store.get(&key).await?;
        latencies.push(before.elapsed());
    }
    println!("{}: a read, latency {}", store.name(), quantiles(latencies));
    Ok(())
}

fn quantiles(mut latencies: Vec<Duration>) -> String {
    latencies.sort_unstable();
    let at = |part: usize| latencies[(latencies.len() - 1) * part / 100];
    format!("{:.2?} median, {:.2?} p99", at(50), at(99))
}
