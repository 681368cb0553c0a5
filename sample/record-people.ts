/** Persons as the CRM holds them: leads that become contacts, and duplicates merged later. */
import { type Accounts, FIRST_WRONG_PERSON, MAX_PEOPLE } from './accounts.ts';
import { dayOfInstant, startOf, weekOf } from './calendar.ts';
import {
  companyName,
  domainOf,
  emailOf,
  FUNCTIONS,
  JUNIOR,
  OTHER_FUNCTIONS,
  personName,
  SENIORITIES,
} from './names.ts';
import { Stream } from './random.ts';
import { GO_LIVE, type RecordedDeal, type RecordedPerson } from './recorded.ts';
import type { Recording } from './world.ts';

/** Persons of accounts known at go-live who were in the CRM from the start. */
const KNOWN_SHARE = 0.2;
/** Duplicates arise when a contact comes again; so many of those give the share of all persons. */
const DUPLICATES_PER_SHARE = 7;
const UNMATCHED_SHARE = 0.03;

/** Something that the CRM could only hold with a record of the person. */
export interface Touch {
  readonly at: number;
  readonly person: number;
  readonly source: string;
  /** The person must be a contact from now on. */
  readonly contact: boolean;
  /** A duplicate may arise here: the touch is a form or a list. */
  readonly form: boolean;
}

export class People {
  readonly all: RecordedPerson[] = [];
  /** Persons whom the CRM has known as contacts from its first day. */
  readonly known: number[] = [];
  readonly #current = new Map<number, RecordedPerson>();
  readonly #records = new Map<number, RecordedPerson[]>();
  readonly #doubles = new Map<number, number>();
  readonly #domains = new Map<number, string>();
  readonly #draw: Stream;
  readonly #flaw: Stream;
  readonly #recording: Recording;
  readonly #isCustomer: (account: number, at: number) => boolean;

  constructor(
    seed: number,
    recording: Recording,
    isCustomer: (account: number, at: number) => boolean,
  ) {
    this.#draw = new Stream(seed, 'person record');
    this.#flaw = new Stream(seed, 'person flaw');
    this.#recording = recording;
    this.#isCustomer = isCustomer;
  }

  /** Contacts that the CRM was loaded with on its first day. */
  preload(accounts: Accounts): void {
    for (let account = 0; account < accounts.count; account += 1) {
      if (accounts.onList[account] === 0 && accounts.earlyCustomer[account] === 0) continue;
      for (let p = 0; p < (accounts.people[account] ?? 0); p += 1) {
        const person = account * MAX_PEOPLE + p;
        if (this.#draw.u(person, 1) >= KNOWN_SHARE) continue;
        this.#addKnown(person);
        this.known.push(person);
      }
    }
  }

  #addKnown(person: number): void {
    const day = -1 - this.#draw.below(700, person, 2);
    this.#add({ person, kind: 'contact', day, at: GO_LIVE, source: 'Imported' });
  }

  /** Touches must come in order of time. Returns the record that the touch is entered on. */
  touch(touch: Touch): RecordedPerson {
    const { at, person, source } = touch;
    const known = this.#current.get(person);
    if (!known && at <= GO_LIVE) {
      this.#addKnown(person);
      return this.#current.get(person)!;
    }
    const day = dayOfInstant(at);
    if (!known) {
      const account = Math.floor(person / MAX_PEOPLE);
      const contact = touch.contact || this.#isCustomer(account, at);
      return this.#add({ person, kind: contact ? 'contact' : 'lead', day, at, source });
    }
    if (known.kind === 'lead' && touch.contact) {
      return this.#add({ person, kind: 'contact', day, at, source: known.leadSource });
    }
    return this.#duplicate(known, touch) ?? known;
  }

  /** The record on which the next touch of a known person lands. */
  recordOf(person: number): RecordedPerson | undefined {
    return this.#current.get(person);
  }

