import {readdirSync, readFileSync} from 'node:fs';
import {fileURLToPath} from 'node:url';
import ts from 'typescript';

/** What stands above a declaration in `src/resources`, by its name, and by `Name.property` for properties of schemas. */
export type Comments = ReadonlyMap<string, string>;

const folder = fileURLToPath(new URL('../src/resources/', import.meta.url));

/** The text of a TSDoc comment, on one line. */
function commentOf(node: ts.Node): string | undefined {
  const [doc] = ts.getJSDocCommentsAndTags(node).filter(ts.isJSDoc).slice(-1);
  const text = doc && ts.getTextOfJSDocComment(doc.comment);
  return text?.replaceAll(/\s+/g, ' ').trim();
}

function nameOf(node: ts.PropertyName): string {
  return ts.isIdentifier(node) || ts.isStringLiteral(node) ? node.text : '';
}

/** The object literals that a declaration's value is built of, its outermost call's arguments. */
function literalsOf(value: ts.Expression | undefined): ts.ObjectLiteralExpression[] {
  if (!value) return [];
  if (ts.isObjectLiteralExpression(value)) return [value];
  return ts.isCallExpression(value) ? value.arguments.flatMap(literalsOf) : [];
}

/**
 * Reads the contract's comments from its sources: they describe schemas and routes in one place, for who reads the code and
 * for who reads the documents made of it, and cost what ships to a browser nothing.
 */
export function readComments(): Comments {
  const found = new Map<string, string>();
  const note = (name: string, node: ts.Node) => {
    const text = commentOf(node);
    if (text) found.set(name, text);
  };
  for (const file of readdirSync(folder)) {
    const source = ts.createSourceFile(
      file,
      readFileSync(folder + file, 'utf8'),
      ts.ScriptTarget.Latest,
      true,
    );
    for (const statement of source.statements) {
      if (!ts.isVariableStatement(statement)) continue;
      for (const {name, initializer} of statement.declarationList.declarations) {
        if (!ts.isIdentifier(name)) continue;
        note(name.text, statement);
        for (const property of literalsOf(initializer).flatMap(({properties}) => [...properties])) {
          if (!ts.isPropertyAssignment(property)) continue;
          // A route's name is the key of a table; a schema's property belongs to its schema.
          const key = nameOf(property.name);
          note(key.includes('.') ? key : `${name.text}.${key}`, property);
        }
      }
    }
  }
  return found;
}
