/** The targets of the quarters as ticks at the end of dashed lines; what is proposed is hollow beside them. */

import { shortMoney, wholeMoney } from '../money.ts';
import type { PlanAnswer } from '../operations/plan.ts';
import { type Language, quarterName } from './numbers.ts';
import { labelExpression, roundSteps } from './picture-axes.ts';
import { along, NARROW, ROW, rowSpec, type TextColumn, WIDE } from './picture-rows.ts';
import type { Mark, Picture } from './report.ts';
import { currencyOf, type Plan, signedDifference } from './words-plan.ts';

type Spec = Record<string, unknown>;

interface QuarterRow {
  readonly row: string;
  readonly mark: number;
  readonly name: string;
  readonly target: number | null;
  readonly proposed: number | null;
  readonly amount: string;
  readonly change: string;
}

/** One picture, or none where there is no plan. */
export function planPicture(answer: PlanAnswer, language: Language): Picture[] {
  const { plan, waiting } = answer;
  if (plan === null) return [];
  const held = plan.is_signed ? plan : null;
  const proposal = waiting ?? (plan.is_signed ? null : plan);
  const data = quarterRows(answer, { held, proposal, language });
  const isSignedLater = proposal?.missing.length === 0;
  const proposedWords = isSignedLater ? 'signed, not in force' : 'proposed, not signed';
  const title = held
    ? 'The target of each quarter'
    : `The target of each quarter: ${proposedWords}`;
  const marks = data.map(
    ({ name, amount, change }): Mark => ({
      says: [name, amount, change].filter(Boolean).join(', '),
      rows_of: null,
    }),
  );
  const top = Math.max(1, ...data.flatMap(({ target, proposed }) => [target ?? 0, proposed ?? 0]));
  const form = { data, top: top * 1.04, title, currency: currencyOf(answer), language };
  return [
    {
      id: 'targets',
      title,
      note: 'Bookings to be won in each quarter, all segments together.',
      description: `${title}. ${marks.map(({ says }) => says).join('. ')}.`,
      wide: spec({ ...form, isWide: true }),
      narrow: spec({ ...form, isWide: false }),
      key: [
        ...(held ? [{ style: 'plan-tick', label: 'signed' }] : []),
        ...(proposal ? [{ style: 'chip', label: proposedWords }] : []),
      ],
      marks,
      links: [],
      table: 'targets',
    },
  ];
}

function quarterRows(
  answer: PlanAnswer,
  { held, proposal, language }: { held: Plan | null; proposal: Plan | null; language: Language },
): QuarterRow[] {
  const currency = currencyOf(answer);
  const of = (plan: Plan | null, quarter: string) =>
    plan?.quarters.find((each) => each.quarter === quarter)?.target.amount ?? null;
  const quarters = [held, proposal].flatMap((plan) => plan?.quarters ?? []);
  const names = [...new Set(quarters.map(({ quarter }) => quarter))].toSorted();
  return names.map((quarter, mark) => {
    const [target, proposed] = [of(held, quarter), of(proposal, quarter)];
    const amount = wholeMoney({ amount: target ?? proposed ?? 0, currency }, language.locale);
    const isChanged = held !== null && proposal !== null && target !== proposed;
    const difference = (proposed ?? 0) - (target ?? 0);
    return {
      row: quarter,
      mark,
      name: quarterName(quarter, answer.as_of),
      target,
      proposed: held !== null && !isChanged ? null : proposed,
      amount: target === null && held !== null ? 'not in it yet' : amount,
      change: isChanged
        ? `proposed ${signedDifference(difference, currency, language.locale)}`
        : '',
    };
  });
}

interface Form {
  readonly data: readonly QuarterRow[];
  readonly top: number;
  readonly title: string;
  readonly currency: string;
  readonly language: Language;
  readonly isWide: boolean;
}

function spec({ data, top, title, currency, language, isWide }: Form): Spec {
  const ticks = roundSteps(top);
  const down = isWide ? 0 : 12;
  const hasChange = data.some(({ change }) => change !== '');
  const texts: TextColumn[] = [
    { field: 'name', header: '', left: 0, align: 'left', style: 'name', down: isWide ? 0 : -14 },
    {
      field: 'amount',
      header: '',
      right: isWide && hasChange ? 170 : 0,
      align: 'right',
      style: 'strong',
      down: isWide ? 0 : -14,
    },
    ...(isWide && hasChange
      ? [{ field: 'change', header: '', right: 0, align: 'right', style: 'quiet' } as const]
      : []),
    ...(!isWide && hasChange
      ? [
          {
            field: 'change',
            header: '',
            right: 0,
            align: 'right',
            style: 'quiet',
            down: 32,
          } as const,
        ]
      : []),
  ];
  const money = (amount: number) => shortMoney({ amount, currency }, language.locale);
  return rowSpec({
    data,
    rowHeight: isWide ? 38 : hasChange ? 84 : 64,
    width: isWide ? WIDE : NARROW,
    left: isWide ? 90 : 2,
    right: isWide ? (hasChange ? 290 : 120) : 6,
    domain: [0, top],
    texts,
    marks: [
      {
        transform: [{ filter: 'datum.proposed !== null' }],
        mark: { type: 'bar', style: 'chip', height: 14, yOffset: down },
        encoding: { y: ROW, x: along('proposed'), x2: { datum: 0 } },
      },
      {
        transform: [{ filter: 'datum.target !== null' }],
        mark: { type: 'rule', style: 'plan-line', yOffset: down },
        encoding: { y: ROW, x: along('target'), x2: { datum: 0 } },
      },
      {
        transform: [{ filter: 'datum.target !== null' }],
        mark: {
          type: 'tick',
          style: 'plan-tick',
          orient: 'vertical',
          height: 24,
          thickness: 2,
          yOffset: down,
        },
        encoding: { y: ROW, x: along('target') },
      },
    ],
    axis: isWide ? { values: ticks, grid: true, labelExpr: labelExpression(ticks, money) } : null,
    plotTitle: '',
    description: title,
  });
}
