/** The one rule of direction: see "The tree" in CONTRIBUTING.md. */

import assert from 'node:assert/strict';
import { posix } from 'node:path';
import { describe, test } from 'node:test';
import { Visitor } from 'vite';
import { lineAt, projectFiles, projectText, syntaxTree } from './source-text.ts';

/** The alphabet, and the flow of the data. */
const FOLDERS = [
  'connectors',
  'engine',
  'facts',
  'ledger',
  'measures',
  'models',
  'operations',
  'reports',
  'surfaces',
  'web',
];
const GROUND = [
  'apart',
  'calendar',
  'business-hours',
  'config',
  'errors',
  'money',
  'recurring-holidays',
  'working-days',
].map((name) => `src/${name}.ts`);
/** All that the sample company, which must not know our answers, may know of us. */
const OPEN_TO_SAMPLE = ['src/facts/facts.ts', 'src/errors.ts'];
/** Folders that may make the sample company. */
const SAMPLE_MAKERS = ['operations', 'surfaces'];

interface Import {
  readonly file: string;
  readonly line: number;
  /** As written: `../facts/facts.ts`. */
  readonly written: string;
  /** The file that it names, from the project's folder; null for a package. */
  readonly target: string | null;
  readonly isType: boolean;
}

const RULES = {
  direction: `A folder may import only from itself and from folders before it: ${FOLDERS.join(', ')}.`,
  ground:
    'The ground floor (threads, calendar, config, errors, money, working time) imports nothing but itself and packages.',
  main: 'Nobody imports main.ts.',
  models: 'Models know counts only: of measures they may import measures/rows.ts and nothing else.',
  web: 'The web app asks operations by name: of the rest it may import only types, from operations and reports.',
  sample:
    'The sample company must not know our answers: of src it may import only facts/facts.ts and errors.ts.',
  outside: 'Product code imports nothing from outside src; only operations may make the sample.',
  written: 'An import names its file in writing, so that this rule can be checked.',
};

/** The sentence that an import breaks, or null. */
function brokenRule({ file, target, isType }: Omit<Import, 'line' | 'written'>): string | null {
  if (target === null) return null;
  if (target === 'src/main.ts') return RULES.main;
  if (file.startsWith('sample/')) {
    const allowed = !target.startsWith('src/') || OPEN_TO_SAMPLE.includes(target);
    return allowed ? null : RULES.sample;
  }
  if (file === 'src/main.ts') return null;
  if (GROUND.includes(file)) return GROUND.includes(target) ? null : RULES.ground;
  if (!target.startsWith('src/')) return outsideRule(file, target);
  if (GROUND.includes(target)) return null;
  const [from, to] = [folderOf(file), folderOf(target)];
  if (from === to) return null;
  if (!FOLDERS.includes(from) || !FOLDERS.includes(to)) return RULES.direction;
  if (from === 'web') {
    return isType && (to === 'operations' || to === 'reports') ? null : RULES.web;
  }
  if (FOLDERS.indexOf(to) > FOLDERS.indexOf(from)) return RULES.direction;
  if (from === 'models' && to === 'measures') {
    return target === 'src/measures/rows.ts' ? null : RULES.models;
  }
  return null;
}

/** A test beside a file may also read what is under test/, and the sample. */
function outsideRule(file: string, target: string): string | null {
  if (/\.test\.tsx?$/.test(file)) return null;
  const isPackageText = target === 'package.json' || target.startsWith('docs/');
  const isSample = target.startsWith('sample/') && SAMPLE_MAKERS.includes(folderOf(file));
  return isSample || isPackageText ? null : RULES.outside;
}

function folderOf(path: string): string {
  return path.split('/')[1] as string;
}

function importsOf(file: string, text: string): Import[] {
  const found: Import[] = [];
  const add = (at: number, written: string, isType: boolean) => {
    const isFile = written.startsWith('.');
    const target = isFile ? posix.join(posix.dirname(file), written.replace(/\?.*$/, '')) : null;
    found.push({ file, line: lineAt(text, at), written, target, isType });
  };
  new Visitor({
    ImportDeclaration({ start, source, importKind, specifiers }) {
      const types = specifiers.every(
        (each) => each.type === 'ImportSpecifier' && each.importKind === 'type',
      );
      add(start, source.value, importKind === 'type' || (specifiers.length > 0 && types));
    },
    ExportAllDeclaration({ start, source, exportKind }) {
      add(start, source.value, exportKind === 'type');
    },
    ExportNamedDeclaration({ start, source, exportKind }) {
      if (source) add(start, source.value, exportKind === 'type');
    },
    TSImportType({ start, source }) {
      add(start, source.value, true);
    },
    ImportExpression({ start, source }) {
      const isWritten = source.type === 'Literal' && typeof source.value === 'string';
      assert.ok(
        isWritten,
        `${file}:${lineAt(text, start)} imports a computed path. ${RULES.written}`,
      );
      add(start, String(source.value), false);
    },
  }).visit(syntaxTree(file, text));
  return found;
}

