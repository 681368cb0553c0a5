/** Values of a rule, between the form and the server. */

import type { RuleGroupType, RuleType } from 'react-querybuilder';
import type { DefinitionsAnswer } from '../../operations/definitions.ts';

export type RuleField = DefinitionsAnswer['fields'][number];

type SentRule =
  | { readonly field: string; readonly operator: string; readonly value?: unknown }
  | SentGroup;

interface SentGroup {
  readonly combinator: string;
  readonly rules: readonly SentRule[];
}

/** Without the marks that the form keeps for itself. */
export function sentRule({ combinator, rules }: RuleGroupType): SentGroup {
  return {
    combinator,
    rules: rules.map((part) => ('rules' in part ? sentRule(part) : sentLeaf(part))),
  };
}

function sentLeaf({ field, operator, value }: RuleType): SentRule {
  return operator === 'notNull' ? { field, operator } : { field, operator, value };
}

/** What stands there before anybody has chosen. */
export function startValue(field: RuleField | undefined, operator: string): unknown {
  if (!field || operator === 'notNull') return null;
  if (operator === 'in' || operator === 'notIn') return field.values.slice(0, 1);
  switch (field.kind) {
    case 'yes':
      return true;
    case 'stage':
      return field.values[0] ?? '';
    case 'people':
      return 1;
    case 'days':
      return 30;
    default:
      return 0;
  }
}
