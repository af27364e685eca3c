use vango::prelude::*;

fn inbox(r: &Render, subjects: &[String]) -> View {
    view! { r,
        for subject in subjects, key = subject { <p>{subject}</p> }
        else { <p>"Nothing new."</p> }
    }
}

fn main() {}
