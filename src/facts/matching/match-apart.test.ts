import assert from 'node:assert/strict';
import { it } from 'node:test';
import { inventedNames } from '../../../bench/match-names.ts';
import { organisationsApart, peopleApart, TASKS } from './match-apart.ts';

const NAMES = inventedNames(4000);

it('matching in a thread finds the same, and others are answered meanwhile', async () => {
  let answered = 0;
  const others = setInterval(() => answered++, 2);
  const found = await organisationsApart(NAMES);
  clearInterval(others);
  assert.deepEqual(found, TASKS.organisations(NAMES));
  assert.ok(found.duplicates.length > 0);
  assert.ok(answered > 10, `only ${answered} times`);
});

it('people likewise', async () => {
  const people = NAMES.map(({ id }, at) => ({
    id,
    name: 'Ada Byron',
    email: `ada.${at % 3000}@a.example`,
    account: null,
    company: null,
  }));
  const found = await peopleApart(people);
  assert.equal(found.length, 1000);
  assert.deepEqual(found, TASKS.people(people));
});

it('a few records are matched at once', async () => {
  const found = await organisationsApart(NAMES.slice(0, 50));
  assert.deepEqual(found, TASKS.organisations(NAMES.slice(0, 50)));
});

it('what fails in the thread fails here', async () => {
  const broken = NAMES.map((record) => ({ ...record, name: 7 as unknown as string }));
  await assert.rejects(organisationsApart(broken), TypeError);
});
