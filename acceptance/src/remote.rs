//! One tab of a browser, on real sockets: the whole client, cookies, and what a tab remembers between its pages.
//!
//! Invariant: a call comes back when the page shows all that it led to, or panics and says what did not come.
//! Deliberately absent: what a page's scripts could do beyond the client, and TLS.

mod http;

use std::net::{SocketAddr, TcpStream};
use std::thread::sleep;
use std::time::{Duration, Instant};

use tokio_tungstenite::tungstenite::client::client;
use tokio_tungstenite::tungstenite::http::Request;
use tokio_tungstenite::tungstenite::{Message, WebSocket};
use vango_client::headless::{Find, Headless, HeadlessError};
use vango_protocol::{RefreshReason, ServerFrame};

use http::get;
pub use http::{Answer, request};

/// Longer than anything here takes on a busy machine.
const PATIENCE: Duration = Duration::from_secs(30);

/// A tab that shows a page.
pub struct Tab {
    address: SocketAddr,
    /// The browser's cookie, which all its tabs have.
    pub browser: String,
    path: String,
    /// What the page shows.
    pub client: Headless,
    socket: Option<WebSocket<TcpStream>>,
    /// How many pages it has loaded because the server said so.
    pub refreshed: Vec<RefreshReason>,
    /// The page's script is one of another version of the protocol.
    speaks_otherwise: bool,
}

/// How a tab leaves a page for the next one.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Leave {
    /// As a browser does: the cookie says which tab it is.
    WithCookie,
    /// The browser has not told the page in time, as some do not.
    WithoutCookie,
}

impl Tab {
    /// The first tab of a new browser.
    pub fn open(address: SocketAddr, path: &str) -> Self {
        Self::of_browser(address, path, String::new(), None)
    }

    /// As [`open`](Self::open), of a browser that has been given these cookies.
    pub fn open_with(address: SocketAddr, path: &str, cookies: &[String]) -> Self {
        let mut tab = Self::of_browser(address, path, cookies.join("; "), None);
        let mut own = cookies.iter();
        if let Some(browser) = own.find(|pair| pair.starts_with("vango_browser=")) {
            tab.browser.clone_from(browser);
        }
        tab
    }

    /// Another tab of the same browser, opened by hand.
    pub fn beside(&self, path: &str) -> Self {
        Self::of_browser(self.address, path, self.browser.clone(), None)
    }

    /// A copy of this tab, as "Duplicate tab" makes one: the tab's own storage is copied.
    pub fn duplicate(&self) -> Self {
        let previous = Some(self.client.leaves().to_owned());
        Self::of_browser(
            self.address,
            &self.path.clone(),
            self.browser.clone(),
            previous,
        )
    }

    /// The page after this one in the tab. This one is kept by the browser, and comes back when the user goes back.
    pub fn next(&self, path: &str) -> Self {
        let cookies = self.cookies(Leave::WithCookie);
        let previous = Some(self.client.leaves().to_owned());
        let mut next = Self::of_browser(self.address, path, cookies, previous);
        next.browser.clone_from(&self.browser);
        next
    }

    fn of_browser(
        address: SocketAddr,
        path: &str,
        browser: String,
        previous: Option<String>,
    ) -> Self {
        let page = get(address, path, &browser);
        let browser = page.browser().unwrap_or(browser);
        let mut client = Headless::from_page(&page.body, path).expect("a page of Vango");
        if let Some(previous) = previous {
            client.follow(&previous);
        }
        let mut tab = Self {
            address,
            browser,
            path: path.to_owned(),
            client,
            socket: None,
            refreshed: Vec::new(),
            speaks_otherwise: false,
        };
        tab.connect();
        tab
    }

    /// Loads a page in this tab; answers what it showed before its socket came.
    pub fn go(&mut self, path: &str, leave: Leave) -> String {
        let shown = self.load(path, leave);
        self.connect();
        shown
    }

    /// The same, of a page whose script is one of another version: it is refused before it was welcomed.
    pub fn go_refused(&mut self, path: &str, leave: Leave) {
        self.load(path, leave);
        self.speak_otherwise();
        self.connect();
    }

    /// As [`go`](Self::go), without the page's socket.
    pub fn load(&mut self, path: &str, leave: Leave) -> String {
        let cookies = self.cookies(leave);
        self.close();
        self.show(path, &cookies)
    }

