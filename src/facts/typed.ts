/** Text to typed values, and the first thing that is wrong with a row. */

import { minorDigits } from '../money.ts';
import type { Column } from './facts.ts';
import { POINT_NUMBER } from './number-text.ts';
import { quotedName, quotedText } from './sql-text.ts';

export const SQL_TYPES: Readonly<Record<Column['type'], string>> = {
  text: 'varchar',
  day: 'date',
  instant: 'timestamp',
  integer: 'bigint',
  number: 'double',
  money: 'bigint',
  flag: 'boolean',
};

export interface TypeContext {
  readonly timeZone: string;
  readonly currency: string;
  /** Whether the section has a `currency` column of its own. */
  readonly hasCurrency: boolean;
}

/** The typed value of a text column; null when it cannot be read. */
export function typedValue(column: Column, context: TypeContext): string {
  const text = quotedName(column.name);
  switch (column.type) {
    case 'text':
      return text;
    case 'day':
      return dayValue(text, context.timeZone);
    case 'instant':
      return `@instant(${text})`;
    case 'integer':
      return `cast(case when ${decimal(text)} = floor(${decimal(text)}) then ${decimal(text)} end as bigint)`;
    case 'number':
      return numberValue(text);
    case 'money':
      return `cast(round(${decimal(text)} * ${minorFactor(context)}) as bigint)`;
    case 'flag':
      return flagValue(text);
  }
}

/**
 * A date is its written day, whatever the zone. So is an instant at exactly midnight UTC: that is
 * how systems without a date type write dates. Other instants are on the company's local day.
 */
function dayValue(text: string, timeZone: string): string {
  const local =
    timeZone === 'UTC'
      ? `cast(@instant(${text}) as date)`
      : `@local_day(@instant(${text}), ${quotedText(timeZone)})`;
  return `case when length(${text}) <= 10 or substr(${text}, 12, 8) = '00:00:00'
    then try_cast(substr(${text}, 1, 10) as date)
    else ${local} end`;
}

/** What systems write, then what people and spreadsheets in several languages write. */
const FLAGS: readonly (readonly [value: 'true' | 'false', spellings: string])[] = [
  ['true', 'true t yes y 1'],
  ['false', 'false f no n 0'],
  ['true', '1.0 on x ✓ checked wahr ja j vrai oui verdadero sí si vero sì verdadeiro sim waar'],
  ['false', '0.0 off unchecked falsch nein faux non falso não onwaar nee'],
];

function flagValue(text: string): string {
  const cases = FLAGS.map(
    ([value, spellings]) => `when lower(${text}) in (${texts(spellings)}) then ${value}`,
  );
  return `case ${cases.join(' ')} end`;
}

function texts(words: string): string {
  return words.split(' ').map(quotedText).join(', ');
}

/** `1234.5`, `1,234.50`, `$1,234`, `(1,234)`, `1 234.50 €` as a decimal; null for anything else. */
function decimal(text: string): string {
  return `coalesce(try_cast(${text} as decimal(18, 4)), ${markedDecimal(text)})`;
}

function markedDecimal(text: string): string {
  const negative = ['-', '−', '('].map((sign) => `strpos(${text}, '${sign}') > 0`).join(' or ');
  return `case when @matches(${text}, ${quotedText(POINT_NUMBER)})
    then try_cast(regexp_replace(${text}, '[^0-9.]', '', 'g') as decimal(18, 4))
      * case when ${negative} then -1 else 1 end end`;
}

/** A plain number, one with marks, or `12.5%`, which is .125. */
function numberValue(text: string): string {
  const plain = String.raw`[-+]?(\d+[.]?\d*|[.]\d+)([eE][-+]?\d{1,2})?`;
  const share = `regexp_replace(${text}, '[ \u00a0\u202f]?%$', '')`;
  return `case when @matches(${text}, '${plain}') then try_cast(${text} as double)
    when @matches(${text}, '.*%') then cast(${decimal(share)} as double) / 100
    else cast(${markedDecimal(text)} as double) end`;
}

/** Currencies whose minor unit is not a hundredth. */
export const UNUSUAL_DIGITS: ReadonlyMap<string, number> = new Map(
  Intl.supportedValuesOf('currency')
    .map((code): [string, number] => [code, minorDigits(code)])
    .filter(([, digits]) => digits !== 2),
);

function minorFactor({ currency, hasCurrency }: TypeContext): string {
  if (!hasCurrency) return String(10 ** minorDigits(currency));
  const cases = [...UNUSUAL_DIGITS].map(([code, digits]) => `when '${code}' then ${10 ** digits}`);
  return `case upper(coalesce(currency, ${quotedText(currency)})) ${cases.join(' ')} else 100 end`;
}

const BAD_CODES: Readonly<Record<Column['type'], string>> = {
  text: 'bad_text',
  day: 'bad_date',
  instant: 'bad_date',
  integer: 'bad_number',
  number: 'bad_number',
  money: 'bad_number',
  flag: 'bad_flag',
};

/** `column:code` of the first fault of a row, or null when it has none. */
export function problem(columns: readonly Column[], context: TypeContext): string {
  const faults = columns.flatMap((column) => {
    const text = quotedName(column.name);
    const found: string[] = [];
    if (column.required) found.push(`when ${text} is null then '${column.name}:missing_value'`);
    if (column.oneOf) {
      const allowed = column.oneOf.map(quotedText).join(', ');
      found.push(`when ${text} not in (${allowed}) then '${column.name}:bad_choice'`);
    } else if (column.type !== 'text') {
      const typed = typedValue(column, context);
      found.push(`when ${text} is not null and (${typed}) is null
        then '${column.name}:${BAD_CODES[column.type]}'`);
    }
    if (column.type === 'money') {
      found.push(`when ${inOtherCurrency(text, context)} then '${column.name}:other_currency'`);
    }
    return found;
  });
  return faults.length > 0 ? `case ${faults.join('\n')} end` : 'cast(null as varchar)';
}

/** Signs that belong to some currencies only; `$` is written for every dollar and some pesos. */
const SIGNS: readonly (readonly [sign: string, currencies: string])[] = [
  ['€', 'EUR'],
  ['£', 'GBP EGP GIP FKP SHP'],
  ['₹', 'INR'],
  ['¥', 'JPY CNY'],
  ['$', 'USD CAD AUD NZD SGD HKD TWD MXN BRL ARS CLP COP UYU'],
];

/** Whether an amount names another currency than the one in which it would be read. */
function inOtherCurrency(text: string, { currency, hasCurrency }: TypeContext): string {
  const home = quotedText(currency);
  const own = hasCurrency ? `upper(coalesce(currency, ${home}))` : home;
  const code = `regexp_replace(${text}, '[^A-Z]', '', 'g')`;
  const signs = SIGNS.map(
    ([sign, currencies]) =>
      `strpos(${text}, '${sign}') > 0 and ${own} not in (${texts(currencies)})`,
  );
  return `try_cast(${text} as decimal(18, 4)) is null
    and (length(${code}) = 3 and ${code} <> ${own} or ${signs.join(' or ')})`;
}
