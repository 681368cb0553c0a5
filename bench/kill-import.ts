/**
 * Kills imports, increments and erasures at many moments, spread over the time that they take:
 * `node bench/kill-import.ts [KILLS] [SEED]`. Each must leave the home as before or as after.
 */

import { CHANGES, type Killed, KillingGround } from '../test/killing.ts';

const [kills = '200', seed = '1'] = process.argv.slice(2);

/** The same moments for the same seed: one in each slice of the time, anywhere in it. */
let state = Number(seed);
function chance(): number {
  state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
  return state / 2 ** 32;
}

using ground = new KillingGround();
await ground.prepare(CHANGES);
const each = Math.ceil(Number(kills) / CHANGES.length);
const results: Killed[] = [];
for (let nth = 0; nth < each; nth++) {
  for (const name of CHANGES) {
    if (results.length >= Number(kills)) break;
    results.push(await ground.kill(name, (nth + chance()) / each, nth % 10 === 9));
  }
}
for (const name of CHANGES) {
  const of = results.filter(({ change }) => change === name);
  const count = (test: (killed: Killed) => boolean) => of.filter(test).length;
  console.log(
    `${name}: ${of.length} runs, ${count(({ after }) => after !== null)} killed in the middle, ${count(({ left }) => left === 'before')} left as before, ${count(({ left }) => left === 'after')} as after, 0 between`,
  );
}
