import { wholeMoney } from '../money.ts';
import type { SettingsAnswer } from '../operations/settings.ts';
import { type Language, listOf, plural, valueName, whole } from './numbers.ts';
import type { Report, Table, TableRow } from './report.ts';
import { dayOf } from './words-agreements.ts';

type Setting = SettingsAnswer['settings'][number];

/** These say where and how it runs; all others change answers. */
const CHANGES_NO_ANSWER: ReadonlySet<string> = new Set([
  'company',
  'as_of',
  'memory_limit',
  'threads',
  'statement_timeout',
]);

/** What companies differ in most: named first where it was never looked at. */
const TELLING = ['fiscal_calendar', 'time_zone', 'currency', 'holidays', 'work_days'];

export function presentSettings(answer: SettingsAnswer, language: Language): Report {
  const { settings, entries, moves } = answer;
  const silent = settings.filter(
    ({ name, is_default }) => is_default && !CHANGES_NO_ANSWER.has(name),
  );
  const named = TELLING.filter((name) => silent.some((setting) => setting.name === name));
  const count = `${whole(silent.length, language)} ${plural(silent.length, 'setting', 'settings')}`;
  const [first] = entries;
  return {
    question: 'What holds for the whole company?',
    sentence: first
      ? `The settings are changed, entry ${first.seq}.`
      : moves.length > 0
        ? movesSentence(moves, language)
        : silent.length === 0
          ? 'Every setting that changes an answer was set for this company.'
          : `${count} that ${plural(silent.length, 'changes', 'change')} answers still ${plural(silent.length, 'has its', 'have their')} default${named.length > 0 ? `, such as ${listOf(named.map((name) => words(name)))}` : ''}.`,
    lead: quarterWords(settings),
    pictures: [],
    tables: [
      ...(answer.moves.length > 0 ? [movesTable(answer, language)] : []),
      table(answer, language),
    ],
    cautions: [],
  };
}

type Moves = SettingsAnswer['moves'];

function movesSentence(moves: Moves, language: Language): string {
  const changed = moves.filter(({ was, is }) => !isSame(was, is));
  if (changed.length === 0) return 'None of the figures of this quarter would change.';
  return `${whole(changed.length, language)} of ${moves.length} figures would be others; nothing is changed yet.`;
}

function isSame(was: Moves[number]['was'], is: Moves[number]['is']): boolean {
  return JSON.stringify(was) === JSON.stringify(is);
}

function movesTable({ moves }: SettingsAnswer, language: Language): Table {
  const shown = (value: Moves[number]['was']) => {
    if (typeof value === 'string') return value;
    return typeof value === 'number' ? whole(value, language) : wholeMoney(value, language.locale);
  };
  return {
    id: 'moves',
    title: 'What this quarter to date would be',
    columns: [
      { key: 'figure', label: 'Figure', align: 'left' },
      { key: 'was', label: 'Is', align: 'right' },
      { key: 'is', label: 'Would be', align: 'right' },
    ],
    rows: moves.map(({ figure, was, is }) => ({
      id: figure,
      cells: {
        figure: valueName(figure),
        was: shown(was),
        is: isSame(was, is) ? 'the same' : shown(is),
      },
      rows_of: {},
    })),
  };
}

function words(name: string): string {
  return name.replaceAll('_', ' ');
}

function quarterWords(settings: readonly Setting[]): string {
  const effect = settings.find(({ name }) => name === 'fiscal_calendar')?.effect;
  return effect ? `The present quarter by the calendar, ${effect}.` : '';
}

function table({ settings, as_of }: SettingsAnswer, language: Language): Table {
  const zone = settings.find(({ name }) => name === 'time_zone')?.value;
  const told = { as_of, time_zone: typeof zone === 'string' ? zone : 'UTC', language };
  return {
    id: 'settings',
    title: 'Every setting',
    columns: [
      { key: 'name', label: 'Setting', align: 'left' },
      { key: 'value', label: 'Set to', align: 'left' },
      { key: 'default', label: 'Default', align: 'left' },
      { key: 'changed', label: 'Changed by', align: 'left' },
      { key: 'effect', label: 'Effect', align: 'left' },
      { key: 'meaning', label: 'Meaning', align: 'left' },
    ],
    rows: settings.map((setting): TableRow => {
      const { name, is_default, changed } = setting;
      return {
        id: name,
        cells: {
          name: valueName(name),
          value: is_default ? 'default' : valueText(setting.value),
          default: valueText(setting.default),
          changed: changed ? `${changed.by.name}, ${dayOf(changed.said_at, told)}` : '',
          effect: setting.effect ?? '',
          meaning: setting.meaning,
        },
        rows_of: {},
      };
    }),
  };
}

/** As one would write it in settings.yaml, on one line. */
function valueText(value: unknown): string {
  if (value === null || value === undefined) return 'none';
  if (Array.isArray(value)) {
    return value.length === 0 ? 'none' : value.map((each) => valueText(each)).join(', ');
  }
  if (typeof value === 'object') {
    const parts = Object.entries(value).map(([key, each]) => `${words(key)} ${valueText(each)}`);
    return parts.length === 0 ? 'none' : parts.join(', ');
  }
  return String(value);
}
