import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { heldOn, type SignBody, versionsOf, waiting } from './agreement.ts';
import type { Entry } from './entry.ts';

interface Rule {
  readonly text: string;
  readonly effective_from?: string;
}

/** What was said, in order: `{ text }` proposes, `{ signs, side }` signs the proposal of that seq. */
function said(...things: [day: string, body: Rule | Partial<SignBody>][]): Entry[] {
  return things.map(([day, body], index) => ({
    seq: index + 1,
    id: `e${index}`,
    kind: 'signs' in body ? 'sign' : 'define',
    subject: 'definition/accepted_opportunity',
    said_at: `${day}T09:00:00.000Z`,
    recorded_at: `${day}T09:00:00.000Z`,
    who: { id: 'u', name: 'U', role: 'ops' },
    body: 'signs' in body ? { withdraws: false, ...body } : body,
    reason: null,
    replaces: null,
    previous: '',
    hash: '',
  }));
}
const read = (entries: Entry[]) => versionsOf<Rule>(entries, (instant) => instant.slice(0, 10));
const held = (entries: Entry[], day: string) => heldOn(read(entries), day)?.body.text ?? null;

describe('an agreement', () => {
  const signed = said(
    ['2026-01-05', { text: 'old' }],
    ['2026-01-06', { signs: 1, side: 'sales' }],
    ['2026-01-08', { signs: 1, side: 'marketing' }],
  );

  it('holds from the second signature on', () => {
    assert.equal(held(signed.slice(0, 2), '2026-02-01'), null);
    assert.equal(held(signed, '2026-01-07'), null);
    assert.equal(held(signed, '2026-01-08'), 'old');
    assert.equal(waiting(read(signed)), null);
    assert.equal(waiting(read(signed.slice(0, 2)))?.body.text, 'old');
  });

  it('does not hold by two signatures of one side', () => {
    const twice = said(
      ['2026-01-05', { text: 'old' }],
      ['2026-01-06', { signs: 1, side: 'sales' }],
      ['2026-01-08', { signs: 1, side: 'sales' }],
    );
    assert.equal(held(twice, '2026-02-01'), null);
    assert.equal(read(twice)[0]?.signatures.length, 1);
  });

  it('holds until the next version does, which may say from when', () => {
    const next = [
      ...signed,
      ...said(
        ['2026-03-01', { text: 'x' }],
        ['2026-03-01', { text: 'x' }],
        ['2026-03-01', { text: 'x' }],
        ['2026-03-01', { text: 'new', effective_from: '2026-04-01' }],
        ['2026-03-02', { signs: 4, side: 'sales' }],
        ['2026-03-03', { signs: 4, side: 'marketing' }],
      ).slice(3),
    ];
    assert.equal(held(next, '2026-03-31'), 'old');
    assert.equal(held(next, '2026-04-01'), 'new');
    assert.deepEqual(
      read(next).map(({ number, holds_from, holds_until }) => [number, holds_from, holds_until]),
      [
        [1, '2026-01-08', '2026-04-01'],
        [2, '2026-04-01', null],
      ],
    );
  });

  it('ends on the day on which a signature is withdrawn, and signing it again changes nothing', () => {
    const withdrawn = [
      ...signed,
      ...said(
        ['2026-02-01', { text: 'x' }],
        ['2026-02-01', { text: 'x' }],
        ['2026-02-01', { text: 'x' }],
        ['2026-02-01', { signs: 1, side: 'sales', withdraws: true }],
        ['2026-02-03', { signs: 1, side: 'sales' }],
      ).slice(3),
    ];
    assert.equal(held(withdrawn, '2026-01-31'), 'old');
    assert.equal(held(withdrawn, '2026-02-01'), null);
    assert.equal(held(withdrawn, '2026-02-03'), null);
  });

  it('is as if it had never held when it is withdrawn before it does', () => {
    const early = said(
      ['2026-01-05', { text: 'old', effective_from: '2026-04-01' }],
      ['2026-01-06', { signs: 1, side: 'sales' }],
      ['2026-01-07', { signs: 1, side: 'marketing' }],
      ['2026-02-01', { signs: 1, side: 'marketing', withdraws: true }],
    );
    assert.equal(held(early, '2026-05-01'), null);
  });
});
