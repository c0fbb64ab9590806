import { readFileSync } from 'node:fs';
import ts from 'typescript';

/** Every address of src/routes.ts as it is written there, `/cases/:id`; the one for addresses that are none is `*`. */
export function routesOf(path = 'src/routes.ts'): readonly string[] {
  const source = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest, true);
  const found: string[] = [];
  const walk = (node: ts.Node): void => {
    const [table] =
      ts.isCallExpression(node) && node.expression.getText() === 'createRouter' ? node.arguments : [];
    if (table && ts.isObjectLiteralExpression(table)) found.push(...addressesIn(table, ''));
    else ts.forEachChild(node, walk);
  };
  walk(source);
  return found;
}

function addressesIn(table: ts.ObjectLiteralExpression, before: string): string[] {
  return table.properties.flatMap((property) => {
    if (!ts.isPropertyAssignment(property) || !ts.isStringLiteral(property.name)) return [];
    const address = before + property.name.text;
    if (ts.isObjectLiteralExpression(property.initializer)) return addressesIn(property.initializer, address);
    return [address.length > 1 ? address.replace(/\/$/, '') : address];
  });
}

/** The pages of a screen that keeps their list for itself, as `const TABS = ['board', …] as const`. */
export function tabsOf(path: string): readonly string[] {
  const list = /const TABS = \[([^\]]*)\] as const/.exec(readFileSync(path, 'utf8'))?.[1] ?? '';
  return [...list.matchAll(/'(\w+)'/g)].map(([, tab]) => tab ?? '');
}
