//! The attributes of SVG: first those that every element may have, then the others.

attributes! { global
    /// Whether the element has the focus when the page opens.
    autofocus;
    /// The element's classes, separated by spaces; `class:name=(condition)` adds one.
    class;
    /// The colour that `currentcolor` stands for.
    color;
    /// The shape of the pointer.
    cursor;
    /// The direction of the text.
    direction;
    /// Whether and how it is shown.
    display;
    /// With what the inside is painted: a colour, a gradient, a pattern, or `none`.
    fill;
    /// The effects: `url(#name)`.
    filter;
    /// The element's name, once in the document.
    id;
    /// The language of the content.
    lang;
    /// What says how much of it is painted: `url(#name)`.
    mask;
    /// How opaque it is, from 0 to 1.
    opacity;
    /// Whether what stands out is shown.
    overflow;
    /// Names of the element for style sheets outside of its shadow tree.
    part;
    /// What the browser must know for it to be shown.
    requiredExtensions;
    /// What the element is to assistive technology.
    role;
    /// The slot of the shadow tree that shows the element.
    slot;
    /// With what the outline is painted.
    stroke;
    /// Declarations for this element; `style:property=value` sets one.
    style;
    /// The languages for which it is shown.
    systemLanguage;
    /// Whether the element takes the focus.
    tabindex;
    /// How it is moved, turned, scaled.
    transform;
    /// Whether it is seen.
    visibility;
}

