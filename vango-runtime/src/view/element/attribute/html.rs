//! The attributes of HTML: first those that every element may have, then the others.

attributes! { global
    /// Keys that activate or focus the element.
    accesskey;
    /// How text that is entered by touch or voice is capitalised.
    autocapitalize;
    /// Whether text is corrected while it is entered.
    autocorrect;
    /// Whether the element has the focus when the page or dialog opens.
    autofocus;
    /// The element's classes, separated by spaces; `class:name=(condition)` adds one.
    class;
    /// Whether the user can edit the content.
    contenteditable;
    /// The direction of the text: `ltr`, `rtl` or `auto`.
    dir;
    /// Whether the element can be dragged.
    draggable;
    /// What the enter key of a virtual keyboard says.
    enterkeyhint;
    /// Parts of the shadow tree that style sheets outside may name.
    exportparts;
    /// Whether the element is not shown; `until-found` shows it to a search.
    hidden;
    /// The element's name, once in the document.
    id;
    /// Whether the element and what is in it takes no input and no focus.
    inert;
    /// Which virtual keyboard is shown: `numeric`, `email` and others.
    inputmode;
    /// The name of the custom element that extends this one.
    is;
    /// The item's address, in microdata.
    itemid;
    /// The property that this is, in microdata.
    itemprop;
    /// Further elements of the item, in microdata.
    itemref;
    /// Whether an item begins here, in microdata.
    itemscope;
    /// The item's type, in microdata.
    itemtype;
    /// The language of the content: `en`, `de-CH`.
    lang;
    /// A number used once that the content security policy asks for.
    nonce;
    /// Names of the element for style sheets outside of its shadow tree.
    part;
    /// Whether the element is a popover, and how it closes.
    popover;
    /// What the element is to assistive technology.
    role;
    /// The slot of the shadow tree that shows the element.
    slot;
    /// Whether spelling is checked.
    spellcheck;
    /// Declarations for this element; `style:property=value` sets one.
    style;
    /// Whether the element takes the focus: `0` in order, `-1` by script alone.
    tabindex;
    /// A short hint about the element.
    title;
    /// Whether the content is translated: `yes` or `no`.
    translate;
    /// Whether the browser suggests how a text goes on.
    writingsuggestions;
}

