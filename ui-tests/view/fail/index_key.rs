use vango::prelude::*;

struct Song {
    id: u64,
    title: String,
}

fn playlist(r: &Render, songs: &[Song]) -> View {
    view! { r,
        for (index, song) in songs.iter().enumerate(), key = index {
            <p>{index + 1}". "{&song.title}</p>
        }
    }
}

fn main() {}
