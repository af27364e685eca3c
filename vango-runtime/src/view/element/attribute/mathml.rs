//! The attributes of MathML: first those that every element may have, then the others.

attributes! { global
    /// The part's name in `intent`.
    arg;
    /// Whether the element has the focus when the page opens.
    autofocus;
    /// The element's classes, separated by spaces.
    class;
    /// The direction of the formula.
    dir;
    /// Whether it is set with much room.
    displaystyle;
    /// The element's name, once in the document.
    id;
    /// How the formula is read aloud.
    intent;
    /// The language of the content.
    lang;
    /// The colour behind it.
    mathbackground;
    /// Its colour.
    mathcolor;
    /// Its size.
    mathsize;
    /// Its letters; `normal` keeps a single one upright.
    mathvariant;
    /// A number used once that the content security policy asks for.
    nonce;
    /// What the element is to assistive technology.
    role;
    /// How deep in indices it is.
    scriptlevel;
    /// Declarations for this element.
    style;
    /// Whether the element takes the focus.
    tabindex;
}

attributes! { own
    /// Whether what stands above is an accent.
    accent;
    /// Whether what stands below is an accent.
    accentunder;
    /// What once happened on a click.
    actiontype;
    /// The formula in words.
    alttext;
    /// How columns are aligned.
    columnalign;
    /// Lines between columns.
    columnlines;
    /// Room between columns.
    columnspacing;
    /// How many columns the cell takes.
    columnspan;
    /// The depth below the line.
    depth;
    /// Whether it has a line of its own: `block` or `inline`.
    display;
    /// The language of the annotation.
    encoding;
    /// Whether the operator is a bracket.
    fence;
    /// Where the operator stands: `prefix`, `infix` or `postfix`.
    form;
    /// Lines around the table.
    frame;
    /// The height above the line.
    height;
    /// Whether the operator is drawn large.
    largeop;
    /// How thick the fraction's line is.
    linethickness;
    /// Room before it.
    lspace;
    /// How far the operator may be stretched.
    maxsize;
    /// How large the stretched operator is at least.
    minsize;
    /// Whether limits may stand beside the operator.
    movablelimits;
    /// How rows are aligned.
    rowalign;
    /// Lines between rows.
    rowlines;
    /// Room between rows.
    rowspacing;
    /// How many rows the cell takes.
    rowspan;
    /// Room behind it.
    rspace;
    /// Which part is shown.
    selection;
    /// Whether the operator separates.
    separator;
    /// Whether the operator grows with what it encloses.
    stretchy;
    /// Whether the operator is stretched around the middle.
    symmetric;
    /// How far it is raised.
    voffset;
    /// The width.
    width;
    /// The namespace, which the browser knows by itself.
    xmlns;
}
