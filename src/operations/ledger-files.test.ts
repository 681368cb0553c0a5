import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { it } from 'node:test';
import { TemporaryHome } from '../../test/temporary-home.ts';
import type { SameboatError } from '../errors.ts';

const as_of = '2026-11-21';
const failsWith = (code: string, where: RegExp) => (error: unknown) => {
  const { code: own, where: place } = error as SameboatError;
  assert.equal(own, code);
  assert.match(String(place), where);
  return true;
};

it('a ledger goes out to a file and into another home, whole; a changed file does not', async () => {
  using home = new TemporaryHome();
  using other = new TemporaryHome();
  for (const text of ['Price up', 'Rival down']) {
    await home.ask('record-event', { as_of, date: as_of, text });
  }
  const file = join(home.folder, 'ledger.jsonl');
  const written = await home.ask('export-ledger', { as_of, out: file });
  assert.equal(written['entries'], 2);
  await assert.rejects(
    home.ask('export-ledger', { as_of, out: file }),
    failsWith('file_exists', /ledger\.jsonl/),
  );
  const lines = readFileSync(file, 'utf8');
  const refused: [text: string, code: string, where: RegExp][] = [
    [lines.replace('Rival down', 'Rival up'), 'broken_chain', /entry 2/],
    [lines.slice(lines.indexOf('\n') + 1), 'broken_chain', /entry 1/],
    [`${lines}{"seq":3}\n`, 'bad_entry', /line 3/],
    [lines.slice(0, -20), 'bad_entry', /line 2/],
  ];
  for (const [text, code, where] of refused) {
    const bad = join(home.folder, 'bad.jsonl');
    writeFileSync(bad, text);
    await assert.rejects(other.ask('import-ledger', { as_of, file: bad }), failsWith(code, where));
  }
  const taken = await other.ask('import-ledger', { as_of, file });
  assert.deepEqual([taken['read'], taken['added']], [2, 2]);
  assert.deepEqual(await (await other.ledger()).entries(), await (await home.ledger()).entries());
});
