/** Three definitions to start from, over the company's own stages. */

import { type Definition, readDefinition } from '../ledger/definition.ts';
import type { Rule, RuleGroup } from '../ledger/definition-rule.ts';

export interface Example {
  readonly name: string;
  readonly title: string;
  readonly definition: Definition;
}

/** @param stages in their order; a condition on the stage needs two */
export function definitionExamples(stages: readonly string[], currency: string): Example[] {
  const second = stages[1];
  const qualified: Rule[] =
    second === undefined ? [] : [{ field: 'stage', operator: '>=', value: second }];
  const met: Rule = { field: 'meeting_held', operator: '<=', value: 30 };
  const example = (name: string, title: string, rules: RuleGroup['rules']): Example => ({
    name,
    title,
    definition: readDefinition({
      rule: { combinator: 'and', rules },
      stages: qualified.length > 0 ? [...stages] : [],
      currency,
      effective_from: null,
    }),
  });
  return [
    example('met_and_qualified', 'Sales has met the buyer and qualified the deal', [
      ...qualified,
      met,
    ]),
    example('known_people', 'We know who buys', [
      { field: 'contact_roles', operator: '>=', value: 2 },
      { field: 'primary_contact', operator: '=', value: true },
      met,
    ]),
    example('fit_to_forecast', 'The deal can be forecast', [
      ...qualified,
      { field: 'amount', operator: 'notNull', value: null },
      { field: 'close_date', operator: 'notNull', value: null },
      { field: 'owner', operator: 'notNull', value: null },
    ]),
  ];
}
