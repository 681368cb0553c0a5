/** Exchange rates in the words, the picture, the table and the terminal's screen of the pipeline. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { PipelineAnswer } from '../operations/pipeline.ts';
import { present } from './present.ts';
import { terminalText } from './terminal.ts';
import { PLAIN_STYLE } from './terminal-text.ts';

const usd = (amount: number) => ({ amount, currency: 'USD' });
const ANSWER: PipelineAnswer = {
  as_of: '2026-03-31',
  definition_versions: {},
  caveats: [],
  from: '2026-02-01',
  to: '2026-03-01',
  quarter: null,
  moves: [
    { move: 'start', opportunities: 2, amount: usd(50_000_00), unknown_amounts: 0 },
    { move: 'amount_up', opportunities: 1, amount: usd(2_000_00), unknown_amounts: 0 },
    { move: 'fx', opportunities: 2, amount: usd(7_500_00), unknown_amounts: 0 },
    { move: 'end', opportunities: 2, amount: usd(59_500_00), unknown_amounts: 0 },
  ],
};

test('a page says, draws and lists what exchange rates did, with the deals behind it', () => {
  const report = present('pipeline', ANSWER, { locale: 'en' });
  assert.match(report?.sentence ?? '', /rose by \$9,500 .*, mostly exchange rates\.$/);
  const says = report?.pictures[0]?.marks.find((mark) => mark.says.startsWith('Exchange rates'));
  assert.equal(says?.says, 'Exchange rates: +$7,500, 2 deals');
  const row = report?.tables[0]?.rows.find(({ cells }) => cells['move'] === 'Exchange rates');
  assert.equal(row?.cells['amount'], '+$7,500');
  assert.deepEqual(row?.rows_of['deals'], {
    from: '2026-02-01',
    to: '2026-03-01',
    figure: 'pipeline',
    move: 'fx',
  });
});

test('so does a terminal', () => {
  const text = terminalText('pipeline', ANSWER, PLAIN_STYLE);
  assert.match(text, /grew by \$9,500 to .*: exchange rates \+\$7,500 and\s+amounts raised/);
  assert.match(text, /^ +Exchange rates +2 .*\+.*7,500/m);
});