    fn cookies(&self, leave: Leave) -> String {
        match leave {
            Leave::WithCookie => format!("{}; vango_tab={}", self.browser, self.client.leaves()),
            Leave::WithoutCookie => self.browser.clone(),
        }
    }

    /// The next page of the tab.
    fn show(&mut self, path: &str, cookies: &str) -> String {
        let left = self.client.leaves().to_owned();
        let page = get(self.address, path, cookies);
        self.speaks_otherwise = false;
        let forgotten = page.cookies.iter().any(|pair| pair == "vango_tab=");
        let named = cookies.split_once("vango_tab=");
        assert_eq!(
            forgotten,
            named.is_some_and(|(_, value)| !value.is_empty()),
            "the cookie is used once"
        );
        if let Some(own) = page.browser() {
            self.browser = own;
        }
        path.clone_into(&mut self.path);
        self.client = Headless::from_page(&page.body, path).expect("a page of Vango");
        self.client.follow(&left);
        self.client.html()
    }

    /// Leaves the page as a browser does: code 1001.
    fn close(&mut self) {
        use tokio_tungstenite::tungstenite::protocol::CloseFrame;
        use tokio_tungstenite::tungstenite::protocol::frame::coding::CloseCode;
        if let Some(mut socket) = self.socket.take() {
            let frame = CloseFrame {
                code: CloseCode::Away,
                reason: "".into(),
            };
            let _the_server_may_be_gone = socket.close(Some(frame));
            let _flushed = socket.flush();
        }
        self.client.disconnect();
    }

    /// From now on it is another process that answers.
    pub fn move_to(&mut self, address: SocketAddr) {
        self.address = address;
    }

    /// From now on, and until it loads a page, its script is one of another version of the protocol.
    pub fn speak_otherwise(&mut self) {
        self.speaks_otherwise = true;
    }

    /// Waits for what comes by itself.
    pub fn wait_until(&mut self, is_so: impl Fn(&Self) -> bool) {
        let deadline = Instant::now() + PATIENCE;
        while !is_so(self) {
            assert!(
                Instant::now() < deadline,
                "it does not come: {}",
                self.client.html()
            );
            sleep(Duration::from_millis(5));
            if let Err(Problem::Broken(problem)) = self.settle() {
                panic!("{problem}");
            }
        }
    }

    /// Waits for the end of the connection, which the server makes. The reason that it gives, when that is a number: within so many
    /// milliseconds the browser is to come back.
    pub fn wait_for_close(&mut self) -> Option<u64> {
        let socket = self.socket.as_mut()?;
        let reason = loop {
            match socket.read() {
                Ok(Message::Close(frame)) => break frame.map(|frame| frame.reason.to_string()),
                Ok(_) => {}
                Err(_) => break None,
            }
        };
        self.cut();
        reason?.parse().ok()
    }

    /// The connection breaks without a word.
    pub fn cut(&mut self) {
        self.socket = None;
        self.client.disconnect();
    }

    /// Connects, as often as it takes; does what the server asks for.
    pub fn connect(&mut self) {
        let deadline = Instant::now() + PATIENCE;
        loop {
            match self.try_connect() {
                Ok(()) => return,
                Err(Problem::Refreshed(reason)) => {
                    assert!(self.refreshed.len() < 3, "it reloads again and again");
                    self.refreshed.push(reason);
                    let path = self.path.clone();
                    self.load(&path, Leave::WithCookie);
                }
                Err(Problem::Broken(problem)) => {
                    assert!(Instant::now() < deadline, "it cannot connect: {problem}");
                    self.cut();
                    sleep(Duration::from_millis(20));
                }
            }
        }
    }

    fn try_connect(&mut self) -> Result<(), Problem> {
        let stream = TcpStream::connect(self.address).map_err(broken)?;
        stream.set_read_timeout(Some(PATIENCE)).map_err(broken)?;
        stream.set_nodelay(true).map_err(broken)?;
        let request = Request::builder()
            .uri(format!("ws://{}{}", self.address, self.client.socket()))
            .header("Host", self.address.to_string())
            .header("Origin", format!("http://{}", self.address))
            .header("Cookie", &self.browser)
            .header("Upgrade", "websocket")
            .header("Connection", "Upgrade")
            .header("Sec-WebSocket-Version", "13")
            .header("Sec-WebSocket-Protocol", "vango.1")
            .header("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==")
            .body(())
            .expect("a request");
        let (socket, _) = client(request, stream).map_err(broken)?;
        self.socket = Some(socket);
        let mut hello = self.client.hello();
        if self.speaks_otherwise {
            // After the variant stands the version.
            hello[1] += 1;
        }
        self.send(hello)?;
        // The welcome. That all is shown which has changed is known after a ping.
        self.hear()?;
        self.settle()
    }

