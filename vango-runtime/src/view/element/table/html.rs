//! The elements of HTML, and the attributes that each has beside those that all have.
//!
//! Names that are no Rust names (`http-equiv`) are left out: nothing resolves to them.

elements! { html
    /// A link, when it has an `href`.
    a: download href hreflang ping referrerpolicy rel target r#type;
    /// An abbreviation; its `title` says it in full.
    abbr:;
    /// How to reach the author of an article or page.
    address:;
    /// A part of an image map that leads somewhere.
    area: alt coords download href ping referrerpolicy rel shape target;
    /// A composition that stands on its own: a post, a comment, a product.
    article:;
    /// What is only loosely related to the content around it.
    aside:;
    /// A sound, with the browser's controls if it has `controls`.
    audio: autoplay controls controlslist crossorigin r#loop muted preload src;
    /// Text to draw attention to, without being more important.
    b:;
    /// What relative addresses of the document are relative to.
    base: href target;
    /// Text whose direction is kept apart from the text around it.
    bdi:;
    /// Text whose direction is set with `dir`.
    bdo:;
    /// A passage that is quoted from elsewhere.
    blockquote: cite;
    /// The content of the document.
    body:;
    /// A line break that belongs to the content, as in an address or a poem.
    br:;
    /// A button; without a `type` it submits its form.
    button:
        command commandfor disabled form formaction formenctype formmethod formnovalidate formtarget name
        popovertarget popovertargetaction r#type value;
    /// A bitmap that a script draws.
    canvas: height width;
    /// The title of a table.
    caption:;
    /// The title of a work.
    cite:;
    /// A piece of code.
    code:;
    /// One or more columns of a table.
    col: span;
    /// A group of columns of a table.
    colgroup: span;
    /// Content with a `value` that machines read.
    data: value;
    /// Values that an `<input>` with this `list` suggests.
    datalist:;
    /// What a `<dt>` means.
    dd:;
    /// What was removed from the document.
    del: cite datetime;
    /// A part that the user opens; its `<summary>` is always shown.
    details: name open;
    /// The term that is defined here.
    dfn:;
    /// A dialog box or another part that asks for the user's attention.
    dialog: closedby open;
    /// A part of the page that means nothing by itself.
    div:;
    /// A list of terms with what they mean.
    dl:;
    /// A term of a `<dl>`.
    dt:;
    /// Text that is stressed.
    em:;
    /// Content of another program or page.
    embed: height src r#type width;
    /// Controls that belong together; its `<legend>` names them.
    fieldset: disabled form name;
    /// What a `<figure>` shows.
    figcaption:;
    /// An illustration, a listing, a photo, that the text refers to.
    figure:;
    /// The foot of its section: who wrote it, what belongs to it.
    footer:;
    /// A form that can be submitted.
    form: action autocomplete enctype method name novalidate rel target;
    /// A heading of the first rank.
    h1:;
    /// A heading of the second rank.
    h2:;
    /// A heading of the third rank.
    h3:;
    /// A heading of the fourth rank.
    h4:;
    /// A heading of the fifth rank.
    h5:;
    /// A heading of the sixth rank.
    h6:;
    /// What the document says about itself.
    head:;
    /// The head of its section: a heading, a logo, a search.
    header:;
    /// A heading with its subheadings.
    hgroup:;
    /// A change of topic between paragraphs.
    hr:;
    /// The root of the document.
    html:;
    /// Text in another voice: a term, a thought, a foreign word.
    i:;
    /// Another page within this one.
    iframe: allow allowfullscreen height loading name referrerpolicy sandbox src srcdoc width;
    /// An image; `alt` says what it shows.
    img: alt crossorigin decoding fetchpriority height ismap loading referrerpolicy sizes src srcset usemap width;
    /// A control whose kind is its `type`.
    input:
        accept alpha alt autocomplete capture checked colorspace dirname disabled form formaction formenctype
        formmethod formnovalidate formtarget height list max maxlength min minlength multiple name pattern
        placeholder popovertarget popovertargetaction readonly required size src step r#type value width;
    /// What was added to the document.
    ins: cite datetime;
    /// What the user presses or says.
    kbd:;
    /// The name of a control.
    label: r#for;
    /// The name of a `<fieldset>`.
    legend:;
    /// An item of a list.
    li: value;
    /// A resource that belongs to the document: a style sheet, an icon.
    link:
        r#as blocking color crossorigin disabled fetchpriority href hreflang imagesizes imagesrcset integrity media
        referrerpolicy rel sizes r#type;
    /// The main content of the page; there is one.
    main:;
    /// An image map, made of `<area>`s.
    map: name;
    /// Text that is marked because it matters here: what was searched for.
    mark:;
    /// A list of commands.
    menu:;
    /// Something about the document that no other element says.
    meta: charset content media name property;
    /// A measure within known bounds, as of a disk that fills.
    meter: high low max min optimum value;
    /// Links that lead through the site or the page.
    nav:;
    /// What is shown where scripts do not run.
    noscript:;
    /// Content of another program, image or page.
    object: data form height name r#type width;
    /// A list whose order matters.
    ol: reversed start r#type;
    /// Options of a `<select>` that belong together.
    optgroup: disabled label;
    /// One choice of a `<select>` or `<datalist>`.
    option: disabled label selected value;
    /// The result of a calculation or of what the user did.
    output: r#for form name;
    /// A paragraph.
    p:;
    /// An `<img>` with several sources to choose from.
    picture:;
    /// Text whose spaces and line breaks are kept.
    pre:;
    /// How far something has come.
    progress: max value;
    /// A short quotation within a paragraph.
    q: cite;
    /// What is shown around `<rt>` where ruby is not known.
    rp:;
    /// The ruby text of an annotation.
    rt:;
    /// Text with annotations beside it, as for pronunciation.
    ruby:;
    /// What is no longer right or no longer of interest.
    s:;
    /// What a program prints.
    samp:;
    /// A script or data for one.
    script: r#async blocking crossorigin defer fetchpriority integrity nomodule referrerpolicy src r#type;
    /// Controls to search or filter with.
    search:;
    /// A part of the page with a topic of its own.
    section:;
    /// A choice among `<option>`s.
    select: autocomplete disabled form multiple name required size;
    /// The place in a shadow tree where content of the element is shown.
    slot: name;
    /// Side remarks: small print.
    small:;
    /// One of several sources of a medium or picture.
    source: height media sizes src srcset r#type width;
    /// A piece of text that means nothing by itself.
    span:;
    /// Text of great importance.
    strong:;
    /// A style sheet within the document.
    style: blocking media;
    /// Text in subscript.
    sub:;
    /// What a `<details>` shows when it is closed.
    summary:;
    /// Text in superscript.
    sup:;
    /// Data in rows and columns.
    table:;
    /// The rows of a table's body.
    tbody:;
    /// A cell with data.
    td: colspan headers rowspan;
    /// Markup that is not shown until a script uses it.
    template: shadowrootclonable shadowrootdelegatesfocus shadowrootmode shadowrootserializable;
    /// A field for text of several lines.
    textarea:
        autocomplete cols dirname disabled form maxlength minlength name placeholder readonly required rows wrap;
    /// The rows of a table's foot.
    tfoot:;
    /// A cell that is the header of others.
    th: abbr colspan headers rowspan scope;
    /// The rows of a table's head.
    thead:;
    /// A time, with `datetime` for machines.
    time: datetime;
    /// The title of the document.
    title:;
    /// A row of a table.
    tr:;
    /// Subtitles or another text track of a medium.
    track: default kind label src srclang;
    /// Text that is marked without words: a spelling mistake, a proper name.
    u:;
    /// A list whose order does not matter.
    ul:;
    /// A variable, as in mathematics.
    var:;
    /// A video, with the browser's controls if it has `controls`.
    video:
        autoplay controls controlslist crossorigin disablepictureinpicture disableremoteplayback height r#loop muted
        playsinline poster preload src width;
    /// A place where a long word may be broken.
    wbr:;
}
