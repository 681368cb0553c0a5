/** A definition as the sentence that both heads sign. */

import { minorDigits, wholeMoney } from '../money.ts';
import { definitionField } from './definition-fields.ts';
import { isGroup, type Rule, type RuleGroup } from './definition-rule.ts';

interface Worded {
  readonly rule: RuleGroup;
  readonly currency: string;
}

export function definitionText({ rule, currency }: Worded): string {
  return `An opportunity is accepted on the first day on which ${groupText(rule, currency)}.`;
}

/** One condition: “amount is at least $5,000”. */
export function conditionText(part: Rule | RuleGroup, currency: string): string {
  return isGroup(part) ? groupText(part, currency) : ruleText(part, currency);
}

function groupText({ combinator, rules }: RuleGroup, currency: string): string {
  const parts = rules.map((part) => {
    const text = conditionText(part, currency);
    return isGroup(part) && part.rules.length > 1 && rules.length > 1 ? `(${text})` : text;
  });
  return parts.join(` ${combinator} `);
}

function ruleText({ field, operator, value }: Rule, currency: string): string {
  const { label = field, kind } = definitionField(field) ?? {};
  if (operator === 'notNull') return `${article(label)} is known`;
  if (operator === 'in') return `the ${label} is ${listed(value, 'or')}`;
  if (operator === 'notIn') return `the ${label} is known and is not ${listed(value, 'or')}`;
  switch (kind) {
    case 'stage':
      return `the ${label} is at least ${quoted(String(value))}`;
    case 'money':
      return `the ${label} is at least ${moneyText(Number(value), currency)}`;
    case 'people':
      return value === 1
        ? 'at least one person has a role'
        : `at least ${value} people have a role`;
    case 'days':
      return value === 0
        ? 'a meeting is held'
        : `a meeting was held within ${value} ${value === 1 ? 'day' : 'days'}`;
    default:
      return `${article(label)} is named`;
  }
}

function article(label: string): string {
  return label === 'main contact' ? `a ${label}` : `the ${label}`;
}

function moneyText(units: number, currency: string): string {
  return wholeMoney({ amount: units * 10 ** minorDigits(currency), currency });
}

function listed(value: Rule['value'], word: string): string {
  const items = Array.isArray(value) ? value.map((item: string) => quoted(item)) : [];
  return items.length === 1
    ? (items[0] as string)
    : `${items.slice(0, -1).join(', ')} ${word} ${items.at(-1)}`;
}

function quoted(text: string): string {
  return `“${text}”`;
}
