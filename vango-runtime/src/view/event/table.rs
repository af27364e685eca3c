//! The table: which events there are, when they happen, and what they carry.

/// One unit type for each event.
#[expect(
    non_camel_case_types,
    reason = "an event is written as the DOM writes it: on:click"
)]
pub mod events {
    use super::super::{
        AnimationEvent, ClipboardEvent, CompositionEvent, CustomEvent, DragEvent, Event,
        FocusEvent, InputEvent, KeyEvent, MediaEvent, MouseEvent, PointerEvent, ScrollEvent,
        SubmitEvent, ToggleEvent, TouchEvent, TransitionEvent, UnitEvent, WheelEvent,
    };

    macro_rules! events {
        ($($(#[$doc:meta])* $name:ident: $payload:ty;)+) => {
            $(
                $(#[$doc])*
                #[derive(Clone, Copy, Debug)]
                pub struct $name;
                impl Event for $name {
                    type Payload = $payload;
                    const NAME: &'static str = stringify!($name);
                }
            )+

            /// The names of all events that HTML has, sorted: every type of this module but [`custom`].
            pub const NAMES: &[&str] = &[$(stringify!($name)),+];
        };
    }

    /// An event of a custom element, of whatever name.
    #[derive(Clone, Copy, Debug)]
    pub struct custom;
    impl Event for custom {
        type Payload = CustomEvent;
        const NAME: &'static str = "custom";
    }

    events! {
        /// The loading of a medium was given up, not because of an error.
        abort: UnitEvent;
        /// An animation was given up before its end.
        animationcancel: AnimationEvent;
        /// An animation has ended.
        animationend: AnimationEvent;
        /// An animation begins its next round.
        animationiteration: AnimationEvent;
        /// An animation has begun.
        animationstart: AnimationEvent;
        /// A button other than the main one was pressed and released.
        auxclick: MouseEvent;
        /// The content of an editable element is about to change.
        beforeinput: CompositionEvent;
        /// A part that is `hidden="until-found"` is about to be shown, because a search has found something in it.
        beforematch: UnitEvent;
        /// A popover or dialog is about to open or close.
        beforetoggle: ToggleEvent;
        /// The element lost the focus.
        blur: FocusEvent;
        /// The user wants to close a dialog, or has closed a file picker without a choice.
        cancel: UnitEvent;
        /// A medium can begin to play.
        canplay: MediaEvent;
        /// A medium can play to its end without a break, as far as can be told.
        canplaythrough: MediaEvent;
        /// The value of a control was committed.
        change: InputEvent;
        /// The main button was pressed and released on the element, or it was activated by keyboard.
        click: MouseEvent;
        /// A dialog was closed.
        close: UnitEvent;
        /// An input method has finished a text.
        compositionend: CompositionEvent;
        /// An input method begins a text.
        compositionstart: CompositionEvent;
        /// An input method has changed its text.
        compositionupdate: CompositionEvent;
        /// The context menu was asked for.
        contextmenu: MouseEvent;
        /// The user copies.
        copy: ClipboardEvent;
        /// The cues of a text track have changed.
        cuechange: UnitEvent;
        /// The user cuts.
        cut: ClipboardEvent;
        /// Two clicks in quick succession.
        dblclick: MouseEvent;
        /// Something is being dragged, every few hundred milliseconds.
        drag: DragEvent;
        /// Dragging has ended, wherever.
        dragend: DragEvent;
        /// What is dragged came over the element.
        dragenter: DragEvent;
        /// What is dragged has left the element.
        dragleave: DragEvent;
        /// What is dragged is over the element; with `.prevent`, it may be dropped here.
        dragover: DragEvent;
        /// Dragging begins.
        dragstart: DragEvent;
        /// What is dragged was dropped on the element.
        drop: DragEvent;
        /// The duration of a medium is known, or another.
        durationchange: MediaEvent;
        /// A medium has no data any more.
        emptied: MediaEvent;
        /// A medium has played to its end.
        ended: MediaEvent;
        /// An image, script, style sheet or medium could not be loaded.
        error: UnitEvent;
        /// The element got the focus.
        focus: FocusEvent;
        /// The element or a child of it got the focus.
        focusin: FocusEvent;
        /// The element or a child of it lost the focus.
        focusout: FocusEvent;
        /// The entries of a form are put together.
        formdata: UnitEvent;
        /// The element fills the screen, or does not any more.
        fullscreenchange: UnitEvent;
        /// The element could not fill the screen.
        fullscreenerror: UnitEvent;
        /// The element gets all events of a pointer from now on.
        gotpointercapture: PointerEvent;
        /// The value of a control changes with each keystroke.
        input: InputEvent;
        /// A control has a value that it may not have, and its form was to be submitted.
        invalid: UnitEvent;
        /// A key was pressed, and again while it repeats.
        keydown: KeyEvent;
        /// A key was released.
        keyup: KeyEvent;
        /// An image, script, style sheet or frame was loaded.
        load: UnitEvent;
        /// The first frame of a medium was loaded.
        loadeddata: MediaEvent;
        /// Duration and size of a medium are known.
        loadedmetadata: MediaEvent;
        /// The loading of a medium begins.
        loadstart: MediaEvent;
        /// The element does not get all events of a pointer any more.
        lostpointercapture: PointerEvent;
        /// A mouse button was pressed.
        mousedown: MouseEvent;
        /// The mouse came over the element. Does not bubble.
        mouseenter: MouseEvent;
        /// The mouse has left the element and its children. Does not bubble.
        mouseleave: MouseEvent;
        /// The mouse was moved over the element; as often as the screen is drawn, hence with `.throttle(…)`.
        mousemove: MouseEvent;
        /// The mouse has left the element or a child of it.
        mouseout: MouseEvent;
        /// The mouse came over the element or a child of it.
        mouseover: MouseEvent;
        /// A mouse button was released.
        mouseup: MouseEvent;
        /// The user pastes.
        paste: ClipboardEvent;
        /// A medium was paused.
        pause: MediaEvent;
        /// A medium is to play.
        play: MediaEvent;
        /// A medium plays, also after it had to wait.
        playing: MediaEvent;
        /// A pointer will send no more events, because the browser took it for scrolling, say.
        pointercancel: PointerEvent;
        /// A pointer (mouse, pen, finger) was pressed.
        pointerdown: PointerEvent;
        /// A pointer came over the element. Does not bubble.
        pointerenter: PointerEvent;
        /// A pointer has left the element and its children. Does not bubble.
        pointerleave: PointerEvent;
        /// A pointer was moved; as often as the screen is drawn, hence with `.throttle(…)`.
        pointermove: PointerEvent;
        /// A pointer has left the element or a child of it.
        pointerout: PointerEvent;
        /// A pointer came over the element or a child of it.
        pointerover: PointerEvent;
        /// A pointer was released.
        pointerup: PointerEvent;
        /// A medium is being loaded.
        progress: MediaEvent;
        /// A medium plays faster or slower.
        ratechange: MediaEvent;
        /// A form was reset.
        reset: UnitEvent;
        /// A video has another size.
        resize: UnitEvent;
        /// The element was scrolled; as often as the screen is drawn, hence with `.throttle(…)`.
        scroll: ScrollEvent;
        /// The element was scrolled, and stands.
        scrollend: ScrollEvent;
        /// Something was refused by the page's policy.
        securitypolicyviolation: UnitEvent;
        /// A medium has got to where it was sent.
        seeked: MediaEvent;
        /// A medium was sent to another time.
        seeking: MediaEvent;
        /// Text in a control was selected.
        select: UnitEvent;
        /// The selection has changed.
        selectionchange: UnitEvent;
        /// A selection begins.
        selectstart: UnitEvent;
        /// The nodes of a `<slot>` in a shadow tree have changed.
        slotchange: UnitEvent;
        /// No data comes for a medium.
        stalled: MediaEvent;
        /// A form was submitted; the browser does not send it itself.
        submit: SubmitEvent;
        /// A medium is not loaded further, though it has not ended.
        suspend: MediaEvent;
        /// A medium plays on, several times a second.
        timeupdate: MediaEvent;
        /// A `<details>`, a popover or a dialog was opened or closed.
        toggle: ToggleEvent;
        /// The browser took a finger's movement for something else.
        touchcancel: TouchEvent;
        /// A finger was lifted.
        touchend: TouchEvent;
        /// A finger was moved; as often as the screen is drawn, hence with `.throttle(…)`.
        touchmove: TouchEvent;
        /// A finger touches the element.
        touchstart: TouchEvent;
        /// A transition was given up before its end.
        transitioncancel: TransitionEvent;
        /// A transition has ended.
        transitionend: TransitionEvent;
        /// A transition was made, and begins after its delay.
        transitionrun: TransitionEvent;
        /// A transition begins to change its property.
        transitionstart: TransitionEvent;
        /// A medium is louder, quieter or mute.
        volumechange: MediaEvent;
        /// A medium waits for data.
        waiting: MediaEvent;
        /// The wheel was turned, or two fingers moved on a pad.
        wheel: WheelEvent;
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn names_are_sorted() {
        assert!(super::events::NAMES.is_sorted_by(|a, b| a < b));
        assert_eq!(super::events::NAMES.len(), 99);
    }
}
