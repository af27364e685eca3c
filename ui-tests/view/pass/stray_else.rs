use vango::prelude::*;

fn inbox(r: &Render, subjects: &[String]) -> View {
    view! { r,
        if subjects.is_empty() {
            <p>"Nothing new."</p>
        } else {
            for subject in subjects, key = subject { <p>{subject}</p> }
        }
    }
}
