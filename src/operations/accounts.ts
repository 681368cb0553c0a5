/** The accounts of people, as operations need them. */

export interface Account {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  /** Day on which it was made. */
  readonly since: string;
  /** `password`, or the name of the company's own sign-in. */
  readonly signs_in_with: readonly string[];
  readonly keys: number;
}

export const SIGN_IN_EVENTS = [
  'signed_in',
  'refused',
  'signed_out',
  'password_set',
  'set_up',
] as const;

export interface SignIn {
  readonly at: Date;
  /** Null where nobody has an account under the address given. */
  readonly userId: string | null;
  readonly what: (typeof SIGN_IN_EVENTS)[number];
  readonly address: string | null;
}

export interface Accounts {
  /** By name. */
  all(): Promise<Account[]>;
  /** @throws BadInput when the e-mail address is taken */
  create(person: { readonly name: string; readonly email: string }): Promise<Account>;
  remove(id: string): Promise<void>;
  /** A secret with which the person chooses a password, once, within a week. Earlier ones end. */
  invite(id: string): Promise<string>;
  /** Ends every session, API key and invitation of a person. */
  end(id: string): Promise<void>;
  /** Attempts to sign in, the newest first. */
  signIns(asked: {
    readonly limit: number;
    /** Null: up to now. */
    readonly before?: Date | null;
    readonly what?: SignIn['what'] | null;
  }): Promise<SignIn[]>;
}
