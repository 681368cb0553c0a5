/** Opportunities of one account that were open together, under nearly one name, about one amount. */

import { daysBetween } from '../../calendar.ts';
import { allRows, type Engine, type Parameters } from '../../engine/engine.ts';
import { foldedWords } from '../matching/organisation-name.ts';
import { statementFile } from '../statement-file.ts';

interface DealRow {
  readonly id: string;
  readonly name: string | null;
  readonly account_id: string;
  readonly account: string;
  readonly owner: string | null;
  readonly stage: string | null;
  readonly opened_on: string;
  readonly closed_on: string | null;
  readonly outcome: string;
  readonly amount: number | null;
}

interface NearDuplicate extends Omit<DealRow, 'account_id' | 'closed_on'> {
  /** The first of its cluster. */
  readonly same_as: string;
  readonly same_as_name: string | null;
  readonly first_on: string;
}

/** Amounts that differ by less than this share of the larger one are about the same. */
const NEAR_AMOUNT = 0.1;
const SEASON_DAYS = 90;
/** Names are nearly one when this share of their letters, taken in pairs, is. */
const NEAR_NAME = 0.8;

/** Every opportunity but the first of each cluster, unless the other check has found it. */
export async function nearDuplicates(
  engine: Engine,
  parameters: Parameters,
): Promise<NearDuplicate[]> {
  const deals = await allRows<DealRow>(
    engine.query(file('near_duplicate_opportunities'), parameters),
  );
  const known = await allRows<{ id: string }>(
    engine.query(file('duplicate_opportunities'), parameters),
  );
  const found = new Set(known.map(({ id }) => id));
  return [...Map.groupBy(deals, ({ account_id }) => account_id).values()]
    .flatMap((ofAccount) => clustered(ofAccount))
    .filter(({ id }) => !found.has(id))
    .sort((a, b) => (`${a.opened_on}${a.id}` < `${b.opened_on}${b.id}` ? -1 : 1));
}

/**
 * Each joins the first cluster to all of which it is like, one of which was still open: a deal of
 * unknown amount does not make a small and a large one the same. Rows are in the order of opening.
 */
function clustered(deals: readonly DealRow[]): NearDuplicate[] {
  const clusters: [Named, ...Named[]][] = [];
  return deals.flatMap((deal) => {
    const named = { deal, name: nameOf(deal) };
    const own = clusters.find((members) => belongs(named, members));
    if (!own) {
      clusters.push([named]);
      return [];
    }
    own.push(named);
    const root = own[0].deal;
    const { account_id: _account, closed_on: _closed, ...shown } = deal;
    return [{ ...shown, same_as: root.id, same_as_name: root.name, first_on: root.opened_on }];
  });
}

interface Named {
  readonly deal: DealRow;
  readonly name: DealName;
}

function belongs({ deal, name }: Named, members: readonly Named[]): boolean {
  const isOpen = ({ closed_on }: DealRow) => closed_on === null || closed_on > deal.opened_on;
  return (
    members.some((member) => isOpen(member.deal)) &&
    members.every((member) => isNearAmount(deal, member.deal) && isNearName(name, member.name))
  );
}

/** Where an amount is not known, that they were opened in one season must do instead. */
function isNearAmount(deal: DealRow, earlier: DealRow): boolean {
  const { amount: one } = deal;
  const { amount: other } = earlier;
  if (one === null || other === null) {
    return daysBetween(earlier.opened_on, deal.opened_on) <= SEASON_DAYS;
  }
  return Math.abs(one - other) <= NEAR_AMOUNT * Math.max(Math.abs(one), Math.abs(other));
}

interface DealName {
  /** Years, phases, quantities: with another number it is another deal. */
  readonly numbers: string;
  readonly letters: string;
}

/** Without the words of the account, which every deal of it may have. */
function nameOf({ name, account }: DealRow): DealName {
  const ofAccount = new Set(foldedWords(account));
  const words = foldedWords(name ?? '').filter((word) => !ofAccount.has(word));
  const isNumber = (word: string) => /\d/.test(word) || /^(i{1,3}|iv|v|vi{1,3})$/.test(word);
  return {
    numbers: words.filter(isNumber).sort().join(' '),
    letters: words
      .filter((word) => !isNumber(word))
      .sort()
      .join(' '),
  };
}

/** A deal that has only the name of its account is like none: nothing says what it is about. */
function isNearName(one: DealName, other: DealName): boolean {
  if (one.numbers !== other.numbers) return false;
  if (one.letters === '' || other.letters === '') return false;
  return likeness(one.letters, other.letters) >= NEAR_NAME;
}

/** Shared pairs of letters as a share of all: 1 for the same text. */
function likeness(one: string, other: string): number {
  if (one === other) return 1;
  const [pairs, left] = [pairsOf(one), pairsOf(other)];
  const total = pairs.length + left.length;
  let shared = 0;
  for (const pair of pairs) {
    const at = left.indexOf(pair);
    if (at < 0) continue;
    left.splice(at, 1);
    shared += 1;
  }
  return total === 0 ? 0 : (2 * shared) / total;
}

function pairsOf(text: string): string[] {
  return Array.from({ length: text.length - 1 }, (_, at) => text.slice(at, at + 2));
}

function file(name: string) {
  return statementFile(new URL(`${name}.sql`, import.meta.url));
}
