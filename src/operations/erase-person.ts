import { z } from 'zod';
import { type Erasure, erasePerson } from '../facts/erase.ts';
import { decide, decided } from './decide.ts';
import { type Context, operation } from './operation.ts';

const output = z.object({
  ...decided,
  erased: z.boolean().describe('False: nothing was changed, this is only what would be'),
  records: z.int().describe('Records of the person, with those that were merged or converted'),
  addresses: z.int().describe('E-mail addresses of the person'),
  tombstones: z
    .array(z.string())
    .describe('Ids under which the rows of these records are kept, so that counts stay'),
  rows: z.int().describe('Rows that were rewritten'),
  files: z.array(
    z.object({
      import: z.int(),
      file: z.string(),
      rows: z.int().describe('Rows that are the person, or of the person'),
      mentions: z.int().describe('Further rows whose text named the person'),
      rejected: z.int().describe('Rejected rows whose kept beginning had the person'),
    }),
  ),
  facts_version: z.string(),
});

export type ErasePersonAnswer = z.output<typeof output>;

export const erasePersonOperation = operation({
  name: 'erase-person',
  kind: 'decision',
  title: 'Erase a person from all that was imported',
  summary:
    'Takes names, addresses, titles and texts of one person out of the landed rows and the facts. Engagements, meetings and hand-offs stay under an id that means nobody, so that past weeks keep their numbers. A later import cannot bring the person back. Without --confirm it only counts. It cannot be undone.',
  input: z.strictObject({
    as_of: z.iso.date().describe('Today'),
    person: z.string().trim().min(1).describe('Id of a contact or lead, or an e-mail address'),
    confirm: z.boolean().default(false).describe('Erase; without it, only count what would be'),
  }),
  output,
  local: true,
  async run(context, { as_of, person, confirm }) {
    const { home, facts, progress } = context;
    const erasure = await erasePerson({ home, person, asOf: as_of, dryRun: !confirm, progress });
    const { version } = await facts();
    const entries = confirm ? await noted(context, as_of, erasure) : [];
    const rows = erasure.files.reduce(
      (sum, file) => sum + file.rows + file.mentions + file.rejected,
      0,
    );
    return {
      as_of,
      definition_versions: {},
      caveats: [
        {
          code: 'copies_not_reached',
          message:
            'The CRM itself, files that were imported, backups of the home and reports already sent are not reached.',
        },
      ],
      entries,
      erased: confirm,
      rows,
      facts_version: version,
      ...erasure,
      tombstones: [...erasure.tombstones],
      files: [...erasure.files],
    };
  },
});

/** Who erased when, and under which ids the rows are kept: nothing that says whom. */
function noted(context: Context, as_of: string, { tombstones, records, addresses }: Erasure) {
  const body = { tombstones: [...tombstones], records, addresses };
  const subject = `erasure/${tombstones[0] ?? 'none'}`;
  return decide(context, { as_of }, [{ kind: 'erase-person', subject, body }]);
}