attributes! { own
    /// A short form of the header, for other cells to be read with.
    abbr;
    /// The kinds of file that can be chosen.
    accept;
    /// Where the form is sent.
    action;
    /// What the framed page may use.
    allow;
    /// Whether the framed page may fill the screen.
    allowfullscreen;
    /// Whether the colour may be translucent.
    alpha;
    /// What the image shows, in words; empty when it is decoration.
    alt;
    /// What the resource that is loaded in advance is.
    r#as;
    /// Whether the script runs as soon as it is there.
    r#async;
    /// What the browser may fill in: `email`, `current-password` and others, or `off`.
    autocomplete;
    /// Whether the medium begins by itself.
    autoplay;
    /// What waits for the resource: `render`.
    blocking;
    /// Which camera takes the picture: `user` or `environment`.
    capture;
    /// The document's encoding: `utf-8`.
    charset;
    /// Whether the control is on when it is first shown; `bind:checked` keeps it.
    checked;
    /// The address of what is quoted, or of why something was changed.
    cite;
    /// What closes the dialog: `any`, `closerequest` or `none`.
    closedby;
    /// The colour of the icon.
    color;
    /// The colour space of the chosen colour.
    colorspace;
    /// The width of the field, in characters.
    cols;
    /// How many columns the cell takes.
    colspan;
    /// What the button does to the element that `commandfor` names.
    command;
    /// The `id` of the element that the button commands.
    commandfor;
    /// The value of what `name` or `property` says.
    content;
    /// Whether the browser shows its controls.
    controls;
    /// Which of the browser's controls are left out.
    controlslist;
    /// The shape's coordinates in the image.
    coords;
    /// How the resource is asked for from another origin.
    crossorigin;
    /// The address of the object.
    data;
    /// The time, in a form that machines read.
    datetime;
    /// Whether decoding the image may delay the rest.
    decoding;
    /// Whether this track is on unless the user says otherwise.
    default;
    /// Whether the script waits until the document is read.
    defer;
    /// The name under which the direction of the text is sent.
    dirname;
    /// Whether the control cannot be used and is not sent.
    disabled;
    /// Whether the video stays out of a window of its own.
    disablepictureinpicture;
    /// Whether the medium stays on this device.
    disableremoteplayback;
    /// Whether the link saves a file, and under which name.
    download;
    /// How the form's fields are encoded.
    enctype;
    /// How soon the resource is asked for: `high`, `low` or `auto`.
    fetchpriority;
    /// The `id` of the control that this names, or of what this results from.
    r#for;
    /// The `id` of the form that the control belongs to.
    form;
    /// Where this button sends the form.
    formaction;
    /// How this button encodes the form.
    formenctype;
    /// The method with which this button sends the form.
    formmethod;
    /// Whether this button sends the form unchecked.
    formnovalidate;
    /// Where the answer to this button is shown.
    formtarget;
    /// The `id`s of the cells that are the headers of this one.
    headers;
    /// The height in pixels.
    height;
    /// From where a value counts as high.
    high;
    /// The address that it leads to.
    href;
    /// The language of what it leads to.
    hreflang;
    /// How wide the image will be shown, for `imagesrcset`.
    imagesizes;
    /// The images to load in advance, for several screens.
    imagesrcset;
    /// The hash that the resource must have.
    integrity;
    /// Whether the place of a click is sent to the server.
    ismap;
    /// What the track is: `subtitles`, `captions` and others.
    kind;
    /// What the user reads.
    label;
    /// The `id` of a `<datalist>` with suggestions.
    list;
    /// Whether loading waits until the element comes into view: `lazy` or `eager`.
    loading;
    /// Whether the medium begins anew at its end.
    r#loop;
    /// Up to where a value counts as low.
    low;
    /// The largest value.
    max;
    /// The largest number of characters.
    maxlength;
    /// The media that this is for, as a media query.
    media;
    /// The method with which the form is sent: `get`, `post` or `dialog`.
    method;
    /// The smallest value.
    min;
    /// The smallest number of characters.
    minlength;
    /// Whether several values can be chosen.
    multiple;
    /// Whether the medium begins without sound.
    muted;
    /// The name under which this is sent or referred to.
    name;
    /// Whether browsers that know modules pass over the script.
    nomodule;
    /// Whether the form is sent unchecked.
    novalidate;
    /// Whether it is open.
    open;
    /// The value that is best.
    optimum;
    /// A regular expression that the whole value must match.
    pattern;
    /// Addresses that are told when the link is followed.
    ping;
    /// A hint that is shown while the control is empty.
    placeholder;
    /// Whether the video plays within the page on small screens.
    playsinline;
    /// The `id` of the popover that this button opens or closes.
    popovertarget;
    /// What the button does to the popover: `show`, `hide` or `toggle`.
    popovertargetaction;
    /// The picture that is shown before the video plays.
    poster;
    /// How much of the medium is loaded in advance.
    preload;
    /// What is said about the document, in RDFa and Open Graph.
    property;
    /// Whether the value can be read and not changed.
    readonly;
    /// How much of this page's address is told.
    referrerpolicy;
    /// How what it leads to is related to this.
    rel;
    /// Whether the form needs a value.
    required;
    /// Whether the list counts down.
    reversed;
    /// The height of the field, in lines.
    rows;
    /// How many rows the cell takes.
    rowspan;
    /// What the framed page may do; empty: nothing.
    sandbox;
    /// Which cells this is the header of: `row`, `col` and others.
    scope;
    /// Whether the option is chosen when it is first shown.
    selected;
    /// Whether the shadow tree is cloned with its element.
    shadowrootclonable;
    /// Whether the shadow tree passes the focus on to what is in it.
    shadowrootdelegatesfocus;
    /// Whether scripts reach the shadow tree: `open` or `closed`.
    shadowrootmode;
    /// Whether the shadow tree is part of the element's HTML.
    shadowrootserializable;
    /// The kind of shape: `rect`, `circle`, `poly` or `default`.
    shape;
    /// The width in characters, or how many options are shown.
    size;
    /// How wide the image will be shown, or the sizes of an icon.
    sizes;
    /// How many columns this is about.
    span;
    /// The address of the resource.
    src;
    /// The framed page's markup.
    srcdoc;
    /// The language of the track.
    srclang;
    /// Images for several screens.
    srcset;
    /// The number of the first item.
    start;
    /// The distance between two values.
    step;
    /// Where the answer or page is shown: `_blank`, `_self` and others.
    target;
    /// What kind it is: of an `<input>` the control, of a `<button>` what it does.
    r#type;
    /// The `<map>` of the image: `#name`.
    usemap;
    /// The value; `bind:value` keeps what the user enters.
    value;
    /// The width in pixels.
    width;
    /// Whether line breaks that were not typed are sent.
    wrap;
}
