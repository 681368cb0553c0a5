import { shortMoney, wholeMoney } from '../money.ts';
import type { DefineAnswer } from '../operations/define.ts';
import type { Effect, EffectSide } from '../operations/definition-effect.ts';
import type { DefinitionsAnswer } from '../operations/definitions.ts';
import { type Language, valueName, whole } from './numbers.ts';
import { definitionPicture } from './pictures-definitions.ts';
import { versionsTable } from './present-agreements.ts';
import type { Report, RowsOf, Table, TableRow } from './report.ts';
import {
  DEFINITIONS_QUESTION,
  dayOrNever,
  defineLead,
  defineSentence,
  definitionsLead,
  definitionsSentence,
  type ListName,
  listRows,
  metLabel,
  proofWords,
  sideName,
  sideWords,
  winRateWords,
} from './words-definitions.ts';

export function presentDefinitions(answer: DefinitionsAnswer, language: Language): Report {
  const { effect, as_of } = answer;
  const asked = { today: as_of, language };
  return {
    question: DEFINITIONS_QUESTION,
    sentence: definitionsSentence(answer, language),
    lead: definitionsLead(answer, language),
    pictures: effect ? definitionPicture(effect, asked) : [],
    tables: effect
      ? [...effectTables(effect, asked), saidTable(answer), signedTable(answer, language)]
      : [examplesTable(answer)],
    cautions: [],
  };
}

export function presentDefine(answer: DefineAnswer, language: Language): Report {
  const { effect, as_of } = answer;
  const asked = { today: as_of, language };
  return {
    question: DEFINITIONS_QUESTION,
    sentence: defineSentence(answer, language),
    lead: defineLead(answer, language),
    pictures: effect ? definitionPicture(effect, asked) : [],
    tables: effect ? effectTables(effect, asked) : [],
    cautions: [],
  };
}

interface Asked {
  readonly today: string;
  readonly language: Language;
}

function effectTables(effect: Effect, asked: Asked): Table[] {
  return [
    numbersTable(effect, asked),
    segmentsTable(effect, asked),
    ...(['left_out', 'taken_in'] as const)
      .filter((list) => effect[list].opportunities > 0)
      .map((list) => listTable(effect, list, asked)),
  ];
}

function opens(key: string, rows: RowsOf | null): Record<string, RowsOf> {
  return rows ? { [key]: rows } : {};
}

function numbersTable(effect: Effect, { language }: Asked): Table {
  const { old, new: fresh, quarter } = effect;
  const count = (key: 'opportunities' | 'won' | 'lost' | 'open') => ({
    old: whole(old[key], language),
    new: whole(fresh[key], language),
    change: signed(fresh[key] - old[key], language),
  });
  const row = (what: string, cells: Record<string, string>, rows_of = {}): TableRow => ({
    cells: { what, ...cells },
    rows_of,
  });
  return {
    id: 'definition_effect',
    title: `${quarter} under both`,
    columns: [
      { key: 'what', label: 'Of the quarter', align: 'left' },
      { key: 'old', label: columnName(old), align: 'right' },
      { key: 'new', label: columnName(fresh), align: 'right' },
      { key: 'change', label: 'Change', align: 'right' },
    ],
    rows: [
      row('Accepted opportunities', count('opportunities'), {
        ...opens('old', listRows(effect, 'old')),
        ...opens('new', listRows(effect, 'new')),
      }),
      row('Their amount', {
        old: wholeMoney(old.amount, language.locale),
        new: wholeMoney(fresh.amount, language.locale),
        change: moneyChange(old, fresh, language),
      }),
      row('Without an amount', {
        old: whole(old.unknown_amounts, language),
        new: whole(fresh.unknown_amounts, language),
        change: signed(fresh.unknown_amounts - old.unknown_amounts, language),
      }),
      row('Won by now', count('won')),
      row('Lost by now', count('lost')),
      row('Open', count('open')),
      row('Win rate', {
        old: winRateWords(old, language),
        new: winRateWords(fresh, language),
        change: '',
      }),
    ],
  };
}

function columnName(side: EffectSide): string {
  return valueName(sideName(side));
}

function signed(change: number, language: Language): string {
  return `${change > 0 ? '+' : ''}${whole(change, language)}`;
}

function moneyChange(old: EffectSide, fresh: EffectSide, { locale }: Language): string {
  const amount = fresh.amount.amount - old.amount.amount;
  return `${amount > 0 ? '+' : ''}${wholeMoney({ ...old.amount, amount }, locale)}`;
}

