/** What the guards read: the project's own files, parsed, or bare of strings and comments. */

import { globSync, readFileSync } from 'node:fs';
import { parseSync } from 'vite';

/** The folder that holds package.json. */
const ROOT = new URL('..', import.meta.url).pathname;

/** Paths from the project's folder, with forward slashes, in order. */
export function projectFiles(...patterns: readonly string[]): string[] {
  const found = globSync([...patterns], { cwd: ROOT, exclude: ['**/node_modules', '**/dist'] });
  return found.map((path) => path.replaceAll('\\', '/')).sort();
}

export function projectText(path: string): string {
  return readFileSync(ROOT + path, 'utf8');
}

/** The syntax tree of a TypeScript file. @throws Error when it cannot be parsed. */
export function syntaxTree(path: string, text: string) {
  const { program, errors } = parseSync(path, text);
  if (errors.length > 0) throw new Error(`${path}: ${errors[0]?.message}`);
  return program;
}

/** The line, counted from 1, that holds the character at `offset`. */
export function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}

/** SQL with its comments, strings and quoted names blanked; every character keeps its line. */
export function bareSql(text: string): string {
  return text.replace(/--[^\n]*|\/\*[\s\S]*?\*\/|'(?:[^']|'')*'|"(?:[^"]|"")*"/g, (found) =>
    found.replace(/[^\n]/g, ' '),
  );
}
