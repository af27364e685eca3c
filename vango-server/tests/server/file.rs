//! Static directories: variants, conditions, ranges, and what is never served.

use std::fs;
use std::path::{Path, PathBuf};

use vango_server::{Cause, Server, StartErrorKind};

use super::browser::{expect_count, get, request};
use super::component::app;

/// A directory that goes with the test.
struct Site {
    root: PathBuf,
}

impl Site {
    /// `outside` beside the served directory `public`.
    fn new(name: &str) -> Self {
        let own = format!("vango-file-test-{}-{name}", std::process::id());
        let root = std::env::temp_dir().join(own);
        fs::create_dir_all(root.join("public/css")).unwrap();
        let site = Self { root };
        site.write("secret.txt", "outside");
        site.write("public/hello.txt", "0123456789");
        site.write("public/css/app.css", "body { margin: 0 }");
        site.write("public/css/app.css.br", "brotli");
        site.write("public/css/app.css.gz", "gzip");
        site.write("public/app-0123456789abcdef.js", "immutable");
        site.write("public/.env", "hidden");
        site.write("public/.git/config", "hidden");
        site.write("public/.well-known/acme", "known");
        site.write("public/with space é.txt", "decoded");
        site
    }

    fn write(&self, name: &str, content: impl AsRef<[u8]>) {
        let path = self.root.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }

    fn public(&self) -> PathBuf {
        self.root.join("public")
    }

    fn serve(&self) -> Server {
        app().static_dir("/assets", self.public()).start().unwrap()
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.root);
    }
}

#[test]
fn a_file_has_type_tag_and_date_and_is_asked_for_each_time() {
    let site = Site::new("headers");
    let server = site.serve();
    let file = get(&server, "/assets/css/app.css");
    assert_eq!((file.status, file.text()), (200, "body { margin: 0 }"));
    for (name, value) in [
        ("content-type", "text/css; charset=utf-8"),
        ("cache-control", "no-cache"),
        ("vary", "Accept-Encoding"),
        ("accept-ranges", "bytes"),
        ("x-content-type-options", "nosniff"),
    ] {
        assert_eq!(file.header(name), Some(value), "{name}");
    }
    let tag = file.header("etag").unwrap();
    assert!(tag.starts_with('"'), "strong: {tag}");
    assert!(file.header("last-modified").unwrap().ends_with(" GMT"));
    let hashed = get(&server, "/assets/app-0123456789abcdef.js");
    let caching = hashed.header("cache-control");
    assert_eq!(caching, Some("public, max-age=31536000, immutable"));
    assert_eq!(
        get(&server, "/assets/with%20space%20%C3%A9.txt").text(),
        "decoded"
    );
    assert_eq!(get(&server, "/assets/.well-known/acme").text(), "known");
    let head = request(&server, "HEAD", "/assets/hello.txt", &[]);
    assert_eq!(
        (head.status, head.header("content-length")),
        (200, Some("10"))
    );
    assert_eq!(head.body.len(), 0);
    let post = request(&server, "POST", "/assets/hello.txt", &["Content-Length: 0"]);
    assert_eq!(
        (post.status, post.header("allow")),
        (405, Some("GET, HEAD"))
    );
}

#[test]
fn what_has_not_changed_is_not_sent_and_what_has_is() {
    let site = Site::new("conditions");
    let server = site.serve();
    let path = "/assets/hello.txt";
    let first = get(&server, path);
    let tag = first.header("etag").unwrap().to_owned();
    let since = first.header("last-modified").unwrap().to_owned();
    let ask = |header: &str| request(&server, "GET", path, &[header]);
    for header in [
        format!("If-None-Match: {tag}"),
        format!("If-Modified-Since: {since}"),
    ] {
        let answer = ask(&header);
        assert_eq!((answer.status, answer.body.len()), (304, 0), "{header}");
        assert_eq!(answer.header("etag"), Some(&*tag));
    }
    assert_eq!(ask("If-Match: \"other\"").status, 412);
    // The same length, and at once: the tag is of the content.
    site.write("public/hello.txt", "9876543210");
    let changed = ask(&format!("If-None-Match: {tag}"));
    assert_eq!((changed.status, changed.text()), (200, "9876543210"));
    assert_ne!(changed.header("etag"), Some(&*tag));
}

#[test]
fn parts_of_a_file_are_sent_from_memory_and_from_disk() {
    let site = Site::new("ranges");
    // Larger than what is read at once, with a pattern that shows a wrong place.
    let large: Vec<u8> = (0..300_000_u32).flat_map(u32::to_be_bytes).collect();
    site.write("public/large.bin", &large);
    let server = site.serve();
    let whole = get(&server, "/assets/large.bin");
    assert!(whole.status == 200 && whole.body == large);
    let range = |path: &str, range: &str| {
        let header = format!("Range: bytes={range}");
        request(&server, "GET", path, &[&header])
    };
    let part = range("/assets/large.bin", "65530-131090");
    assert_eq!(
        (part.status, part.body.as_slice()),
        (206, &large[65_530..=131_090])
    );
    let place = part.header("content-range");
    assert_eq!(place, Some("bytes 65530-131090/1200000"));
    assert_eq!(range("/assets/hello.txt", "-3").text(), "789");
    assert_eq!(range("/assets/hello.txt", "10-").status, 416);
    let parts = range("/assets/large.bin", "0-1,100000-165600,-1");
    assert_eq!(parts.status, 206);
    let length = parts.header("content-length").unwrap();
    assert_eq!(length, parts.body.len().to_string());
    let kind = parts.header("content-type").unwrap();
    let boundary = kind
        .strip_prefix("multipart/byteranges; boundary=")
        .unwrap();
    let find = |bytes: &[u8]| {
        parts
            .body
            .windows(bytes.len())
            .any(|window| window == bytes)
    };
    assert!(find(&large[100_000..=165_600]));
    assert!(find(format!("\r\n--{boundary}--\r\n").as_bytes()));
    let stale = ["Range: bytes=0-1", "If-Range: \"another state\""];
    assert_eq!(
        request(&server, "GET", "/assets/hello.txt", &stale).status,
        200
    );
}

