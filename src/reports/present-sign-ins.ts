import type { SignInsAnswer } from '../operations/sign-ins.ts';
import { type Language, plural, whole } from './numbers.ts';
import type { Report, Table } from './report.ts';

const EVENTS: Readonly<Record<SignInsAnswer['attempts'][number]['what'], string>> = {
  signed_in: 'signed in',
  refused: 'refused',
  signed_out: 'signed out',
  password_set: 'chose a password',
  set_up: 'made the first account',
};

export function presentSignIns(answer: SignInsAnswer, language: Language): Report {
  const { attempts, refused } = answer;
  const count = `${whole(attempts.length, language)} ${plural(attempts.length, 'entry', 'entries')}`;
  return {
    question: 'Who signed in, and who was refused?',
    sentence:
      attempts.length === 0
        ? 'Nobody has tried to sign in.'
        : `${count}, the newest first; ${whole(refused, language)} refused.`,
    lead: 'Kept for 180 days. Times are UTC; behind a proxy every address is that of the proxy.',
    pictures: [],
    tables: attempts.length === 0 ? [] : [table(answer)],
    cautions: [],
  };
}

function table({ attempts }: SignInsAnswer): Table {
  return {
    id: 'sign-ins',
    title: 'Attempts to sign in',
    columns: [
      { key: 'when', label: 'When', align: 'left' },
      { key: 'who', label: 'Who', align: 'left' },
      { key: 'what', label: 'What', align: 'left' },
      { key: 'address', label: 'From', align: 'left' },
    ],
    rows: attempts.map(({ at, name, what, address }) => ({
      cells: {
        when: at.slice(0, 19).replace('T', ' '),
        who: name ?? 'no account',
        what: EVENTS[what],
        address: address ?? '',
      },
      values: { when: Date.parse(at) },
      rows_of: {},
    })),
  };
}
