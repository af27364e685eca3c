//! Bytes that must be refused.

/// Name, what to decode as, hex.
pub(crate) fn invalid() -> Vec<(&'static str, &'static str, &'static str)> {
    let mut cases = plain();
    cases.extend(events());
    cases.extend(blocks());
    cases
}

/// Listeners with options, and the payloads that came with them.
fn events() -> Vec<(&'static str, &'static str, &'static str)> {
    vec![
        ("a resync without block", "ClientFrame", "03 07"),
        (
            "a hello without build",
            "ClientFrame",
            "00 01 01 00000000000000000000000000000000 00 01 2f",
        ),
        (
            "an unknown kind of pointer",
            "ClientFrame",
            "01 01 00 03 00 06 00 00 00 00 00 00 00 04 00 00",
        ),
        (
            "a primary pointer that is 2",
            "ClientFrame",
            "01 01 00 03 00 06 00 00 00 00 00 00 00 00 00 02",
        ),
        (
            "buttons in 32 bits",
            "ClientFrame",
            "01 01 00 03 00 06 00 00 00 fc 00 00 00 00 00 00 00 00 00 00",
        ),
        (
            "an unknown unit of a wheel",
            "ClientFrame",
            "01 01 00 03 00 07 00 00 00 00 03 00",
        ),
        ("a text cut", "ClientFrame", "01 01 00 03 00 08 02 61"),
        (
            "a text over the limit",
            "ClientFrame",
            "01 01 00 03 00 08 fc 01 00 02 00",
        ),
        ("a scroll cut", "ClientFrame", "01 01 00 03 00 09 00"),
        (
            "a volume of 101",
            "ClientFrame",
            "01 01 00 03 00 0a 00 00 00 00 00 65",
        ),
        (
            "a pause that is 2",
            "ClientFrame",
            "01 01 00 03 00 0a 00 00 02 00 00 00",
        ),
        ("33 fingers", "ClientFrame", "01 01 00 03 00 0b 21"),
        (
            "fingers that are not there",
            "ClientFrame",
            "01 01 00 03 00 0b 02 00 00 00 00",
        ),
        (
            "JSON that is not UTF-8",
            "ClientFrame",
            "01 01 00 03 00 0c 01 ff",
        ),
        ("a toggle of 2", "ClientFrame", "01 01 00 03 00 0d 02"),
        (
            "a name over the limit, of an animation",
            "ClientFrame",
            "01 01 00 03 00 0e fb 01 01",
        ),
        ("17 key filters", "Template", "00 01 07 01 61 00 00 11"),
        (
            "a key filter over the limit",
            "Template",
            "00 01 07 01 61 00 00 01 41",
        ),
        (
            "key filters that are not there",
            "Template",
            "00 01 07 01 61 00 00 02 01 62",
        ),
        (
            "a debounce over the limit",
            "Template",
            "00 01 07 01 61 00 00 00 fb 61 ea 00",
        ),
        (
            "a throttle over the limit",
            "Template",
            "00 01 07 01 61 00 00 00 00 fb 61 ea",
        ),
        (
            "a listener cut before its options",
            "Template",
            "00 01 07 01 61 00",
        ),
        (
            "a style's name over the limit",
            "Template",
            "00 01 08 fb 01 01",
        ),
    ]
}

/// Raw HTML and parked blocks.
fn blocks() -> Vec<(&'static str, &'static str, &'static str)> {
    vec![
        ("raw HTML cut", "ServerFrame", "01 01 00 05 02 03 02 02 61"),
        (
            "raw HTML that is not UTF-8",
            "ServerFrame",
            "01 01 00 05 02 03 02 01 ff",
        ),
        ("a parked block 0", "ServerFrame", "01 01 00 05 02 03 03 00"),
        (
            "a parked block over the limit",
            "ServerFrame",
            "01 01 00 05 02 03 03 fc 00 00 00 80",
        ),
        ("park block 0", "ServerFrame", "01 01 00 0c 00"),
        ("park a block below 0", "ServerFrame", "01 01 00 0c 01"),
        ("park cut", "ServerFrame", "01 01 00 0c"),
        ("drop block 0", "ServerFrame", "01 01 00 0c 04 0d 03"),
        ("drop with a slot", "ServerFrame", "01 01 00 0d 04 0e"),
        (
            "raw HTML in a Branch's shape",
            "Shape",
            "01 01 01 00 00 00 00 00",
        ),
        (
            "a shape's template over the limit",
            "Shape",
            "00 00 fc 02 00 01 00 00",
        ),
    ]
}

