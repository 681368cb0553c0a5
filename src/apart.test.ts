import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Thread } from './apart.ts';

interface Ask {
  readonly add: readonly number[];
  readonly forEver?: boolean;
}

const FILE = new URL('./apart.fixture.ts', import.meta.url);

describe('a thread', () => {
  it('answers one question after the other', async () => {
    using thread = new Thread<Ask, number>(FILE);
    assert.equal(await thread.ask({ add: [1, 2, 3] }), 6);
    assert.equal(await thread.ask({ add: [4] }), 4);
  });

  it('hands over what it throws', async () => {
    using thread = new Thread<Ask, number>(FILE);
    await assert.rejects(thread.ask({ add: [] }), new RangeError('nothing to add'));
  });

  it('is ended by the signal in the middle of its work, while others are answered', async () => {
    const stop = new AbortController();
    using thread = new Thread<Ask, number>(FILE, stop.signal);
    const asked = thread.ask({ add: [1], forEver: true });
    setTimeout(() => stop.abort(new Error('enough')), 300);
    await assert.rejects(asked, /enough/);
    await assert.rejects(thread.ask({ add: [1] }), /enough/);
  });

  it('is ended when it is disposed of', async () => {
    const thread = new Thread<Ask, number>(FILE);
    const asked = thread.ask({ add: [1], forEver: true });
    setTimeout(() => thread[Symbol.dispose](), 300);
    await assert.rejects(asked, /the thread of .*apart\.fixture\.ts ended with 1/);
  });

  it('says so if its file is not there', async () => {
    using thread = new Thread<Ask, number>(new URL('./nobody.ts', import.meta.url));
    await assert.rejects(thread.ask({ add: [1] }), /nobody\.ts/);
  });
});
