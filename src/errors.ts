/** Every way in which a call can fail that is not a fault of the program. */

export interface Problem {
  readonly code: string;
  readonly message: string;
  /** Where: a file, with row and column if known. */
  readonly where: string | null;
  readonly fix: string;
}

/** A failure that the caller can act on. `status` is the HTTP status; the CLI exits with 2. */
export class SameboatError extends Error {
  readonly code: string;
  readonly status: number;
  readonly where: string | null;
  readonly fix: string;

  constructor(status: number, problem: Problem) {
    super(problem.message);
    this.name = new.target.name;
    this.code = problem.code;
    this.status = status;
    this.where = problem.where;
    this.fix = problem.fix;
  }
}

type ProblemInput = Omit<Problem, 'where'> & { readonly where?: string | null };

/** The call or the file is wrong: say what, where, and what to do. */
export class BadInput extends SameboatError {
  constructor(problem: ProblemInput) {
    super(422, { where: null, ...problem });
  }
}

/** Somebody else was there first. `details` holds both versions. */
export class Conflict extends SameboatError {
  readonly details: Readonly<Record<string, unknown>>;

  constructor({
    details,
    ...problem
  }: ProblemInput & { readonly details: Readonly<Record<string, unknown>> }) {
    super(409, { where: null, ...problem });
    this.details = details;
  }
}

/** The thing asked for does not exist. */
export class NotFound extends SameboatError {
  constructor(problem: ProblemInput) {
    super(404, { where: null, ...problem });
  }
}

/** The caller may not do this. */
export class NotAllowed extends SameboatError {
  constructor(problem: ProblemInput) {
    super(403, { where: null, ...problem });
  }
}

/** It took longer than the statement time-out, or the caller went away. */
export class Stopped extends SameboatError {
  constructor(problem: ProblemInput) {
    super(503, { where: null, ...problem });
  }
}

/** The machine could not do it: disk full, memory limit reached. Nothing was changed. */
export class OutOfResources extends SameboatError {
  constructor(problem: ProblemInput) {
    super(507, { where: null, ...problem });
  }
}
