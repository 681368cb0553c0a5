/** Valid exports with seeded damage, for fuzz tests. */

import { gzipSync } from 'node:zlib';

const EXPORTS: readonly { name: string; text: string }[] = [
  {
    name: 'Opportunity',
    text: `Id,Name,StageName,Amount,CloseDate,IsClosed,IsWon,AccountId,CreatedDate,SystemModstamp
0065g0000000001AAA,"Acme, first",Qualify,9750.00,2026-05-01,false,false,001A,2026-01-02T09:00:00.000Z,2026-02-02T09:00:00.000Z
0065g0000000002AAA,Bolt,Closed Won,"12,500",2026-03-05,true,true,001B,2026-01-03T10:00:00.000Z,2026-03-05T09:00:00.000Z
0065g0000000003AAA,"Line
break",Closed Lost,,2026-04-01,true,false,,2026-01-04T11:00:00.000+0200,2026-04-01T09:00:00.000Z
`,
  },
  {
    name: 'CampaignMember',
    text: `Id,CampaignId,ContactId,LeadId,Status,HasResponded,FirstRespondedDate,CreatedDate
00v1,701A,003A,,Attended,true,2026-01-05,2026-01-01T00:00:00.000Z
00v2,701A,,00QB,Sent,false,,2026-01-01T00:00:00.000Z
00v3,701B,003C,,"Responded ""twice""",true,2026-02-05,2026-01-09T00:00:00.000Z
`,
  },
  {
    name: 'accounts',
    text: `account_id;name;segment;employees;happened
A1;Müller;small;12;2024-01-01
A2;Größe;mid;300;2024-02-29
A3;Łódź;enterprise;;2024-03-01
`,
  },
  {
    name: 'meetings',
    text: `meeting_id\tperson_id\taccount_id\thappened\toutcome
M1\tP1\tA1\t2026-01-05\theld
M2\tP2\tA2\t2026-01-06\tno_show
M3\tP3\tA3\t2026-01-07\tscheduled
`,
  },
];

const PIECES = [
  '"',
  '""',
  ',',
  ';',
  '\t',
  '|',
  '\n',
  '\r',
  '\r\n',
  ' ',
  '\0',
  '\uFEFF',
  '=cmd',
  '-5',
  '1e400',
  'NaN',
  'null',
  '0000-00-00',
  '31/12/2026',
  '2026-02-30',
  '9'.repeat(400),
  '__proto__',
  "'",
  '\\',
  '💥',
];

export class Mutations {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** Mulberry32: a number in [0, below). */
  #draw(below: number): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let t = this.#state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 2 ** 32) * below);
  }

  #pick<T>(items: readonly T[]): T {
    return items[this.#draw(items.length)] as T;
  }

  next(index: number): { name: string; content: Buffer } {
    const { name, text } = this.#pick(EXPORTS);
    let content: Buffer = Buffer.from(text);
    for (let times = 1 + this.#draw(3); times > 0; times--) content = this.#mutate(content);
    return { name: `case-${String(index).padStart(6, '0')}-${name}.csv`, content };
  }

  #mutate(content: Buffer): Buffer {
    const at = this.#draw(content.length + 1);
    const insert = (piece: Buffer) =>
      Buffer.concat([content.subarray(0, at), piece, content.subarray(at)]);
    const kinds: (() => Buffer)[] = [
      () => insert(Buffer.from(this.#pick(PIECES))),
      () => insert(Buffer.from(this.#pick(PIECES))),
      () => insert(Buffer.from(this.#pick(PIECES))),
      () => insert(Buffer.from([this.#draw(256)])),
      () => Buffer.concat([content.subarray(0, at), content.subarray(at + 1 + this.#draw(20))]),
      () => content.subarray(0, at),
      () => Buffer.concat([content, content.subarray(this.#draw(content.length + 1))]),
      () =>
        Buffer.from(content.toString('utf8').replaceAll('\n', this.#pick(['\r\n', '\r', '\n\n']))),
      () => Buffer.from(content.toString('latin1'), this.#pick(['utf8', 'utf16le', 'latin1'])),
      () => (this.#draw(4) === 0 ? gzipSync(content) : this.#swapLines(content)),
    ];
    return this.#pick(kinds)();
  }

  #swapLines(content: Buffer): Buffer {
    const lines = content.toString('utf8').split('\n');
    const [a, b] = [this.#draw(lines.length), this.#draw(lines.length)];
    [lines[a], lines[b]] = [lines[b] as string, lines[a] as string];
    return Buffer.from(lines.join('\n'));
  }
}
