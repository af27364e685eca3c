//! The listener, and what is said when there can be none.

use std::io;
use std::net::{SocketAddr, TcpListener, ToSocketAddrs};

use super::crew::system_error;
use super::error::{StartError, StartErrorKind};

/// The environment variable that [`App::run`](super::App::run) takes its address from.
pub(crate) const ADDRESS_VARIABLE: &str = "VANGO_ADDR";

pub(crate) fn listen(address: &str) -> Result<TcpListener, StartError> {
    let bad = |problem: String| {
        StartError::new(
            StartErrorKind::Address,
            format!("can't listen on `{address}`: {problem}; write an address as `127.0.0.1:3000`"),
        )
    };
    let resolved: Vec<SocketAddr> = address
        .to_socket_addrs()
        .map_err(|error| bad(error.to_string()))?
        .collect();
    if resolved.is_empty() {
        return Err(bad("it names no address".to_owned()));
    }
    let listener =
        TcpListener::bind(&resolved[..]).map_err(|error| listen_error(address, error))?;
    listener.set_nonblocking(true).map_err(system_error)?;
    Ok(listener)
}

fn listen_error(address: &str, error: io::Error) -> StartError {
    let (kind, message) = match error.kind() {
        io::ErrorKind::AddrInUse => {
            let port = address.rsplit_once(':').map_or(address, |(_, port)| port);
            let message = format!(
                "port {port} is in use: another program listens on {address}. Stop it, or choose another port: \
                 {ADDRESS_VARIABLE}=127.0.0.1:3001 (port 0 takes a free one)"
            );
            (StartErrorKind::PortInUse, message)
        }
        io::ErrorKind::PermissionDenied => {
            let message = format!(
                "no permission to listen on {address}: ports below 1024 need a privilege. Choose another: \
                 {ADDRESS_VARIABLE}=127.0.0.1:3000"
            );
            (StartErrorKind::Listen, message)
        }
        _ => (StartErrorKind::Listen, format!("can't listen on {address}")),
    };
    StartError::new(kind, message).because(error)
}