#[test]
fn compressed_siblings_are_sent_to_those_who_take_them() {
    let site = Site::new("variants");
    let server = site.serve();
    let ask = |accept: &str| {
        let header = format!("Accept-Encoding: {accept}");
        request(&server, "GET", "/assets/css/app.css", &[&header])
    };
    for (accept, encoding, text) in [
        ("gzip, br", Some("br"), "brotli"),
        ("gzip", Some("gzip"), "gzip"),
        ("gzip, br;q=0.5", Some("gzip"), "gzip"),
        ("identity, br;q=0.5", None, "body { margin: 0 }"),
        ("zstd", None, "body { margin: 0 }"),
    ] {
        let answer = ask(accept);
        assert_eq!(
            (answer.header("content-encoding"), answer.text()),
            (encoding, text),
            "{accept}"
        );
        assert_eq!(
            answer.header("content-type"),
            Some("text/css; charset=utf-8")
        );
    }
    assert_ne!(ask("br").header("etag"), ask("gzip").header("etag"));
    let none = request(
        &server,
        "GET",
        "/assets/hello.txt",
        &["Accept-Encoding: br"],
    );
    assert_eq!(none.header("content-encoding"), None);
}

#[test]
fn nothing_hidden_and_nothing_outside_is_served() {
    let site = Site::new("safety");
    let server = site.serve();
    for path in [
        "/assets/.env",
        "/assets/.git/config",
        "/assets/../secret.txt",
        "/assets/%2e%2e/secret.txt",
        "/assets/..%2fsecret.txt",
        "/assets/css/../../secret.txt",
        "/assets/..%5csecret.txt",
        "/assets//etc/passwd",
        "/assets/%2fetc/passwd",
        "/assets/hello.txt%00.css",
        "/assets/",
        "/assets/css",
        "/assets/css/",
        "/assets/nowhere.css",
        "/assets",
    ] {
        let answer = get(&server, path);
        assert_eq!(answer.status, 404, "{path}: {:?}", answer.text());
    }
}

#[cfg(unix)]
#[test]
fn links_are_followed_only_within_the_directory() {
    use std::os::unix::fs::symlink;
    let site = Site::new("links");
    let link = |to: &Path, name: &str| symlink(to, site.public().join(name)).unwrap();
    link(&site.root.join("secret.txt"), "out.txt");
    link(Path::new("hello.txt"), "in.txt");
    link(&site.root, "up");
    link(Path::new("loop"), "loop");
    // A compressed sibling must not lead out either.
    link(&site.root.join("secret.txt"), "hello.txt.br");
    let server = site.serve();
    assert_eq!(get(&server, "/assets/in.txt").text(), "0123456789");
    for path in ["/assets/out.txt", "/assets/up/secret.txt", "/assets/loop"] {
        assert_eq!(get(&server, path).status, 404, "{path}");
    }
    let plain = request(
        &server,
        "GET",
        "/assets/hello.txt",
        &["Accept-Encoding: br"],
    );
    assert_eq!(plain.text(), "0123456789");
}

#[test]
fn at_the_root_pages_come_first() {
    let site = Site::new("root");
    site.write("public/number/7", "a file");
    site.write("public/robots.txt", "User-agent: *");
    let server = app().static_dir("/", site.public()).start().unwrap();
    assert!(get(&server, "/").text().contains("vango-boot"));
    assert!(get(&server, "/number/7").text().contains("number 7"));
    assert_eq!(get(&server, "/robots.txt").text(), "User-agent: *");
    assert_eq!(get(&server, "/css/app.css").status, 200);
    assert_eq!(get(&server, "/.env").status, 404);
    let missing = get(&server, "/nowhere");
    assert!(missing.status == 404 && missing.text().contains("no page at this address"));
}

#[test]
fn a_file_is_no_directory() {
    let site = Site::new("kind");
    let error = app()
        .static_dir("/a", site.public().join("hello.txt"))
        .start()
        .map(|_| ())
        .unwrap_err();
    assert_eq!(error.kind(), StartErrorKind::Directory);
    assert!(error.to_string().contains("no directory"), "{error}");
}

/// The kernel says 4,096 bytes and has less: a file that is there and can't be read.
#[cfg(target_os = "linux")]
#[test]
fn a_file_that_cannot_be_read_is_a_500_and_counted() {
    let server = app()
        .static_dir("/cpu", "/sys/devices/system/cpu")
        .start()
        .unwrap();
    let answer = get(&server, "/cpu/online");
    assert_eq!(answer.status, 500);
    assert!(!answer.text().contains("/sys"), "{}", answer.text());
    expect_count(&server, Cause::FileFailed, 1);
    // A name that no file system takes is no such file.
    let endless = format!("/cpu/{}", "a".repeat(5_000));
    assert_eq!(get(&server, &endless).status, 404);
    expect_count(&server, Cause::FileFailed, 1);
}
