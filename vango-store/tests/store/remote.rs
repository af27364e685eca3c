//! The store in a Redis: the suite, plain and encrypted; a server that stops, goes and comes back, or refuses.

use std::time::{Duration, Instant};

use tokio::time::{sleep, timeout};
use vango_store::conformance::{self, Handles};
use vango_store::{
    Commit, Expected, Field, Key, KeyRing, RedisConfig, RedisStore, Revision, Sealed, Store,
    StoreError, Watch, WatchEvent,
};

use super::server::Server;

fn key(name: &str) -> Key {
    Key::new(name).unwrap()
}

fn put(expected: Expected, value: &'static str) -> Commit {
    Commit::new(expected).set(Field::new("f").unwrap(), value)
}

async fn value(store: &impl Store, at: &Key) -> Option<String> {
    let record = store.get(at).await.unwrap()?;
    let value = &record.fields[&Field::new("f").unwrap()];
    Some(String::from_utf8(value.to_vec()).unwrap())
}

async fn hears(watch: &mut Watch, expected: WatchEvent) {
    let wait = async { while watch.next().await != expected {} };
    timeout(Duration::from_secs(20), wait)
        .await
        .expect("the watch hears of it");
}

/// Tries until the store works again.
async fn works(store: &impl Store, at: &Key) -> Revision {
    let start = Instant::now();
    loop {
        match store.commit(at, put(Expected::Any, "again")).await {
            Ok(revision) => return revision,
            Err(error) => assert!(start.elapsed() < Duration::from_secs(20), "{error}"),
        }
        sleep(Duration::from_millis(20)).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn redis_passes_the_suite() {
    let Some(server) = Server::start("suite") else {
        return;
    };
    conformance::run(async || Handles::new(server.store("shop"), server.store("shop"))).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn encrypted_redis_passes_the_suite() {
    let Some(server) = Server::start("sealed-suite") else {
        return;
    };
    let sealed = || Sealed::new(server.store("shop"), KeyRing::new([1; 32], []));
    conformance::run(async || Handles::new(sealed(), sealed())).await;
}

#[tokio::test]
async fn apps_with_other_prefixes_do_not_meet() {
    let Some(server) = Server::start("prefix") else {
        return;
    };
    let (one, other) = (server.store("shop"), server.store("blog"));
    let at = key("k");
    let mut watch = other.watch(&at);
    hears(&mut watch, WatchEvent::Missed).await;
    one.commit(&at, put(Expected::Absent, "shop"))
        .await
        .unwrap();
    assert_eq!(other.get(&at).await, Ok(None));
    let silence = timeout(Duration::from_millis(300), watch.next()).await;
    assert!(silence.is_err(), "{silence:?}");
}

#[tokio::test]
async fn a_stopped_server_is_unknown_and_its_watches_hear_that_they_missed_something() {
    let Some(server) = Server::start("stopped") else {
        return;
    };
    let store = server.store("shop");
    let at = key("k");
    let first = store
        .commit(&at, put(Expected::Absent, "before"))
        .await
        .unwrap();
    let mut watch = store.watch(&at);
    hears(&mut watch, WatchEvent::Missed).await;
    server.signal("STOP");
    let start = Instant::now();
    let answer = store
        .commit(&at, put(Expected::Revision(first), "meanwhile"))
        .await;
    assert!(
        matches!(answer, Err(StoreError::Unknown { .. })),
        "{answer:?}"
    );
    assert!(
        start.elapsed() < Duration::from_secs(4),
        "{:?}",
        start.elapsed()
    );
    let read = store.get(&at).await;
    assert!(
        matches!(read, Err(StoreError::Unavailable { .. })),
        "{read:?}"
    );
    // Longer than it takes to find out that nobody is there.
    sleep(Duration::from_secs(8)).await;
    let answer = store.commit(&at, put(Expected::Any, "never")).await;
    assert!(
        matches!(answer, Err(StoreError::Unavailable { .. })),
        "{answer:?}"
    );
    server.signal("CONT");
    works(&store, &key("other")).await;
    hears(&mut watch, WatchEvent::Missed).await;
    // Now it can be known: the first of the two has come through, or none.
    let found = value(&store, &at).await;
    assert!(
        ["before", "meanwhile"].contains(&found.as_deref().unwrap()),
        "{found:?}"
    );
    let revision = works(&store, &at).await;
    hears(&mut watch, WatchEvent::Changed(revision)).await;
}

#[tokio::test]
async fn a_server_that_is_away_is_unavailable_until_it_comes_back() {
    let Some(mut server) = Server::prepare("away") else {
        return;
    };
    let store = server.store("shop");
    let at = key("k");
    let error = store.ready().await.unwrap_err();
    assert!(
        error
            .to_string()
            .contains("there is no connection to the Redis"),
        "{error}"
    );
    // More than one command subscribes.
    let mut watches: Vec<Watch> = (0..600)
        .map(|number| store.watch(&key(&format!("w{number}"))))
        .collect();
    server.run();
    works(&store, &at).await;
    for _ in 0..2 {
        for watch in &mut watches {
            hears(watch, WatchEvent::Missed).await;
        }
        for (number, watch) in watches.iter_mut().enumerate().step_by(100) {
            let revision = works(&store, &key(&format!("w{number}"))).await;
            hears(watch, WatchEvent::Changed(revision)).await;
        }
        server.kill();
        sleep(Duration::from_millis(300)).await;
        for _ in 0..20 {
            let start = Instant::now();
            let answer = store.commit(&at, put(Expected::Any, "never")).await;
            assert!(
                matches!(answer, Err(StoreError::Unavailable { .. })),
                "{answer:?}"
            );
            let read = store.get(&at).await;
            assert!(
                matches!(read, Err(StoreError::Unavailable { .. })),
                "{read:?}"
            );
            assert!(
                start.elapsed() < Duration::from_millis(500),
                "{:?}",
                start.elapsed()
            );
        }
        server.run();
        works(&store, &key("other")).await;
        assert_eq!(value(&store, &at).await.as_deref(), Some("again"));
    }
}

#[tokio::test]
async fn what_is_not_watched_any_more_is_not_subscribed_to() {
    let Some(server) = Server::start("unsubscribe") else {
        return;
    };
    let store = server.store("shop");
    let count = || server.say::<Vec<String>>(&["PUBSUB", "CHANNELS"]).len();
    let mut kept = store.watch(&key("kept"));
    let mut gone = store.watch(&key("gone"));
    hears(&mut kept, WatchEvent::Missed).await;
    hears(&mut gone, WatchEvent::Missed).await;
    assert_eq!(count(), 2);
    drop(gone);
    let start = Instant::now();
    while count() != 1 {
        assert!(start.elapsed() < Duration::from_secs(10));
        sleep(Duration::from_millis(10)).await;
    }
    // One that comes again is subscribed again.
    let mut again = store.watch(&key("gone"));
    hears(&mut again, WatchEvent::Missed).await;
    let revision = works(&store, &key("gone")).await;
    hears(&mut again, WatchEvent::Changed(revision)).await;
}

#[tokio::test]
async fn what_the_server_refuses_is_certainly_not_applied() {
    let Some(server) = Server::start("refused") else {
        return;
    };
    let store = server.store("shop");
    let at = key("k");
    store
        .commit(&at, put(Expected::Absent, "before"))
        .await
        .unwrap();
    for (refuse, allow) in [
        (
            &["CONFIG", "SET", "maxmemory", "1"],
            &["CONFIG", "SET", "maxmemory", "0"][..],
        ),
        (
            &["CONFIG", "SET", "min-replicas-to-write", "1"],
            &["CONFIG", "SET", "min-replicas-to-write", "0"],
        ),
    ] {
        server.say::<()>(&refuse[..]);
        let answer = store.commit(&at, put(Expected::Any, "after")).await;
        assert!(
            matches!(answer, Err(StoreError::Unavailable { .. })),
            "{refuse:?} {answer:?}"
        );
        assert_eq!(
            value(&store, &at).await.as_deref(),
            Some("before"),
            "{refuse:?}"
        );
        server.say::<()>(allow);
    }
    // A failover: what was the primary takes no changes any more.
    server.say::<()>(&["CONFIG", "SET", "replica-serve-stale-data", "yes"]);
    server.say::<()>(&["REPLICAOF", "127.0.0.1", "1"]);
    let answer = store.commit(&at, put(Expected::Any, "after")).await;
    assert!(
        matches!(answer, Err(StoreError::Unavailable { .. })),
        "{answer:?}"
    );
    server.say::<()>(&["REPLICAOF", "NO", "ONE"]);
    works(&store, &at).await;
    // A server that has forgotten the scripts gets them again.
    server.say::<()>(&["SCRIPT", "FLUSH"]);
    store
        .commit(&at, put(Expected::Any, "after"))
        .await
        .unwrap();
}

#[tokio::test]
async fn what_another_program_has_written_is_left_alone() {
    let Some(server) = Server::start("foreign") else {
        return;
    };
    let store = server.store("shop");
    server.say::<()>(&["SET", "shop:text", "theirs"]);
    server.say::<()>(&["HSET", "shop:hash", "field", "theirs"]);
    for name in ["text", "hash"] {
        let at = key(name);
        let answers = [
            store.get(&at).await.map(|_| ()),
            store
                .commit(&at, put(Expected::Any, "ours"))
                .await
                .map(|_| ()),
            store.delete(&at, Expected::Any).await,
            store.touch(&at, Duration::from_secs(1)).await.map(|_| ()),
        ];
        for answer in answers {
            assert!(
                matches!(answer, Err(StoreError::Corrupt { .. })),
                "{name} {answer:?}"
            );
        }
    }
    assert_eq!(server.say::<String>(&["GET", "shop:text"]), "theirs");
    assert_eq!(
        server.say::<String>(&["HGET", "shop:hash", "field"]),
        "theirs"
    );
    assert_eq!(server.say::<i64>(&["TTL", "shop:hash"]), -1);
}

/// The permissions that docs/persistence.md names are enough.
#[tokio::test]
async fn a_user_needs_what_the_documentation_says() {
    const PAGE: &str = include_str!("../../../docs/persistence.md");
    let Some(server) = Server::start("acl") else {
        return;
    };
    let (_, rest) = PAGE.split_once("The user of the app needs").unwrap();
    let (part, _) = rest.split_once("- After").unwrap();
    let names = part.split('`').skip(1).step_by(2);
    let words = names.map(|name| match name {
        "~PREFIX:*" => "~shop:*".to_owned(),
        "&PREFIX@*" => "&shop@*".to_owned(),
        command => format!("+{command}"),
    });
    let words: Vec<String> = words.collect();
    assert!(words.len() > 20, "{words:?}");
    let mut command = vec!["ACL", "SETUSER", "app", "reset", "on", ">secret"];
    command.extend(words.iter().map(String::as_str));
    server.say::<()>(&command);
    let url = server.url().replace("redis://", "redis://app:secret@");
    let store = RedisStore::start(RedisConfig::new(&url, "shop").unwrap()).unwrap();
    let at = key("k");
    let mut watch = store.watch(&at);
    hears(&mut watch, WatchEvent::Missed).await;
    let field = Field::new("g").unwrap();
    let commit = put(Expected::Absent, "1").set(field.clone(), "2");
    store.commit(&at, commit).await.unwrap();
    let commit = Commit::new(Expected::Any).remove(field);
    let commit = commit.live_for(Duration::from_secs(60));
    let revision = store.commit(&at, commit).await.unwrap();
    hears(&mut watch, WatchEvent::Changed(revision)).await;
    assert_eq!(store.touch(&at, Duration::from_secs(60)).await, Ok(true));
    assert_eq!(value(&store, &at).await.as_deref(), Some("1"));
    store
        .delete(&at, Expected::Revision(revision))
        .await
        .unwrap();
    hears(&mut watch, WatchEvent::Deleted).await;
    let denied = server.say::<Vec<redis::Value>>(&["ACL", "LOG"]);
    assert!(denied.is_empty(), "{denied:?}");
}
