import { wholeMoney } from '../money.ts';
import type { PlanAnswer } from '../operations/plan.ts';
import { dayName, type Language, quarterName, valueName } from './numbers.ts';
import { planPicture } from './pictures-plan.ts';
import { versionsTable } from './present-agreements.ts';
import { type Report, type Table, type TableRow, usedColumns } from './report.ts';
import { dayOf, type Told } from './words-agreements.ts';
import {
  assumedWords,
  assumptionName,
  currencyOf,
  PLAN_QUESTION,
  type Plan,
  planLead,
  planLine,
  planSentence,
  signedDifference,
  totalOf,
} from './words-plan.ts';

export function presentPlan(answer: PlanAnswer, language: Language): Report {
  const { plan, changes, versions, assumptions, events } = answer;
  const told: Told = { ...answer, language };
  return {
    question: PLAN_QUESTION,
    sentence: planSentence(answer, language),
    lead: planLead(answer, language),
    pictures: planPicture(answer, language),
    tables: [
      ...(plan ? [targetsTable(plan, told)] : []),
      ...(changes.length > 0 ? [changesTable(answer, language)] : []),
      ...(versions.length > 0 ? [versionsTable(versions, told)] : []),
      ...(assumptions.length > 0 ? [usedColumns(assumptionsTable(answer, language))] : []),
      ...(events.length > 0 ? [eventsTable(answer, language)] : []),
    ],
    cautions: [],
  };
}

/** A row for each quarter, a column for each segment, adding up both ways. */
function targetsTable(plan: Plan, { as_of, language }: Told): Table {
  const segments = [...new Set(plan.rows.map(({ segment }) => segment))];
  const { currency } = totalOf(plan);
  const money = (amount: number) => wholeMoney({ amount, currency }, language.locale);
  const isSplit = segments.some((segment) => segment !== null);
  const key = (segment: string | null) => `segment ${segment ?? ''}`;
  const cells = (rows: Plan['rows']) =>
    isSplit
      ? Object.fromEntries(
          segments.flatMap((segment) => {
            const own = rows.filter((row) => row.segment === segment);
            return own.length === 0
              ? []
              : [[key(segment), money(own.reduce((sum, { bookings }) => sum + bookings, 0))]];
          }),
        )
      : {};
  const rows = plan.quarters.map(
    ({ quarter, target }): TableRow => ({
      cells: {
        quarter: quarterName(quarter, as_of),
        ...cells(plan.rows.filter((row) => row.quarter === quarter)),
        target: money(target.amount),
      },
      rows_of: {},
      values: { quarter: Number(quarter.replaceAll(/\D/g, '')) },
    }),
  );
  const total: TableRow = {
    cells: { quarter: 'All', ...cells(plan.rows), target: money(totalOf(plan).amount) },
    rows_of: {},
    is_total: true,
  };
  return {
    id: 'targets',
    title: `What is to be booked, version ${plan.version}`,
    columns: [
      { key: 'quarter', label: 'Quarter', align: 'left' },
      ...(isSplit
        ? segments.map((segment) => ({
            key: key(segment),
            label: segment === null ? 'No segment' : valueName(segment),
            align: 'right' as const,
          }))
        : []),
      { key: 'target', label: 'Target', align: 'right' },
    ],
    rows: rows.length > 1 ? [...rows, total] : rows,
  };
}

function changesTable(answer: PlanAnswer, language: Language): Table {
  const currency = currencyOf(answer);
  const amountOf = (value: string | number | null) => (typeof value === 'number' ? value : 0);
  const money = (value: string | number | null) =>
    value === null
      ? 'not in it'
      : wholeMoney({ amount: amountOf(value), currency }, language.locale);
  return {
    id: 'changes',
    title: `What version ${answer.waiting?.version} would change`,
    columns: [
      { key: 'line', label: 'Line', align: 'left' },
      { key: 'was', label: 'Signed', align: 'right' },
      { key: 'is', label: 'Proposed', align: 'right' },
      { key: 'change', label: 'Change', align: 'right' },
    ],
    rows: answer.changes.map(({ line, was, is }): TableRow => {
      const change = amountOf(is) - amountOf(was);
      return {
        cells: {
          line: planLine(line, answer.as_of),
          was: money(was),
          is: money(is),
          change: signedDifference(change, currency, language.locale),
        },
        rows_of: {},
        values: { was: amountOf(was), is: amountOf(is), change },
      };
    }),
  };
}

function assumptionsTable(answer: PlanAnswer, language: Language): Table {
  const told: Told = { ...answer, language };
  return {
    id: 'assumptions',
    title: 'What the plan assumes',
    columns: [
      { key: 'name', label: 'Assumption', align: 'left' },
      { key: 'signed', label: 'At signature', align: 'right' },
      { key: 'now', label: 'Now', align: 'right' },
      { key: 'source', label: 'Source', align: 'left' },
      { key: 'told', label: 'Told', align: 'left' },
      { key: 'why', label: 'Why', align: 'left' },
    ],
    rows: answer.assumptions.map((each): TableRow => {
      const { at_signature, value, unit, source, reasoning } = each;
      return {
        id: each.id,
        cells: {
          name: assumptionName(each),
          signed: at_signature === null ? '' : assumedWords(at_signature, unit, language),
          now: assumedWords(value, unit, language),
          source: valueName(source),
          told: `${each.by.name}, ${dayOf(each.said_at, told)}`,
          why: [reasoning, each.reason].filter(Boolean).join('; '),
        },
        rows_of: {},
        values: { signed: at_signature, now: value },
      };
    }),
  };
}

function eventsTable(answer: PlanAnswer, language: Language): Table {
  const told: Told = { ...answer, language };
  const day = (text: string) => dayName(text, answer.as_of, language);
  return {
    id: 'events',
    title: 'Events of the market and the company',
    columns: [
      { key: 'text', label: 'Event', align: 'left' },
      { key: 'date', label: 'When', align: 'left' },
      { key: 'kind', label: 'Of', align: 'left' },
      { key: 'told', label: 'Told', align: 'left' },
    ],
    rows: answer.events.map(
      (event): TableRow => ({
        id: event.id,
        cells: {
          text: event.text,
          date: event.until ? `${day(event.date)} to ${day(event.until)}` : day(event.date),
          kind: event.kind === 'market' ? 'the market' : 'the company',
          told: `${event.by.name}, ${dayOf(event.said_at, told)}`,
        },
        rows_of: {},
        values: { date: Date.parse(event.date) },
      }),
    ),
  };
}
