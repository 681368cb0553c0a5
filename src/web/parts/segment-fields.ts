/** Agreed segments as they are typed: one word a line, as a word may hold a comma. */

import { readNumber } from '../amounts.ts';

export const TRAITS = [
  ['segment', 'Called in the source'],
  ['region', 'Regions'],
  ['industry', 'Industries'],
  ['country', 'Countries'],
] as const;

export const BOUNDS = [
  ['employees_from', 'Employees from'],
  ['employees_to', 'Employees to'],
] as const;

type Trait = (typeof TRAITS)[number][0];
type Bound = (typeof BOUNDS)[number][0];
export type SegmentField = 'name' | Trait | Bound;

/** As the setting has it. */
export type Segment = { readonly name: string } & Readonly<
  Partial<Record<Trait, readonly string[]> & Record<Bound, number>>
>;

export type TypedSegment = Readonly<Record<SegmentField, string>> & {
  /** Stays while others come, go and move. */
  readonly key: number;
};

export const BLANK: Omit<TypedSegment, 'key'> = {
  ...{ name: '', segment: '', region: '', industry: '', country: '' },
  ...{ employees_from: '', employees_to: '' },
};

export function typedSegment(segment: Segment, key: number): TypedSegment {
  const lists = TRAITS.map(([trait]) => [trait, (segment[trait] ?? []).join('\n')]);
  const bounds = BOUNDS.map(([bound]) => [bound, String(segment[bound] ?? '')]);
  return { ...BLANK, ...Object.fromEntries([...lists, ...bounds]), name: segment.name, key };
}

export function wordsIn(text: string): string[] {
  return [...new Set(text.split('\n').map((word) => word.trim()))].filter(Boolean);
}

/** The segment that is sent, or what is wrong with it by field. */
export function readSegment(
  typed: TypedSegment,
  names: readonly string[],
): { segment: Segment | null; faults: Partial<Record<SegmentField, string>> } {
  const faults: Partial<Record<SegmentField, string>> = {};
  const name = typed.name.trim();
  if (name === '') faults.name = 'Give it a name';
  else if (names.filter((each) => each.trim() === name).length > 1) faults.name = 'Is there twice';
  const lists = TRAITS.flatMap(([trait]) => {
    const words = wordsIn(typed[trait]);
    return words.length > 0 ? [[trait, words] as const] : [];
  });
  const bounds = BOUNDS.flatMap(([bound]) => {
    const count = readNumber(typed[bound]);
    if (count === null) return [];
    if (count !== undefined && Number.isSafeInteger(count)) return [[bound, count] as const];
    faults[bound] = 'No whole number such as 1500 or 1,500';
    return [];
  });
  const told = Object.fromEntries<readonly string[] | number>([...lists, ...bounds]);
  const [from, to] = [told['employees_from'], told['employees_to']];
  if (from !== undefined && to !== undefined && from > to) faults.employees_to = 'Is below “from”';
  if (Object.keys(told).length === 0) faults.segment = 'Name at least one trait';
  return { faults, segment: Object.keys(faults).length > 0 ? null : { name, ...told } };
}

/** `region EMEA or Nordics; 1,000 employees or more`. */
export function segmentWords(segment: Segment | undefined): string {
  if (!segment) return '';
  const { employees_from: from, employees_to: to } = segment;
  const people = (count: number) => count.toLocaleString('en');
  const size =
    from !== undefined && to !== undefined
      ? `${people(from)} to ${people(to)} employees`
      : from !== undefined
        ? `${people(from)} employees or more`
        : to !== undefined
          ? `${people(to)} employees or fewer`
          : null;
  const traits = TRAITS.flatMap(([trait]) => {
    const words = segment[trait];
    return words ? [`${trait} ${words.join(' or ')}`] : [];
  });
  return [...traits, size].filter(Boolean).join('; ');
}
