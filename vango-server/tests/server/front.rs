//! nginx in front of an app, configured by the very file that `docs/deploy.md` shows, and a browser in front of it.
//!
//! nginx is Debian's, installed by `cargo xtask setup`; `VANGO_NGINX` names another. Without one its tests are skipped
//! with a line that says so, and fail in continuous integration.

use std::fs;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use bytes::Bytes;
use http_body_util::{BodyExt, Empty};
use hyper::Request;
use hyper::client::conn::http2;
use hyper_util::rt::{TokioExecutor, TokioIo};
use rcgen::CertifiedKey;
use tokio::net::{TcpSocket, TcpStream};
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;
use tokio_rustls::rustls::pki_types::{CertificateDer, ServerName};
use tokio_rustls::rustls::{ClientConfig, RootCertStore};
use tokio_tungstenite::client_async;
use tokio_tungstenite::tungstenite::Error;
use vango_server::Server;

use super::browser::{Answer, Tab, tab};
use super::stream::Socket;

pub(crate) const HOST: &str = "shop.example";

/// Where the browser of these tests sits: not where nginx sits.
pub(crate) const BROWSER: Ipv4Addr = Ipv4Addr::new(127, 0, 0, 2);

/// A running nginx in front of an app.
pub(crate) struct Nginx {
    child: Child,
    port: u16,
    connector: TlsConnector,
    directory: PathBuf,
}

impl Drop for Nginx {
    fn drop(&mut self) {
        // It is one process: nothing outlives it.
        let _ = self.child.kill();
        let _ = self.child.wait();
        let _ = fs::remove_dir_all(&self.directory);
    }
}

/// The program, or `None` where it need not be.
fn program() -> Option<PathBuf> {
    let named = std::env::var_os("VANGO_NGINX").map(PathBuf::from);
    let path = std::env::var_os("PATH").unwrap_or_default();
    // Debian's is where only root's `PATH` leads.
    let directories = std::env::split_paths(&path).chain(["/usr/sbin".into()]);
    let found = named.or_else(|| {
        let mut files = directories.map(|directory| directory.join("nginx"));
        files.find(|file| file.is_file())
    });
    if found.is_none() {
        let how =
            "nginx is missing: `cargo xtask setup` installs it, or set VANGO_NGINX to its path";
        assert!(std::env::var_os("CI").is_none(), "{how}");
        eprintln!("SKIPPED: {how}");
    }
    found
}

/// The server's part of the configuration, as the documentation has it.
fn documented() -> &'static str {
    const PAGE: &str = include_str!("../../../docs/deploy.md");
    let (_, rest) = PAGE.split_once("```nginx\n").expect("a block of nginx");
    rest.split_once("```").expect("its end").0
}

/// The documented file with this test's ports and files. Everything else is nginx's own default or keeps it in its place.
fn configuration(app: SocketAddr, port: u16, directory: &Path) -> String {
    let directory = directory.display();
    let mut site = documented().to_owned();
    for (theirs, ours) in [
        ("server 127.0.0.1:3000;", format!("server {app};")),
        (
            "\n    listen 443 ssl",
            format!("\n    listen 127.0.0.1:{port} ssl"),
        ),
        (
            "/etc/ssl/shop/fullchain.pem",
            format!("{directory}/cert.pem"),
        ),
        ("/etc/ssl/shop/privkey.pem", format!("{directory}/key.pem")),
    ] {
        assert_eq!(site.matches(theirs).count(), 1, "{theirs}");
        site = site.replace(theirs, &ours);
    }
    let temporary: String = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
        .map(|kind| format!("{kind}_temp_path {directory}/{kind};\n"))
        .concat();
    format!(
        "daemon off;\nmaster_process off;\npid {directory}/pid;\nerror_log {directory}/error.log;\n\
         events {{}}\nhttp {{\naccess_log off;\n{temporary}{site}}}\n"
    )
}

impl Nginx {
    /// `None`: there is no nginx, and none is needed.
    pub(crate) fn before(server: &Server) -> Option<Self> {
        let program = program()?;
        let CertifiedKey { cert, signing_key } =
            rcgen::generate_simple_self_signed([HOST.to_owned()]).unwrap();
        // A port that was free can be taken before nginx has it.
        for attempt in 0..5 {
            let place = format!(
                "nginx-{}-{}-{attempt}",
                std::process::id(),
                server.addr().port()
            );
            let directory = Path::new(env!("CARGO_TARGET_TMPDIR")).join(place);
            fs::create_dir_all(&directory).unwrap();
            fs::write(directory.join("cert.pem"), cert.pem()).unwrap();
            fs::write(directory.join("key.pem"), signing_key.serialize_pem()).unwrap();
            let port = free_port();
            let text = configuration(server.addr(), port, &directory);
            fs::write(directory.join("nginx.conf"), text).unwrap();
            let child = Command::new(&program)
                .args(["-e", "stderr", "-c"])
                .arg(directory.join("nginx.conf"))
                .arg("-p")
                .arg(&directory)
                .stdin(Stdio::null())
                .spawn()
                .expect("nginx can be run");
            let connector = connector(cert.der());
            let mut nginx = Self {
                child,
                port,
                connector,
                directory,
            };
            if nginx.listens() {
                return Some(nginx);
            }
        }
        panic!("nginx does not start; it has said why above")
    }

