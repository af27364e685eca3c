// Finds the property names that the bundle may shorten: those that our own types declare and that no type of the
// language or the DOM has. A name declared in quotes (a DOM feature that TypeScript does not know yet) is left alone.
//
// Does not look at uses: a name that is not declared in the sources is never shortened.

import ts from "typescript";

/** A regular expression for esbuild's `mangleProps`, for the program of these entry points. */
export function manglePattern(entries, compilerOptions) {
  const options = ts.convertCompilerOptionsFromJson(compilerOptions, ".").options;
  const program = ts.createProgram(entries, { ...options, types: [] });
  program.getTypeChecker(); // Binds the files: nodes know their parents only then.
  const own = new Set();
  const foreign = new Set();
  for (const file of program.getSourceFiles()) collect(file, file.isDeclarationFile ? foreign : own);
  const names = [...own].filter((name) => !foreign.has(name));
  return new RegExp(`^(${names.join("|")})$`);
}

function collect(node, names) {
  const isMember =
    ts.isClassElement(node) || ts.isTypeElement(node) || ts.isPropertyAssignment(node) ||
    ts.isShorthandPropertyAssignment(node) || ts.isParameterPropertyDeclaration(node, node.parent);
  if (isMember && node.name && ts.isIdentifier(node.name)) names.add(node.name.text);
  // Globals are properties of the window.
  if (ts.isVariableDeclaration(node) && node.getSourceFile().isDeclarationFile) names.add(node.name.getText());
  ts.forEachChild(node, (child) => collect(child, names));
}
