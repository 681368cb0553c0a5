/** The thread of apart.test.ts: adds up, fails, or goes on for ever. */

import { answerApart } from './apart.ts';

answerApart((ask: { readonly add: readonly number[]; readonly forEver?: boolean }) => {
  if (ask.add.length === 0) throw new RangeError('nothing to add');
  let sum = 0;
  do {
    for (const number of ask.add) sum += number;
  } while (ask.forEver);
  return sum;
});