    /// Whether it listens, which it does soon or never.
    fn listens(&mut self) -> bool {
        let start = Instant::now();
        while self.child.try_wait().unwrap().is_none() {
            if std::net::TcpStream::connect(("127.0.0.1", self.port)).is_ok() {
                return true;
            }
            assert!(
                start.elapsed() < Duration::from_secs(20),
                "nginx neither listens nor ends"
            );
            std::thread::sleep(Duration::from_millis(5));
        }
        eprintln!(
            "{}",
            fs::read_to_string(self.directory.join("error.log")).unwrap_or_default()
        );
        false
    }

    /// The site's host as the browser names it.
    pub(crate) fn authority(&self) -> String {
        format!("{HOST}:{}", self.port)
    }

    pub(crate) fn origin(&self) -> String {
        format!("https://{}", self.authority())
    }

    /// A connection that speaks the one protocol.
    async fn connect(&self, protocol: &[u8]) -> TlsStream<TcpStream> {
        let socket = TcpSocket::new_v4().unwrap();
        socket.bind((BROWSER, 0).into()).unwrap();
        let stream = socket
            .connect(([127, 0, 0, 1], self.port).into())
            .await
            .unwrap();
        let name = ServerName::try_from(HOST).unwrap();
        let offer = self.connector.with_alpn(vec![protocol.to_vec()]);
        let stream = offer.connect(name, stream).await.unwrap();
        assert_eq!(stream.get_ref().1.alpn_protocol(), Some(protocol));
        stream
    }

    /// A request over HTTP/2, as browsers make it.
    pub(crate) async fn get(&self, path: &str, headers: &[(&str, &str)]) -> Answer {
        let stream = TokioIo::new(self.connect(b"h2").await);
        let (mut sender, connection) = http2::handshake(TokioExecutor::new(), stream)
            .await
            .unwrap();
        tokio::spawn(connection);
        let mut request = Request::get(format!("{}{path}", self.origin()));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let request = request.body(Empty::<Bytes>::new()).unwrap();
        let (head, body) = sender.send_request(request).await.unwrap().into_parts();
        let headers = head.headers.iter();
        Answer {
            status: head.status.as_u16(),
            headers: headers
                .map(|(name, value)| (name.to_string(), value.to_str().unwrap().to_owned()))
                .collect(),
            body: body.collect().await.unwrap().to_bytes().to_vec(),
        }
    }

    pub(crate) async fn load(&self, path: &str) -> Tab {
        let page = self.get(path, &[]).await;
        assert_eq!(page.status, 200, "{path}");
        let tab = tab(([127, 0, 0, 1], self.port).into(), path, &page);
        Tab {
            origin: self.origin(),
            ..tab
        }
    }

    /// The socket of a page; `Err` is the status of a refusal.
    pub(crate) async fn upgrade(&self, tab: &Tab) -> Result<Socket<TlsStream<TcpStream>>, u16> {
        let request = Request::builder()
            .uri(format!("wss://{}{}", self.authority(), tab.socket))
            .header("Host", self.authority())
            .header("Origin", &tab.origin)
            .header("Cookie", &tab.cookie)
            .header("Upgrade", "websocket")
            .header("Connection", "Upgrade")
            .header("Sec-WebSocket-Version", "13")
            .header("Sec-WebSocket-Protocol", "vango.1")
            .header("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==")
            .body(())
            .unwrap();
        match client_async(request, self.connect(b"http/1.1").await).await {
            Ok((socket, _)) => Ok(socket),
            Err(Error::Http(answer)) => Err(answer.status().as_u16()),
            Err(error) => panic!("the handshake failed: {error}"),
        }
    }
}

fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    listener.local_addr().unwrap().port()
}

/// Trusts this certificate and no other.
fn connector(certificate: &CertificateDer<'static>) -> TlsConnector {
    let mut roots = RootCertStore::empty();
    roots.add(certificate.clone()).unwrap();
    let config = ClientConfig::builder()
        .with_root_certificates(roots)
        .with_no_client_auth();
    Arc::new(config).into()
}
