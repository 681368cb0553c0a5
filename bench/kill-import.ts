/**
 * Kills imports, increments and erasures at many moments, spread over the time that they take:
 * `node bench/kill-import.ts [KILLS] [SEED] [CHANGES]`, KILLS of each of CHANGES, by default 200 of
 * `import,increment`; `erasure` is the third. Each must leave the home as before or as after.
 */

import { CHANGES, type Change, type Killed, KillingGround } from '../test/killing.ts';

const [kills = '200', seed = '1', asked = 'import,increment'] = process.argv.slice(2);
const changes = asked.split(',').map((name): Change => {
  const known = CHANGES.find((change) => change === name);
  if (!known) throw new Error(`no change "${name}": ${CHANGES.join(', ')}`);
  return known;
});

/** The same moments for the same seed: one in each slice of the time, anywhere in it. */
let state = Number(seed);
function chance(): number {
  state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
  return state / 2 ** 32;
}

/** Runs take longer than the first one did while the machine is busy: some moments lie behind its end. */
const REACH = 1.3;

using ground = new KillingGround();
await ground.prepare(changes);
const each = Number(kills);
const results: Killed[] = [];
for (let nth = 0; nth < each; nth++) {
  for (const name of changes) {
    results.push(await ground.kill(name, (REACH * (nth + chance())) / each, nth % 10 === 9));
  }
}
for (const name of changes) {
  const of = results.filter(({ change }) => change === name);
  const count = (test: (killed: Killed) => boolean) => of.filter(test).length;
  console.log(
    `${name}: ${of.length} runs, ${count(({ after }) => after !== null)} killed in the middle, ${count(({ left }) => left === 'before')} left as before, ${count(({ left }) => left === 'after')} as after, 0 between; no row lost`,
  );
}
