import type { ImportAnswer } from '../operations/import.ts';
import type { InspectAnswer } from '../operations/inspect-files.ts';
import { type Language, plural, valueName, whole } from './numbers.ts';
import type { Report, Table, TableRow } from './report.ts';

export function presentImport(answer: ImportAnswer, language: Language): Report {
  return {
    question: 'What was imported?',
    sentence: importedSentence(answer, language),
    lead: 'Rows read are rows loaded and rows rejected, each with its reason. A rejected row counts nowhere.',
    pictures: [],
    tables: [filesTable(answer, language), ...rejectedTables(answer, language)],
    cautions: [],
  };
}

function importedSentence({ files }: ImportAnswer, language: Language): string {
  const total = (key: 'read' | 'loaded' | 'rejected') =>
    whole(
      files.reduce((sum, file) => sum + file[key], 0),
      language,
    );
  const isOld = files.every((file) => file.already_imported);
  const counts = `${total('read')} rows read, ${total('loaded')} loaded, ${total('rejected')} rejected`;
  return isOld ? `Nothing new: imported before, with ${counts}.` : `${counts}.`;
}

const COUNTED = ['read', 'loaded', 'rejected'] as const;

function filesTable({ files }: ImportAnswer, language: Language): Table {
  const rows = files.map((file): TableRow => {
    const known = file.already_imported ? ' (imported before)' : '';
    return {
      cells: {
        file: file.file,
        as: `${file.recognised_as ?? 'not recognised'}${known}`,
        ...Object.fromEntries(COUNTED.map((key) => [key, whole(file[key], language)])),
      },
      rows_of: {},
    };
  });
  const sum = (key: (typeof COUNTED)[number]) =>
    whole(
      files.reduce((total, file) => total + file[key], 0),
      language,
    );
  const all = Object.fromEntries(COUNTED.map((key) => [key, sum(key)]));
  return {
    id: 'files',
    title: `${whole(files.length, language)} ${plural(files.length, 'file', 'files')}`,
    columns: [
      { key: 'file', label: 'File', align: 'left' },
      { key: 'as', label: 'Read as', align: 'left' },
      { key: 'read', label: 'Rows read', align: 'right' },
      { key: 'loaded', label: 'Loaded', align: 'right' },
      { key: 'rejected', label: 'Rejected', align: 'right' },
    ],
    rows: [...rows, { cells: { file: 'All', as: '', ...all }, rows_of: {}, is_total: true }],
  };
}

function rejectedTables({ files }: ImportAnswer, language: Language): Table[] {
  const rows = files.flatMap(({ file, reasons }) =>
    reasons.map(({ code, count, example }): TableRow => {
      const value = example.value === null ? '' : ` “${example.value}”`;
      const column = example.column === null ? '' : `, ${example.column}`;
      return {
        cells: {
          file,
          why: valueName(code),
          count: whole(count, language),
          example: `row ${whole(example.row, language)}${column}${value}`,
        },
        rows_of: {},
      };
    }),
  );
  if (rows.length === 0) return [];
  return [
    {
      id: 'rejected',
      title: 'Why rows were rejected',
      columns: [
        { key: 'file', label: 'File', align: 'left' },
        { key: 'why', label: 'Reason', align: 'left' },
        { key: 'count', label: 'Rows', align: 'right' },
        { key: 'example', label: 'Such as', align: 'left' },
      ],
      rows,
    },
  ];
}

export function presentInspect({ files }: InspectAnswer, language: Language): Report {
  const known = files.filter((file) => file.recognised_as !== null).length;
  const rows = files.reduce((sum, file) => sum + file.rows, 0);
  const open = files.flatMap(({ questions }) => questions).filter(({ answer }) => answer === null);
  const read = `${whole(files.length, language)} ${plural(files.length, 'file', 'files')} with ${whole(rows, language)} ${plural(rows, 'row', 'rows')}`;
  return {
    question: 'What would be imported?',
    sentence: `${read}: ${known === 0 ? 'none' : whole(known, language)} ${known > 1 ? 'are' : 'is'} known, ${whole(open.length, language)} ${plural(open.length, 'question is', 'questions are')} open.`,
    lead: 'Nothing has been imported yet.',
    pictures: [],
    tables: [],
    cautions: [],
  };
}
