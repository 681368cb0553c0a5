import { z } from 'zod';
import { FORMATS, writeSample } from '../../sample/write-sample.ts';
import { envelope, moneySchema } from './answer.ts';
import { operation } from './operation.ts';

/** The day on which the sample company's CRM was exported. */
export const SAMPLE_DAY = '2026-08-31';

const output = z.object({
  ...envelope,
  out: z.string(),
  seed: z.int(),
  size: z.string(),
  causes: z
    .array(z.object({ id: z.string(), title: z.string(), delta: moneySchema }))
    .describe('What each cause did to the gap of the target quarter'),
  figures: z
    .array(
      z.object({
        name: z.string(),
        unit: z.string(),
        target: z.number().nullable(),
        realised: z.number().nullable(),
        ratio: z.number().nullable(),
      }),
    )
    .describe('What the company was made to do, and what it did'),
  files: z.array(z.object({ path: z.string(), rows: z.int() })),
});

export type SampleAnswer = z.output<typeof output>;

export const sample = operation({
  name: 'sample',
  kind: 'housekeeping',
  title: 'Make a sample company',
  summary:
    'Writes the CRM exports of an invented company (Salesforce, HubSpot, plain) beside what really happened in it and the plan that it missed, so that answers can be checked against the truth. The same options give the same bytes.',
  input: z.strictObject({
    as_of: z.iso.date().describe('Today; the sample has a calendar of its own'),
    out: z.string().describe('Folder to write into'),
    seed: z.int().min(0).default(1),
    size: z.enum(['small', 'mid', 'large']).default('mid'),
    inject: z
      .array(z.string())
      .default([])
      .describe('Causes of a miss to put in: CAUSE, or CAUSE:1, CAUSE:2, CAUSE:4 for its strength'),
    formats: z
      .array(z.enum(FORMATS))
      .default([...FORMATS])
      .describe('Which exports to write'),
    recoverable: z
      .boolean()
      .optional()
      .describe('Work out what could still be recovered; by default if causes are put in'),
    export_day: z.iso.date().default(SAMPLE_DAY).describe('Last day that the exports know of'),
  }),
  output,
  local: true,
  async run({ progress }, { as_of, out, seed, size, formats, inject, recoverable, export_day }) {
    const report = await writeSample({
      out,
      seed,
      size,
      formats,
      inject,
      recoverable: recoverable ?? inject.length > 0,
      asOf: export_day,
      onProgress: progress,
    });
    return {
      as_of,
      definition_versions: {},
      caveats: [],
      out,
      seed,
      size,
      causes: report.scenario.causes.map(({ id, title, delta }) => ({ id, title, delta })),
      figures: report.figures.map((figure) => ({ ...figure })),
      files: report.files.map((file) => ({ ...file })),
    };
  },
});
