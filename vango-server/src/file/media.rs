//! The type of a file, by its name.

/// The value of `Content-Type` for a file of this name. Text is taken for UTF-8, as everything on the web is written today.
pub(crate) fn content_type(name: &str) -> String {
    let guessed = mime_guess::from_path(name).first_or_octet_stream();
    match guessed.essence_str() {
        // RFC 9239, §6.1: all other names of it are obsolete.
        "application/javascript" => "text/javascript; charset=utf-8".to_owned(),
        text if guessed.type_() == "text" => format!("{text}; charset=utf-8"),
        other => other.to_owned(),
    }
}

/// Whether files of this type shrink when they are compressed.
pub(crate) fn is_compressible(content_type: &str) -> bool {
    let essence = content_type.split(';').next().unwrap_or_default().trim();
    essence.starts_with("text/")
        || essence.ends_with("+json")
        || essence.ends_with("+xml")
        || matches!(
            essence,
            "application/json"
                | "application/manifest+json"
                | "application/wasm"
                | "application/xml"
                | "font/ttf"
                | "font/otf"
                | "image/bmp"
                | "image/x-icon"
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_that_browsers_insist_on() {
        for (name, expect) in [
            ("app.js", "text/javascript; charset=utf-8"),
            ("app.mjs", "text/javascript; charset=utf-8"),
            ("app.css", "text/css; charset=utf-8"),
            ("index.html", "text/html; charset=utf-8"),
            ("app.wasm", "application/wasm"),
            ("data.json", "application/json"),
            ("logo.svg", "image/svg+xml"),
            ("photo.avif", "image/avif"),
            ("photo.webp", "image/webp"),
            ("font.woff2", "font/woff2"),
            ("film.mp4", "video/mp4"),
            ("app.webmanifest", "application/manifest+json"),
            ("archive.tar.br", "application/octet-stream"),
            ("LICENSE", "application/octet-stream"),
        ] {
            assert_eq!(content_type(name), expect, "{name}");
        }
    }

    #[test]
    fn text_shrinks_and_pictures_do_not() {
        for name in ["a.css", "a.js", "a.svg", "a.wasm", "a.json", "a.txt"] {
            assert!(is_compressible(&content_type(name)), "{name}");
        }
        for name in ["a.png", "a.woff2", "a.mp4", "a.zip"] {
            assert!(!is_compressible(&content_type(name)), "{name}");
        }
    }
}