fn plain() -> Vec<(&'static str, &'static str, &'static str)> {
    vec![
        ("an empty client frame", "ClientFrame", ""),
        ("an unknown client frame", "ClientFrame", "05"),
        ("an unknown client frame, wide", "ClientFrame", "fb 00 01"),
        (
            "a variant in 64 bits",
            "ClientFrame",
            "fd 00 00 00 00 00 00 00 00",
        ),
        ("a reserved integer width", "ClientFrame", "ff"),
        ("an event cut in its address", "ClientFrame", "01 01 00 03"),
        (
            "an event cut in a wide integer",
            "ClientFrame",
            "01 01 00 fb 00",
        ),
        ("an event without payload", "ClientFrame", "01 01 00 03 00"),
        ("an unknown payload", "ClientFrame", "01 01 00 03 00 0f"),
        (
            "bytes after an event",
            "ClientFrame",
            "01 01 00 03 00 00 00",
        ),
        (
            "a checkbox that is 2",
            "ClientFrame",
            "01 01 00 03 00 03 01 61 02",
        ),
        (
            "a value that is not UTF-8",
            "ClientFrame",
            "01 01 00 03 00 03 02 61 c3 00",
        ),
        (
            "a surrogate in UTF-8",
            "ClientFrame",
            "01 01 00 03 00 03 03 ed a0 80 00",
        ),
        (
            "a value longer than the frame",
            "ClientFrame",
            "01 01 00 03 00 03 05 61 00",
        ),
        (
            "a value over the limit",
            "ClientFrame",
            "01 01 00 03 00 03 fc ff ff ff ff 00",
        ),
        (
            "a key over the limit",
            "ClientFrame",
            "01 01 00 03 00 02 41 00",
        ),
        (
            "fields over the limit",
            "ClientFrame",
            "01 01 00 03 00 04 fb 01 04",
        ),
        (
            "fields that are not there",
            "ClientFrame",
            "01 01 00 03 00 04 fb 00 04",
        ),
        (
            "a hello with ticket tag 2",
            "ClientFrame",
            "00 01 01 00000000000000000000000000000000 02",
        ),
        (
            "a hello cut in its secret",
            "ClientFrame",
            "00 01 01 000000",
        ),
        (
            "a hello with a long path",
            "ClientFrame",
            "00 01 01 00000000000000000000000000000000 00 fb 01 20",
        ),
        ("an empty server frame", "ServerFrame", ""),
        ("an unknown server frame", "ServerFrame", "06"),
        (
            "a welcome of an unknown kind",
            "ServerFrame",
            "00 01 00 00 03",
        ),
        ("bytes after a welcome", "ServerFrame", "00 01 00 00 00 00"),
        ("bytes after a pong", "ServerFrame", "04 04"),
        ("a patch cut in its head", "ServerFrame", "01 01"),
        ("an unknown operation", "ServerFrame", "01 01 00 0e"),
        ("block 0", "ServerFrame", "01 01 00 0b 00 00"),
        ("a block below 0", "ServerFrame", "01 01 00 0b 01 00"),
        (
            "a block over the limit",
            "ServerFrame",
            "01 01 00 0b 02 00 0b fc fe ff ff ff 00",
        ),
        ("a mount from block 0", "ServerFrame", "01 01 00 01 00 00"),
        (
            "a mount of an unknown template",
            "ServerFrame",
            "01 01 00 01 01 63",
        ),
        (
            "a mount cut in its content",
            "ServerFrame",
            "01 01 00 01 01 01",
        ),
        ("text cut", "ServerFrame", "01 01 00 02 02 00 02 61"),
        (
            "text that is not UTF-8",
            "ServerFrame",
            "01 01 00 02 02 00 01 ff",
        ),
        ("a dyn's text cut", "ServerFrame", "01 01 00 05 02 03 06 61"),
        ("an option tag of 2", "ServerFrame", "01 01 00 03 02 01 02"),
        ("a class of 2", "ServerFrame", "01 01 00 04 02 00 02"),
        (
            "rows over the limit",
            "ServerFrame",
            "01 01 00 07 02 05 00 fc 01 00 04 00 03",
        ),
        (
            "rows without their template",
            "ServerFrame",
            "01 01 00 07 02 05 00 01",
        ),
        (
            "rows of an unknown template",
            "ServerFrame",
            "01 01 00 07 02 05 00 01 63",
        ),
        (
            "a template index over the limit",
            "ServerFrame",
            "01 01 00 07 02 05 00 01 fc 00 00 01 00",
        ),
        (
            "an unknown kind of slot",
            "ServerFrame",
            "01 01 00 00 00 01 0a",
        ),
        ("a template cut in its slots", "Template", "00 02 00"),
        (
            "a listener whose payload is 2",
            "Template",
            "00 01 03 01 61 02",
        ),
        ("a name over the limit", "Template", "00 01 01 fb 01 01"),
        ("bytes after a template", "Template", "00 00 00"),
        ("a shape without texts", "Shape", "00"),
        ("a shape of an unknown template", "Shape", "63 00"),
        ("a shape that ends before its slots do", "Shape", "04 01"),
        ("a shape with texts left over", "Shape", "00 02"),
        ("a shape with an item left over", "Shape", "00 01 00 00"),
        ("a text where rows must stand", "Shape", "05 01"),
        (
            "boot data cut in its templates",
            "Boot",
            "01 00 00 01 00000000000000000000000000000000 00000000000000000000000000000000 00 02",
        ),
        (
            "boot data with a shape longer than it",
            "Boot",
            "01 00 00 01 00000000000000000000000000000000 00000000000000000000000000000000 00 00 02 00",
        ),
        (
            "bytes after boot data",
            "Boot",
            "01 00 00 01 00 00000000000000000000000000000000 00000000000000000000000000000000 00 00 00 00",
        ),
    ]
}
