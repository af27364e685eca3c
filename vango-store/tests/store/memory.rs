//! The store in memory, plain and encrypted.

use vango_store::conformance::{self, Handles};
use vango_store::{KeyRing, MemoryStore, Sealed};

#[tokio::test(flavor = "multi_thread")]
async fn memory_passes_the_suite() {
    conformance::run(async || {
        let store = MemoryStore::new();
        Handles::new(store.clone(), store)
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn encrypted_memory_passes_the_suite() {
    conformance::run(async || {
        let store = MemoryStore::new();
        let ring = KeyRing::new([1; 32], []);
        Handles::new(
            Sealed::new(store.clone(), ring.clone()),
            Sealed::new(store, ring),
        )
    })
    .await;
}
