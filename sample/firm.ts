/** What a CRM would hold of a company that the simulation itself does not need. */
import type { Truth } from './company.ts';
import { Stream } from './random.ts';

const COUNTRIES = [
  ['United States', 'United States', 'United States', 'Canada', 'Brazil'],
  ['United Kingdom', 'Germany', 'France', 'Netherlands', 'Spain'],
];
const HEADCOUNT = [
  [1000, 20_000],
  [100, 1000],
  [10, 100],
];

let streams = {
  seed: -1,
  country: new Stream(0, 'country'),
  employees: new Stream(0, 'employees'),
};

function streamsOf(seed: number): typeof streams {
  if (streams.seed !== seed)
    streams = {
      seed,
      country: new Stream(seed, 'country'),
      employees: new Stream(seed, 'employees'),
    };
  return streams;
}

export function countryOf(truth: Truth, account: number): string {
  const list = COUNTRIES[truth.accounts.region[account] ?? 0] ?? [];
  return list[streamsOf(truth.seed).country.below(list.length, account)] ?? '';
}

export function employeesOf(truth: Truth, account: number): number {
  const [low = 10, high = 100] = HEADCOUNT[truth.accounts.segment[account] ?? 0] ?? [];
  const u = streamsOf(truth.seed).employees.u(account);
  return Math.round(low * (high / low) ** u);
}
