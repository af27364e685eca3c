//! The elements of SVG, and the attributes that each has beside those that all have.
//!
//! Names that are no Rust names (`http-equiv`) are left out: nothing resolves to them. `<a>` and `<title>` are HTML's as well, and stand there.

elements! { svg
    /// Changes an attribute over time.
    animate:
        accumulate additive attributeName begin by calcMode dur end fill from keySplines keyTimes max min
        repeatCount repeatDur restart to values;
    /// Moves an element along a path.
    animateMotion:
        accumulate additive attributeName begin by calcMode dur end fill from keyPoints keySplines keyTimes max min
        origin path repeatCount repeatDur restart rotate to values;
    /// Changes an element's transformation over time.
    animateTransform:
        accumulate additive attributeName begin by calcMode dur end fill from keySplines keyTimes max min
        repeatCount repeatDur restart to r#type values;
    /// A circle around `cx` and `cy` with the radius `r`.
    circle: cx cy pathLength r;
    /// A shape outside of which nothing is painted.
    clipPath: clipPathUnits;
    /// Things to refer to, which are not painted here.
    defs:;
    /// A description for people who do not see the drawing.
    desc:;
    /// An ellipse around `cx` and `cy` with the radii `rx` and `ry`.
    ellipse: cx cy pathLength rx ry;
    /// A filter that blends two pictures.
    feBlend: height r#in in2 mode result width x y;
    /// A filter that computes colours by a matrix.
    feColorMatrix: height r#in result r#type values width x y;
    /// A filter that maps each colour component by a function.
    feComponentTransfer: height r#in result width x y;
    /// A filter that combines two pictures.
    feComposite: height r#in in2 k1 k2 k3 k4 operator result width x y;
    /// A filter that combines each pixel with its neighbours.
    feConvolveMatrix:
        bias divisor edgeMode height r#in kernelMatrix order preserveAlpha result targetX targetY width x y;
    /// A filter that lights a picture without gloss.
    feDiffuseLighting: diffuseConstant height r#in result surfaceScale width x y;
    /// A filter that moves the pixels of a picture as another says.
    feDisplacementMap: height r#in in2 result scale width x xChannelSelector y yChannelSelector;
    /// A light that is far away.
    feDistantLight: azimuth elevation;
    /// A filter that casts a shadow.
    feDropShadow: dx dy height r#in result stdDeviation width x y;
    /// A filter that fills with one colour.
    feFlood: height result width x y;
    /// The function of the alpha component.
    feFuncA: amplitude exponent intercept offset slope tableValues r#type;
    /// The function of the blue component.
    feFuncB: amplitude exponent intercept offset slope tableValues r#type;
    /// The function of the green component.
    feFuncG: amplitude exponent intercept offset slope tableValues r#type;
    /// The function of the red component.
    feFuncR: amplitude exponent intercept offset slope tableValues r#type;
    /// A filter that blurs.
    feGaussianBlur: edgeMode height r#in result stdDeviation width x y;
    /// A filter that brings a picture in.
    feImage: crossorigin height href preserveAspectRatio result width x y;
    /// A filter that lays pictures over each other.
    feMerge: height result width x y;
    /// One layer of a `<feMerge>`.
    feMergeNode: r#in;
    /// A filter that makes lines thicker or thinner.
    feMorphology: height r#in operator radius result width x y;
    /// A filter that moves a picture.
    feOffset: dx dy height r#in result width x y;
    /// A light at a point.
    fePointLight: x y z;
    /// A filter that lights a picture with gloss.
    feSpecularLighting: height r#in result specularConstant specularExponent surfaceScale width x y;
    /// A light that points somewhere.
    feSpotLight: limitingConeAngle pointsAtX pointsAtY pointsAtZ specularExponent x y z;
    /// A filter that repeats a picture.
    feTile: height r#in result width x y;
    /// A filter that makes noise, as of clouds or marble.
    feTurbulence: baseFrequency height numOctaves result seed stitchTiles r#type width x y;
    /// Effects, one after the other.
    filter: filterUnits height primitiveUnits width x y;
    /// HTML within a drawing.
    foreignObject: height width x y;
    /// Shapes that belong together.
    g:;
    /// A picture within a drawing.
    image: crossorigin decoding fetchpriority height href preserveAspectRatio width x y;
    /// A line between two points.
    line: pathLength x1 x2 y1 y2;
    /// Colours that change along a line.
    linearGradient: gradientTransform gradientUnits href spreadMethod x1 x2 y1 y2;
    /// What is painted at the ends and corners of a line.
    marker: markerHeight markerUnits markerWidth orient preserveAspectRatio refX refY viewBox;
    /// A picture that says how much of another is painted.
    mask: height maskContentUnits maskUnits width x y;
    /// Data about the drawing.
    metadata:;
    /// The path of an `<animateMotion>`.
    mpath: href;
    /// A shape of lines and curves; `d` says which.
    path: d pathLength;
    /// A picture that is repeated to fill a shape.
    pattern: height href patternContentUnits patternTransform patternUnits preserveAspectRatio viewBox width x y;
    /// A closed shape of straight lines.
    polygon: pathLength points;
    /// An open shape of straight lines.
    polyline: pathLength points;
    /// Colours that change from a centre outwards.
    radialGradient: cx cy fr fx fy gradientTransform gradientUnits href r spreadMethod;
    /// A rectangle, with round corners if it has `rx` or `ry`.
    rect: height pathLength rx ry width x y;
    /// Gives an attribute another value for a while.
    set: attributeName begin dur end fill max min repeatCount repeatDur restart to;
    /// A colour of a gradient and its place.
    stop: offset;
    /// A drawing with coordinates of its own.
    svg: baseProfile height preserveAspectRatio version viewBox width x xmlns y zoomAndPan;
    /// Shows the first of its children that the browser can.
    switch:;
    /// A drawing that is painted where `<use>` refers to it.
    symbol: height preserveAspectRatio refX refY viewBox width x y;
    /// Text in a drawing.
    text: dx dy lengthAdjust rotate textLength x y;
    /// Text along a path.
    textPath: href lengthAdjust method path side spacing startOffset textLength;
    /// A piece of text with a place or style of its own.
    tspan: dx dy lengthAdjust rotate textLength x y;
    /// Paints another element once more.
    r#use: height href width x y;
    /// A part of the drawing that an address can lead to.
    view: preserveAspectRatio viewBox zoomAndPan;
}