    /// Waits until all that was done is answered, and shown.
    fn settle(&mut self) -> Result<(), Problem> {
        while self.client.unacknowledged_events() > 0 {
            self.hear()?;
        }
        let ping = self.client.ping();
        self.send(ping)?;
        while !self.hear()? {}
        assert_eq!(
            self.client.mismatches(),
            [],
            "page and session have come apart"
        );
        Ok(())
    }

    fn send(&mut self, frame: Vec<u8>) -> Result<(), Problem> {
        let socket = self.socket.as_mut().ok_or_else(|| broken("no socket"))?;
        socket.send(Message::Binary(frame.into())).map_err(broken)
    }

    /// Takes one message; answers whether it was a `Pong`.
    fn hear(&mut self) -> Result<bool, Problem> {
        let socket = self.socket.as_mut().ok_or_else(|| broken("no socket"))?;
        let frame = match socket.read().map_err(broken)? {
            Message::Binary(frame) => frame,
            Message::Close(frame) => return Err(broken(format!("closed: {frame:?}"))),
            _ => return Ok(false),
        };
        match self.client.receive(&frame) {
            Ok(answers) => answers
                .into_iter()
                .try_for_each(|answer| self.send(answer))?,
            Err(HeadlessError::Refreshed(reason)) => return Err(Problem::Refreshed(reason)),
            Err(error) => panic!("the client stops: {error}"),
        }
        Ok(matches!(ServerFrame::decode(&frame), Ok(ServerFrame::Pong)))
    }

    /// Clicks, and waits for the answer. `Err`: the connection broke before it came.
    pub fn try_click(&mut self, id: &str) -> Result<(), String> {
        self.press(id).map_err(|problem| match problem {
            Problem::Broken(problem) => problem,
            Problem::Refreshed(reason) => format!("refreshed: {reason:?}"),
        })
    }

    fn press(&mut self, id: &str) -> Result<(), Problem> {
        let frames = self
            .client
            .click(&Find::id(id))
            .expect("there is such a button");
        frames.into_iter().try_for_each(|frame| self.send(frame))?;
        self.settle()
    }

    /// Clicks, and waits for the answer.
    pub fn click(&mut self, id: &str) {
        self.try_click(id)
            .unwrap_or_else(|problem| panic!("{id}: {problem}"));
    }

    /// Clicks and does not wait.
    pub fn click_unheard(&mut self, id: &str) {
        let frames = self
            .client
            .click(&Find::id(id))
            .expect("there is such a button");
        for frame in frames {
            let _the_server_may_be_gone = self.send(frame);
        }
    }

    /// Gives a field another value, submits its form, and waits for the answer.
    pub fn submit(&mut self, field: &str, value: &str, form: &str) {
        let filled = self.client.input(&Find::id(field), value);
        let frames = filled.expect("there is such a field");
        self.send_all(frames);
        let frames = self.client.submit(&Find::id(form));
        self.send_all(frames.expect("there is such a form"));
    }

    fn send_all(&mut self, frames: Vec<Vec<u8>>) {
        let sent = frames.into_iter().try_for_each(|frame| self.send(frame));
        if let Err(problem) = sent.and_then(|()| self.settle()) {
            panic!("no answer: {problem:?}");
        }
    }

    /// Shows what has come by itself meanwhile.
    pub fn look(&mut self) {
        self.settle()
            .unwrap_or_else(|problem| panic!("the page is not live: {problem:?}"));
    }

    /// What an element says.
    pub fn text(&self, id: &str) -> String {
        self.client
            .text(&Find::id(id))
            .expect("there is such an element")
    }

    /// What an element says, when that is a number.
    pub fn number(&self, id: &str) -> u64 {
        self.text(id).parse().expect("a number")
    }
}

#[derive(Debug)]
enum Problem {
    Broken(String),
    Refreshed(RefreshReason),
}

fn broken(problem: impl ToString) -> Problem {
    Problem::Broken(problem.to_string())
}
