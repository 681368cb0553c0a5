import { z } from 'zod';
import { readMappingText } from '../facts/mapping.ts';
import { removeUpload, uploadedFiles } from '../facts/uploaded-files.ts';
import { importOutput, importPaths } from './import.ts';
import { operation } from './operation.ts';

export const importUploaded = operation({
  name: 'import-files',
  kind: 'housekeeping',
  title: 'Read uploaded files into the home',
  summary:
    'Imports what was sent to /api/uploads/ID/NAME, all or none, and answers as `import` does. The uploaded files are removed when they are imported.',
  input: z.strictObject({
    as_of: z.iso.date().describe('Today'),
    upload: z.string().describe('Id of the upload'),
    mapping: z.string().optional().describe('Mapping, as YAML text'),
    source: z.string().min(1).optional().describe('Name for where the files come from'),
    exported: z.iso
      .date()
      .optional()
      .describe('Day on which they were exported; the last day in the data by default'),
    partial: z
      .boolean()
      .optional()
      .describe('Whether they hold a part of each object only; told from the rows by default'),
  }),
  output: importOutput,
  local: false,
  async run(context, { upload, mapping, ...rest }) {
    const { home } = context;
    const read = mapping === undefined ? null : readMappingText(mapping);
    const paths = uploadedFiles(home, upload);
    const answer = await importPaths(context, { ...rest, paths, mapping: read });
    removeUpload(home, upload);
    return answer;
  },
});