function segmentsTable({ old, new: fresh }: Effect, { language }: Asked): Table {
  const names = [...new Set([...old.segments, ...fresh.segments].map(({ segment }) => segment))];
  const of = (side: EffectSide, name: string) =>
    side.segments.find(({ segment }) => segment === name);
  return {
    id: 'definition_segments',
    title: 'By segment',
    columns: [
      { key: 'segment', label: 'Segment', align: 'left' },
      { key: 'old', label: columnName(old), align: 'right' },
      { key: 'new', label: columnName(fresh), align: 'right' },
      { key: 'old_amount', label: `Amount, ${sideName(old)}`, align: 'right' },
      { key: 'new_amount', label: `Amount, ${sideName(fresh)}`, align: 'right' },
    ],
    rows: names.map((name): TableRow => {
      const [was, is] = [of(old, name), of(fresh, name)];
      const money = (amount = 0) => shortMoney({ ...old.amount, amount }, language.locale);
      return {
        cells: {
          segment: valueName(name),
          old: whole(was?.opportunities ?? 0, language),
          new: whole(is?.opportunities ?? 0, language),
          old_amount: money(was?.amount.amount),
          new_amount: money(is?.amount.amount),
        },
        rows_of: {},
        values: { old: was?.opportunities ?? 0, new: is?.opportunities ?? 0 },
      };
    }),
  };
}

type Difference = Extract<ListName, 'left_out' | 'taken_in'>;

/** `21 that v1 counts and v2 does not`. */
function listTitle(effect: Effect, list: Difference, language: Language): string {
  const [by, not] = list === 'left_out' ? [effect.old, effect.new] : [effect.new, effect.old];
  const { opportunities, rows } = effect[list];
  const more = opportunities > rows.length ? `; ${whole(rows.length, language)} of them here` : '';
  return `${whole(opportunities, language)} that ${sideWords(by)} counts in the quarter and ${sideWords(not)} does not${more}`;
}

function listTable(effect: Effect, list: Difference, { today, language }: Asked): Table {
  const whose = listRows(effect, list);
  return {
    id: list,
    title: listTitle(effect, list, language),
    columns: [
      { key: 'name', label: 'Opportunity', align: 'left' },
      { key: 'amount', label: 'Amount', align: 'right' },
      { key: 'old_on', label: metLabel(effect.old), align: 'left' },
      { key: 'new_on', label: metLabel(effect.new), align: 'left' },
      { key: 'proof', label: 'Proof', align: 'left' },
      { key: 'account', label: 'Account', align: 'left' },
    ],
    rows: effect[list].rows.map(
      (row): TableRow => ({
        cells: {
          name: row.name ?? row.id,
          account: row.account ?? '',
          amount: row.amount ? wholeMoney(row.amount, language.locale) : 'not known',
          old_on: dayOrNever(row.old_on, today, language),
          new_on: dayOrNever(row.new_on, today, language),
          proof: proofWords(row, language),
        },
        rows_of: opens('name', whose),
        values: {
          amount: row.amount?.amount ?? null,
          old_on: row.old_on ? Date.parse(row.old_on) : null,
          new_on: row.new_on ? Date.parse(row.new_on) : null,
        },
      }),
    ),
  };
}

function saidTable({ versions }: DefinitionsAnswer): Table {
  return {
    id: 'definition_texts',
    title: 'What each version says',
    columns: [
      { key: 'version', label: 'Version', align: 'left' },
      { key: 'text', label: 'An opportunity counts', align: 'left' },
    ],
    rows: versions.map(
      ({ version, text }): TableRow => ({ cells: { version: `v${version}`, text }, rows_of: {} }),
    ),
  };
}

function signedTable(answer: DefinitionsAnswer, language: Language): Table {
  return versionsTable(answer.versions.toReversed(), { ...answer, language });
}

function examplesTable({ examples }: DefinitionsAnswer): Table {
  return {
    id: 'definition_examples',
    title: 'Three to start from',
    columns: [
      { key: 'title', label: 'Idea', align: 'left' },
      { key: 'text', label: 'What is signed', align: 'left' },
    ],
    rows: examples.map(
      ({ name, title, text }): TableRow => ({ id: name, cells: { title, text }, rows_of: {} }),
    ),
  };
}