  /** Enters somebody once more, as a lead that nobody ever merges. `key` is that of the draws. */
  double(first: RecordedPerson, at: number, { key, source }: { key: number; source: string }) {
    const { person, name } = first;
    const number = (this.#doubles.get(person) ?? 0) + 1;
    this.#doubles.set(person, number);
    const [user = '', domain = ''] = first.email.split('@');
    const other = [`${name[0].charAt(0)}.${name[1]}`.toLowerCase(), user.replace('.', '')];
    const which = this.#flaw.below(4, key, 1);
    const id = `L-${String(first.account).padStart(6, '0')}-${person % MAX_PEOPLE}-D${number}`;
    const record: RecordedPerson = {
      ...first,
      number: this.all.length + 1,
      id,
      kind: 'lead',
      email: `${other[which] ?? user}@${domain}`,
      leadSource: source,
      day: dayOfInstant(at),
      recordedAt: at,
      doubleOf: first,
      matched: true,
      accountCopy: null,
      gone: null,
    };
    this.all.push(record);
    return record;
  }

  /** The lead from which this contact was converted, if that is how it came to be. */
  convert(contact: RecordedPerson, deal: RecordedDeal | null): void {
    const lead = this.#records.get(contact.person)?.[0];
    if (!lead || lead === contact || lead.kind !== 'lead' || lead.gone) return;
    lead.gone = { into: contact, at: contact.recordedAt, deal };
  }

  #duplicate(known: RecordedPerson, touch: Touch): RecordedPerson | null {
    const records = this.#records.get(known.person)?.length ?? 0;
    if (!touch.form || known.kind !== 'contact' || records > 1) return null;
    const share = this.#recording.duplicateShare(weekOf(dayOfInstant(touch.at)));
    const { at, person, source } = touch;
    if (this.#draw.u(person, 3) >= share * DUPLICATES_PER_SHARE) return null;
    const copy = this.#add({ person, kind: 'contact', day: dayOfInstant(at), at, source });
    const days = 30 + this.#draw.below(171, person, 4);
    const hour = 8 + this.#draw.below(10, person, 5);
    copy.gone = {
      into: known,
      at: startOf(dayOfInstant(at) + days) + hour * 3_600_000,
      deal: null,
    };
    this.#current.set(person, known);
    return copy;
  }

  #add(made: {
    person: number;
    kind: 'contact' | 'lead';
    day: number;
    at: number;
    source: string;
  }): RecordedPerson {
    const { person, kind } = made;
    const account = Math.floor(person / MAX_PEOPLE);
    const earlier = this.#records.get(person) ?? [];
    const name = personName(this.#draw.u(person, 10));
    const letter = kind === 'lead' ? 'L' : 'P';
    const copy = earlier.some((record) => record.kind === 'contact') ? '-2' : '';
    const record: RecordedPerson = {
      number: this.all.length + 1,
      id: `${letter}-${String(account).padStart(6, '0')}-${person % MAX_PEOPLE}${copy}`,
      kind,
      person,
      account,
      name,
      email: emailOf(name, this.#domainOf(account)),
      ...this.#position(person),
      reachable: this.#draw.u(person, 13) < 0.9,
      leadSource: made.source,
      day: made.day,
      recordedAt: made.at,
      doubleOf: null,
      matched: kind === 'contact' || this.#flaw.u(person, 2) >= UNMATCHED_SHARE,
      accountCopy: null,
      gone: null,
    };
    this.all.push(record);
    this.#records.set(person, [...earlier, record]);
    this.#current.set(person, record);
    return record;
  }

  #domainOf(account: number): string {
    const known = this.#domains.get(account) ?? domainOf(companyName(account));
    this.#domains.set(account, known);
    return known;
  }

  #position(person: number): { department: string; seniority: string } {
    if (person % MAX_PEOPLE >= FIRST_WRONG_PERSON) {
      const which = this.#draw.below(OTHER_FUNCTIONS.length, person, 11);
      return { department: OTHER_FUNCTIONS[which] ?? '', seniority: JUNIOR };
    }
    const level = Math.floor(Math.sqrt(this.#draw.u(person, 12)) * SENIORITIES.length);
    return {
      department: FUNCTIONS[this.#draw.below(FUNCTIONS.length, person, 11)] ?? '',
      seniority: SENIORITIES[level] ?? '',
    };
  }
}
