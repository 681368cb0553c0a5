import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { smallDisk } from '../../test/small-disk.ts';
import { readSettings } from '../config.ts';
import { OutOfResources } from '../errors.ts';
import { Home } from './home.ts';
import { importFiles } from './import-files.ts';
import { NO_MAPPING } from './mapping.ts';

describe('a full disk', () => {
  for (const megabytes of [1, 2, 4]) {
    it(`of ${megabytes} MB refuses an import and leaves the home as it was`, async (test) => {
      const disk = smallDisk(megabytes);
      if (disk === null) return test.skip('needs the right to mount a small disk');
      const folder = mkdtempSync(join(tmpdir(), 'sameboat-'));
      try {
        const home = new Home(join(disk.path, 'home'), readSettings(disk.path));
        mkdirSync(home.path);
        const rows = Array.from({ length: 60_000 }, (_, row) => {
          const noise = (row * 2_654_435_761).toString(36) + (row * 40_503_123_457).toString(36);
          return `A${row},${noise},${noise}${row},small`;
        });
        const file = join(folder, 'accounts.csv');
        writeFileSync(file, `account_id,name,domain,segment\n${rows.join('\n')}\n`);
        const given = { home, paths: [file], mapping: NO_MAPPING, source: null };
        await assert.rejects(
          importFiles({ ...given, asOf: '2026-11-21', exportDayTold: true, progress: () => {} }),
          (error: unknown) => error instanceof OutOfResources && error.code === 'disk_full',
        );
        assert.deepEqual(home.manifests(), []);
        assert.deepEqual(readdirSync(home.path, { recursive: true }).map(String).sort(), [
          'facts',
          'landed',
        ]);
      } finally {
        disk.remove();
        rmSync(folder, { recursive: true });
      }
    });
  }
});