attributes! { own
    /// Whether each repetition goes on from the last.
    accumulate;
    /// Whether it is added to the value that is there.
    additive;
    /// The factor of a gamma function.
    amplitude;
    /// The attribute that is animated.
    attributeName;
    /// The light's direction in the plane, in degrees.
    azimuth;
    /// How fine the noise is.
    baseFrequency;
    /// The part of SVG that a drawing once needed.
    baseProfile;
    /// When the animation begins.
    begin;
    /// What is added to each result.
    bias;
    /// By how much the attribute changes.
    by;
    /// How values between the given ones are found.
    calcMode;
    /// Whose coordinates the clip path uses.
    clipPathUnits;
    /// How the resource is asked for from another origin.
    crossorigin;
    /// The centre's place from the left.
    cx;
    /// The centre's place from the top.
    cy;
    /// The path: `M` moves, `L` draws a line, `C` a curve, `Z` closes.
    d;
    /// Whether decoding the image may delay the rest.
    decoding;
    /// How strongly the surface reflects.
    diffuseConstant;
    /// What the sum is divided by.
    divisor;
    /// How long the animation takes.
    dur;
    /// The distance to the right.
    dx;
    /// The distance downwards.
    dy;
    /// What stands beyond the edge.
    edgeMode;
    /// The light's height above the plane, in degrees.
    elevation;
    /// When the animation ends.
    end;
    /// The exponent of a gamma function.
    exponent;
    /// How soon the resource is asked for.
    fetchpriority;
    /// What stays after the end: `freeze` or `remove`.
    fill;
    /// Whose coordinates the filter's area uses.
    filterUnits;
    /// The radius of the focus.
    fr;
    /// The value at the beginning.
    from;
    /// The focus' place from the left.
    fx;
    /// The focus' place from the top.
    fy;
    /// How the gradient is moved, turned, scaled.
    gradientTransform;
    /// Whose coordinates the gradient uses.
    gradientUnits;
    /// The height.
    height;
    /// The address or `#name` that it refers to.
    href;
    /// The picture that the effect is applied to.
    r#in;
    /// The second picture.
    in2;
    /// What is added by a linear function.
    intercept;
    /// The factor of the product of both pictures.
    k1;
    /// The factor of the first picture.
    k2;
    /// The factor of the second picture.
    k3;
    /// What is added.
    k4;
    /// The factors of the neighbours.
    kernelMatrix;
    /// How far along the path it is at each of `keyTimes`.
    keyPoints;
    /// The curves between two of `keyTimes`.
    keySplines;
    /// When each of `values` is reached, from 0 to 1.
    keyTimes;
    /// Whether letters are stretched or only set apart.
    lengthAdjust;
    /// The angle beyond which the spot light is dark.
    limitingConeAngle;
    /// The height of the marker.
    markerHeight;
    /// Whether the marker grows with the line's width.
    markerUnits;
    /// The width of the marker.
    markerWidth;
    /// Whose coordinates the mask's content uses.
    maskContentUnits;
    /// Whose coordinates the mask's area uses.
    maskUnits;
    /// The longest time that it is active.
    max;
    /// How letters follow the path.
    method;
    /// The shortest time that it is active.
    min;
    /// How the pictures are blended.
    mode;
    /// How many kinds of noise are added up.
    numOctaves;
    /// The colour's place on the gradient, or what a function adds.
    offset;
    /// How the pictures are combined.
    operator;
    /// The size of the matrix.
    order;
    /// How the marker is turned.
    orient;
    /// Where motion begins.
    origin;
    /// The path that is followed.
    path;
    /// The length that the path is said to have.
    pathLength;
    /// Whose coordinates the pattern's content uses.
    patternContentUnits;
    /// How the pattern is moved, turned, scaled.
    patternTransform;
    /// Whose coordinates the pattern's tiles use.
    patternUnits;
    /// The corners: pairs of numbers.
    points;
    /// The place that the light points at, from the left.
    pointsAtX;
    /// The place that the light points at, from the top.
    pointsAtY;
    /// The place that the light points at, in depth.
    pointsAtZ;
    /// Whether alpha stays as it is.
    preserveAlpha;
    /// How it is placed when its sides have another ratio.
    preserveAspectRatio;
    /// Whose coordinates the effects use.
    primitiveUnits;
    /// The radius.
    r;
    /// How much thicker or thinner.
    radius;
    /// The marker's own place from the left.
    refX;
    /// The marker's own place from the top.
    refY;
    /// How often it is repeated, or `indefinite`.
    repeatCount;
    /// How long it is repeated.
    repeatDur;
    /// When it may begin anew.
    restart;
    /// The name of the result, for other effects.
    result;
    /// How letters or the moved element are turned.
    rotate;
    /// The horizontal radius.
    rx;
    /// The vertical radius.
    ry;
    /// How far pixels are moved.
    scale;
    /// Where the random numbers begin.
    seed;
    /// The side of the path on which the text stands.
    side;
    /// The factor of a linear function.
    slope;
    /// How the room between letters is found.
    spacing;
    /// How strongly the gloss is.
    specularConstant;
    /// How sharp the gloss is.
    specularExponent;
    /// What stands beyond the gradient's ends.
    spreadMethod;
    /// How far along the path the text begins.
    startOffset;
    /// How much it blurs.
    stdDeviation;
    /// Whether tiles of noise fit together.
    stitchTiles;
    /// How high the surface is.
    surfaceScale;
    /// The values between which is interpolated.
    tableValues;
    /// The matrix' own column.
    targetX;
    /// The matrix' own row.
    targetY;
    /// The length that the text is made to have.
    textLength;
    /// The value at the end.
    to;
    /// What kind it is: of a transformation, a function, a matrix.
    r#type;
    /// The values, in order.
    values;
    /// The version of SVG that a drawing once named.
    version;
    /// The part of the drawing that is shown: left, top, width, height.
    viewBox;
    /// The width.
    width;
    /// The place from the left.
    x;
    /// Where it begins, from the left.
    x1;
    /// Where it ends, from the left.
    x2;
    /// The component that moves pixels sideways.
    xChannelSelector;
    /// The namespace, which the browser knows by itself.
    xmlns;
    /// The place from the top.
    y;
    /// Where it begins, from the top.
    y1;
    /// Where it ends, from the top.
    y2;
    /// The component that moves pixels up and down.
    yChannelSelector;
    /// The place in depth.
    z;
    /// Whether the drawing can be zoomed.
    zoomAndPan;
}
