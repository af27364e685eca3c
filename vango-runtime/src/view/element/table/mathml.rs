//! The elements of MathML, and the attributes that each has beside those that all have.
//!
//! Names that are no Rust names (`http-equiv`) are left out: nothing resolves to them.

elements! { mathml
    /// What an expression means, in another language.
    annotation: encoding;
    /// An expression that could be folded; the browser shows its first part.
    maction: actiontype selection;
    /// A formula.
    math: alttext display xmlns;
    /// A mistake in a formula.
    merror:;
    /// A fraction.
    mfrac: linethickness;
    /// A name in a formula.
    mi:;
    /// An expression with several indices.
    mmultiscripts:;
    /// A number in a formula.
    mn:;
    /// An operator in a formula.
    mo: fence form largeop lspace maxsize minsize movablelimits rspace separator stretchy symmetric;
    /// An expression with something above it.
    mover: accent;
    /// An expression with more or less room around it.
    mpadded: depth height lspace voffset width;
    /// An expression that takes its room and is not seen.
    mphantom:;
    /// Behind it stand the indices before the expression.
    mprescripts:;
    /// A root with its degree.
    mroot:;
    /// A part of a formula.
    mrow:;
    /// A text literal in a formula.
    ms:;
    /// Empty room in a formula.
    mspace: depth height width;
    /// A square root.
    msqrt:;
    /// A part of a formula in another style.
    mstyle:;
    /// An expression with a lower index.
    msub:;
    /// An expression with a lower and an upper index.
    msubsup:;
    /// An expression with an upper index.
    msup:;
    /// A table or matrix.
    mtable: columnalign columnlines columnspacing frame rowalign rowlines rowspacing;
    /// A cell of a matrix.
    mtd: columnalign columnspan rowalign rowspan;
    /// Text in a formula.
    mtext:;
    /// A row of a matrix.
    mtr: columnalign rowalign;
    /// An expression with something below it.
    munder: accentunder;
    /// An expression with something below and above it.
    munderover: accent accentunder;
    /// A formula together with what it means.
    semantics:;
}