/** Files that import each other in a circle, as the path of each circle. */
function cycles(imports: readonly Import[]): string[] {
  const targets = Map.groupBy(
    imports.filter((each) => each.target !== null),
    (each) => each.file,
  );
  const done = new Set<string>();
  const found: string[] = [];
  const visit = (file: string, path: readonly string[]) => {
    if (path.includes(file)) found.push([...path.slice(path.indexOf(file)), file].join(' → '));
    if (path.includes(file) || done.has(file)) return;
    for (const { target } of targets.get(file) ?? []) visit(target as string, [...path, file]);
    done.add(file);
  };
  for (const file of targets.keys()) visit(file, []);
  return found;
}

const ALL = projectFiles(
  'src/**/*.{ts,tsx}',
  'sample/**/*.ts',
  'bench/**/*.ts',
  'test/**/*.ts',
).flatMap((file) => importsOf(file, projectText(file)));

describe('direction of imports', () => {
  test('every import goes up the list', () => {
    const guarded = ALL.filter(
      ({ file, target }) => /^(src|sample)\//.test(file) || target === 'src/main.ts',
    );
    const broken = guarded.flatMap((each) => {
      const rule = brokenRule(each);
      return rule ? [`${each.file}:${each.line} imports "${each.written}". ${rule}`] : [];
    });
    assert.deepEqual(broken, [], broken.join('\n'));
  });

  test('no files import each other in a circle', () => {
    const found = cycles(ALL);
    assert.deepEqual(found, [], `Files import each other in a circle:\n${found.join('\n')}`);
  });
});

describe('this guard can fail', () => {
  const bad: readonly (readonly [file: string, code: string, rule: string | null])[] = [
    ['src/facts/a.ts', "import { x } from '../measures/b.ts';", RULES.direction],
    ['src/facts/a.ts', "export * from '../surfaces/b.ts';", RULES.direction],
    ['src/facts/a.ts', "const b = await import('../operations/b.ts');", RULES.direction],
    ['src/facts/a.ts', "type B = import('../operations/b.ts').B;", RULES.direction],
    ['src/facts/a.ts', "import type { B } from '../helpers/b.ts';", RULES.direction],
    ['src/facts/a.ts', "import { x } from '../../sample/b.ts';", RULES.outside],
    ['src/models/a.ts', "import { x } from '../measures/measures.ts';", RULES.models],
    ['src/models/a.ts', "import type { X } from '../measures/rows.ts';", null],
    ['src/money.ts', "import type { X } from './facts/facts.ts';", RULES.ground],
    ['src/surfaces/a.ts', "import '../main.ts';", RULES.main],
    ['src/web/a.tsx', "import { x } from '../operations/index.ts';", RULES.web],
    ['src/web/a.tsx', "import type { X } from '../measures/rows.ts';", RULES.web],
    ['src/web/a.tsx', "import { type X, type Y } from '../operations/index.ts';", null],
    ['src/web/a.tsx', "import { money } from '../money.ts';", null],
    ['sample/a.ts', "import { x } from '../src/models/curve.ts';", RULES.sample],
    ['sample/a.ts', "import { x } from '../src/facts/facts.ts';", null],
    ['src/operations/a.ts', "import { x } from '../../sample/write-sample.ts';", null],
    ['src/facts/a.test.ts', "import { x } from '../../sample/write-sample.ts';", null],
    ['src/facts/a.ts', "// import { x } from '../web/b.ts'\nimport 'zod';", null],
  ];
  for (const [file, code, rule] of bad) {
    test(`${file}: ${code.replaceAll('\n', ' ')}`, () => {
      const [found] = importsOf(file, code);
      assert.equal(brokenRule(found as Import), rule);
    });
  }

  test('a circle of three files is found', () => {
    const circle = ['a', 'b', 'c'].flatMap((name, index) =>
      importsOf(`src/facts/${name}.ts`, `import './${'bca'[index]}.ts';`),
    );
    assert.deepEqual(cycles(circle), [
      'src/facts/a.ts → src/facts/b.ts → src/facts/c.ts → src/facts/a.ts',
    ]);
  });

  test('it looks at the whole of src', () => {
    assert.ok(ALL.length > 100, `only ${ALL.length} imports were found`);
  });
});
