import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Stopped } from '../errors.ts';
import { SHARED_FUNCTIONS, translate } from './dialect.ts';
import { openDuckDb } from './duckdb.ts';
import { allRows, type Engine, execute, oneRow } from './engine.ts';
import { statement } from './statement.ts';

/** One suite for every engine; a new one is added here. */
const ENGINES: readonly [string, () => Promise<Engine>][] = [
  ['duckdb', () => openDuckDb({ path: ':memory:' })],
];

for (const [name, open] of ENGINES) {
  describe(`engine ${name}`, () => {
    it('hands over plain values', async () => {
      const engine = await open();
      const row = await oneRow(
        engine.query(
          statement(
            'values',
            `select cast($day as date) as day, timestamp '2026-03-04 05:06:07.008' as instant,
              cast(9007199254740991 as bigint) as whole, 1.5 as decimal, cast(null as varchar) as nothing,
              true as flag, [1, 2] as list`,
          ),
          { day: '2026-02-28' },
        ),
      );
      assert.deepEqual(
        { ...(row as object) },
        {
          day: '2026-02-28',
          instant: '2026-03-04T05:06:07.008Z',
          whole: 9007199254740991,
          decimal: 1.5,
          nothing: null,
          flag: true,
          list: [1, 2],
        },
      );
      engine.close();
    });

    it('refuses an integer that a number cannot hold', async () => {
      const engine = await open();
      const query = engine.query(
        statement('large', 'select cast(9007199254740993 as bigint) as n'),
      );
      await assert.rejects(allRows(query), RangeError);
      engine.close();
    });

    it('streams a large answer in chunks', async () => {
      const engine = await open();
      let [chunks, rows] = [0, 0];
      const many = statement('many', 'select range as n from range(100000)');
      for await (const chunk of engine.query(many)) {
        chunks++;
        rows += chunk.length;
      }
      assert.equal(rows, 100_000);
      assert.ok(chunks > 10, `only ${chunks} chunks`);
      engine.close();
    });

    it('names the parameter that is missing', async () => {
      const engine = await open();
      await assert.rejects(allRows(engine.query(statement('ask', 'select $wanted'))), /\$wanted/);
      engine.close();
    });

    it('appends rows', async () => {
      const engine = await open();
      await execute(engine.query(statement('make', 'create table t (a varchar, b bigint)')));
      await engine.append('t', [
        ['x', 1n],
        [null, 2n],
      ]);
      const rows = await allRows(engine.query(statement('read', 'select * from t order by b')));
      assert.deepEqual(
        rows.map((row) => ({ ...(row as object) })),
        [
          { a: 'x', b: 1 },
          { a: null, b: 2 },
        ],
      );
      engine.close();
    });

    const SLOW = statement(
      'slow',
      'select count(*) as n from range(1000000) a, range(1000000) b where a.range + b.range = 7',
    );

    it('keeps what a session makes to itself', async () => {
      const engine = await open();
      const [one, other] = [engine.session(), engine.session()];
      const made = statement('made', 'create temporary table own as select 7 as n');
      const asked = statement('asked', 'select n from own');
      await execute(one.query(made));
      assert.equal((await oneRow<{ n: number }>(one.query(asked))).n, 7);
      for (const outside of [engine, other]) {
        await assert.rejects(allRows(outside.query(asked)), /own does not exist/);
      }
      one.close();
      await assert.rejects(allRows(engine.query(asked)), /own does not exist/);
      await execute(other.query(made));
      other.close();
      engine.close();
    });

    it('stops a statement at its time-out, and goes on answering', async () => {
      const engine = await open();
      await assert.rejects(allRows(engine.query(SLOW, {}, { timeout: 50 })), Stopped);
      assert.equal(
        (await oneRow<{ n: number }>(engine.query(statement('one', 'select 1 as n')))).n,
        1,
      );
      engine.close();
    });

    it('stops a statement when the caller goes away', async () => {
      const engine = await open();
      const caller = new AbortController();
      setTimeout(() => caller.abort(), 50);
      await assert.rejects(allRows(engine.query(SLOW, {}, { signal: caller.signal })), Stopped);
      engine.close();
    });
  });
}

describe('dialect', () => {
  it('spells a function for each engine, inside out', () => {
    const sql = "select @add_days(coalesce(a, @instant('x, (y')), 3)";
    assert.match(translate(sql, 'duckdb'), /to_days\(cast\(3 as integer\)\)/);
    assert.match(translate(sql, 'trino'), /^select date_add\('day', 3, coalesce\(a, try\(/);
  });

  it('reads past quotes of either kind in an argument', () => {
    const sql = `select @fingerprint("it's, (odd") || @fingerprint('"')`;
    assert.equal(translate(sql, 'duckdb'), `select md5("it's, (odd") || md5('"')`);
  });

  it('names the function that an engine lacks', () => {
    assert.throws(() => translate("select @split_rows(a, ';')", 'trino'), /trino .*@split_rows/);
    assert.throws(() => translate('select @nonsense(a)', 'duckdb'), /@nonsense/);
  });

  it('calls shared only what is spelled alike', () => {
    assert.ok(!SHARED_FUNCTIONS.has('strptime'));
    assert.ok(!SHARED_FUNCTIONS.has('greatest'), 'nulls differ between engines');
  });
});
