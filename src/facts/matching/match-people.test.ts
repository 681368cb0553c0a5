import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { duplicatePeople, type Person } from './match-people.ts';

const NOBODY = { name: null, email: null, account: null, company: null };

function same(a: Partial<Person>, b: Partial<Person>): string {
  const [found] = duplicatePeople([
    { ...NOBODY, ...a, id: 'a' },
    { ...NOBODY, ...b, id: 'b' },
  ]);
  return found ? found.rule : 'no';
}

describe('people', () => {
  const ann = { name: 'Ann Lee', email: 'ann.lee@acme.com', account: 'A1', company: 'Acme' };
  it('with one mail address are one', () => {
    assert.equal(same(ann, { name: 'A. Lee', email: 'Ann.Lee+fair@ACME.com' }), 'same_email');
    assert.equal(same(ann, { name: null, email: 'ann.lee@acme.com' }), 'same_email');
  });
  it('who share a mailbox are not', () => {
    assert.equal(
      same(
        { name: 'Ann Lee', email: 'info@acme.com' },
        { name: 'Bob Roy', email: 'info@acme.com' },
      ),
      'no',
    );
    assert.equal(
      same({ name: 'Ann Lee', email: 'a@acme.com' }, { name: 'Bob Roy', email: 'a@acme.com' }),
      'no',
    );
  });
  it('with one name at one account are one, however it is written', () => {
    for (const name of ['ANN LEE', 'Lee, Ann', 'Dr. Ann B. Lee', 'Änn Lee']) {
      assert.equal(same(ann, { name, account: 'A1' }), 'same_name_and_account', name);
    }
    assert.equal(same(ann, { ...ann, email: 'ann@gmail.com' }), 'same_name_and_account');
    assert.equal(same(ann, { name: 'Ann Lee', company: 'ACME Inc.' }), 'same_name_and_account');
  });
  it('with two mail addresses at work are two', () => {
    assert.equal(same(ann, { ...ann, email: 'ann.lee2@acme.com' }), 'no');
  });
  it('with one name at two accounts, or half a name, are two', () => {
    assert.equal(same(ann, { ...ann, email: null, account: 'A2', company: 'Beta' }), 'no');
    assert.equal(same({ name: 'Ann', account: 'A1' }, { name: 'Ann', account: 'A1' }), 'no');
    assert.equal(same(NOBODY, NOBODY), 'no');
  });
  it('point to the first of three', () => {
    const third = ['a', 'b', 'c'].map((id) => ({ ...NOBODY, ...ann, id }));
    assert.deepEqual(
      duplicatePeople(third).map(({ id, of }) => id + of),
      ['ba', 'ca'],
    );
  });
});
