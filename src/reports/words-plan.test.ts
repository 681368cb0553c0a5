import assert from 'node:assert/strict';
import { it } from 'node:test';
import { assumedWords } from './words-plan.ts';

it('a share is told of a hundred, with the time within which; the rest with its unit', () => {
  const told = (value: number | null, unit: string) => assumedWords(value, unit, { locale: 'en' });
  assert.deepEqual(
    [
      told(0.046, 'share'),
      told(0.123, 'share within 180 days'),
      told(88, 'median days'),
      told(12_500, 'USD'),
      told(0.5, 'shares_sold'),
      told(null, 'share'),
    ],
    ['4.6 %', '12.3 % within 180 days', '88 median days', '12,500 USD', '0.5 shares sold', ''],
  );
});
