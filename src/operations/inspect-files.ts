import { z } from 'zod';
import { inspectFiles } from '../facts/inspect-files.ts';
import { TABLES } from '../facts/inspect-suggest.ts';
import { mappingText, sourceOf } from '../facts/inspect-words.ts';
import type { Inspection, LookedAtFile } from '../facts/inspection.ts';
import { readMapping, readMappingText } from '../facts/mapping.ts';
import { filled } from '../facts/remembered.ts';
import { uploadedFiles } from '../facts/uploaded-files.ts';
import { envelope } from './answer.ts';
import { filesIn } from './import.ts';
import { operation } from './operation.ts';

const question = z.object({
  code: z.string(),
  column: z.string().nullable(),
  key: z.string().describe('What of the mapping answers it: date_order, decimal, table, a column'),
  text: z.string(),
  answers: z.array(z.object({ label: z.string(), value: z.string() })),
  answer: z.string().nullable().describe('What holds if nobody answers; null: it must be answered'),
});

const texts = z.record(z.string(), z.string());
const entry = z.object({
  match: z.string(),
  table: z.string().optional(),
  columns: z.record(z.string(), z.string().nullable()),
  values: z.record(z.string(), texts).optional(),
  constants: texts.optional(),
  date_order: z.enum(['dmy', 'mdy']).optional(),
  decimal: z.enum(['comma', 'point']).optional(),
});

const column = z.object({
  header: z.string(),
  samples: z.array(z.string()).describe('The first values that differ'),
  choices: z.array(z.string()).describe('All its values, where they are few'),
  field: z.string().nullable().describe('What it is read as; null: not read'),
  guessed: z.boolean(),
  date_question: question.nullable().describe('Asked if it is read as a date'),
  number_question: question.nullable().describe('Asked if it is read as a number'),
});

const output = z.object({
  ...envelope,
  files: z.array(
    z.object({
      file: z.string(),
      match: z.string().describe('What a mapping calls it'),
      recognised_as: z.string().nullable().describe('Such as salesforce/Opportunity'),
      rows: z.int().describe('Rows seen'),
      is_hidden: z.boolean().describe('A hidden sheet: it is not loaded'),
      problem: z
        .object({
          code: z.string(),
          message: z.string(),
          where: z.string().nullable(),
          fix: z.string(),
        })
        .nullable()
        .describe('Why it cannot be read'),
      columns: z.array(column),
      preview: z.array(z.array(z.string())).describe('The first 20 rows'),
      questions: z.array(question),
      entry: entry.nullable().describe('What the mapping says of it'),
      is_suggested: z.boolean().describe('The entry is only what its headers sound like'),
      likely: z.array(entry).describe('What it could be, the likeliest first'),
    }),
  ),
  tables: z.array(
    z.object({
      table: z.string(),
      meaning: z.string(),
      columns: z.array(
        z.object({
          name: z.string(),
          meaning: z.string(),
          needed: z.boolean(),
          kind: z.enum(['text', 'date', 'number', 'flag']),
          one_of: z.array(z.string()),
        }),
      ),
    }),
  ),
  source: z.string().nullable(),
  exported: z.string().nullable(),
  mapping: z.string().describe('YAML that answers all that is known, for `import --mapping FILE`'),
  mapping_used: z
    .array(z.object({ file: z.string(), mapping: z.string() }))
    .describe('Remembered mappings that fit, by their names'),
});

export type InspectAnswer = z.output<typeof output>;

const summary =
  'Reads files as an import would, and changes nothing: what each is recognised as, its columns and first rows, every question that an import would ask, and a mapping that answers what is known.';

export const inspect = operation({
  name: 'inspect',
  kind: 'housekeeping',
  title: 'Look at files before importing them',
  summary,
  input: z.strictObject({
    as_of: z.iso.date().describe('Today'),
    paths: z.array(z.string()).min(1).describe('Files, or folders of files'),
    mapping: z.string().optional().describe('YAML file that says what the columns mean'),
  }),
  output,
  local: true,
  async run({ home, progress }, { as_of, paths, mapping }) {
    const read = mapping === undefined ? null : readMapping(mapping);
    const found = await inspectFiles({ home, paths: filesIn(paths), mapping: read, progress });
    return answerOf(as_of, found);
  },
});

/** Never takes a path: who is not at the terminal may not read the machine's files. */
export const inspectUploaded = operation({
  name: 'inspect-files',
  kind: 'housekeeping',
  title: 'Look at uploaded files before importing them',
  summary: `${summary} The files are first sent to /api/uploads/ID/NAME.`,
  input: z.strictObject({
    as_of: z.iso.date().describe('Today'),
    upload: z.string().describe('Id of the upload'),
    mapping: z.string().optional().describe('Mapping, as YAML text'),
  }),
  output,
  local: false,
  async run({ home, progress }, { as_of, upload, mapping }) {
    const read = mapping === undefined ? null : readMappingText(mapping);
    const paths = uploadedFiles(home, upload);
    return answerOf(as_of, await inspectFiles({ home, paths, mapping: read, progress }));
  },
});

function answerOf(as_of: string, found: Inspection): z.input<typeof output> {
  const source = sourceOf(found);
  const isAnyUnknown = found.files.some(({ likely }) => likely.length > 0);
  return {
    as_of,
    definition_versions: {},
    caveats: [],
    files: found.files.map(fileAnswer),
    tables: isAnyUnknown ? TABLES.map(copied) : [],
    source,
    exported: found.mapping.exported,
    mapping: mappingText(found, source),
    mapping_used: [...found.used],
  };
}

function copied({ columns, ...table }: (typeof TABLES)[number]) {
  return { ...table, columns: columns.map((each) => ({ ...each, one_of: [...each.one_of] })) };
}

function fileAnswer(found: LookedAtFile): z.input<typeof output>['files'][number] {
  const { file, match, recognition, rows, isHidden, problem, entry: own, likely } = found;
  const asked = ({ answers, ...rest }: LookedAtFile['questions'][number]) => ({
    ...rest,
    answers: [...answers],
  });
  return {
    file,
    match,
    recognised_as: recognition && `${recognition.connector.name}/${recognition.stream.name}`,
    rows,
    is_hidden: isHidden,
    problem,
    columns: found.columns.map(({ date_question, number_question, ...each }) => ({
      ...each,
      samples: [...each.samples],
      choices: [...each.choices],
      date_question: date_question && asked(date_question),
      number_question: number_question && asked(number_question),
    })),
    preview: found.preview.map((row) => [...row]),
    questions: found.questions.map(asked),
    entry: own && written(own),
    is_suggested: found.isSuggested,
    likely: likely.map(written),
  };
}

function written(entry: NonNullable<LookedAtFile['entry']>) {
  return { ...filled(entry), columns: entry.columns };
}
