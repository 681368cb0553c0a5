/** The process that is killed by killing.ts: one change of a home. */

import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { readSettings } from '../src/config.ts';
import { erasePerson } from '../src/facts/erase.ts';
import { Home } from '../src/facts/home.ts';
import { importFiles } from '../src/facts/import-files.ts';
import { NO_MAPPING } from '../src/facts/mapping.ts';

export async function change(name: string, path: string, folder: string): Promise<void> {
  const home = new Home(path, readSettings(path));
  const progress = () => undefined;
  if (name === 'erasure') {
    await erasePerson({
      home,
      person: 'p5@a.example',
      asOf: '2026-06-01',
      dryRun: false,
      progress,
    });
    return;
  }
  const exported = join(folder, name === 'import' ? 'one' : 'two');
  await importFiles({
    home,
    paths: readdirSync(exported)
      .sort()
      .map((file) => join(exported, file)),
    mapping: NO_MAPPING,
    source: null,
    asOf: name === 'import' ? '2026-04-01' : '2026-05-01',
    exportDayTold: true,
    progress,
  });
}

if (import.meta.main) {
  const [name, path, folder] = process.argv.slice(2) as [string, string, string];
  process.stdout.write('ready\n');
  await change(name, path, folder);
}
