import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Mutations } from '../../test/mutations.ts';
import { TemporaryHome } from '../../test/temporary-home.ts';
import { SameboatError } from '../errors.ts';

const CASES = 1000;
/** Files imported at once: one import costs the same whether it reads one or many. */
const BATCH = 25;

interface FileReport {
  readonly file: string;
  readonly read: number;
  readonly loaded: number;
  readonly rejected: number;
  readonly reasons: { count: number }[];
}

/** Imports a file alone if the batch was refused because of it, so that every case is tried. */
async function importAll(
  files: ReadonlyMap<string, Buffer>,
): Promise<{ refused: number; reports: FileReport[] }> {
  using home = new TemporaryHome();
  const paths = [...files].map(([name, content]) => home.write(name, content));
  let refused = 0;
  let left = paths;
  while (left.length > 0) {
    try {
      const answer = await home.import(left);
      return { refused, reports: answer['files'] as FileReport[] };
    } catch (error) {
      assert.ok(error instanceof SameboatError, `${(error as Error).stack}`);
      assert.ok(error.message.length > 0 && error.fix.length > 0);
      assert.equal(home.home.manifests().length, 0, 'a refused import left something behind');
      const guilty = left.find((path) => error.where?.startsWith(path.split('/').at(-1) as string));
      assert.ok(guilty, `no file named in: ${error.where}: ${error.message}`);
      left = left.filter((path) => path !== guilty);
      refused++;
    }
  }
  return { refused, reports: [] };
}

describe('mutated exports', () => {
  it(`never crash, and conserve rows: ${CASES} cases`, async (test) => {
    const mutations = new Mutations(20261121);
    let [refused, imported, rejectedRows] = [0, 0, 0];
    for (let first = 0; first < CASES; first += BATCH) {
      const files = new Map<string, Buffer>();
      for (let index = first; index < first + BATCH; index++) {
        const { name, content } = mutations.next(index);
        files.set(name, content);
      }
      const result = await importAll(files);
      refused += result.refused;
      for (const report of result.reports) {
        imported++;
        rejectedRows += report.rejected;
        assert.equal(report.read, report.loaded + report.rejected, JSON.stringify(report));
        const reasons = report.reasons.reduce((sum, reason) => sum + reason.count, 0);
        assert.ok(
          reasons >= report.rejected,
          `a rejection without a reason: ${JSON.stringify(report)}`,
        );
      }
    }
    test.diagnostic(
      `${refused} files refused, ${imported} imported, ${rejectedRows} rows rejected`,
    );
    assert.equal(refused + imported, CASES);
    assert.ok(refused > CASES / 20 && imported > CASES / 4, 'the mutations try too little');
  });
});
