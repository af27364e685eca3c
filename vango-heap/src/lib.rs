//! Gives memory that was freed back to the operating system.
//!
//! The allocator of the GNU C library gives the top of an arena back and keeps what was freed below it, for ever: a server
//! whose visitors have gone stays as large as it was with them. `malloc_trim` gives whole free pages back wherever they are
//! ([malloc_trim(3)](https://man7.org/linux/man-pages/man3/malloc_trim.3.html); since version 2.8 in all arenas). Other
//! allocators do so by themselves.
//!
//! Invariant: this declaration is the only unsafe code of the workspace. Nothing else belongs here.

/// Whether [`give_back`] can do anything on this platform.
pub const IS_SUPPORTED: bool = cfg!(all(target_os = "linux", target_env = "gnu"));

/// Gives free pages of the C library's heap back to the operating system. Answers whether there were any.
///
/// It walks the whole heap, some 100 ms for a gigabyte, and locks one arena after the other meanwhile: call it seldom, and
/// not on a thread that has anything else to do. Where the program has another allocator it finds nothing and is quick.
pub fn give_back() -> bool {
    #[cfg(all(target_os = "linux", target_env = "gnu"))]
    return glibc::malloc_trim(0) != 0;
    #[cfg(not(all(target_os = "linux", target_env = "gnu")))]
    return false;
}

#[cfg(all(target_os = "linux", target_env = "gnu"))]
#[expect(
    unsafe_code,
    reason = "Rust cannot check a declaration of a C function"
)]
mod glibc {
    use std::ffi::c_int;

    // SAFETY: the signature is that of malloc.h. The function is thread-safe ("MT-Safe" in its manual), takes no pointer
    // and touches no memory that is in use, so any call is sound.
    unsafe extern "C" {
        pub(crate) safe fn malloc_trim(pad: usize) -> c_int;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn resident_kib() -> usize {
        let status = std::fs::read_to_string("/proc/self/status").expect("Linux has it");
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
        let number = line.and_then(|line| line.split_whitespace().next());
        number
            .and_then(|kib| kib.parse().ok())
            .expect("VmRSS is a number")
    }

    #[test]
    fn what_was_freed_below_something_that_lives_comes_back() {
        if !IS_SUPPORTED {
            assert!(!give_back());
            return;
        }
        let freed: Vec<Vec<u8>> = (0..400).map(|_| vec![1; 64 * 1024]).collect();
        let pin = Box::new([1_u8; 64]);
        let before = resident_kib();
        drop(freed);
        assert!(give_back());
        let after = resident_kib();
        assert!(
            after + 20 * 1024 < before,
            "{before} KiB before, {after} KiB after"
        );
        drop(pin);
    }
}
