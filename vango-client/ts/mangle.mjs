// Finds the property names that the bundle may shorten: those that our own types declare, and that no line of ours uses on
// anything but our own objects. The type checker says which: `kind` is ours although the DOM has one too, `type` is not.
//
// Invariant: a name that a use leaves in doubt (`any`, an object for a function of the DOM) is never shortened. A type of ours
// that describes an object of the DOM takes its members from the DOM's types, or has their names in quotes.

import ts from "typescript";

/** A regular expression for esbuild's `mangleProps`, for the program of these entry points. */
export function manglePattern(entries, compilerOptions) {
  const options = ts.convertCompilerOptionsFromJson(compilerOptions, ".").options;
  const program = ts.createProgram(entries, { ...options, types: [] });
  const checker = program.getTypeChecker();
  const own = new Set();
  const foreign = new Set();
  const visit = (node) => {
    if (isMember(node)) own.add(node.name.text);
    const use = useOf(node, checker);
    if (use && !isOurs(use.symbol)) foreign.add(use.name);
    ts.forEachChild(node, visit);
  };
  for (const file of program.getSourceFiles()) if (!file.isDeclarationFile) visit(file);
  return new RegExp(`^(${[...own].filter((name) => !foreign.has(name)).join("|")})$`);
}

/** Whether this declares a property, by a name without quotes. */
function isMember(node) {
  const isDeclaration =
    ts.isClassElement(node) || ts.isTypeElement(node) || ts.isPropertyAssignment(node) ||
    ts.isShorthandPropertyAssignment(node) || ts.isParameterPropertyDeclaration(node, node.parent);
  return isDeclaration && node.name !== undefined && ts.isIdentifier(node.name);
}

/** The property that this names, and what it is called; nothing when it names none. */
function useOf(node, checker) {
  if (ts.isPropertyAccessExpression(node)) return { name: node.name.text, symbol: checker.getSymbolAtLocation(node.name) };
  if (ts.isBindingElement(node) && ts.isObjectBindingPattern(node.parent)) {
    const name = (node.propertyName ?? node.name).text;
    return { name, symbol: checker.getTypeAtLocation(node.parent).getProperty(name) };
  }
  if (ts.isObjectLiteralElementLike(node) && node.name && ts.isIdentifier(node.name)) {
    const name = node.name.text;
    // What it is made for counts, often one of several things; an object that is made for nothing is ours.
    const wanted = checker.getContextualType(node.parent);
    const wants = (wanted?.isUnion() ? wanted.types : [wanted]).flatMap((type) => type?.getProperty(name) ?? []);
    return { name, symbol: wants.find((symbol) => !isOurs(symbol)) ?? checker.getSymbolAtLocation(node.name) };
  }
  return undefined;
}

/** Whether all that declare a property stand in our sources. */
function isOurs(symbol) {
  const declarations = symbol?.declarations ?? [];
  return declarations.length > 0 && declarations.every((declaration) => !declaration.getSourceFile().isDeclarationFile);
}
