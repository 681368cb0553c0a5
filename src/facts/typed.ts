/** Text to typed values, and the first thing that is wrong with a row. */

import { minorDigits } from '../money.ts';
import type { Column } from './facts.ts';
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
      return `try_cast(${text} as double)`;
    case 'money':
      return `cast(round(${decimal(text)} * ${minorFactor(context)}) as bigint)`;
    case 'flag':
      return `case when lower(${text}) in ('true', 't', 'yes', 'y', '1') then true
        when lower(${text}) in ('false', 'f', 'no', 'n', '0') then false end`;
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

/** `1234.5`, `1,234.50`, `$1,234`, `(1,234)` as a decimal; null for anything else. */
function decimal(text: string): string {
  const grouped = String.raw`[($€£¥ -]*\d{1,3}(,\d{3})*(\.\d+)?\)?`;
  const bare = '[^0-9.]';
  return `coalesce(try_cast(${text} as decimal(18, 4)),
    case when @matches(${text}, ${quotedText(grouped)})
      then try_cast(regexp_replace(${text}, ${quotedText(bare)}, '', 'g') as decimal(18, 4))
        * case when strpos(${text}, '-') > 0 or strpos(${text}, '(') > 0 then -1 else 1 end end)`;
}

/** Currencies whose minor unit is not a hundredth. */
const UNUSUAL_DIGITS: ReadonlyMap<string, number> = new Map(
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
    return found;
  });
  return faults.length > 0 ? `case ${faults.join('\n')} end` : 'cast(null as varchar)';
}
